"""Random directions for the gradients; what is asked of y are means and deviations."""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(3)
    gamma, beta = np.array([1.5, 2.0, 0.5]), np.array([3.0, -2.0, 1.0])
    layer = Layer(gamma, beta, momentum=0.6, eps=1e-3)
    layer.training = True
    x, dout = rng.normal(7, 3, (5, 3)) * [1, 1, 0.01], rng.normal(size=(5, 3))
    kept = x.copy()
    y, dx = layer.forward(x), layer.backward(dout)
    assert (x == kept).all()
    mean, var = layer.running_mean.copy(), layer.running_var.copy()
    assert np.allclose(mean, 0.4 * x.mean(0))
    assert np.allclose(var, 0.6 + 0.4 * np.cov(x.T).diagonal())
    assert np.allclose(y.mean(0), beta)
    assert np.allclose(y.std(0), gamma * x.std(0) / np.sqrt(x.var(0) + 1e-3))
    for array, grad in ((x, dx), (gamma, layer.dgamma), (beta, layer.dbeta)):
        for _ in range(5):
            v = rng.normal(size=array.shape) * 1e-5
            twin = Layer(gamma, beta, eps=1e-3)
            twin.training = True
            array += v
            above = (twin.forward(x) * dout).sum()
            array -= 2 * v
            below = (twin.forward(x) * dout).sum()
            array += v
            moved = (above - below) / 2
            assert abs(moved - (grad * v).sum()) < 1e-5 * np.abs(grad * v).sum()
    layer.training = False
    all_together = layer.forward(x)
    alone = np.concatenate([layer.forward(x[n : n + 1]) for n in range(5)])
    assert np.allclose(all_together, alone)
    assert np.allclose(alone, (x - mean) / np.sqrt(var + 1e-3) * gamma + beta)
    assert np.allclose(layer.running_mean, mean)
