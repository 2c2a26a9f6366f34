"""The text is assigned as it is.

en: TypeError: state must be a dict
ja: TypeError: state must be a dict
"""


def restore(rng, text):
    rng.bit_generator.state = text
