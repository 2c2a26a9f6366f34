import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def train(seed, back, steps, layers=3):
    """Which of 100 points lie in a circle?"""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, (100, 2))
    t = ((x**2).sum(axis=1) < 0.6).astype(int)
    sizes = [(2, 10), *[(10, 10)] * (layers - 1), (10, 2)]
    W = [rng.normal(0, np.sqrt(1 / n), (n, m)) for n, m in sizes]
    b = [np.zeros(m) for _, m in sizes]
    losses, lengths = [], []
    for _ in range(steps):
        y = [x]
        for i in range(layers):
            y.append(sigmoid(y[i] @ W[i] + b[i]))
        e = np.exp(y[-1] @ W[-1] + b[-1])
        p = e / e.sum(axis=1, keepdims=True)
        losses.append(-np.log(p[np.arange(100), t]).mean())
        d = (p - np.eye(2)[t]) / 100
        for i in reversed(range(layers + 1)):
            dW, db, dy = y[i].T @ d, d.sum(axis=0), d @ W[i].T
            if i > 0:
                d = back * dy * y[i] * (1 - y[i])
            W[i], b[i] = W[i] - dW, b[i] - db
        lengths.append(np.linalg.norm(dW))
    return losses, lengths


runs = {}
for back, looks in ((1, (800, 1600)), (4, (1000,))):
    runs[back] = [train(seed, back, looks[-1]) for seed in range(3)]
    lengths = [f"{lengths[0]:.0e}" for _, lengths in runs[back]]
    print(f"times {back}: gradient of the first layer", *lengths)
    for step in looks:
        losses = [np.median(run[step - 100 : step]) for run, _ in runs[back]]
        print(f"  loss at step {step}", *(f"{loss:.2f}" for loss in losses))

# Drawing
import matplotlib.pyplot as plt

for back, style in ((1, "C0"), (4, "C1--")):
    for seed, (run, _) in enumerate(runs[back]):
        smooth = np.median(np.reshape(run, (-1, 100)), axis=1)
        label = f"times {back}" if seed == 0 else None
        plt.plot(np.arange(50, len(run), 100), smooth, style, label=label)
plt.xlabel("step")
plt.ylabel("loss")
plt.ylim(0, 0.8)
plt.grid()
plt.legend()
plt.show()
