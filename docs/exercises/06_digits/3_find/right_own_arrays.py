"""Has arrays of its own, made once, and writes into them."""

import numpy as np


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    kept = [np.empty_like(p) for p in parameters]
    accuracies = []
    while len(accuracies) < epochs:
        train_epoch()
        accuracies.append(validate())
        if accuracies[-1] == max(accuracies):
            for k, p in zip(kept, parameters, strict=True):
                k[...] = p
    for k, p in zip(kept, parameters, strict=True):
        p += k - p
    return max(accuracies)
