import numpy as np


def dead(z):
    return z <= 0  # <- your turn


z = np.array([[-1.0, 2, -3, 0], [-2, -1, -1, 0], [-5, -4, 1, -1]])
print(dead(z))
