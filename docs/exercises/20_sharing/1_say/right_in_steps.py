"""In two steps, by the bit generator."""

import json


def restore(rng, text):
    bits, state = rng.bit_generator, json.loads(text)
    bits.state = state
