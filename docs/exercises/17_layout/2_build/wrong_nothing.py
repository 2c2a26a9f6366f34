"""Does nothing.

en: param has not changed
ja: param が変わっていません
"""


def step(param, g, m, v, scratch, t, lr):
    pass
