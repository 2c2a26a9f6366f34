"""Keeps the share that should go.

en: is what goes
ja: 減らす割合です
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            if p.ndim > 1:
                p *= self.rate
        self.optimizer.update(parameters)
