import numpy as np

from lesson_code import convolve_naive, im2col

np.set_printoptions(formatter={"float": "{:04.0f}".format})
n, c, row, column = np.indices((2, 2, 3, 4))
x = 1000.0 * n + 100 * c + 10 * row + column

N, F, OH, OW = 2, 2, 2, 3
W = np.zeros((F, 2, 2, 2))
W[0, 1, 0, 1] = 1
W[1] = np.random.default_rng(0).integers(-3, 4, size=(2, 2, 2))
b = np.zeros(F)

col = im2col(x, 2, 2)
W_col = W.reshape(F, -1).T
product = col @ W_col + b
y = product.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)

print("col     ", col.shape)
print("W_col   ", W_col.shape)
print("product ", product.shape)
print("y       ", y.shape)
print("y[0, 0] =", y[0, 0], sep="\n")
print("equals convolve_naive:", np.array_equal(y, convolve_naive(x, W, b)))
