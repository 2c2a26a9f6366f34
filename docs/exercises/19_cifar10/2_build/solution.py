import numpy as np


def random_flips(x, rng):
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, N))
    n = np.arange(N)[:, np.newaxis, np.newaxis, np.newaxis]
    c = np.arange(C)[:, np.newaxis, np.newaxis]
    rows = top[:, np.newaxis] + np.arange(H)
    columns = left[:, np.newaxis] + np.arange(W)
    rows = rows[:, np.newaxis, :, np.newaxis]
    columns = columns[:, np.newaxis, np.newaxis]
    return padded[n, c, rows, columns]


x = np.arange(1, 10).reshape(1, 1, 3, 3).repeat(4, axis=0)
print("flips", random_flips(x, np.random.default_rng(0))[:, 0], sep="\n")
print("crops", random_crops(x, 1, np.random.default_rng(0))[:, 0], sep="\n")
