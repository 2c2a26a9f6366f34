"""Closes what was on.

en: other way round
ja: 逆になりました
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dout):
        return dout * (self.y <= 0)
