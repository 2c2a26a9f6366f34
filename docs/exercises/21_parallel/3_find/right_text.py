"""A seed from a text."""

import numpy as np


def mask(seed, step, worker, shape):
    rng = np.random.default_rng(list(f"{seed},{step},{worker}".encode()))
    return rng.random(shape) >= 0.5
