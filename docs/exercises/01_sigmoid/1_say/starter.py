import numpy as np


def gradient(dout, y):
    return dout / 4  # <- your turn


y = np.array([[0.5, 0.9], [0.1, 0.8]])
dout = np.array([[1.0, 1.0], [2.0, -3.0]])
print(gradient(dout, y))
