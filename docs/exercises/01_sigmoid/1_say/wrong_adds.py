"""Adds where the chain rule multiplies.

en: In a chain they are multiplied
ja: つながった歯車の倍率は、掛けます
"""


def gradient(dout, y):
    return dout + y * (1 - y)
