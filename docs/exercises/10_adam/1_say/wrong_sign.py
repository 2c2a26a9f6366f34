"""Has both differences the wrong way round.

en: A length is above 0
ja: 歩幅は正の数
"""


def uncorrected(t, beta1, beta2):
    return (beta1**t - 1) / (1 - beta2**t) ** 0.5
