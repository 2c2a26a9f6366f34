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


p, g = np.zeros(1), np.ones(1)  # a slope that is 1 everywhere
optimizer = Momentum(lr=0.01, momentum=0.9)
for step in range(1, 101):
    before = p.copy()
    optimizer.update([(p, g)])
    if step in (1, 2, 3, 10, 100):
        print(f"step {step:3} moves p by {(p - before)[0]:.4f}")
