"""A gradient check as in lesson 2: one layer, one call, float64.

en: From call to call: 0 of 4 found
ja: 呼び出しをまたぐ動作：4 個中 0 個を発見
"""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(0)
    W, b, x, dout = (rng.normal(size=s) for s in ((3, 2), 2, (4, 3), (4, 2)))
    layer = Layer(W, b)
    assert np.allclose(layer.forward(x), x @ W + b), "y"
    dx = layer.backward(dout)
    assert np.allclose(dx, dout @ W.T), "dx"
    assert np.allclose(layer.dW, x.T @ dout), "dW"
    assert layer.db.shape == (2,), "shape of db"
    assert np.allclose(layer.db, dout.sum(axis=0)), "db"
