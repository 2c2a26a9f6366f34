"""By the output: adds up what ReLU lets through."""

import numpy as np


def dead(z):
    return np.maximum(z, 0).sum(axis=0) == 0
