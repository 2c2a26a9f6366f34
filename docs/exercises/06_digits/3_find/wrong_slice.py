"""A slice of an array is a view of it.

en: the weights of the last epoch still
ja: まだ最後のエポックの重み
"""


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, [p[:] for p in parameters]
    for p, k in zip(parameters, kept, strict=True):
        p[...] = k
    return best
