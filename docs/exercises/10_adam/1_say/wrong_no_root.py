"""Forgets the root.

en: 100 is 0.1 over 0.001
ja: 100 は、0.1 ÷ 0.001
"""


def uncorrected(t, beta1, beta2):
    return (1 - beta1**t) / (1 - beta2**t)
