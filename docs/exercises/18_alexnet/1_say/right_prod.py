"""By a product of the shape."""

import math


def parameters(F, C, size, groups):
    return math.prod((F, C // groups, size, size)) + F
