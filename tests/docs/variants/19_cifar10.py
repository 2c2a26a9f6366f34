import numpy as np


def random_flips(x, rng):
    chosen = (rng.random(len(x)) < chance)[:, np.newaxis, np.newaxis, np.newaxis]
    y = np.where(chosen, x[:, :, ::-1], x)
    return np.where(chosen, y[..., ::-1], y) if turned else y


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode=mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    top, left = rng.integers(pad + 1, size=N), rng.integers(2 * pad + 1, size=N)
    return windows[np.arange(N), :, top, left]
