"""Still adds to the gradient.

en: goes through the optimiser
ja: オプティマイザを通り
"""


class WeightDecay:
    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        pairs = []
        for p, g in parameters:
            if p.ndim > 1:  # a weight; biases stay
                g = g + self.rate / self.optimizer.lr * p
            pairs.append((p, g))
        self.optimizer.update(pairs)
