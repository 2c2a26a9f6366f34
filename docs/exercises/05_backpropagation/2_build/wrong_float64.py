"""Makes everything float64.

en: dtype float64, expected float32
ja: float64
"""

import numpy as np
from mine import sigmoid


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(np.asarray(z, dtype=np.float64))
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
