"""Divides each part by its size instead of multiplying.

en: the smaller a part, the more it counts
ja: 小さい部分ほど重く数えています
"""


def combine(gradients, sizes):
    added = sum(gradient / n for n, gradient in zip(sizes, gradients, strict=True))
    return added / sum(1 / n for n in sizes)
