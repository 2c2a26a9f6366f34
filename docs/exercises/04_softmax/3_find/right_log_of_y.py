"""Leaves softmax in the network and takes it out of the loss."""

import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loss_and_gradient(y, t):
    rows = np.eye(y.shape[1])[t]
    return -(rows * np.log(y + (rows == 0))).sum() / len(t), -rows / y / len(t)


def step(x, t, W, b, rate):
    y = softmax(x @ W + b)
    loss, d = loss_and_gradient(y, t)
    d = y * (d - (d * y).sum(axis=1, keepdims=True))
    return loss, W - rate * x.T @ d, b - rate * d.sum(axis=0)
