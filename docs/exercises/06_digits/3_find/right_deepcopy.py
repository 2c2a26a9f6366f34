"""By deepcopy, which copies the arrays, too."""

import copy


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, copy.deepcopy(parameters)
    for p, k in zip(parameters, kept, strict=True):
        p[...] = k
    return best
