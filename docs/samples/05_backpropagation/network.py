import numpy as np

from lesson_code import (
    SoftmaxCrossEntropy,
    numerical_gradient,
    relative_error,
    sigmoid,
)


class Affine:  # lesson 3
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class Network:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def parameters(self):
        pairs = []
        for layer in self.layers:
            for name in ("W", "b"):
                if hasattr(layer, name):
                    gradient = getattr(layer, "d" + name)
                    pairs.append((getattr(layer, name), gradient))
        return pairs


rng = np.random.default_rng(0)
first = Affine(rng.standard_normal((2, 8)), np.zeros(8))
second = Affine(rng.standard_normal((8, 2)), np.zeros(2))
net, loss = Network([first, Sigmoid(), second]), SoftmaxCrossEntropy()
x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
t = np.array([0, 1, 1, 0])

loss.forward(net.forward(x), t)
dx = net.backward(loss.backward())


def value_of(_):
    return loss.forward(net.forward(x), t)


for array, gradient in [*net.parameters(), (x, dx)]:
    measured = numerical_gradient(value_of, array)
    right = relative_error(gradient, measured) < 1e-7
    print(gradient.shape, "right" if right else "WRONG")

for step in range(1001):
    value = loss.forward(net.forward(x), t)
    if step in (0, 10, 100, 1000):
        print(f"step {step:4}: loss {value:.3f}")
    net.backward(loss.backward())
    for parameter, gradient in net.parameters():
        parameter -= 0.5 * gradient
print("answers:", net.forward(x).argmax(axis=1))
