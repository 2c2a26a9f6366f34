"""Hands the gradient on as it is.

en: The slope of the sigmoid is missing
ja: シグモイドの傾きが掛かっていません
"""


def gradient(dout, y):
    return dout
