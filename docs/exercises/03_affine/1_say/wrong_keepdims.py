"""Keeps the axis that was added over.

en: has shape (1, 4), expected (4,)
ja: 形状が (1, 4) です
"""


def bias_gradient(dout):
    return dout.sum(axis=0, keepdims=True)
