import numpy as np

from lesson_code import convolve_naive, numerical_gradient, relative_error


def input_gradient(dout, W, pad):
    F, C, FH, _ = W.shape
    back = W[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    return convolve_naive(dout, back, np.zeros(C), pad=FH - 1 - pad)


filters = {
    "blur": [[1.0, 2, 1], [2, 4, 2], [1, 2, 1]],
    "sharpen": [[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "Sobel": [[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]],
}
x, dout = np.random.default_rng(0).standard_normal((2, 1, 1, 5, 5))
for name, weights in filters.items():
    W, b = np.reshape(weights, (1, 1, 3, 3)), np.zeros(1)
    measured = numerical_gradient(
        lambda x, W=W, b=b: float((dout * convolve_naive(x, W, b, pad=1)).sum()), x
    )
    error = relative_error(input_gradient(dout, W, pad=1), measured)
    print(f"{name:8} relative error {error:.1e}")
