"""Corrects in place of leaving it out.

en: have to be corrected by
ja: 補正に使う倍率
"""


def uncorrected(t, beta1, beta2):
    return (1 - beta2**t) ** 0.5 / (1 - beta1**t)
