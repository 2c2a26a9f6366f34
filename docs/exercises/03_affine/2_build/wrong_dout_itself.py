"""Takes dout for the gradient of b, as if a batch held one sample.

en: one row for each of the 4 samples
ja: 4 個のサンプルに 1 行ずつ
"""


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout
        self.grads["b"] = dout
        return dout @ self.params["W"].T
