"""One factor for each kind of parameter; pairs that are made anew."""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        pairs = []
        for p, g in parameters:
            p *= 1.0 if p.ndim == 1 else 1 - self.rate
            pairs.append((p, g))
        self.optimizer.update(pairs)
