"""Biases decay as well.

en: Biases decay, too
ja: バイアスも減っています
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            p *= 1 - self.rate
        self.optimizer.update(parameters)
