"""Takes the mean of the gradient of W over the batch.

en: grads["W"] is 4 times too small
ja: grads["W"] が 4 分の 1 です
"""


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout / len(dout)
        self.grads["b"] = dout.sum(axis=0)
        return dout @ self.params["W"].T
