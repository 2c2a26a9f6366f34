"""Takes the mean of each column.

en: 3 times too small: this is the mean
ja: 平均をとっています
"""


def bias_gradient(dout):
    return dout.mean(axis=0)
