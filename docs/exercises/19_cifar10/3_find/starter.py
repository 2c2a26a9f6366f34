import numpy as np


def prepare(x, x_test):
    """Each channel with mean 0 and deviation 1, by the training images."""
    axes = (0, 2, 3)
    mean, std = x.mean(axis=axes, keepdims=True), x.std(axis=axes, keepdims=True)
    x = (x - mean) / std
    mean = x_test.mean(axis=axes, keepdims=True)  # <- your turn
    std = x_test.std(axis=axes, keepdims=True)
    return x, (x_test - mean) / std


def augment(x, pad, rng):
    """Each image cut out of its padded self, at a place of its own."""
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=2)  # <- your turn
    return padded[:, :, top : top + H, left : left + W]


rng = np.random.default_rng(0)
x, night = rng.random((100, 3, 8, 8)), 0.1 * rng.random((1, 3, 8, 8))
_, prepared = prepare(x, night)
print(f"the night: {night.mean() - x.mean():+.2f}, prepared {prepared.mean():+.2f}")
dots = np.zeros((6, 1, 5, 5))
dots[:, 0, 2, 2] = 1
print("where the dots are", augment(dots, 2, rng).reshape(6, -1).argmax(axis=1))
