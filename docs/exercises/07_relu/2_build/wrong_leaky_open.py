"""Leaky forward, open backward.

en: dx is dout, unchanged. Where x was negative
ja: 勾配を alpha 倍
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * self.above


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dout):
        return dout
