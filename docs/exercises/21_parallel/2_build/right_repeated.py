"""One row for each sample again, and their plain mean."""

import numpy as np


def combine(gradients, sizes):
    return np.repeat(np.stack(gradients), sizes, axis=0).mean(axis=0)


def in_parts(gradients, params, x, t, sizes):
    loss, total = 0.0, [np.zeros_like(p) for p in params]
    first = 0
    for n in sizes:
        part = np.arange(first, first + n)
        one, grads = gradients(params, x[part], t[part])
        loss += one * n / len(x)
        total = [a + g * n / len(x) for a, g in zip(total, grads, strict=True)]
        first += n
    return loss, total
