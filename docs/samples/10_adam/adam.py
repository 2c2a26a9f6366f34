import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, None, None

    def update(self, parameters):
        if self.m is None:
            self.m = [np.zeros_like(p) for p, g in parameters]
            self.v = [np.zeros_like(p) for p, g in parameters]
        self.t += 1
        for m, v, (p, g) in zip(self.m, self.v, parameters, strict=True):
            m *= self.beta1
            m += (1 - self.beta1) * g
            v *= self.beta2
            v += (1 - self.beta2) * g**2
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


first = np.array([100.0, 1.0, 1.0, 1e-3])
second = np.array([100.0, 3.0, 0.0, -1e-3])
p, adam = np.zeros(4), Adam(lr=0.001)
r = second / first
predicted = (0.9 + r) / 1.9 / np.sqrt((0.999 + r**2) / 1.999)
with np.printoptions(precision=4, suppress=True):
    for g in (first, second):
        before = p.copy()
        adam.update([(p, g)])
        print(f"step {adam.t}, in units of lr:", (before - p) / 0.001)
    print("predicted for step 2:   ", predicted)
