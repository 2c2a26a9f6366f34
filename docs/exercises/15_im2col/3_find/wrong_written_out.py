"""The same, written out.

en: keeps one addition
ja: 一回分しか残りません
"""

import numpy as np

from lesson_code import im2col


def col2im(col, shape, FH, FW, stride=1):
    N, C, H, W = shape
    OH, OW = (H - FH) // stride + 1, (W - FW) // stride + 1
    oy, ox = np.indices((OH, OW)).reshape(2, -1, 1)  # of each row of col
    c, fy, fx = np.indices((C, FH, FW)).reshape(3, 1, -1)  # of each column
    y, x = oy * stride + fy, ox * stride + fx  # (OH OW, C FH FW)
    image = np.zeros(shape, col.dtype)
    image[:, c, y, x] = image[:, c, y, x] + col.reshape(N, OH * OW, -1)
    return image


rng = np.random.default_rng(0)
x = rng.standard_normal((3, 2, 4, 6))
for stride in (2, 1):
    col = im2col(x, 2, 2, stride)
    d = rng.standard_normal(col.shape)
    home = col2im(d, x.shape, 2, 2, stride)
    print(f"stride {stride}: {(col * d).sum():8.4f} and {(x * home).sum():8.4f}")
