import numpy as np


def convolution_backward(x, W, dout, stride=1, pad=0):
    dx = np.zeros_like(x)
    dW = np.zeros_like(W)
    db = np.zeros(len(W))
    return dx, dW, db  # <- your turn


x = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [2.0, 1.0, 0.0]]).reshape(1, 1, 3, 3)
W = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 1, 2, 2)
dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
for gradient in convolution_backward(x, W, dout):
    print(gradient.shape, gradient, sep="\n")
