"""Without the 2.

en: half of the mean square is lost
ja: 二乗平均が半分
"""

import numpy as np


def leaky_std(fan_in, slope):
    return np.sqrt(1 / fan_in)
