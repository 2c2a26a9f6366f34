import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * self.above


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.above = x > 0
        return np.where(self.above, x, self.alpha * x)

    def backward(self, dout):
        return np.where(self.above, dout, self.alpha * dout)


x = np.array([[-2.0, -0.5, 0.0, 3.0], [1.0, -4.0, 0.5, -1.0]])
dout = np.array([[10.0, 20.0, 30.0, 40.0], [50.0, 60.0, 70.0, 80.0]])
for layer in (ReLU(), LeakyReLU(0.1)):
    print("y", layer.forward(x), sep="\n")
    print("dx", layer.backward(dout), sep="\n")
