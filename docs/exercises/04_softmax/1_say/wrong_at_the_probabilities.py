"""The gradient at the probabilities.

en: one step too early
ja: まだ途中です
"""


def logit_gradient(p, t):
    return -t / p / len(p)
