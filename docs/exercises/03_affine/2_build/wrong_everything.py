"""Adds db over both axes.

en: a single number
ja: 一つの数になっています
"""


def affine_backward(x, W, dout):
    dx = dout @ W.T
    dW = x.T @ dout
    db = dout.sum()
    return dx, dW, db
