import numpy as np

from lesson_code import Adam

beta1, beta2 = 0.9, 0.999


def bound(t, corrected):
    """The longest step number t that any gradients can cause."""
    age = np.arange(t)
    w, u = (1 - beta1) * beta1**age, (1 - beta2) * beta2**age
    if corrected:
        w, u = w / w.sum(), u / u.sum()
    return np.sqrt((w**2 / u).sum())


def steps(gradients):
    p, adam, found = np.zeros(1), Adam(1.0, eps=1e-300), []
    for g in gradients:
        before = p[0]
        adam.update({"p": p}, {"p": np.array([g])})
        found.append(before - p[0])
    return np.array(found)


n = 2000
kinds = {
    "always the same": np.ones(n),
    "one after 1999 zeros": np.arange(n) // (n - 1) * 1.0,
    "11 % more each time": (beta2 / beta1) ** np.arange(-n + 1.0, 1),
}
for name, gradients in kinds.items():
    print(f"{name:22} longest step: {np.abs(steps(gradients)).max():.2f}")
print("step   bound   without correction")
for t in (1, 2, 10, 100, 1000, 2000):
    print(f"{t:4}   {bound(t, True):5.2f}   {bound(t, False):5.2f}")
