import numpy as np


def right(seed, width=50, rate=1.0, noise=0.05, bend=True):
    rng = np.random.default_rng(seed)
    r = np.linspace(0.1, 1, 200)
    t = np.arange(200) % 2
    angle = 2 * np.pi * r + np.pi * t
    x = (r * [np.cos(angle), np.sin(angle)]).T + rng.normal(0, noise, (200, 2))
    W1, b1 = rng.normal(0, 1, (2, width)), np.zeros(width)
    W2, b2 = rng.normal(0, np.sqrt(2 / width), (width, 2)), np.zeros(2)
    for _ in range(1001):
        z = x @ W1 + b1
        h = np.maximum(0, z) if bend else z
        e = np.exp(h @ W2 + b2)
        p = e / e.sum(axis=1, keepdims=True)
        da = (p - np.eye(2)[t]) / 200
        dz = da @ W2.T * (h > 0 if bend else 1)
        W1, b1 = W1 - rate * x.T @ dz, b1 - rate * dz.sum(axis=0)
        W2, b2 = W2 - rate * h.T @ da, b2 - rate * da.sum(axis=0)
    return (p.argmax(axis=1) == t).sum()


changes = {
    "nothing": {},
    "no bend": {"bend": False},
    "width 2": {"width": 2},
    "width 5": {"width": 5},
    "rate 0.01": {"rate": 0.01},
    "rate 10": {"rate": 10},
    "noise 0.2": {"noise": 0.2},
}
for name, change in changes.items():
    print(f"{name:9}", *(f"{right(seed, **change):4}" for seed in range(3)))
