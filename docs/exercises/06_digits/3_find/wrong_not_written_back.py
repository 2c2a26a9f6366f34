"""Copies, but lets the list name the copies at the end.

en: nothing was written back
ja: 書き戻していない
"""


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, [p.copy() for p in parameters]
    parameters = kept
    return best
