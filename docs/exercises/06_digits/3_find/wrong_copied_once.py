"""Copies once, before the training.

en: from before the first epoch
ja: 一つ目のエポックより前の
"""


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, [p.copy() for p in parameters]
    for _ in range(epochs):
        train_epoch()
        best = max(best, validate())
    for p, k in zip(parameters, kept, strict=True):
        p[...] = k
    return best
