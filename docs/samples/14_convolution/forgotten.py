import numpy as np

from lesson_code import Convolution, load_mnist


def convolve(image, W, pad, OH, OW):
    padded = np.pad(image, pad)
    y = np.zeros((OH, OW))
    for oy, ox in np.ndindex(OH, OW):
        y[oy, ox] = (padded[oy : oy + 3, ox : ox + 3] * W).sum()
    return y


_, (x_test, _) = load_mnist()
x = (255 * x_test[:1].astype(np.float64)).round()
W = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
right = Convolution(W.reshape(1, 1, 3, 3), np.zeros(1), pad=1).forward(x)[0, 0]

H, FH, P = 28, 3, 1
for name, OH in (
    ("H + 2P - FH + 1", H + 2 * P - FH + 1),
    ("H + 2P - FH    ", H + 2 * P - FH),
    ("H - FH + 1     ", H - FH + 1),
):
    y = convolve(x[0, 0], W, P, OH, OH)
    corner = np.array_equal(y, right[:OH, :OH])
    lost = right.size - y.size
    print(f"{name}  y {y.shape}, right as far as it goes: {corner}, lost {lost}")
