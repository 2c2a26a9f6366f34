import numpy as np

from lesson_code import convolve_naive


def im2col(x, FH, FW, stride=1, pad=0):
    """Each window of x (N, C, H, W) a row: (N OH OW, C FH FW)."""
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    N, C, H, W = x.shape
    OH, OW = (H - FH) // stride + 1, (W - FW) // stride + 1
    col = np.zeros((N, C, FH, FW, OH, OW), x.dtype)
    for fy, fx in np.ndindex(FH, FW):
        rows = np.s_[fy : fy + stride * OH : stride]
        columns = np.s_[fx : fx + stride * OW : stride]
        col[:, :, fy, fx] = x[:, :, rows, columns]  # (N, C, OH, OW)
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, C * FH * FW)


n, c, y, x = np.indices((2, 2, 3, 4))
images = 1000.0 * n + 100 * c + 10 * y + x
col = im2col(images, 2, 2)
with np.printoptions(formatter={"float": "{:04.0f}".format}):
    print("col", col.shape, "\nrow 1:", col[1])

rng = np.random.default_rng(0)
x, W = rng.standard_normal((2, 3, 9, 7)), rng.standard_normal((4, 3, 3, 3))
b = rng.standard_normal(4)
col = im2col(x, 3, 3, stride=2, pad=1)
product = col @ W.reshape(4, -1).T + b  # a row for each window
y = product.reshape(2, 5, 4, 4).transpose(0, 3, 1, 2)  # (N, F, OH, OW)
print("col", col.shape, " product", product.shape, " y", y.shape)
print("as the four loops:", np.allclose(y, convolve_naive(x, W, b, 2, 1)))
