import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:  # <- your turn: its gradient is wrong here
    def forward(self, z):
        self.y = sigmoid(z)
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class Stretch:
    def forward(self, y):
        y *= 2
        y -= 1
        return y

    def backward(self, dout):
        return 2 * dout


z, h = np.array([-2.0, 0.0, 2.0]), 1e-5
first, second = Sigmoid(), Stretch()
print("forward: ", second.forward(first.forward(z)).round(4))
print("backward:", first.backward(second.backward(np.ones(3))).round(4))
slope = (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)
print("measured:", (2 * slope).round(4))  # Stretch doubles it
