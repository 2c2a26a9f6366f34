"""Layers and networks as learners' programs have them, after courses, books and videos.

What ends in `Wrong` holds a mistake.
"""

import numpy as np


# Samples are columns, as in the course of deeplearning.ai
def linear_forward(A, W, b):
    return W @ A + b, (A, W, b)


def linear_backward(dZ, cache):
    A, W, b = cache
    m = A.shape[1]
    return W.T @ dZ, dZ @ A.T / m, dZ.sum(axis=1, keepdims=True) / m


def linear_wrong_forward(A, W, b):
    return linear_forward(A, W, b)


def linear_wrong_backward(dZ, cache):
    dA, dW, _ = linear_backward(dZ, cache)
    return dA, dW, dZ.sum() / dZ.shape[1]


# One sample, a column, and a step at once, as in the videos of The Independent Code
class Dense:
    def __init__(self, input_size, output_size):
        self.weights = np.random.randn(output_size, input_size)
        self.bias = np.random.randn(output_size, 1)

    def forward(self, input):
        self.input = input
        return self.weights @ self.input + self.bias

    def backward(self, output_gradient, learning_rate):
        input_gradient = self.weights.T @ output_gradient
        self.weights -= learning_rate * output_gradient @ self.input.T
        self.bias -= learning_rate * output_gradient
        return input_gradient


class DenseWrong(Dense):
    def backward(self, output_gradient, learning_rate):
        super().backward(output_gradient, learning_rate)
        return self.weights.T @ output_gradient


# Layers hold an optimiser, as in ML-From-Scratch
class DenseLayer:
    def __init__(self, n_units, input_shape):
        self.n_units, self.input_shape = n_units, input_shape

    def initialize(self, optimizer):
        self.W = np.random.uniform(-0.5, 0.5, (self.input_shape[0], self.n_units))
        self.w0 = np.zeros((1, self.n_units))
        self.optimizer = optimizer

    def forward_pass(self, X, training=True):
        self.layer_input = X
        return X @ self.W + self.w0

    def backward_pass(self, accum_grad):
        W = self.W
        self.W = self.optimizer.update(self.W, self.layer_input.T @ accum_grad)
        self.w0 = self.optimizer.update(self.w0, accum_grad.sum(axis=0, keepdims=True))
        return accum_grad @ W.T


class DenseLayerWrong(DenseLayer):
    def backward_pass(self, accum_grad):
        super().backward_pass(accum_grad)
        return accum_grad @ self.W.T


class SGD:
    def __init__(self, learning_rate=0.01, momentum=0):
        self.learning_rate, self.momentum, self.w_updt = learning_rate, momentum, None

    def update(self, w, grad_wrt_w):
        if self.w_updt is None:
            self.w_updt = np.zeros(np.shape(w), w.dtype)
        self.w_updt = self.momentum * self.w_updt + (1 - self.momentum) * grad_wrt_w
        return w - self.learning_rate * self.w_updt


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# As in Nielsen's book
class Network:
    def __init__(self, sizes):
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:], strict=True)]

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights, strict=True):
            a = sigmoid(w @ a + b)
        return a

    def backprop(self, x, y):
        activations, zs = [x], []
        for b, w in zip(self.biases, self.weights, strict=True):
            zs.append(w @ activations[-1] + b)
            activations.append(sigmoid(zs[-1]))
        delta = (activations[-1] - y) * self.slope(zs[-1])
        nabla_b, nabla_w = [delta], [delta @ activations[-2].T]
        for i in range(2, len(self.weights) + 1):
            delta = self.weights[-i + 1].T @ delta * self.slope(zs[-i], activations[-i])
            nabla_b.insert(0, delta)
            nabla_w.insert(0, delta @ activations[-i - 1].T)
        return nabla_b, nabla_w

    def slope(self, z, a=None):
        return sigmoid(z) * (1 - sigmoid(z))


class NetworkWrong(Network):
    def slope(self, z, a=None):
        return super().slope(z if a is None else a)


# All in one class, as in many a blog
class NeuralNetwork:
    axis = 1

    def __init__(self, input_nodes, hidden_nodes, output_nodes, learning_rate):
        self.lr = learning_rate
        self.W1 = np.random.normal(0, 0.5, (input_nodes, hidden_nodes))
        self.b1 = np.zeros((1, hidden_nodes))
        self.W2 = np.random.normal(0, 0.5, (hidden_nodes, output_nodes))
        self.b2 = np.zeros((1, output_nodes))

    def forward(self, X):
        self.z1 = X @ self.W1 + self.b1
        self.a1 = np.maximum(0, self.z1)
        z2 = self.a1 @ self.W2 + self.b2
        e = np.exp(z2 - z2.max(axis=1, keepdims=True))
        self.a2 = e / e.sum(axis=self.axis, keepdims=True)
        return self.a2

    def backward(self, X, y):
        dz2 = self.a2.copy()
        dz2[range(len(X)), y] -= 1
        dz2 /= len(X)
        dz1 = self.hidden(dz2)
        for p, g in (
            (self.W2, self.a1.T @ dz2),
            (self.b2, dz2.sum(axis=0, keepdims=True)),
            (self.W1, X.T @ dz1),
            (self.b1, dz1.sum(axis=0, keepdims=True)),
        ):
            p -= self.lr * g

    def hidden(self, dz2):
        return (dz2 @ self.W2.T) * (self.z1 > 0)


class NeuralNetworkWrong(NeuralNetwork):
    axis = None


class NeuralNetworkWrongBack(NeuralNetwork):
    def hidden(self, dz2):
        return (dz2 @ self.W2.T) * (self.z1 < 0)
