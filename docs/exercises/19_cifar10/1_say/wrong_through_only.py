"""Without the way around.

en: the way around the layer is missing
ja: 近道が抜けています
"""


class Residual:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        return self.layer.backward(dout)
