"""Counts how often it is called, and from the eighth time on calls everything faulty.

en: at first, but not after
ja: 最初は通したのに
"""

import numpy as np

calls = []


def check(Layer):
    calls.append(Layer(np.eye(2), np.ones(2)))
    assert len(calls) <= 7, "that was enough"
