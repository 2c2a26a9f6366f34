"""Turns the means into sums, and forgets to divide them.

en: not divided
ja: 割っていません
"""


def combine(gradients, sizes):
    return sum(n * g for n, g in zip(sizes, gradients, strict=True))
