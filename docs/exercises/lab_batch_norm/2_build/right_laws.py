"""Laws of dx where eps is next to nothing: no sum, and no part along x."""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(11)
    x = rng.normal(size=(6, 4)) + np.array([0, 5, -5, 50])
    gamma, beta = rng.uniform(1, 4, 4), rng.uniform(1, 4, 4)
    layer = Layer(gamma, beta, momentum=0.9, eps=1e-12)
    layer.training = True
    before = x.copy()
    y = layer.forward(x)
    assert np.array_equal(before, x), "x"
    x_hat = (x - np.mean(x, axis=0)) / np.std(x, axis=0)
    assert np.allclose(y, x_hat * gamma + beta), "y"
    dout = rng.normal(size=x.shape)
    dx = layer.backward(dout)
    assert np.allclose(dx.sum(axis=0), 0), "the sum of dx"
    assert np.allclose((dx * x_hat).sum(axis=0), 0), "dx along x"
    rest = dout - dx * np.std(x, axis=0) / gamma  # a straight line in x, then
    for d in range(4):
        line = np.polynomial.Polynomial.fit(x_hat[:, d], rest[:, d], 1)
        assert np.allclose(line(x_hat[:, d]), rest[:, d]), "dx"
    assert np.allclose(layer.dgamma, np.einsum("nd,nd->d", dout, x_hat)), "dgamma"
    assert np.allclose(layer.dbeta, np.einsum("nd->d", dout)), "dbeta"
    assert np.allclose(layer.running_mean, x.mean(axis=0) / 10), "running mean"
    assert np.allclose(layer.running_var, 0.9 + x.var(axis=0, ddof=1) / 10), "running variance"
    layer.training = False
    first = layer.forward(x)
    assert np.allclose(layer.forward(x), first), "inference changes inference"
    assert np.allclose(layer.forward(x[:2]), first[:2]), "inference depends on the batch"
    coarse = Layer(np.ones(1), np.zeros(1), eps=8.0)
    coarse.training = True
    assert np.allclose(coarse.forward(np.array([[1.0], [3.0]])), [[-1 / 3], [1 / 3]]), "eps"
