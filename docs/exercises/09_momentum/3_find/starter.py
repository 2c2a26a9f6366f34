import numpy as np


class RMSProp:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        self.lr, self.decay, self.eps = lr, decay, eps
        self.h = None

    def update(self, parameters):
        if self.h is None:
            self.h = [g**2 for p, g in parameters]  # <- your turn: from what?
        for h, (p, g) in zip(self.h, parameters, strict=True):
            h *= self.decay
            h += (1 - self.decay) * g**2
            p -= self.lr * g / (np.sqrt(h) + self.eps)


p, optimizer = np.zeros(1), RMSProp(lr=1)
for step in range(1, 21):
    g = np.array([100.0 if step == 1 else 1.0])  # the first one is large
    before = p.copy()
    optimizer.update([(p, g)])
    if step in (1, 2, 20):
        print(f"step {step:2}: moved by {(before - p)[0]:.4f}")
