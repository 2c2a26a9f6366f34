"""Forgets the gradient that came.

en: This is the slope alone
ja: これは傾きだけです
"""


def gradient(dout, y):
    return y * (1 - y)
