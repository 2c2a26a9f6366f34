"""Forgets v.

en: uncorrected(1, 0.9, 0.999)
ja: uncorrected(1, 0.9, 0.999)
"""


def uncorrected(t, beta1, beta2):
    return 1 - beta1**t
