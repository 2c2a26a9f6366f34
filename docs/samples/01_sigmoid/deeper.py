import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def train(seed, layers, steps, back=1, steep=1, rate=1):
    """Which of 100 points lie in a circle?"""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, (100, 2))
    t = ((x**2).sum(axis=1) < 0.6).astype(int)
    sizes = [(2, 10), *[(10, 10)] * (layers - 1), (10, 2)]
    W = [rng.normal(0, np.sqrt(1 / n), (n, m)) for n, m in sizes]
    b = [np.zeros(m) for _, m in sizes]
    losses = []
    for _ in range(steps):
        y = [x]
        for i in range(layers):
            y.append(sigmoid(steep * (y[i] @ W[i] + b[i])))
        e = np.exp(y[-1] @ W[-1] + b[-1])
        p = e / e.sum(axis=1, keepdims=True)
        losses.append(-np.log(p[np.arange(100), t]).mean())
        if len(losses) == 1:
            spread = y[-1].std(axis=0).mean()
        d = (p - np.eye(2)[t]) / 100
        for i in reversed(range(layers + 1)):
            dW, db, dy = y[i].T @ d, d.sum(axis=0), d @ W[i].T
            if i > 0:
                d = back * steep * dy * y[i] * (1 - y[i])
            W[i], b[i] = W[i] - rate * dW, b[i] - rate * db
    return np.median(losses[-100:]), spread


def learned(runs):
    return f"learned {sum(loss < 0.1 for loss, _ in runs)} of {len(runs)}"


runs = [train(seed, 3, 1000, rate=4) for seed in range(3)]
print("3 layers, rate 4:", learned(runs))

changes = [
    ("going back", 0.6, 800, {"back": 4}),
    ("both ways", 0.6, 800, {"steep": 4}),
    ("going back", 0.1, 1500, {"back": 4}),
]
for name, rate, steps, change in changes:
    runs = [train(seed, 5, steps, rate=rate, **change) for seed in range(2)]
    print(f"5 layers, rate {rate}, times 4 {name}:", learned(runs))
    print("  spread", *(f"{spread:.0e}" for _, spread in runs))
