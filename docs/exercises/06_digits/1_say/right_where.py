"""By where=, and a sum over the one that is left."""

import numpy as np


def report(validation, test):
    return np.sum(test, where=validation == np.max(validation))
