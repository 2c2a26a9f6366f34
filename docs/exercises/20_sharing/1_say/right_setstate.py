"""As copying a bit generator does."""

import json


def restore(rng, text):
    rng.bit_generator.__setstate__(json.loads(text))
