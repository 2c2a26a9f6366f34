import numpy as np


class RMSProp:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        self.lr, self.decay, self.eps = lr, decay, eps
        self.h = None

    def update(self, parameters):
        if self.h is None:
            self.h = [np.zeros_like(p) for p, g in parameters]
        for h, (p, g) in zip(self.h, parameters, strict=True):
            h *= self.decay
            h += (1 - self.decay) * g**2
            p -= self.lr * g / (np.sqrt(h) + self.eps)


p, g = np.zeros(2), np.array([1.0, 100.0])  # two steady slopes
optimizer = RMSProp(lr=1)
print("step   RMSProp moves     1/sqrt(1 - 0.9**t)  1/sqrt(t)")
for t in range(1, 101):
    before = p.copy()
    optimizer.update([(p, g)])
    if t in (1, 2, 3, 10, 100):
        moved = " and ".join(f"{m:.4f}" for m in before - p)
        rms, ada = 1 / np.sqrt(1 - 0.9**t), 1 / np.sqrt(t)
        print(f"{t:4}   {moved}  {rms:13.4f}  {ada:13.4f}")
