"""Copies, and writes into the copy."""


class ReLU:
    def forward(self, x):
        self.off = x <= 0
        y = x.copy()
        y[self.off] = 0
        return y

    def backward(self, dout):
        dx = dout.copy()
        dx[self.off] = 0
        return dx


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.off = x <= 0
        y = x.copy()
        y[self.off] *= self.alpha
        return y

    def backward(self, dout):
        dx = dout.copy()
        dx[self.off] *= self.alpha
        return dx
