import numpy as np


def gradient(dout, y):
    return dout * y * (1 - y)


y = np.array([[0.5, 0.9], [0.1, 0.8]])
dout = np.array([[1.0, 1.0], [2.0, -3.0]])
print(gradient(dout, y))
