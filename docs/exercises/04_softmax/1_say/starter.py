import numpy as np


def logit_gradient(p, t):
    return -t / p  # <- your turn


p = np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4]])
t = np.array([[1.0, 0, 0], [0, 0, 1]])
print(logit_gradient(p, t))
