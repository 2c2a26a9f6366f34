"""By the maximum norm of linear algebra."""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    scale = np.linalg.norm((np.abs(a) + np.abs(b)).ravel(), np.inf)
    if not np.any(a) and not np.any(b):
        return 0.0
    return np.linalg.norm((a - b).ravel(), np.inf) / scale
