import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        return np.zeros((len(x), len(self.b)))  # <- your turn

    def backward(self, dout):
        self.dW = np.zeros_like(self.W)  # <- your turn
        self.db = dout  # <- your turn
        return np.zeros((len(dout), len(self.W)))  # <- your turn


x = np.array([[1.0, 2], [3, 0], [0, 1]])
W = np.array([[1.0, 0, 2, 1], [0, 1, 1, -1]])
b = np.array([10.0, 20.0, 30.0, 40.0])
dout = np.array([[1.0, 0, 2, 0], [0, 1, 0, 3], [4, 0, 0, 1]])

layer = Affine(W, b)
print("y", layer.forward(x), sep="\n")
print("dx", layer.backward(dout), sep="\n")
print("dW", layer.dW, sep="\n")
print("db", layer.db, sep="\n")
