"""Numerical gradients; the formulas with a large eps, which cannot be overlooked."""

import numpy as np


def slope(f, array):
    result = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + 1e-5
        above = f()
        array[place] = kept - 1e-5
        result[place] = (above - f()) / 2e-5
        array[place] = kept
    return result


def check(Layer):
    rng = np.random.default_rng()
    gamma, beta, eps = rng.uniform(2, 3, 2), rng.uniform(4, 5, 2), 0.5
    layer = Layer(gamma, beta, momentum=0.75, eps=eps)
    mean, var = np.zeros(2), np.ones(2)
    for N in (3, 6):
        x, dout = rng.uniform(3, 9, (N, 2)), rng.random((N, 2))
        kept = x.copy()
        layer.training = True
        y = layer.forward(x)
        dx = layer.backward(dout)
        assert np.array_equal(x, kept)
        assert np.allclose(y, gamma * (x - x.mean(0)) / np.sqrt(x.var(0) + eps) + beta)
        mean = 0.75 * mean + 0.25 * x.mean(0)
        var = 0.75 * var + 0.25 * x.var(0) * N / (N - 1)
        layer.training = False
        for _ in range(2):
            assert np.allclose(layer.running_mean, mean)
            assert np.allclose(layer.running_var, var)
            y = layer.forward(x)
            assert np.allclose(y, gamma * (x - mean) / np.sqrt(var + eps) + beta)
        tried = Layer(gamma, beta, eps=eps)
        tried.training = True

        def loss(tried=tried, x=x, dout=dout):
            return (tried.forward(x) * dout).sum()

        for got, array in ((dx, x), (layer.dgamma, gamma), (layer.dbeta, beta)):
            assert np.allclose(got, slope(loss, array), atol=1e-6)
