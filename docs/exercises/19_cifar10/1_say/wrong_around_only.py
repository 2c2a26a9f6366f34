"""Without the layer.

en: x went into the layer, too
ja: x は layer にも入ったので
"""


class Residual:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        return dout
