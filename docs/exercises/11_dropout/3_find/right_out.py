"""NumPy writes into the array."""

import numpy as np


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            if np.ndim(p) >= 2:
                np.multiply(p, 1 - self.rate, out=p)
        self.optimizer.update(parameters)
