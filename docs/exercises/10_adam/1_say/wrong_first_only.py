"""Forgets t.

en: Where does your line use t
ja: t を、どこかで使っている
"""


def uncorrected(t, beta1, beta2):
    return (1 - beta1) / (1 - beta2) ** 0.5
