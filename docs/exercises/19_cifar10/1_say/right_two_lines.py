"""A copy, to which the rest is added."""


class Residual:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        dx = dout.copy()
        dx += self.layer.backward(dout)
        return dx
