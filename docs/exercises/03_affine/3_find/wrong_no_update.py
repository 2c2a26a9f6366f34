"""Returns before the update.

en: W has not moved
ja: W が動いていません
"""


class Affine:
    def __init__(self, W, b, rate):
        self.W, self.b, self.rate = W, b, rate

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        return dout @ self.W.T
        self.W -= self.rate * (self.x.T @ dout)
        self.b -= self.rate * dout.sum(axis=0)
