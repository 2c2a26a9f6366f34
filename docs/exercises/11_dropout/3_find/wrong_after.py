"""Decays what the step has already moved.

en: after the step
ja: 1 歩のあと
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        self.optimizer.update(parameters)
        for p, _ in parameters:
            if p.ndim > 1:
                p *= 1 - self.rate
