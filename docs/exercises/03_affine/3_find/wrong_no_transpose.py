"""Takes the transpose for the mistake.

en: stopped with ValueError
ja: 行目で止まりました（ValueError
"""


class Affine:
    def __init__(self, W, b, rate):
        self.W, self.b, self.rate = W, b, rate

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.W -= self.rate * (self.x.T @ dout)
        self.b -= self.rate * dout.sum(axis=0)
        return dout @ self.W
