import numpy as np

from lesson_code import sigmoid

D, layers = 200, 50


def passes(f, slope, s):
    """Mean squares of h and of the gradient, and what slopes predict."""
    rng = np.random.default_rng(0)
    h, kept, forward = rng.standard_normal((50, D)), [], []
    for _ in range(layers):
        W = rng.normal(0, s, (D, D))
        h = f(h @ W)
        kept.append((W, slope(h)))
        forward.append((h**2).mean())
    d, backward, factors = rng.standard_normal((50, D)), [], []
    for W, slopes in reversed(kept):
        d = (d * slopes) @ W.T
        backward.append((d**2).mean())
        factors.append(D * s**2 * (slopes**2).mean())
    return forward, backward, np.cumprod(factors)


print("           layers   forward  backward  from slopes")
for name, f, slope, scale in (
    ("tanh", np.tanh, lambda h: 1 - h**2, 1),
    ("sigmoid", sigmoid, lambda h: h * (1 - h), 1),
    ("sigmoid", sigmoid, lambda h: h * (1 - h), 4),
):
    forward, backward, predicted = passes(f, slope, scale / np.sqrt(D))
    print(f"{name}, s = {scale}/sqrt(D)")
    for k in (1, 10, 50):
        numbers = (forward[k - 1], backward[k - 1], predicted[k - 1])
        print(f"  {k:15}  ", "  ".join(f"{n:8.2g}" for n in numbers))
