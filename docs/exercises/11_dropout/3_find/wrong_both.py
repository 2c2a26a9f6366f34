"""Shrinks the weight, and adds to the gradient as well.

en: twice
ja: 2 回
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        pairs = []
        for p, g in parameters:
            if p.ndim > 1:
                g = g + self.rate / self.optimizer.lr * p
                p *= 1 - self.rate
            pairs.append((p, g))
        self.optimizer.update(pairs)
