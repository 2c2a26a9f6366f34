"""Returns what was measured last.

en: the accuracy of the last epoch
ja: 最後のエポックの正解率
"""


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, [p.copy() for p in parameters]
    for p, k in zip(parameters, kept, strict=True):
        p[...] = k
    return right
