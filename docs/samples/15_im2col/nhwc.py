import numpy as np

from lesson_code import convolve_naive, im2col


def im2col_nhwc(x, FH, FW):
    """Each window of x (N, H, W, C) a row: (N OH OW, FH FW C)."""
    N, H, W, C = x.shape
    OH, OW = H - FH + 1, W - FW + 1
    col = np.zeros((N, OH, OW, FH, FW, C), x.dtype)
    for fy, fx in np.ndindex(FH, FW):
        col[:, :, :, fy, fx] = x[:, fy : fy + OH, fx : fx + OW]
    return col.reshape(N * OH * OW, FH * FW * C)


n, c, y, x = np.indices((2, 2, 3, 4))
first = 1000.0 * n + 100 * c + 10 * y + x  # (N, C, H, W)
last = np.ascontiguousarray(first.transpose(0, 2, 3, 1))  # (N, H, W, C)
with np.printoptions(formatter={"float": "{:04.0f}".format}):
    print("memory, NCHW", first.ravel()[:8])
    print("memory, NHWC", last.ravel()[:8])
    print("row 1,  NCHW", im2col(first, 2, 2)[1])
    print("row 1,  NHWC", im2col_nhwc(last, 2, 2)[1])

W = np.random.default_rng(0).integers(-3, 4, (3, 2, 2, 2)).astype(float)
W_last = W.transpose(2, 3, 1, 0)  # (FH, FW, C, F)
y = im2col_nhwc(last, 2, 2) @ W_last.reshape(-1, 3)
y = y.reshape(2, 2, 3, 3)  # (N, OH, OW, F), nothing to transpose
expected = convolve_naive(first, W, np.zeros(3)).transpose(0, 2, 3, 1)
print("the same convolution:", np.array_equal(y, expected))
