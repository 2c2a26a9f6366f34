"""Believes that nothing changes.

en: 1 is the length with both corrections
ja: 1 は、両方を補正したとき
"""


def uncorrected(t, beta1, beta2):
    return t / t
