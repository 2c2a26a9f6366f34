"""A gain, over the root of fan-in, as PyTorch has it."""

import math


def leaky_std(fan_in, slope):
    gain = math.sqrt(2 / (1 + slope**2))
    return gain / math.sqrt(fan_in)
