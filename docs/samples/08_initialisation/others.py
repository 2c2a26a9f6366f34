import numpy as np

from lesson_code import sigmoid

D, layers = 200, 50
normal = np.random.default_rng(1).standard_normal(100_000)


def passes(f, slope, s):
    """Mean squares of h and of the gradient; for each, what is predicted."""
    rng = np.random.default_rng(0)
    h, kept = rng.standard_normal((50, D)), []
    q, forward = 1.0, []  # q is the predicted mean square of h
    for _ in range(layers):
        W = rng.normal(0, s, (D, D))
        h = f(h @ W)
        kept.append((W, slope(h)))
        q = (f(np.sqrt(D * s**2 * q) * normal) ** 2).mean()
        forward.append((q, (h**2).mean()))
    d, p, backward = rng.standard_normal((50, D)), 1.0, []
    for W, slopes in reversed(kept):
        d = (d * slopes) @ W.T
        p *= D * s**2 * (slopes**2).mean()
        backward.append((p, (d**2).mean()))
    return forward, backward


print("           layers  forward           backward")
print("                   predicted  found  predicted  found")
for name, f, slope, scale in (
    ("tanh", np.tanh, lambda h: 1 - h**2, 1),
    ("sigmoid", sigmoid, lambda h: h * (1 - h), 1),
    ("sigmoid", sigmoid, lambda h: h * (1 - h), 4),
):
    forward, backward = passes(f, slope, scale / np.sqrt(D))
    print(f"{name}, s = {scale}/sqrt(D)")
    for k in (1, 2, 10, 50):
        numbers = (*forward[k - 1], *backward[k - 1])
        print(f"  {k:15}  ", "  ".join(f"{n:8.2g}" for n in numbers))
