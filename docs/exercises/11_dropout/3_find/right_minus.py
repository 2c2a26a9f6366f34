"""Subtracts the share."""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        for p, _ in parameters:
            if p.ndim > 1:
                p -= self.rate * p
        self.optimizer.update(parameters)
