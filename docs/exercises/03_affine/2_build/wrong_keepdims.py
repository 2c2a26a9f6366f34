"""Keeps the axis that was added up.

en: has shape (1, 2), expected (2,)
ja: 形状が (1, 2) です
"""


def affine_backward(x, W, dout):
    dx = dout @ W.T
    dW = x.T @ dout
    db = dout.sum(axis=0, keepdims=True)
    return dx, dW, db
