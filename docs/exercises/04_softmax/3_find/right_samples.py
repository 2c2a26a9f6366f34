"""Sample by sample."""

import numpy as np


def step(x, t, W, b, rate):
    loss, dW, db = 0.0, np.zeros_like(W), np.zeros_like(b)
    for row, k in zip(x, t, strict=True):
        a = row @ W + b
        e = np.exp(a - max(a))
        p = e / sum(e)
        loss -= np.log(p[k]) / len(x)
        p[k] -= 1
        dW += np.outer(row, p) / len(x)
        db += p / len(x)
    return loss, W - rate * dW, b - rate * db
