"""Leaves out those at exactly 0.

en: At exactly 0 ReLU gives 0
ja: ちょうど 0 のときも
"""


def dead(z):
    return (z < 0).all(axis=0)
