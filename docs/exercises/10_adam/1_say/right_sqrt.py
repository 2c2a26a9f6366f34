"""NumPy's root."""

import numpy as np


def uncorrected(t, beta1, beta2):
    return (1 - beta1**t) / np.sqrt(1 - beta2**t)
