"""Takes dout for db, as if a batch held one sample.

en: one row for each of the 4 samples
ja: 4 個のサンプルに 1 行ずつ
"""


def affine_backward(x, W, dout):
    dx = dout @ W.T
    dW = x.T @ dout
    db = dout
    return dx, dW, db
