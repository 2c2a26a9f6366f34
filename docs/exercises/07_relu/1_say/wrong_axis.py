"""Takes the images for the units.

en: one answer for each image
ja: 画像ごとに答えが一つ
"""


def dead(z):
    return (z <= 0).all(axis=1)
