import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    h = sigmoid(x @ W1 + b1)
    y = sigmoid(h @ W2 + b2)
    d2 = (y - t) * y * (1 - y) / len(x)
    d1 = (d2 @ W2.T) * h * (1 - h)
    return x.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)


rng = np.random.default_rng(0)
shapes = [(784, 30), (30,), (30, 10), (10,)]
params = [rng.standard_normal(shape) for shape in shapes]
x, t = rng.random((10, 784)), np.eye(10)
for gradient in gradients(*params, x, t):
    print(gradient.shape, f"{abs(gradient).mean():.6f}")
