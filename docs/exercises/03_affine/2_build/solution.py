import numpy as np


def affine_backward(x, W, dout):
    dx = dout @ W.T
    dW = x.T @ dout
    db = dout.sum(axis=0)
    return dx, dW, db


x = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 1.0]])
W = np.array([[1.0, 0.0, 2.0, 1.0], [0.0, 1.0, 1.0, -1.0]])
dout = np.array([[1.0, 0.0, 2.0, 0.0], [0.0, 1.0, 0.0, 3.0], [4.0, 0.0, 0.0, 1.0]])
for gradient in affine_backward(x, W, dout):
    print(gradient.shape, gradient, sep="\n")
