"""Takes the variance that divides by N for the running one, as the faulty layer does.

en: It says so of every correct layer
ja: ほかの正しい層も、すべて
"""

import numpy as np


def check(Layer):
    x = np.random.default_rng(0).normal(3, 2, (8, 3))
    layer = Layer(np.ones(3), np.zeros(3))
    layer.training = True
    layer.forward(x)
    assert np.allclose(layer.running_var, 0.9 + 0.1 * x.var(axis=0)), "running variance"
