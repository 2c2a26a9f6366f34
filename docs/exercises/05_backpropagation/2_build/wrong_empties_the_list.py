"""Takes the layers out of the list.

en: `Network(layers).forward(x)`
ja: Network(layers).forward(x)
"""

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
        layers, self.layers = self.layers, []
        while layers:
            layer = layers.pop()
            dout = layer.backward(dout)
        return dout

    def parameters(self):
        return [
            (getattr(layer, name), getattr(layer, f"d{name}"))
            for layer in self.layers
            for name in ("W", "b", "gamma", "beta")
            if hasattr(layer, name)
        ]
