"""Leaves the images in.

en: an answer for each image and unit
ja: 画像とユニットの組ごと
"""


def dead(z):
    return z < 0
