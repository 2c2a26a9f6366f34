"""Returns two things.

en: step returns three things
ja: 三つを返します
"""

import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loss_and_gradient(y, t):
    p = softmax(y)
    loss = -np.log(p[np.arange(len(t)), t]).mean()
    return loss, (p - np.eye(p.shape[1])[t]) / len(t)


def step(x, t, W, b, rate):
    y = x @ W + b
    loss, d = loss_and_gradient(y, t)
    return W - rate * x.T @ d, b - rate * d.sum(axis=0)
