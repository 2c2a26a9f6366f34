"""Never looks at inference.

en: Running averages and inference: 1 of 4 found
ja: 移動平均と推論：4 個中 1 個を発見
"""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(0)
    x, dout = rng.normal(size=(1000, 2)) * [1, 1e-3], rng.normal(size=(1000, 2))
    gamma, beta = np.array([2.0, 3.0]), np.array([1.0, 4.0])
    layer = Layer(gamma, beta)
    layer.training = True
    x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5)
    assert np.allclose(layer.forward(x), gamma * x_hat + beta), "y"
    dx = layer.backward(dout)
    assert np.allclose(dx.sum(axis=0), 0, atol=1e-6), "dx"
    assert np.allclose(layer.dgamma, (dout * x_hat).sum(axis=0)), "dgamma"
    assert np.allclose(layer.running_mean, 0.1 * x.mean(axis=0)), "running mean"
