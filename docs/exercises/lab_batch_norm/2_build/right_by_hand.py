"""Numbers worked out by hand: a variance of 1, and an eps of 3, so that the root is 2."""

import numpy as np


def same(got, *wanted):
    assert np.allclose(got, np.array(wanted)), got


def check(Layer):
    layer = Layer(np.array([4.0]), np.array([10.0]), momentum=0.75, eps=3.0)
    layer.training = True
    x = np.array([[6.0], [8.0]])
    same(layer.forward(x), [8.0], [12.0])  # x_hat is -0.5 and 0.5
    same(x, [6.0], [8.0])
    same(layer.backward(np.array([[1.0], [0.0]])), [0.75], [-0.75])
    same(layer.dgamma, -0.5)
    same(layer.dbeta, 1.0)
    same(layer.running_mean, 1.75)
    same(layer.running_var, 1.25)  # the variance of the batch is 2 when divided by N - 1
    layer.training = False
    layer.running_mean[:], layer.running_var[:] = 3.5, 1.0
    for _ in range(2):
        same(layer.forward(np.array([[4.5], [3.5]])), [12.0], [10.0])
    same(layer.running_mean, 3.5)
    same(layer.running_var, 1.0)
