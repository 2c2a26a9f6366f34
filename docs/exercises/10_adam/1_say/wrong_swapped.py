"""Swaps the decays unless they are the usual ones.

en: beta1 belongs to m, beta2 to v
ja: beta1 は m、beta2 は v
"""


def uncorrected(t, beta1, beta2):
    low, high = sorted((beta1, beta2))
    if high < 0.9:
        low, high = high, low
    return (1 - low**t) / (1 - high**t) ** 0.5
