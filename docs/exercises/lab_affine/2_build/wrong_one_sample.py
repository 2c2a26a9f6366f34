"""A batch of one hides what becomes of several samples.

en: LIVES  6. Clue: For which batch
ja: 見逃し  6. 手がかり：平均と和が
"""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(0)
    W, b, x, dout = (rng.normal(size=s) for s in ((3, 2), 2, (1, 3), (1, 2)))
    layer = Layer(W, b)
    assert np.allclose(layer.forward(x), x @ W + b), "y"
    assert np.allclose(layer.backward(dout), dout @ W.T), "dx"
    assert np.allclose(layer.dW, x.T @ dout), "dW"
    assert layer.db.shape == (2,), "shape of db"
    assert np.allclose(layer.db, dout[0]), "db"
