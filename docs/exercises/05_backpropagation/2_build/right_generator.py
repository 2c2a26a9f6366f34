"""A tuple, made by a generator."""

from mine import sigmoid


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
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
        layers = list(self.layers)
        while layers:
            dout = layers.pop().backward(dout)
        return dout

    def pairs(self):
        for layer in self.layers:
            for name in ("gamma", "beta", "W", "b"):
                try:
                    yield getattr(layer, name), getattr(layer, f"d{name}")
                except AttributeError:
                    continue

    def parameters(self):
        return tuple(self.pairs())
