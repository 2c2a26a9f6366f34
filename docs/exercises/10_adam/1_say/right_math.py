"""math's root and power."""

import math


def uncorrected(t, beta1, beta2):
    return (1 - math.pow(beta1, t)) / math.sqrt(1 - math.pow(beta2, t))
