"""Lays all parameters out in one vector."""

import numpy as np


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, np.concatenate([p.ravel() for p in parameters])
    start = 0
    for p in parameters:
        p[...] = kept[start : start + p.size].reshape(p.shape)
        start += p.size
    return best
