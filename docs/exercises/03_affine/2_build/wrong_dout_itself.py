"""Takes dout for the gradient of b, as if a batch held one sample.

en: one row for each of the 4 samples
ja: 4 個のサンプルに 1 行ずつ
"""


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout
        return dout @ self.W.T
