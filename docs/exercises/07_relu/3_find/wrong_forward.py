"""Changes forward, so that the mask works.

en: layer.forward(x)
ja: layer.forward(x)
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.where(x > 0, x, -1)
        return self.y

    def backward(self, dout):
        return dout * (self.y >= 0)
