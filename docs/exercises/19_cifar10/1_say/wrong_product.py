"""Multiplies the two.

en: You multiplied
ja: 掛けています
"""


class Residual:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        return dout * self.layer.backward(dout)
