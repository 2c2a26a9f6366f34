"""Moves to the left only.

en: moved to one side only
ja: 片側にしか動かしていません
"""


def slope(f, x, h):
    return (f(x) - f(x - h)) / h
