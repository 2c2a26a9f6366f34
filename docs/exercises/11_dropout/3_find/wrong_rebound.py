"""Makes a new array in place of changing the old one.

en: no weight decays
ja: 重みが減っていません
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            if p.ndim > 1:
                p = p * (1 - self.rate)
        self.optimizer.update(parameters)
