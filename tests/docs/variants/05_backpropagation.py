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
            x = skip * x + share * layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = skip * dout + layer.backward(share * dout)
        return dout

    def parameters(self):
        return [(layer.W, layer.dW) for layer in self.layers if hasattr(layer, "W")]
