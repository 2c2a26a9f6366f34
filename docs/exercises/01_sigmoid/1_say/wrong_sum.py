"""Adds up over the samples, as for a bias.

en: nothing is added up here
ja: ここでは何も足しません
"""


def gradient(dout, y):
    return (dout * y * (1 - y)).sum(axis=0)
