"""Target minus answer, as in an update.

en: Every sign is wrong
ja: 符号がすべて逆です
"""


def logit_gradient(p, t):
    return (t - p) / len(p)
