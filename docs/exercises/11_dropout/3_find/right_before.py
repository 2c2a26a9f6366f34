"""Takes the share of what was there before the step."""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        old = [self.rate * p if p.ndim > 1 else 0 for p, g in parameters]
        self.optimizer.update(parameters)
        for (p, _), share in zip(parameters, old, strict=True):
            p -= share
