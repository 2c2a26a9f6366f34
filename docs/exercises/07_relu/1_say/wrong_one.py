"""One answer for all units.

en: a single answer
ja: 答えは一つだけ
"""

import numpy as np


def dead(z):
    return np.all(z <= 0)
