"""Hands dout on as it is.

en: What becomes of the rows?
ja: 行どうしを、どうすればよい
"""


def bias_gradient(dout):
    return dout
