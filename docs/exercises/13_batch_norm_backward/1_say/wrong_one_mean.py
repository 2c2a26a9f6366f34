"""One mean of everything.

en: one mean of the whole array
ja: 配列全体の平均
"""


def centre_backward(dout):
    return dout - dout.mean()
