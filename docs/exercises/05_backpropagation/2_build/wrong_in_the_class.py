"""Keeps the values in the class.

en: in self, not in the class
ja: self に入れます
"""

from mine import sigmoid


class Sigmoid:
    def forward(self, z):
        Sigmoid.y = sigmoid(z)
        return Sigmoid.y

    def backward(self, dout):
        return dout * Sigmoid.y * (1 - Sigmoid.y)


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
