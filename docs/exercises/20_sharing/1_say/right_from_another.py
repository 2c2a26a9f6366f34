"""By way of another bit generator."""

import json

import numpy as np


def restore(rng, text):
    other = np.random.PCG64()
    other.state = json.loads(text)
    rng.bit_generator.state = other.state
