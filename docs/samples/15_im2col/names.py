import numpy as np

np.set_printoptions(formatter={"float": "{:04.0f}".format})

N, C, H, W = 2, 2, 3, 4
n, c, row, column = np.indices((N, C, H, W))
x = 1000.0 * n + 100 * c + 10 * row + column

print("x.shape =", x.shape)
print("x[0] =")
print(x[0])
print(f"x[0, 1, 1, 2] = {x[0, 1, 1, 2]:04.0f}")
