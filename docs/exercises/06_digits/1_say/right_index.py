"""By np.argmax and take."""

import numpy as np


def report(validation, test):
    return np.take(test, np.argmax(validation))
