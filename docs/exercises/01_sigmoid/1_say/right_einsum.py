"""An element-by-element product in the words of einsum."""

import numpy as np


def gradient(dout, y):
    return np.einsum("...,...,...->...", dout, y, 1 - y)
