"""ReLU, LeakyReLU, Sigmoid, Tanh."""

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lesson_code import check_gradients
from lesson_code.layers import LeakyReLU, ReLU, Sigmoid, Tanh

batches = arrays(np.float64, array_shapes(min_dims=2, max_dims=4), elements=st.floats(-50, 50))
slopes = st.floats(0, 5)


def by_loop(f, x):
    return np.array([f(value) for value in x.ravel()]).reshape(x.shape)


@given(batches)
def test_relu_equals_its_definition(x):
    layer = ReLU()
    np.testing.assert_array_equal(layer.forward(x), by_loop(lambda v: v if v > 0 else 0, x))
    np.testing.assert_array_equal(
        layer.backward(3 * np.ones_like(x)), by_loop(lambda v: 3 if v > 0 else 0, x)
    )


@given(batches, slopes)
def test_leaky_relu_equals_its_definition(x, alpha):
    layer = LeakyReLU(alpha)
    expected = by_loop(lambda v: v if v > 0 else alpha * v, x)
    np.testing.assert_array_equal(layer.forward(x), expected)
    np.testing.assert_array_equal(
        layer.backward(3 * np.ones_like(x)), by_loop(lambda v: 3 if v > 0 else 3 * alpha, x)
    )


@given(batches)
def test_sigmoid_equals_its_definition(x):
    layer = Sigmoid()
    y = scipy.special.expit(x)
    np.testing.assert_allclose(layer.forward(x), y, rtol=1e-14)
    np.testing.assert_allclose(layer.backward(3 * np.ones_like(x)), 3 * y * (1 - y), atol=1e-14)


@given(batches, st.floats(0.1, 3), st.floats(0.1, 3))
def test_tanh_equals_its_definition(x, amplitude, slope):
    layer = Tanh(amplitude, slope)
    expected = by_loop(lambda v: amplitude * math.tanh(slope * v), x)
    np.testing.assert_allclose(layer.forward(x), expected, rtol=1e-14)
    # the derivative as 1 / cosh^2: the same, written another way
    expected = by_loop(lambda v: 3 * amplitude * slope / math.cosh(slope * v) ** 2, x)
    np.testing.assert_allclose(layer.backward(3 * np.ones_like(x)), expected, atol=1e-12)


@given(batches)
def test_tanh_is_a_stretched_sigmoid(x):
    np.testing.assert_allclose(Tanh().forward(x), 2 * scipy.special.expit(2 * x) - 1, atol=1e-14)


def test_defaults():
    x = np.array([[-1.0, 2.0]])
    np.testing.assert_array_equal(LeakyReLU().forward(x), [[-0.01, 2.0]])
    np.testing.assert_array_equal(Tanh().forward(x), np.tanh(x))


def test_lenets_tanh_passes_through_one():
    y = Tanh(amplitude=1.7159, slope=2 / 3).forward(np.array([[-1.0, 1.0]]))
    np.testing.assert_allclose(y, [[-1, 1]], atol=1e-4)


@pytest.mark.parametrize(("layer", "at_zero"), [(ReLU(), 0), (LeakyReLU(0.1), 0.1)])
def test_the_derivative_at_the_kink_is_the_one_below(layer, at_zero):
    layer.forward(np.array([[-1.0, 0.0, -0.0, 1.0]]))
    below = 0 if at_zero == 0 else 0.1
    np.testing.assert_array_equal(layer.backward(np.ones((1, 4))), [[below, at_zero, at_zero, 1]])


@pytest.mark.parametrize(("layer", "error"), [(ReLU(), 1.0), (LeakyReLU(0.1), 0.45 / 0.65)])
def test_a_gradient_check_at_the_kink_cannot_pass(layer, error):
    """Left and right of 0 the slopes differ, and a difference across 0 gives their mean.

    For ReLU that is 1/2 against 0, for LeakyReLU (1 + alpha) / 2 against alpha: neither is wrong.
    """
    found = check_gradients(layer, np.zeros((1, 1)), np.random.default_rng(0))["x"]
    assert found == pytest.approx(error, rel=1e-6)


def test_nan_is_not_hidden():
    x = np.array([[np.nan]])
    for layer in (ReLU(), LeakyReLU(), Sigmoid(), Tanh()):
        assert np.isnan(layer.forward(x)).all()


def test_large_inputs_saturate_without_a_warning():
    x = np.array([[-1e30, 1e30]], np.float32)
    np.testing.assert_array_equal(Sigmoid().forward(x), [[0, 1]])
    np.testing.assert_array_equal(Tanh(2).forward(x), [[-2, 2]])


@pytest.mark.parametrize(
    "layer", [LeakyReLU(np.float64(0.1)), Tanh(np.float64(2), np.float64(0.5))], ids=repr
)
def test_settings_that_are_numpy_numbers_keep_float32(layer):
    y = layer.forward(np.ones((2, 3), np.float32))
    assert y.dtype == layer.backward(y).dtype == np.float32
