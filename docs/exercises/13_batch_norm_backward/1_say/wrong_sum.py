"""The sum in place of the mean.

en: You took away the sum
ja: 和を引いています
"""


def centre_backward(dout):
    return dout - dout.sum(axis=0)
