"""Stacks the rectangles in place of filling an array."""

import numpy as np


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    x = np.pad(x, [(0, 0)] * 2 + [(pad, pad)] * 2)
    N, C, H, W = x.shape
    OH, OW = (H - FH) // stride + 1, (W - FW) // stride + 1
    parts = [
        x[:, :, fy : fy + stride * OH : stride, fx : fx + stride * OW : stride]
        for fy in range(FH)
        for fx in range(FW)
    ]
    col = np.moveaxis(np.stack(parts, axis=-1), 1, 3)  # (N, OH, OW, C, FH FW)
    return np.reshape(col, (N * OH * OW, C * FH * FW))


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to where its window was, overlaps added: shape (N, C, H, W)."""
    N, C, H, W = shape
    OH, OW = (H + 2 * pad - FH) // stride + 1, (W + 2 * pad - FW) // stride + 1
    parts = np.moveaxis(col.reshape(N, OH, OW, C, FH * FW), (4, 3), (0, 2))
    x = np.zeros((N, C, H + 2 * pad, W + 2 * pad), col.dtype)
    for k, part in enumerate(parts):
        fy, fx = divmod(k, FW)
        here = x[:, :, fy : fy + stride * OH : stride, fx : fx + stride * OW : stride]
        here += part
    return x[:, :, pad : pad + H, pad : pad + W]


n, c, y, x = np.indices((1, 1, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
print("im2col", im2col(images, 2, 2), sep="\n")
print("windows that see each pixel:")
print(col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0])
