"""Takes the size of the first part for that of all.

en: size of the first part times the number of parts
ja: 最初の部分の大きさに、部分の数を掛けたもの
"""


def combine(gradients, sizes):
    added = sum(n * gradient for n, gradient in zip(sizes, gradients, strict=True))
    return added / (sizes[0] * len(sizes))
