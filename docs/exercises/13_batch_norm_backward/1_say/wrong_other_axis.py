"""The mean of each sample.

en: over the features of one sample
ja: 一つのサンプルの特徴
"""


def centre_backward(dout):
    return dout - dout.mean(axis=1, keepdims=True)
