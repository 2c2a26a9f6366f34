import numpy as np
from mine import SGD, Adam


class WeightDecay:
    """An optimiser's step, which also takes rate times each weight."""

    def __init__(self, optimizer, rate):
        self.optimizer, self.rate = optimizer, rate

    def update(self, parameters):
        pairs = []
        for p, g in parameters:
            if p.ndim > 1:  # a weight; biases stay
                g = g + self.rate / self.optimizer.lr * p  # <- your turn
            pairs.append((p, g))
        self.optimizer.update(pairs)


for optimizer in (SGD(lr=0.1), Adam(lr=0.1)):
    W, b = np.array([[2.0, -4.0, 0.5]]), np.array([1.0])
    no_gradient = [(W, np.zeros((1, 3))), (b, np.zeros(1))]
    WeightDecay(optimizer, rate=0.1).update(no_gradient)
    print(type(optimizer).__name__, W, b)
