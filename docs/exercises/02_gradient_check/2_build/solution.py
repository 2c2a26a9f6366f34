import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)


formula = np.array([2.0, 0.0, -4.0])
numerical = np.array([2.0, 1e-12, -3.0])
print(my_relative_error(formula, numerical))
print(my_relative_error(np.zeros(3), np.zeros(3)))
