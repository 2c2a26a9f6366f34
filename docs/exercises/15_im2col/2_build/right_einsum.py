"""einsum: as a transpose, and as sums over what the windows share."""

import numpy as np


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    shape = (FH, FW)
    windows = np.lib.stride_tricks.sliding_window_view(x, shape, axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    return np.einsum("ncyxij->nyxcij", windows).reshape(-1, x.shape[1] * FH * FW)


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to where its window was, overlaps added: shape (N, C, H, W)."""
    N, C, H, W = shape
    H, W = H + 2 * pad, W + 2 * pad
    OH, OW = (H - FH) // stride + 1, (W - FW) // stride + 1
    down = np.zeros((OH, FH, H), col.dtype)
    for oy, fy in np.ndindex(OH, FH):
        down[oy, fy, oy * stride + fy] = 1
    across = np.zeros((OW, FW, W), col.dtype)
    for ox, fx in np.ndindex(OW, FW):
        across[ox, fx, ox * stride + fx] = 1
    col = col.reshape(N, OH, OW, C, FH, FW)
    x = np.einsum("nyxcij,yih,xjw->nchw", col, down, across, optimize=True)
    return x[:, :, pad : H - pad, pad : W - pad]


n, c, y, x = np.indices((1, 1, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
print("im2col", im2col(images, 2, 2), sep="\n")
print("windows that see each pixel:")
print(col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0])
