import numpy as np


class Adam:
    """Mean gradient over root of mean square, both freed of their bias; in place."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, None, None

    def update(self, parameters):
        if self.m is None:
            self.m = [np.zeros_like(p) for p, g in parameters]
            self.v = [np.zeros_like(p) for p, g in parameters]
        self.t += 1
        for m, v, (p, g) in zip(self.m, self.v, parameters, strict=True):
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g * g - v)
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


adam, p = Adam(lr=0.1), np.array([5.0, -5.0, 0.0])
for step in range(1, 101):
    g = 2 * p * np.array([1.0, 1000.0, 0.0])  # of p**2, 1000 * p**2 and 0
    adam.update([(p, g)])
    if step in (1, 2, 10, 100):
        print(f"step {step}:", p.round(3))
