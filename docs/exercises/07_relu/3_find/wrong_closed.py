"""Closes everything.

en: everything is closed
ja: どこも閉じて
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dout):
        return dout * (self.y < 0)
