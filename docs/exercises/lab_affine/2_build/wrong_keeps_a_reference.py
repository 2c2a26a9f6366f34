"""Keeps the gradients of before themselves: a layer may fill the same arrays again.

en: gradients each time
ja: 勾配を、毎回同じ配列に入れる層
"""

import numpy as np


def check(Layer):
    layer = Layer(np.ones((3, 2)), np.ones(2))
    layer.forward(np.ones((4, 3)))
    layer.backward(np.ones((4, 2)))
    before = layer.dW
    layer.forward(np.zeros((4, 3)))
    layer.backward(np.ones((4, 2)))
    assert np.allclose(before, 4), "the first dW"
    assert np.allclose(layer.dW, 0), "dW piles up"
