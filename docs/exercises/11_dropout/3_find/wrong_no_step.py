"""Forgets the optimiser.

en: takes no step
ja: 1 歩進んでいません
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            if p.ndim > 1:
                p *= 1 - self.rate
