"""Copies before the epoch that turns out to be the best.

en: of the first epoch
ja: 一つ目のエポックの
"""


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        before = [p.copy() for p in parameters]
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, before
    for p, k in zip(parameters, kept, strict=True):
        p[...] = k
    return best
