"""Writes into the gradient.

en: writes into an array
ja: 渡された配列を書き換えています
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, g in parameters:
            if p.ndim > 1:
                g += self.rate / self.optimizer.lr * p
        self.optimizer.update(parameters)
