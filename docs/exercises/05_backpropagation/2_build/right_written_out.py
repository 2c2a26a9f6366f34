"""Each name in a line of its own, and a list of its own."""

from mine import sigmoid


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class Network:
    def __init__(self, layers):
        self.layers = list(layers)

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
            if hasattr(layer, "W"):
                pairs.append((layer.W, layer.dW))
            if hasattr(layer, "b"):
                pairs.append((layer.b, layer.db))
            if hasattr(layer, "gamma"):
                pairs.append((layer.gamma, layer.dgamma))
            if hasattr(layer, "beta"):
                pairs.append((layer.beta, layer.dbeta))
        return pairs
