"""Numerical gradients, the formula for y; arrays of its own for each call."""

import numpy as np


def slope(f, array):
    result = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + 1e-4
        above = f()
        array[place] = kept - 1e-4
        result[place] = (above - f()) / 2e-4
        array[place] = kept
    return result


def check(Layer):
    rng = np.random.default_rng()
    W, b = rng.random((3, 2)), rng.random(2)
    layer, neighbour = Layer(W, b), Layer(rng.random((2, 2)), rng.random(2))
    for N in (1, 5, 5):
        x, dout = rng.random((N, 3)), rng.random((N, 2))
        kept = [a.copy() for a in (x, dout, W, b)]
        y = layer.forward(x)
        neighbour.forward(y)
        neighbour.backward(2 * dout)
        dx = layer.backward(dout)
        neighbour.backward(2 * dout)
        assert all(np.array_equal(k, a) for k, a in zip(kept, (x, dout, W, b), strict=True))
        assert np.allclose(y, np.dot(x, W) + b)
        grads = {"dx": (dx, x), "dW": (layer.dW.copy(), W), "db": (layer.db.copy(), b)}
        for name, (grad, array) in grads.items():
            assert grad.shape == array.shape, name
            wanted = slope(lambda x=x, dout=dout: (layer.forward(x) * dout).sum(), array)
            assert np.abs(grad - wanted).max() < 1e-6, name
        W += rng.random((3, 2))
    small = Layer(W.astype("f"), b.astype("f"))
    results = [small.forward(x.astype("f")), small.backward(dout.astype("f")), small.dW, small.db]
    assert all(r.dtype == np.float32 for r in results)
