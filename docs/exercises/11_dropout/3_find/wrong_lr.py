"""Multiplies the share by the learning rate.

en: once more by the learning rate
ja: 学習率まで掛かっています
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            if p.ndim > 1:
                p *= 1 - self.optimizer.lr * self.rate
        self.optimizer.update(parameters)
