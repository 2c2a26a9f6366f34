"""A copy of the generator, so that each layer starts anew.

en: Does each call start anew?
ja: 初めからやり直していませんか
"""

import copy

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return copy.deepcopy(rng).normal(0, np.sqrt(2 / fan_in), shape)
