"""Keeps every epoch, and chooses at the end."""

import numpy as np


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    history = []
    for _ in range(epochs):
        train_epoch()
        history.append((validate(), [p + 0 for p in parameters]))
    best, kept = max(history, key=lambda pair: pair[0])
    for i in range(len(parameters)):
        np.multiply(kept[i], 1, out=parameters[i])
    return best
