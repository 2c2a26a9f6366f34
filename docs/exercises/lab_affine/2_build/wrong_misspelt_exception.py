"""Misspells the exception, which only a faulty layer brings to light.

en: your check itself stopped in line 13 with NameError
ja: check 自身が 13 行目で止まりました（NameError
"""

import numpy as np


def check(Layer):
    layer = Layer(np.eye(2), np.ones(2))
    if not np.allclose(layer.forward(np.eye(2)), np.eye(2) + 1):
        raise AssertionErorr("the bias")  # noqa: F821
