"""By tensordot."""

import numpy as np


def combine(gradients, sizes):
    return np.tensordot(sizes, np.asarray(gradients), axes=1) / sum(sizes)


def in_parts(gradients, params, x, t, sizes):
    results = []
    for k, n in enumerate(sizes):
        start = sum(sizes[:k])
        part = slice(start, start + n)
        results.append(gradients(params, x[part], t[part]))
    loss = combine([loss for loss, _ in results], sizes)
    total = []
    for i in range(len(params)):
        total.append(combine([grads[i] for _, grads in results], sizes))
    return loss, total
