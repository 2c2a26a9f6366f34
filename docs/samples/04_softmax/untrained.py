import numpy as np

from lesson_code import load_mnist, log_softmax

(x, t), _ = load_mnist()
x, t = x[:1000].reshape(1000, 784).astype(np.float64), t[:1000]


def start(seed, s1, s2, x):
    """Loss, and mean of the largest p, of an untrained network 784-50-10."""
    rng = np.random.default_rng(seed)
    W1, W2 = rng.normal(0, s1, (784, 50)), rng.normal(0, s2, (50, 10))
    log_p = log_softmax(np.maximum(x @ W1, 0) @ W2)
    return -log_p[np.arange(1000), t].mean(), np.exp(log_p.max(axis=1)).mean()


he1, he2 = np.sqrt(2 / 784), np.sqrt(2 / 50)
cases = [
    ("all weights near 0", 0.001, 0.001, x),
    ("He, last layer 0.01", he1, 0.01, x),
    ("He", he1, he2, x),
    ("He, pixels 0 to 255", he1, he2, 255 * x),
    ("standard deviation 1", 1, 1, x),
]
print(f"log 10 = {np.log(10):.3f}")
table = {}
for name, s1, s2, images in cases:
    runs = np.array([start(seed, s1, s2, images) for seed in range(8)])
    table[name] = runs[:, 0]
    low, high = runs[:, 0].min(), runs[:, 0].max()
    print(f"{name:20} {low:7.3f} to {high:7.3f}   largest p {runs[:, 1].mean():.2f}")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(6.4, 2.8))
for row, losses in enumerate(table.values()):
    plt.plot(losses, np.full(8, row), "o", alpha=0.6)
plt.axvline(np.log(10), color="black", linestyle="--", label=r"$\log 10$")
plt.xscale("log")
plt.xticks([2, 5, 10, 50, 200], ["2", "5", "10", "50", "200"])
plt.minorticks_off()
plt.yticks(range(5), ["0.001", "He, 0.01", "He", "He, 0-255", "1"])
plt.gca().invert_yaxis()
plt.xlabel("$L$")
plt.legend()
plt.show()
