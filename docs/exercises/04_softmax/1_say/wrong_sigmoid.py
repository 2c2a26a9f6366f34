"""With the slope of a sigmoid.

en: it belongs to a squared error
ja: 二乗誤差
"""


def logit_gradient(p, t):
    return (p - t) * p * (1 - p) / len(p)
