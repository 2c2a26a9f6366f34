"""Convolution, against the loop one can read and against SciPy."""

import re

import numpy as np
import pytest
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_code.layers import Convolution, convolve_naive
from tests.lesson_code.geometries import geometries


def convolution(F, C, FH, FW, stride, pad, rng):
    return Convolution(rng.standard_normal((F, C, FH, FW)), rng.standard_normal(F), stride, pad)


@given(st.integers(1, 3), geometries(), st.integers(0, 2**32))
@settings(max_examples=50)
def test_convolution_equals_the_loop_one_can_read(F, geometry, seed):
    shape, FH, FW, stride, pad = geometry
    rng = np.random.default_rng(seed)
    layer, x = convolution(F, shape[1], FH, FW, stride, pad, rng), rng.standard_normal(shape)
    expected = convolve_naive(x, **layer.params, stride=stride, pad=pad)
    np.testing.assert_allclose(layer.forward(x), expected, atol=1e-12)


def gradients_by_loop(x, W, dout, stride, pad):
    """Each output sends its gradient to the pixels and the weights it was made of."""
    H, width = x.shape[2:]
    FH, FW = W.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dW, db = np.zeros_like(padded), np.zeros_like(W), np.zeros(len(W))
    for n, f, oy, ox in np.ndindex(dout.shape):
        rows, columns = slice(oy * stride, oy * stride + FH), slice(ox * stride, ox * stride + FW)
        dx[n, :, rows, columns] += dout[n, f, oy, ox] * W[f]
        dW[f] += dout[n, f, oy, ox] * padded[n, :, rows, columns]
        db[f] += dout[n, f, oy, ox]
    return dx[:, :, pad : pad + H, pad : pad + width], dW, db


@given(st.integers(1, 3), geometries(), st.integers(0, 2**32))
@settings(max_examples=50)
def test_convolution_gradients_equal_the_loop(F, geometry, seed):
    shape, FH, FW, stride, pad = geometry
    rng = np.random.default_rng(seed)
    layer, x = convolution(F, shape[1], FH, FW, stride, pad, rng), rng.standard_normal(shape)
    dout = rng.standard_normal(layer.forward(x).shape)
    dx, dW, db = gradients_by_loop(x, layer.params["W"], dout, stride, pad)
    np.testing.assert_allclose(layer.backward(dout), dx, atol=1e-12)
    np.testing.assert_allclose(layer.grads["W"], dW, atol=1e-12)
    np.testing.assert_allclose(layer.grads["b"], db, atol=1e-12)


def test_blocks_of_any_size_give_the_same(monkeypatch):
    rng = np.random.default_rng(0)
    layer, x = convolution(3, 2, 3, 3, 1, 1, rng), rng.standard_normal((4, 2, 9, 6))
    results = []
    for block_bytes in (1, 3000, 2**23):
        monkeypatch.setattr("lesson_code.windows.BLOCK_BYTES", block_bytes)
        y = layer.forward(x)
        results.append((y, layer.backward(y), layer.grads["W"], layer.grads["b"]))
    for other in results[1:]:
        for array, expected in zip(other, results[0], strict=True):
            np.testing.assert_allclose(array, expected, rtol=1e-12)


def test_convolution_equals_scipys_correlation():
    rng = np.random.default_rng(0)
    layer, x = convolution(4, 3, 3, 5, 1, 0, rng), rng.standard_normal((2, 3, 8, 9))
    W, b = layer.params["W"], layer.params["b"]
    expected = [
        [scipy.signal.correlate(image, W[f], mode="valid")[0] + b[f] for f in range(4)]
        for image in x
    ]
    np.testing.assert_allclose(layer.forward(x), expected, atol=1e-12)


def test_convolution_gradients_equal_scipys():
    """dW is a correlation of x with dout; dx is a full convolution of dout with W."""
    rng = np.random.default_rng(0)
    layer, x = convolution(2, 3, 3, 2, 1, 0, rng), rng.standard_normal((4, 3, 6, 5))
    dout = rng.standard_normal(layer.forward(x).shape)
    dx = layer.backward(dout)
    W = layer.params["W"]
    for f in range(2):
        for c in range(3):
            dW = sum(scipy.signal.correlate2d(x[n, c], dout[n, f], mode="valid") for n in range(4))
            np.testing.assert_allclose(layer.grads["W"][f, c], dW, atol=1e-12)
    for n in range(4):
        for c in range(3):
            expected = sum(scipy.signal.convolve2d(dout[n, f], W[f, c]) for f in range(2))
            np.testing.assert_allclose(dx[n, c], expected, atol=1e-12)


def test_filters_are_not_flipped():
    x = np.zeros((1, 1, 3, 3))
    x[0, 0, 0, 0] = 1
    W = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    assert Convolution(W, np.zeros(1)).forward(x).item() == W[0, 0, 0, 0]


def test_stride_1_and_no_padding_are_the_defaults():
    W, x = np.ones((1, 1, 2, 2)), np.ones((1, 1, 4, 4))
    assert Convolution(W, np.zeros(1)).forward(x).shape == (1, 1, 3, 3)
    assert convolve_naive(x, W, np.zeros(1)).shape == (1, 1, 3, 3)
    assert convolve_naive(x.astype(np.float32), W, np.zeros(1)).dtype == np.float32


@pytest.mark.parametrize(
    ("W", "b"),
    [((2, 3, 3), (2,)), ((2, 1, 3, 3), (1,)), ((2, 1, 3, 3), (2, 1)), ((0, 1, 3, 3), (0,))],
)
def test_bad_parameters_are_refused(W, b):
    message = f"W of shape (F, C, FH, FW), not empty, and b of shape (F,), got {W} and {b}"
    with pytest.raises(ValueError, match=re.escape(message)):
        Convolution(np.ones(W), np.ones(b))


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (
            (2, 1, 5, 5),
            r"\(N, 3, H, W\) \(filters are \(2, 3, 3, 3\)\), got shape \(2, 1, 5, 5\)",
        ),
        ((3, 5, 5), r"expected x of shape \(N, 3, H, W\) .*, got shape \(3, 5, 5\)"),
        (
            (2, 3, 2, 5),
            "a filter of 3 does not fit into 2 pixels with pad 0; use a filter of at m",
        ),
        ((2, 3, 5, 2), "a filter of 3 does not fit into 2 pixels"),
    ],
)
def test_bad_inputs_are_refused(shape, message):
    with pytest.raises(ValueError, match=message):
        Convolution(np.ones((2, 3, 3, 3)), np.ones(2)).forward(np.ones(shape))


def test_a_filter_may_be_larger_than_the_image_if_padding_makes_up_for_it():
    layer = Convolution(np.ones((1, 1, 3, 3)), np.zeros(1), pad=1)
    assert layer.forward(np.ones((1, 1, 1, 1))).item() == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"stride": 0}, "stride: expected an integer of at least 1, got 0"),
        ({"pad": -1}, "pad: expected an integer of at least 0, got -1"),
    ],
)
def test_bad_settings_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        Convolution(np.ones((1, 1, 2, 2)), np.zeros(1), **settings).forward(np.ones((1, 1, 3, 3)))


@pytest.mark.parametrize("name", ["x", "W", "b"])
def test_the_loop_names_what_holds_no_floating_point_numbers(name):
    arrays = {"x": np.ones((1, 2, 3, 3)), "W": np.ones((4, 2, 2, 2)), "b": np.ones(4)}
    arrays[name] = arrays[name].astype(int)
    with pytest.raises(ValueError, match=f"^{name}: expected floating-point numbers, got int64"):
        convolve_naive(**arrays)


@pytest.mark.parametrize(
    ("W", "b"), [((4, 2, 2), (4,)), ((4, 3, 2, 2), (4,)), ((4, 2, 2, 2), (3,))]
)
def test_the_loop_refuses_filters_that_do_not_fit(W, b):
    message = (
        "W, b: expected filters of shape (F, 2, FH, FW) for x of shape (1, 2, 3, 5), and as many "
        f"biases, got {W} and {b}"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        convolve_naive(np.ones((1, 2, 3, 5)), np.ones(W), np.ones(b))
