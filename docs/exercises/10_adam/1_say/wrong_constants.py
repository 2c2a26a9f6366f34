"""Writes the usual decays.

en: Use beta1 and beta2
ja: beta1 と beta2 を使って
"""


def uncorrected(t, beta1, beta2):
    return (1 - 0.9**t) / (1 - 0.999**t) ** 0.5
