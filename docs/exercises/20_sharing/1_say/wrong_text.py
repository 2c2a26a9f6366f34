"""The text is assigned as it is.

en: Line 5 stopped with TypeError: state must be a dict
ja: 5 行目で止まりました（TypeError: state must 
"""


def restore(rng, text):
    rng.bit_generator.state = text
