"""Drops nothing.

en: nothing became 0
ja: どこも 0 になりません
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        return x

    def backward(self, dout):
        return dout
