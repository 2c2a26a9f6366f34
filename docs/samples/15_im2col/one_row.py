import numpy as np

from lesson_code import im2col

np.set_printoptions(formatter={"float": "{:04.0f}".format})
n, c, row, column = np.indices((2, 2, 3, 4))
x = 1000.0 * n + 100 * c + 10 * row + column

window = x[0, :, 0:2, 1:3]
print("window.shape =", window.shape)
print(window.reshape(-1))

col = im2col(x, 2, 2)
print("col.shape =", col.shape)
print(col[1])

W = np.random.default_rng(0).integers(-9, 10, size=(2, 2, 2)).astype(float)
answer = (window * W).sum()
print("same answer:", answer == window.reshape(-1) @ W.reshape(-1))
