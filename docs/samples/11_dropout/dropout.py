import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.factor = (kept / (1 - self.rate)).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor


layer = Dropout(0.5, np.random.default_rng(0))
x = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
layer.training = True
print("training", layer.forward(x), "once more", layer.forward(x), sep="\n")
print("gradient", layer.backward(np.ones((2, 4))), sep="\n")
layer.training = False
print("inference", layer.forward(x), sep="\n")
