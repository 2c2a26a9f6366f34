import numpy as np


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.slope = np.where(x > 0, np.where(x > top, 0, 1), self.alpha)
        return np.where(x > 0, np.minimum(x, top), self.alpha * x)

    def backward(self, dout):
        return dout * self.slope


def ReLU():  # noqa: N802
    return LeakyReLU(leak)
