"""Takes convolutions for no weights.

en: four axes
ja: 軸が四つ
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            if p.ndim == 2:
                p *= 1 - self.rate
        self.optimizer.update(parameters)
