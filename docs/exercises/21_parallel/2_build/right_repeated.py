"""One row for each sample again, and their plain mean."""

import numpy as np


def combine(gradients, sizes):
    return np.repeat(np.stack(gradients), sizes, axis=0).mean(axis=0)
