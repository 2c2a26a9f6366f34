import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    return np.ones(size)  # <- your turn


print(count_windows(3, 2))
print(count_windows(7, 3, stride=2))
print(count_windows(5, 5, pad=2))
