"""Moves to the right only.

en: moved to one side only
ja: 片側にしか動かしていません
"""


def slope(f, x, h):
    return (f(x + h) - f(x)) / h
