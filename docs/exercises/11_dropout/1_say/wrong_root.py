"""Takes the root, as for a variance.

en: moved(W, 0.2)
ja: moved(W, 0.2)
"""

import numpy as np


def moved(W, rate):
    return W * np.sqrt(1 - rate)
