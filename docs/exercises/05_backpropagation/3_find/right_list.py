"""Number by number."""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0, x)

    def backward(self, dout):
        rows = zip(dout, self.mask, strict=True)
        return np.array([[0 if m else d for d, m in zip(*row, strict=True)] for row in rows])


class Residual:
    def __init__(self):
        self.relu = Relu()

    def forward(self, x):
        return self.relu.forward(x) + x

    def backward(self, dout):
        return self.relu.backward(dout) + dout
