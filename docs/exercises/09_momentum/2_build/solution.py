import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.v = None

    def update(self, parameters):
        if self.v is None:
            self.v = [np.zeros_like(p) for p, g in parameters]
        for v, (p, g) in zip(self.v, parameters, strict=True):
            v *= self.momentum
            v -= self.lr * g
            p += v


p, optimizer = np.array([10.0, 1.0]), Momentum(lr=4 / 121, momentum=81 / 121)
for _ in range(60):
    optimizer.update([(p, np.array([1.0, 100.0]) * p)])
print(f"after 60 steps down the valley: {p}")
