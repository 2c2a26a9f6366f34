"""The present state, updated."""

import json


def restore(rng, text):
    state = rng.bit_generator.state
    state.update(json.loads(text))
    rng.bit_generator.state = state
