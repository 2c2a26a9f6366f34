import numpy as np

from lesson_code import convolve_naive


def convolve(x, W, b, stride=1, pad=0):
    """A product a weight position: x (N, C, H, W), W (F, C, FH, FW)."""
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    (N, C, H, width), (F, _, FH, FW) = x.shape, W.shape
    OH, OW = (H - FH) // stride + 1, (width - FW) // stride + 1
    y = np.zeros((N, F, OH * OW), x.dtype) + b[:, np.newaxis]
    for fy, fx in np.ndindex(FH, FW):
        rows = np.s_[fy : fy + stride * OH : stride]
        columns = np.s_[fx : fx + stride * OW : stride]
        pixels = x[:, :, rows, columns].reshape(N, C, OH * OW)
        y += W[:, :, fy, fx] @ pixels  # (F, C) @ (N, C, OH OW)
    return y.reshape(N, F, OH, OW)


rng = np.random.default_rng(0)
x, W = rng.standard_normal((2, 3, 9, 7)), rng.standard_normal((4, 3, 3, 3))
b = rng.standard_normal(4)
for stride, pad in ((1, 0), (2, 1)):
    y = convolve(x, W, b, stride, pad)
    same = np.allclose(y, convolve_naive(x, W, b, stride, pad))
    print(f"{stride=} {pad=}: y {y.shape}, as the four loops: {same}")
