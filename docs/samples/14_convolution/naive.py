import numpy as np

from lesson_code import Convolution, conv_output_size, load_mnist


def convolve(x, W, b, stride=1, pad=0):
    N, C, H, width = x.shape  # W are the weights
    F, C, FH, FW = W.shape
    OH = conv_output_size(H, FH, stride, pad)
    OW = conv_output_size(width, FW, stride, pad)
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
W1, b1 = rng.standard_normal((4, 1, 3, 3)), rng.standard_normal(4)
W2, b2 = rng.standard_normal((5, 4, 4, 4)), rng.standard_normal(5)
W3, b3 = rng.standard_normal((2, 5, 1, 1)), rng.standard_normal(2)

print("x", x.shape)
for W, b, stride, pad in ((W1, b1, 1, 1), (W2, b2, 2, 1), (W3, b3, 1, 0)):
    y = convolve(x, W, b, stride, pad)
    same = np.allclose(y, Convolution(W, b, stride, pad).forward(x))
    print(f"W {W.shape}, stride {stride}, pad {pad}: y {y.shape}, as ours {same}")
    x, before = y, x

pixels = before.reshape(2, 5, 14 * 14)
mixed = W3[:, :, 0, 0] @ pixels + b3.reshape(2, 1)  # (2, 5) @ (2, 5, 196)
print("1x1: an affine layer at each pixel:", np.allclose(mixed.reshape(y.shape), y))
