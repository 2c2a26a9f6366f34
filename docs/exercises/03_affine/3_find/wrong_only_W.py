"""Updates W alone, and so leaves b behind.

en: b has not moved
ja: b が動いていません
"""


class Affine:
    def __init__(self, W, b, rate):
        self.W, self.b, self.rate = W, b, rate

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        dx = dout @ self.W.T
        self.W -= self.rate * (self.x.T @ dout)
        return dx
