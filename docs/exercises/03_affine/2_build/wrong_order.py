"""Returns the three in another order.

en: in the order dx, dW, db
ja: dx、dW、db の順
"""


def affine_backward(x, W, dout):
    dx = dout @ W.T
    dW = x.T @ dout
    db = dout.sum(axis=0)
    return dW, db, dx
