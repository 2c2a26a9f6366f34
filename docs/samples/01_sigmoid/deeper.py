import numpy as np


def train(seed, back=1, steep=1, layers=5, steps=1000):
    """Which of 200 points lie in a circle? The loss after training."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, (200, 2))
    t = ((x**2).sum(axis=1) < 0.6).astype(int)
    sizes = [(2, 20), *[(20, 20)] * (layers - 1), (20, 2)]
    W = [rng.normal(0, np.sqrt(1 / n), (n, m)) for n, m in sizes]
    b = [np.zeros(m) for _, m in sizes]
    for _ in range(steps):
        y = [x]
        for i in range(layers):
            y.append(1 / (1 + np.exp(-steep * (y[i] @ W[i] + b[i]))))
        e = np.exp(y[-1] @ W[-1] + b[-1])
        p = e / e.sum(axis=1, keepdims=True)
        d = (p - np.eye(2)[t]) / 200
        for i in reversed(range(layers + 1)):
            dW, db, dy = y[i].T @ d, d.sum(axis=0), d @ W[i].T
            if i > 0:
                d = back * steep * dy * y[i] * (1 - y[i])
            W[i], b[i] = W[i] - dW, b[i] - db
    loss = -np.log(p[np.arange(200), t]).mean()
    return loss, y[-1].std(axis=0).mean()


for name, change in (
    ("times 4 on the way back", {"back": 4}),
    ("sigma(4z), both ways", {"steep": 4}),
):
    start = train(0, steps=1, **change)[1]
    print(f"{name}: spread at the start {start:.0e},")
    runs = [train(seed, **change) for seed in range(3)]
    print("  loss after 1000 steps", *(f"{loss:.2f}" for loss, _ in runs))
