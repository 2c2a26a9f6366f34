"""A view of all windows, taken from and added to."""

import numpy as np


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (FH, FW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]  # (N, C, OH, OW, FH, FW)
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(-1, x.shape[1] * FH * FW)


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to where its window was, overlaps added: shape (N, C, H, W)."""
    N, C, H, W = shape
    x = np.zeros((N, C, H + 2 * pad, W + 2 * pad), col.dtype)
    windows = np.lib.stride_tricks.sliding_window_view(x, (FH, FW), axis=(2, 3), writeable=True)[
        :, :, ::stride, ::stride
    ]
    OH, OW = windows.shape[2:4]
    col = col.reshape(N, OH, OW, C, FH, FW)
    for oy, ox in np.ndindex(OH, OW):
        windows[:, :, oy, ox] += col[:, oy, ox]
    return x[:, :, pad : pad + H, pad : pad + W]


n, c, y, x = np.indices((1, 1, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
print("im2col", im2col(images, 2, 2), sep="\n")
print("windows that see each pixel:")
print(col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0])
