"""Takes the step back, with the wrong sign.

en: layer.backward(dout)`
ja: layer.backward(dout)
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
        return dout @ (self.W - self.rate * (self.x.T @ dout)).T
