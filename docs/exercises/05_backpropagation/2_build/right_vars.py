"""Whatever has a gradient beside it is a parameter."""

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
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def parameters(self):
        pairs = []
        for layer in self.layers:
            kept = vars(layer)
            pairs += [(kept[name], kept["d" + name]) for name in kept if "d" + name in kept]
        return pairs
