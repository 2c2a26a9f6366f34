"""Computes the batch in one piece.

en: in one piece
ja: 一度に渡しています
"""


def combine(values, sizes):
    return sum(n * value for n, value in zip(sizes, values, strict=True)) / sum(sizes)


def in_parts(gradients, params, x, t, sizes):
    return gradients(params, x, t)
