import numpy as np

from lesson_code import Convolution, convolve_naive

sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(1, 1, 3, 3)
turned = sobel[:, :, ::-1, ::-1]  # upside down and left to right
rng = np.random.default_rng(0)
x = rng.standard_normal((10, 1, 12, 12))

for name, filter_ in (("does not flip", sobel), ("flips", turned)):
    wanted = convolve_naive(x, filter_, np.zeros(1))
    layer = Convolution(rng.standard_normal((1, 1, 3, 3)), np.zeros(1))
    W = layer.params["W"]
    for _ in range(30):
        error = layer.forward(x) - wanted
        layer.backward(error / error.size)
        W -= 1.0 * layer.grads["W"]
    print(f"the teacher {name}: mean square of the error {np.mean(error**2):.6f}")
    print(W[0, 0].round(2) + 0)
