"""An array of no axis."""

import numpy as np


def uncorrected(t, beta1, beta2):
    m, v = 1 - np.array([beta1, beta2]) ** t
    return np.array(m * v**-0.5)
