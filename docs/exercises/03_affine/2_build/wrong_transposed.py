"""Gives dW transposed, as it is kept elsewhere.

en: the transpose
ja: 転置です
"""


def affine_backward(x, W, dout):
    dx = dout @ W.T
    dW = dout.T @ x
    db = dout.sum(axis=0)
    return dx, dW, db
