"""Arrays of indices, and np.add.at for the way back."""

import numpy as np


def places(shape, FH, FW, stride, pad):
    _, C, H, W = shape
    OH, OW = (H + 2 * pad - FH) // stride + 1, (W + 2 * pad - FW) // stride + 1
    oy, ox = np.indices((OH, OW)).reshape(2, -1, 1)
    c, fy, fx = np.indices((C, FH, FW)).reshape(3, 1, -1)
    return oy * stride + fy, ox * stride + fx, c


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    y, z, c = places(x.shape, FH, FW, stride, pad)
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return x[:, c, y, z].reshape(-1, c.size)


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to where its window was, overlaps added: shape (N, C, H, W)."""
    N, C, H, W = shape
    y, z, c = places(shape, FH, FW, stride, pad)
    x = np.zeros((N, C, H + 2 * pad, W + 2 * pad), col.dtype)
    np.add.at(x, (slice(None), c, y, z), col.reshape(N, -1, c.size))
    return x[:, :, pad : pad + H, pad : pad + W]


n, c, y, x = np.indices((1, 1, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
print("im2col", im2col(images, 2, 2), sep="\n")
print("windows that see each pixel:")
print(col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0])
