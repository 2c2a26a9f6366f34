"""A sigmoid without the first piece, by where, and lists for pairs."""

import numpy as np


class Sigmoid:
    def forward(self, z):
        e = np.exp(-np.abs(z))
        self.y = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
        return self.y

    def backward(self, dout):
        return np.multiply(dout, self.y - self.y**2)


class Network:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def parameters(self):
        names = ("W", "b", "gamma", "beta")
        pairs = [
            [getattr(k, n, None), getattr(k, "d" + n, None)] for k in self.layers for n in names
        ]
        return [pair for pair in pairs if pair[0] is not None]
