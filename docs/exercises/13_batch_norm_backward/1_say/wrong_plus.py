"""The sign of the mean's path turned.

en: What sign does its path have
ja: その経路の符号
"""


def centre_backward(dout):
    return dout + dout.mean(axis=0)
