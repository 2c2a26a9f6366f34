"""Our layer is asked."""

import numpy as np

from lesson_code import Convolution


def parameters(F, C, size, groups):
    layer = Convolution(np.zeros((F, C // groups, size, size)), np.zeros(F))
    return sum(array.size for array in layer.params.values())
