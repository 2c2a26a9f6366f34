"""A sum over the two ways."""

import numpy as np


class Residual:
    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        return x + self.layer.forward(x)

    def backward(self, dout):
        return np.stack([dout, self.layer.backward(dout)]).sum(axis=0)
