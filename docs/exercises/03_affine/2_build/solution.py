import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


x = np.array([[1.0, 2], [3, 0], [0, 1]])
W = np.array([[1.0, 0, 2, 1], [0, 1, 1, -1]])
b = np.array([10.0, 20.0, 30.0, 40.0])
dout = np.array([[1.0, 0, 2, 0], [0, 1, 0, 3], [4, 0, 0, 1]])

layer = Affine(W, b)
print("y", layer.forward(x), sep="\n")
print("dx", layer.backward(dout), sep="\n")
print("dW", layer.dW, sep="\n")
print("db", layer.db, sep="\n")
