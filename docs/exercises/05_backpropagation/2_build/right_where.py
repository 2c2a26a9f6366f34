"""A sigmoid with NumPy's where=, and einsum on the way back."""

import numpy as np


class Sigmoid:
    def forward(self, z):
        self.y = 1 / (1 + np.exp(-np.abs(z)))
        np.subtract(1, self.y, out=self.y, where=z < 0)
        return self.y

    def backward(self, dout):
        return np.einsum("...,...,...->...", dout, self.y, 1 - self.y)


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
        return [
            (getattr(layer, name), getattr(layer, f"d{name}"))
            for layer in self.layers
            for name in ("W", "b", "gamma", "beta")
            if hasattr(layer, name)
        ]
