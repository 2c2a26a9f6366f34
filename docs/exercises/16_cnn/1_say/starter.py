import numpy as np


def average_pooling(x):
    N, C, H, W = x.shape
    return x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))


def average_pooling_backward(dout):
    return dout  # <- your turn


x = np.array([[1.0, 3, 2, 0], [4, 0, 2, 2]]).reshape(1, 1, 2, 4)
print("y", average_pooling(x)[0, 0])
dout = np.array([[8.0, 40]]).reshape(1, 1, 1, 2)
print("dx", average_pooling_backward(dout)[0, 0], sep="\n")
