import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


z = np.array([[-2.0, 0.0, 2.0], [-4.0, 0.0, 4.0]])
dout = np.array([[1.0, 1.0, 1.0], [1.0, -3.0, 1.0]])
layer = Sigmoid()
print("y =", layer.forward(z).round(4), sep="\n")
print("dz =", layer.backward(dout).round(4), sep="\n")
