"""Without the slope.

en: Where does your line use the slope
ja: どこかで使っているでしょうか
"""

import numpy as np


def leaky_std(fan_in, slope):
    return np.sqrt(2 / fan_in) + 0 * slope
