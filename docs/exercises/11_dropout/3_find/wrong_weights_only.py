"""Lets the optimiser move the weights alone.

en: Of 4 parameters the optimiser was given 2
ja: 4 個のうち、オプティマイザに渡したのは 2 個
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        weights = [(p, g) for p, g in parameters if p.ndim > 1]
        for p, _ in weights:
            p *= 1 - self.rate
        self.optimizer.update(weights)
