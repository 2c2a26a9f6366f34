"""No seed at all.

en: when it was called again
ja: もう一度呼ぶと
"""

import numpy as np


def mask(seed, step, worker, shape):
    return np.random.default_rng().random(shape) < 0.5
