import numpy as np


class Convolution:
    """x (N, C, H, W), W (F, C, FH, FW), b (F,) to y (N, F, OH, OW)."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        self.x = x
        return np.zeros((len(x), len(self.W), 2, 2))  # <- your turn

    def backward(self, dout):
        self.dW = np.zeros_like(self.W)  # <- your turn
        self.db = np.zeros_like(self.b)  # <- your turn
        return np.zeros_like(self.x)  # <- your turn


x = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [2.0, 1.0, 0.0]]).reshape(1, 1, 3, 3)
W = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 1, 2, 2)
dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
layer = Convolution(W, np.zeros(1))
print("y", layer.forward(x), sep="\n")
print("dx", layer.backward(dout), sep="\n")
print("dW", layer.dW, "db", layer.db, sep="\n")
