import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.kept = 0, None

    def update(self, parameters):
        if self.kept is None:
            self.kept = [np.zeros((2, *p.shape)) for p, _ in parameters]
        self.t += 1
        for (m, v), (p, g) in zip(self.kept, parameters, strict=True):
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (np.abs(g) ** power - v)
            step = m / (1 - self.beta1**self.t) if correct == "m" else m
            mean = v / (1 - self.beta2**self.t) if correct == "v" else v
            p -= self.lr * step / (mean ** (1 / power) + self.eps)
