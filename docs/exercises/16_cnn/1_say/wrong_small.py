"""Only divides.

en: that of dout
ja: dout と同じ
"""


def average_pooling_backward(dout):
    return dout / 4
