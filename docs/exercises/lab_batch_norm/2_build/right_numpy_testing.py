"""numpy.testing, and a graph of single operations as what is right."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal


class Reference:
    def __init__(self, D):
        self.mean, self.var = np.zeros(D), np.ones(D)

    def train(self, x, gamma, dout, eps):
        N = len(x)
        self.mean += (x.mean(0) - self.mean) / 4
        self.var += (((x - x.mean(0)) ** 2).sum(0) / (N - 1) - self.var) / 4
        centred = x - x.mean(0)
        variance = (centred * centred).mean(0)
        root = (variance + eps) ** 0.5
        hat = centred / root
        dhat = gamma * dout
        droot = -(dhat * centred / root**2).sum(0)
        dvariance = droot / (2 * root)
        dcentred = dhat / root + dvariance * 2 / N * centred
        return hat, dcentred - dcentred.mean(0), (dout * hat).sum(0)


def check(Layer):
    for seed, N in enumerate((2, 3, 9)):
        rng = np.random.default_rng(seed)
        gamma, beta = rng.normal(2, 1, 3), rng.normal(2, 1, 3)
        layer, right = Layer(gamma, beta, momentum=0.75, eps=1e-2), Reference(3)
        for _ in range(2):
            x, dout = rng.normal(1, 0.3, (N, 3)), rng.normal(size=(N, 3))
            before = [a.copy() for a in (x, dout, gamma, beta)]
            hat, dx, dgamma = right.train(x, gamma, dout, 1e-2)
            layer.training = True
            assert_allclose(layer.forward(x), gamma * hat + beta, rtol=1e-6, atol=1e-9)
            assert_allclose(layer.backward(dout), dx, rtol=1e-6, atol=1e-9)
            assert_allclose(layer.dgamma, dgamma, rtol=1e-6, atol=1e-9)
            assert_allclose(layer.dbeta, dout.sum(0), rtol=1e-6, atol=1e-9)
            layer.training = False
            for part in (x, x[:1], x):
                wanted = gamma * (part - right.mean) / np.sqrt(right.var + 1e-2) + beta
                assert_allclose(layer.forward(part), wanted, rtol=1e-6, atol=1e-9)
            assert_allclose(layer.running_mean, right.mean, rtol=1e-6)
            assert_allclose(layer.running_var, right.var, rtol=1e-6)
            for old, now in zip(before, (x, dout, gamma, beta), strict=True):
                assert_array_equal(old, now)
