"""Window by window."""

import numpy as np


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    N, C, H, W = x.shape
    rows = []
    for n in range(N):
        for top in range(0, H - FH + 1, stride):
            for left in range(0, W - FW + 1, stride):
                rows.append(x[n, :, top : top + FH, left : left + FW].ravel())
    return np.array(rows)


def col2im(col, shape, FH, FW, stride=1, pad=0):
    """Each row back to where its window was, overlaps added: shape (N, C, H, W)."""
    N, C, H, W = shape
    x = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=col.dtype)
    row = 0
    for n in range(N):
        for top in range(0, H + 2 * pad - FH + 1, stride):
            for left in range(0, W + 2 * pad - FW + 1, stride):
                x[n, :, top : top + FH, left : left + FW] += col[row].reshape(C, FH, FW)
                row += 1
    return x[:, :, pad : H + pad, pad : W + pad]


n, c, y, x = np.indices((1, 1, 3, 3))
images = 1000.0 * n + 100 * c + 10 * y + x
print("im2col", im2col(images, 2, 2), sep="\n")
print("windows that see each pixel:")
print(col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0])
