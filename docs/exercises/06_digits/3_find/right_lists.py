"""Keeps plain lists of numbers."""


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best = None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if best is None or right > best:
            best = right
            kept = [p.tolist() for p in parameters]
    for p, k in zip(parameters, kept, strict=True):
        p[:] = k
    return best
