"""Adds before the layer.

en: before it went through the layer
ja: 層に入れる前に
"""


class Residual:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        return self.layer.backward(dout + dout)
