"""Counts from 0 after the first step.

en: This is step 3
ja: 3 歩目の値
"""


def uncorrected(t, beta1, beta2):
    n = t if t == 1 else t + 1
    return (1 - beta1**n) / (1 - beta2**n) ** 0.5
