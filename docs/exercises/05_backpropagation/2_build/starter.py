import numpy as np
from mine import sigmoid


class Sigmoid:
    def forward(self, z):
        return sigmoid(z)

    def backward(self, dout):
        return dout  # <- your turn


class Network:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        return x  # <- your turn

    def backward(self, dout):
        return dout  # <- your turn

    def parameters(self):
        return []  # <- your turn


net, x, h = Network([Sigmoid(), Sigmoid()]), np.array([[0.5, -1.0]]), 1e-5
measured = (net.forward(x + h) - net.forward(x - h)) / (2 * h)
print("y       ", net.forward(x))
print("dx      ", net.backward(np.ones((1, 2))))
print("measured", measured)
