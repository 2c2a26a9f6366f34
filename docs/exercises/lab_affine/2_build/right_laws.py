"""Laws: what holds for a batch in parts and as a whole, and for what was put in alone."""

import numpy as np


def all_of(layer, x, dout):
    y, dx = layer.forward(x), layer.backward(dout)
    return y, dx, layer.dW.copy(), layer.db.copy()


def close(*arrays):
    first, *others = arrays
    for other in others:
        assert first.shape == other.shape
        assert first.dtype == other.dtype
        assert np.abs(first - other).max() < 1e-4


def check(Layer):
    rng = np.random.default_rng(9)
    W, b = (rng.random(s).astype(np.float32) for s in ((3, 4), 4))
    layer = Layer(W, b)
    for k in range(2):
        x, dout = (rng.random(s).astype(np.float32) for s in ((5, 3), (5, 4)))
        saved = [a.copy() for a in (x, dout, W, b)]
        y, dx, dW, db = all_of(layer, x, dout)
        for a, old in zip((x, dout, W, b), saved, strict=True):
            close(a, old)
        ones = [all_of(layer, x[n : n + 1], dout[n : n + 1]) for n in range(5)]
        close(y, np.concatenate([o[0] for o in ones]))
        close(dx, np.concatenate([o[1] for o in ones]))
        close(dW, sum(o[2] for o in ones))
        close(db, sum(o[3] for o in ones))
        E = np.eye(3, dtype=np.float32)
        close(layer.forward(E) - layer.forward(0 * E), W)
        close(layer.forward(0 * E)[0], b)
        one_each = np.eye(4, dtype=np.float32)
        layer.forward(np.ones((4, 3), np.float32))
        close(layer.backward(one_each), W.T.copy())
        one = all_of(layer, E[2:], one_each[1:2])
        close(one[2], np.outer(E[2], one_each[1]))
        close(one[3], one_each[1])
        W += k + 1
    Layer(np.ones((2, 3)), np.ones(3))
    other = Layer(np.ones((2, 3)), np.ones(3))
    all_of(other, np.ones((7, 2)), np.ones((7, 3)))
    close(layer.db, one_each[1])
