import numpy as np


def train_and_keep_best(parameters, train_epoch, validate, epochs):
    best, kept = -1.0, None
    for _ in range(epochs):
        train_epoch()
        right = validate()
        if right > best:
            best, kept = right, [p.copy() for p in parameters]
    for p, k in zip(parameters, kept, strict=True):
        p[...] = k
    return best


W = np.zeros(3)
accuracies = iter([0.70, 0.90, 0.80])


def train_epoch():
    W[:] += 1  # stands for an epoch of steps, which change W in place


best = train_and_keep_best([W], train_epoch, lambda: next(accuracies), epochs=3)
print(f"best {best:.0%}, with W = {W}; after the second epoch it was [2. 2. 2.]")
