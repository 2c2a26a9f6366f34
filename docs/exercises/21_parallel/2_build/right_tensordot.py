"""By tensordot."""

import numpy as np


def combine(gradients, sizes):
    return np.tensordot(sizes, np.asarray(gradients), axes=1) / sum(sizes)
