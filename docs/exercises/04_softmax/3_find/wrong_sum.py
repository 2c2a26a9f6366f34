"""Takes the sum in place of the mean.

en: the sum over the 8 samples
ja: 8 個のサンプルの合計
"""

import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loss_and_gradient(y, t):
    p = softmax(y)
    loss = -np.log(p[np.arange(len(t)), t]).sum()
    return loss, (p - np.eye(p.shape[1])[t])


def step(x, t, W, b, rate):
    y = x @ W + b
    loss, d = loss_and_gradient(y, t)
    return loss, W - rate * x.T @ d, b - rate * d.sum(axis=0)
