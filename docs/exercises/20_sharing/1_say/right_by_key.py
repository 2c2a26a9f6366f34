"""Key by key."""

import json


def restore(rng, text):
    found = json.loads(text)
    rng.bit_generator.state = {key: found[key] for key in found}
