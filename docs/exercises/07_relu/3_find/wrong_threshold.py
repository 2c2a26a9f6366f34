"""Asks for more than a threshold.

en: taken for 0
ja: 0 とみなして
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dout):
        return dout * (self.y > 1e-3)
