"""A sigmoid that overflows where z is large, and says nothing.

en: holds nan
ja: 値が nan
"""

import numpy as np


class Sigmoid:
    def forward(self, z):
        with np.errstate(all="ignore"):
            self.y = np.exp(z) / (1 + np.exp(z))
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


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
