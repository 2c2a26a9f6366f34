"""Adds up the ages, each times its weight."""

import numpy as np


def age(momentum):
    k = np.arange(10_000)
    return (momentum * k * (1 - momentum) ** k).sum()
