import numpy as np

NAMES = ["n", "c", "fy", "fx", "oy", "ox"]
ORDER = [NAMES.index(name) for name in f"{rows}, {columns}".split(", ")]


def im2col(x, FH, FW, stride=1, pad=0):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    N, C, H, W = x.shape
    OH, OW = (H - FH) // stride + 1, (W - FW) // stride + 1
    col = np.zeros((N, C, FH, FW, OH, OW), x.dtype)
    for fy, fx in np.ndindex(FH, FW):
        high, wide = np.s_[fy : fy + stride * OH : stride], np.s_[fx : fx + stride * OW : stride]
        col[:, :, fy, fx] = x[:, :, high, wide]
    return col.transpose(ORDER).reshape(N * OH * OW, C * FH * FW)


def col2im(col, shape, FH, FW, stride=1, pad=0):
    N, C, H, W = shape
    OH, OW = (H + 2 * pad - FH) // stride + 1, (W + 2 * pad - FW) // stride + 1
    sizes = (N, C, FH, FW, OH, OW)
    col = col.reshape([sizes[axis] for axis in ORDER]).transpose(np.argsort(ORDER))
    x = np.zeros((N, C, H + 2 * pad, W + 2 * pad), col.dtype)
    for fy, fx in np.ndindex(FH, FW):
        high, wide = np.s_[fy : fy + stride * OH : stride], np.s_[fx : fx + stride * OW : stride]
        x[:, :, high, wide] += col[:, :, fy, fx]
    return x[:, :, pad : pad + H, pad : pad + W]
