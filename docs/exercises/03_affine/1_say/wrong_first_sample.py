"""Takes the first sample alone.

en: row 0 of dout, one sample alone
ja: 0 行目、サンプル一つの分
"""


def bias_gradient(dout):
    return dout[0]
