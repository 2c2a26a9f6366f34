import numpy as np


def centre(x):
    return x - x.mean(axis=0)


def centre_backward(dout):
    return dout  # <- your turn


x = np.array([[1.0, 2], [3, 0], [5, 1]])
dout = np.array([[6.0, 1], [0, 1], [0, 1]])
print("y", centre(x), sep="\n")
print("dx", centre_backward(dout), sep="\n")
