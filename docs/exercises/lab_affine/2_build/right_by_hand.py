"""Small whole numbers, worked out by hand."""

import numpy as np


def f(*rows):
    return np.array(rows, np.float32)


def same(got, *wanted):
    wanted = f(*wanted)
    assert got.dtype == wanted.dtype
    assert got.shape == wanted.shape
    assert np.abs(got - wanted).max() < 1e-4, got


def check(Layer):
    W, b = f([1, 2], [3, 4], [5, 6]), f(10, 20)
    layer = Layer(W, b)
    x, dout = f([1, 0, 2], [0, 1, -1]), f([1, 0], [2, 1])
    for _ in range(2):
        same(layer.forward(x), [21, 34], [8, 18])
        other = Layer(f([1], [1]), f(0))
        same(other.forward(f([1, 2])), [3])
        same(layer.backward(dout), [1, 3, 5], [4, 10, 16])
        same(other.backward(f([1])), [1, 1])
        same(layer.dW, [1, 0], [2, 1], [0, -1])
        same(layer.db, 3, 1)
        same(x, [1, 0, 2], [0, 1, -1])
        same(dout, [1, 0], [2, 1])
        same(W, [1, 2], [3, 4], [5, 6])
        same(b, 10, 20)
    same(layer.forward(f([0, 0, 1], [1, 1, 0])), [15, 26], [14, 26])
    layer.backward(f([1, 0], [0, 1]))
    same(layer.dW, [0, 1], [0, 1], [1, 0])
    W[0, 0] = 0
    same(layer.forward(f([1, 1, 1])), [18, 32])
    same(layer.backward(f([1, 1])), [2, 7, 11])
    same(layer.dW, [1, 1], [1, 1], [1, 1])
    same(layer.db, 1, 1)
