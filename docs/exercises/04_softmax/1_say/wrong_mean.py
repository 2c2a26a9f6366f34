"""Averages the rows away.

en: no image and no class
ja: 画像についてもクラスについても足しません
"""


def logit_gradient(p, t):
    return (p - t).mean(axis=0)
