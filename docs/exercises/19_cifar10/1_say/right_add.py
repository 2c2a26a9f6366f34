"""np.add in place of the sign."""

import numpy as np


class Residual:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        return np.add(dout, self.layer.backward(dout))
