import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    dW1, db1 = np.zeros_like(W1), np.zeros_like(b1)
    dW2, db2 = np.zeros_like(W2), np.zeros_like(b2)
    for n in range(len(x)):  # <- your turn: all rows of x at once
        h = sigmoid(x[n] @ W1 + b1)
        y = sigmoid(h @ W2 + b2)
        d2 = (y - t[n]) * y * (1 - y)
        d1 = (W2 @ d2) * h * (1 - h)
        dW1 += np.outer(x[n], d1)
        db1 += d1
        dW2 += np.outer(h, d2)
        db2 += d2
    N = len(x)
    return dW1 / N, db1 / N, dW2 / N, db2 / N


rng = np.random.default_rng(0)
shapes = [(784, 30), (30,), (30, 10), (10,)]
params = [rng.standard_normal(shape) for shape in shapes]
x, t = rng.random((10, 784)), np.eye(10)
for gradient in gradients(*params, x, t):
    print(gradient.shape, f"{abs(gradient).mean():.6f}")
