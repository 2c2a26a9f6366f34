import numpy as np


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    N, C, H, W = x.shape
    OH, OW = (H + 2 * pad - FH) // stride + 1, (W + 2 * pad - FW) // stride + 1
    return np.zeros((N * OH * OW, C * FH * FW), x.dtype)  # <- your turn


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to where its window was, overlaps added: shape (N, C, H, W)."""
    return np.zeros(shape, col.dtype)  # <- your turn


n, c, y, x = np.indices((1, 1, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
print("im2col", im2col(images, 2, 2), sep="\n")
print("windows that see each pixel:")
print(col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0])
