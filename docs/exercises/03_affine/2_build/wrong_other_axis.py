"""Adds db over the outputs instead of the samples.

en: one number for each sample
ja: サンプルごとに一つずつ
"""


def affine_backward(x, W, dout):
    dx = dout @ W.T
    dW = x.T @ dout
    db = dout.sum(axis=1)
    return dx, dW, db
