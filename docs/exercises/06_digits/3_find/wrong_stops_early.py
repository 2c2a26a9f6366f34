"""Ends the training when it gets worse, which it was not asked to.

en: train_epoch was called 3 times in 4 epochs
ja: 4 エポックで、train_epoch が 3 回
"""


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, [p.copy() for p in parameters]
        elif epochs > 3:
            break
    for p, k in zip(parameters, kept, strict=True):
        p[...] = k
    return best
