import numpy as np

from lesson_code import load_mnist, log_softmax

(x, t), _ = load_mnist(flatten=True)
x, t = x[:1000].astype(float), t[:1000]
sizes = [784, 50, 50, 50, 50, 10]


def start(deviation, seed):
    """Loss before training, and the size of the last hidden layer."""
    rng, h = np.random.default_rng(seed), x
    for k in range(5):
        shape = sizes[k], sizes[k + 1]
        size = np.sqrt((h**2).mean())
        h = h @ rng.normal(0, deviation(shape), shape)
        h = np.maximum(0, h) if k < 4 else h
    return -log_softmax(h)[np.arange(1000), t].mean(), size


predicted = np.log(10) + 0.45 * 2 * (x**2).mean()
print(f"log 10 = {np.log(10):.3f}, predicted with He {predicted:.3f}")
for name, deviation in (
    ("He", lambda shape: np.sqrt(2 / shape[0])),
    ("fan-out for fan-in", lambda shape: np.sqrt(2 / shape[1])),
    ("0.01", lambda shape: 0.01),
    ("1", lambda shape: 1),
):
    losses, hidden = np.transpose([start(deviation, seed) for seed in range(8)])
    low, high = losses.min(), losses.max()
    print(f"{name:18} {low:9.3f} to {high:9.3f}   hidden {np.median(hidden):.1e}")
