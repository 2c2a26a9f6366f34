"""Writes out the three samples of the example.

en: stopped with IndexError
ja: 行目で止まりました（IndexError
"""


def bias_gradient(dout):
    return dout[0] + dout[1] + dout[2]
