"""Hands new arrays to the optimiser.

en: other arrays
ja: 別の配列
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        pairs = []
        for p, g in parameters:
            pairs.append((p * (1 - self.rate) if p.ndim > 1 else p, g))
        self.optimizer.update(pairs)
