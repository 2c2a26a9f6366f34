"""Adds the same share each step.

en: the older gradients fade
ja: 古い勾配は薄れて
"""


def uncorrected(t, beta1, beta2):
    return t * (1 - beta1) / (t * (1 - beta2)) ** 0.5
