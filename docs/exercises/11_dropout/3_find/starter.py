import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.kept = np.ones(x.shape, bool)
        if not self.training:
            return x
        self.kept = self.rng.random(x.shape) >= self.rate
        return x * self.kept / (1 - self.rate)

    def backward(self, dout):
        return dout * self.kept  # <- your turn: compare it with forward


layer = Dropout(0.8, np.random.default_rng(0))
layer.training = True
x = np.ones((100, 100))
y = layer.forward(x)
dx = layer.backward(np.ones((100, 100)))
print(f"y is {y.max():.1f} times x, dx is {dx.max():.1f} times dout")
