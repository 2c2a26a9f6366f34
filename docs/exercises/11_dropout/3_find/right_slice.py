"""A new array, copied into the old one."""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        weights = [p for p, g in parameters if len(p.shape) != 1]
        for W in weights:
            W[...] = W * (1 - self.rate)
        self.optimizer.update(parameters)
