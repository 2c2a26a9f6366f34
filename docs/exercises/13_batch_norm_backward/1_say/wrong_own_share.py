"""Only the own share.

en: moves its own output
ja: 自分の出力だけ
"""


def centre_backward(dout):
    return dout * (1 - 1 / len(dout))
