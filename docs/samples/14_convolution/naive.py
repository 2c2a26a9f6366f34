import numpy as np

from lesson_code import Convolution, load_mnist


def convolve(x, W, b, stride=1, pad=0):
    N, C, H, width = x.shape
    F, C, FH, FW = W.shape
    OH = (H + 2 * pad - FH) // stride + 1
    OW = (width + 2 * pad - FW) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    y = np.zeros((N, F, OH, OW))
    for n, f, oy, ox in np.ndindex(y.shape):
        top, left = oy * stride, ox * stride
        window = padded[n, :, top : top + FH, left : left + FW]
        y[n, f, oy, ox] = (window * W[f]).sum() + b[f]
    return y


_, (x_test, _) = load_mnist()
x = x_test[:2].astype(np.float64)
rng = np.random.default_rng(0)
W, b = rng.standard_normal((5, 1, 4, 4)), rng.standard_normal(5)

print("x", x.shape, " W", W.shape, " b", b.shape)
for stride, pad in ((1, 0), (2, 0), (2, 1), (4, 2)):
    y = convolve(x, W, b, stride, pad)
    ours = Convolution(W, b, stride=stride, pad=pad).forward(x)
    print(f"stride {stride}, pad {pad}: y {y.shape}, equal: {np.allclose(y, ours)}")
