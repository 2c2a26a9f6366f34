"""Calls the optimiser once for each parameter.

en: once a step
ja: 1 歩に 1 回
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, g in parameters:
            if p.ndim > 1:
                p *= 1 - self.rate
            self.optimizer.update([(p, g)])
