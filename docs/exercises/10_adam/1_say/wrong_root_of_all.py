"""Takes the root of the quotient.

en: The root belongs to v alone
ja: 平方根をとるのは v だけ
"""


def uncorrected(t, beta1, beta2):
    return ((1 - beta1**t) / (1 - beta2**t)) ** 0.5
