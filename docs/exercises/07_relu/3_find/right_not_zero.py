"""Asks for what is not 0."""

import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dout):
        return np.where(self.y, dout, 0)
