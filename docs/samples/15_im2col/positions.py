import numpy as np

from lesson_code import convolve_naive

rng = np.random.default_rng(0)
x, W = rng.standard_normal((2, 3, 9, 7)), rng.standard_normal((4, 3, 3, 3))
b = rng.standard_normal(4)
OH, OW = 9 - 3 + 1, 7 - 3 + 1

y = np.zeros((2, 4, OH * OW)) + b[:, np.newaxis]
for fy, fx in np.ndindex(3, 3):
    pixels = x[:, :, fy : fy + OH, fx : fx + OW]  # (N, C, OH, OW)
    y += W[:, :, fy, fx] @ pixels.reshape(2, 3, OH * OW)
y = y.reshape(2, 4, OH, OW)
print("y", y.shape)
print("as the four loops:", np.allclose(y, convolve_naive(x, W, b)))
