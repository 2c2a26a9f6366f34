"""Takes it that there are always two parts.

en: three parts
ja: 三つ
"""


def combine(gradients, sizes):
    first, second = gradients[:2]
    share = sizes[0] / sum(sizes)
    return share * first + (1 - share) * second
