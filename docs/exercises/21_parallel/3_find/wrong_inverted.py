"""The other worker gets what is left.

en: worker
ja: ワーカー
"""

import numpy as np


def mask(seed, step, worker, shape):
    rng = np.random.default_rng([seed, step, worker // 2])
    return (rng.random(shape) < 0.5) ^ bool(worker % 2)
