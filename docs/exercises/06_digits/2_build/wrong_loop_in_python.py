"""Calculates with lists, and without NumPy.

en: still takes the images one by one
ja: まだ 1 枚ずつ計算しています
"""

import math

import numpy as np


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def product(v, M, b):
    return [
        sigmoid(sum(a * row[j] for a, row in zip(v, M, strict=True)) + b[j]) for j in range(len(b))
    ]


def gradients(W1, b1, W2, b2, x, t):
    shapes = [a.shape for a in (W1, b1, W2, b2)]
    W1, b1, W2, b2, x, t = (a.tolist() for a in (W1, b1, W2, b2, x, t))
    dW1, db1, dW2, db2 = (np.zeros(shape) for shape in shapes)
    for image, target in zip(x, t, strict=True):
        h = product(image, W1, b1)
        y = product(h, W2, b2)
        d2 = [(p - q) * p * (1 - p) / len(x) for p, q in zip(y, target, strict=True)]
        back = [sum(w * d for w, d in zip(row, d2, strict=True)) for row in W2]
        d1 = [s * a * (1 - a) for s, a in zip(back, h, strict=True)]
        dW1 += [[p * d for d in d1] for p in image]
        dW2 += [[a * d for d in d2] for a in h]
        db1, db2 = db1 + d1, db2 + d2
    return dW1, db1, dW2, db2
