import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def network(x, W, b):
    return softmax(x @ W + b)


def loss_and_gradient(y, t):
    p = softmax(y)
    loss = -np.log(p[np.arange(len(t)), t]).mean()
    return loss, (p - np.eye(p.shape[1])[t]) / len(t)


def step(x, t, W, b, rate):  # <- your turn: its loss gets stuck
    y = network(x, W, b)
    loss, d = loss_and_gradient(y, t)
    d = y * (d - (d * y).sum(axis=1, keepdims=True))  # back through softmax
    return loss, W - rate * x.T @ d, b - rate * d.sum(axis=0)


rng = np.random.default_rng(0)
t = rng.integers(0, 3, 60)
x = 4 * np.eye(3)[t] + 0.5 * rng.standard_normal((60, 3))
W, b = np.zeros((3, 3)), np.zeros(3)
for i in range(1001):
    loss, W, b = step(x, t, W, b, rate=0.5)
    if i % 250 == 0:
        right = (network(x, W, b).argmax(axis=1) == t).mean()
        print(f"step {i:4}: loss {loss:.3f}, right {right:.0%}")
