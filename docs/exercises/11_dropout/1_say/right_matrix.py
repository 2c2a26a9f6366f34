"""A matrix with the factor on its diagonal."""

import numpy as np


def moved(W, rate):
    return (1 - rate) * np.eye(len(W)) @ W
