"""ox before oy.

en: in the order (ox, oy)
ja: 窓が (ox, oy) の順
"""

import numpy as np


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    N, C, H, W = x.shape
    OH, OW = (H - FH) // stride + 1, (W - FW) // stride + 1
    col = np.zeros((N, C, FH, FW, OH, OW), x.dtype)
    for fy, fx in np.ndindex(FH, FW):
        rows = np.s_[fy : fy + stride * OH : stride]
        columns = np.s_[fx : fx + stride * OW : stride]
        col[:, :, fy, fx] = x[:, :, rows, columns]
    return col.transpose(0, 5, 4, 1, 2, 3).reshape(N * OH * OW, C * FH * FW)


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to where its window was, overlaps added: shape (N, C, H, W)."""
    N, C, H, W = shape
    OH, OW = (H + 2 * pad - FH) // stride + 1, (W + 2 * pad - FW) // stride + 1
    col = col.reshape(N, OH, OW, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)
    x = np.zeros((N, C, H + 2 * pad, W + 2 * pad), col.dtype)
    for fy, fx in np.ndindex(FH, FW):
        rows = np.s_[fy : fy + stride * OH : stride]
        columns = np.s_[fx : fx + stride * OW : stride]
        x[:, :, rows, columns] += col[:, :, fy, fx]
    return x[:, :, pad : pad + H, pad : pad + W]


n, c, y, x = np.indices((1, 1, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
print("im2col", im2col(images, 2, 2), sep="\n")
print("windows that see each pixel:")
print(col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0])
