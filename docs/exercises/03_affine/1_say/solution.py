import numpy as np


def bias_gradient(dout):
    return dout.sum(axis=0)


dout = np.array([[1.0, 0, 2, 0], [0, 1, 0, 3], [4, 0, 0, 1]])
print(bias_gradient(dout))
