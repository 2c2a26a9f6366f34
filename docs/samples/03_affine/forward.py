import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b  # (D, M) and (M,)

    def forward(self, x):  # (N, D)
        self.x = x
        return x @ self.W + self.b  # (N, M)


x = np.array([[1.0, 2], [3, 0], [0, 1]])
W = np.array([[1.0, 0, 2, 1], [0, 1, 1, -1]])
b = np.array([10.0, 20.0, 30.0, 40.0])

layer = Affine(W, b)
print(layer.forward(x))
print("sample 1 alone:", layer.forward(x[1:2]))
