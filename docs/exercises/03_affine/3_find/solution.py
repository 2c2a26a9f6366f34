import numpy as np


class Affine:
    def __init__(self, W, b, rate):
        self.W, self.b, self.rate = W, b, rate

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        dx = dout @ self.W.T
        self.W -= self.rate * (self.x.T @ dout)
        self.b -= self.rate * dout.sum(axis=0)
        return dx


rng = np.random.default_rng(0)
x, t = rng.standard_normal((20, 4)), rng.standard_normal((20, 2))
first = Affine(rng.standard_normal((4, 3)), np.zeros(3), rate=0.1)
second = Affine(rng.standard_normal((3, 2)), np.zeros(2), rate=0.1)
for step in range(5):
    y = second.forward(first.forward(x))
    print(f"step {step}: loss {((y - t) ** 2).sum() / (2 * len(x)):.3f}")
    first.backward(second.backward((y - t) / len(x)))
