"""Affine and Flatten."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.layers import Affine, Flatten


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32))
def test_affine_equals_the_loop(N, D, M, seed):
    rng = np.random.default_rng(seed)
    W, b, x = rng.standard_normal((D, M)), rng.standard_normal(M), rng.standard_normal((N, D))
    expected = [
        [sum(x[n, d] * W[d, m] for d in range(D)) + b[m] for m in range(M)] for n in range(N)
    ]
    np.testing.assert_allclose(Affine(W, b).forward(x), expected, atol=1e-12)


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32))
def test_affine_gradients_equal_the_loop(N, D, M, seed):
    rng = np.random.default_rng(seed)
    W, x, dout = rng.standard_normal((D, M)), rng.standard_normal((N, D)), rng.random((N, M))
    layer = Affine(W, np.zeros(M))
    layer.forward(x)
    dx = layer.backward(dout)
    for n, d in np.ndindex(N, D):
        assert dx[n, d] == pytest.approx(sum(dout[n, m] * W[d, m] for m in range(M)), abs=1e-12)
    for d, m in np.ndindex(D, M):
        expected = sum(x[n, d] * dout[n, m] for n in range(N))
        assert layer.grads["W"][d, m] == pytest.approx(expected, abs=1e-12)
    for m in range(M):
        expected = sum(dout[n, m] for n in range(N))
        assert layer.grads["b"][m] == pytest.approx(expected, abs=1e-12)


def test_flatten_equals_reshape():
    x = np.random.default_rng(0).standard_normal((3, 2, 4, 5))
    layer = Flatten()
    np.testing.assert_array_equal(layer.forward(x), x.reshape(3, -1))
    np.testing.assert_array_equal(layer.backward(x.reshape(3, -1)), x)


def test_flatten_leaves_features_as_they_are():
    x = np.random.default_rng(0).standard_normal((3, 4))
    np.testing.assert_array_equal(Flatten().forward(x), x)


@pytest.mark.parametrize(
    ("W", "b", "got"),
    [
        ((3,), (3,), "got (3,) and (3,)"),
        ((3, 2), (3,), "got (3, 2) and (3,)"),
        ((3, 2), (1, 2), "got (3, 2) and (1, 2)"),
        ((0, 2), (2,), "got (0, 2) and (2,)"),
        ((3, 0), (0,), "got (3, 0) and (0,)"),
    ],
)
def test_bad_parameters_are_refused(W, b, got):
    message = f"Affine expected W of shape (D, M), not empty, and b of shape (M,), {got}"
    with pytest.raises(ValueError, match=re.escape(message)):
        Affine(np.ones(W), np.ones(b))


@pytest.mark.parametrize(
    ("D", "shape", "message"),
    [
        (
            784,
            (32, 28, 28),
            r"expected x with 784 features \(weights are \(784, 2\)\), got shape "
            r"\(32, 28, 28\); put Flatten\(\) before it$",
        ),
        (3, (2, 4), r"expected x with 3 features .* got shape \(2, 4\)$"),
        (3, (3,), r"expected x with 3 features .* got shape \(3,\)$"),
    ],
)
def test_bad_inputs_are_refused(D, shape, message):
    with pytest.raises(ValueError, match=message):
        Affine(np.ones((D, 2)), np.ones(2)).forward(np.ones(shape))
