"""Turns the means into sums, and divides by the number of parts.

en: number of parts
ja: 部分の数
"""


def combine(gradients, sizes):
    added = sum(n * g for n, g in zip(sizes, gradients, strict=True))
    return added / len(sizes)
