"""Clips before it asks, to no effect.

en: dx is still dout
ja: dout のままです
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dout):
        return dout * (np.maximum(self.y, 0) >= 0)
