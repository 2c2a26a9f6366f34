"""Slices, as in the lesson."""

import numpy as np

from lesson_code import im2col


def col2im(col, shape, FH, FW, stride=1):
    N, C, H, W = shape
    OH, OW = (H - FH) // stride + 1, (W - FW) // stride + 1
    image = np.zeros(shape, col.dtype)
    windows = col.reshape(N, OH, OW, C, FH, FW)
    for i, j in np.ndindex(FH, FW):
        part = windows[:, :, :, :, i, j].transpose(0, 3, 1, 2)
        image[:, :, i : i + OH * stride : stride, j : j + OW * stride : stride] += part
    return image


rng = np.random.default_rng(0)
x = rng.standard_normal((3, 2, 4, 6))
for stride in (2, 1):
    col = im2col(x, 2, 2, stride)
    d = rng.standard_normal(col.shape)
    home = col2im(d, x.shape, 2, 2, stride)
    print(f"stride {stride}: {(col * d).sum():8.4f} and {(x * home).sum():8.4f}")
