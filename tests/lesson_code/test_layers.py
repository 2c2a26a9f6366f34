"""Each layer three ways: by a reference, by gradient check, by properties that must hold."""

import copy

import numpy as np
import pytest
import scipy.signal
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_code import (
    Affine,
    Convolution,
    Flatten,
    Layer,
    MaxPooling,
    ReLU,
    Sigmoid,
    check_gradients,
    convolve_naive,
)
from tests.lesson_code.geometries import geometries


def affine(D, M, rng):
    return Affine(rng.standard_normal((D, M)), rng.standard_normal(M))


def convolution(F, C, FH, FW, stride, pad, rng):
    return Convolution(rng.standard_normal((F, C, FH, FW)), rng.standard_normal(F), stride, pad)


def distinct(shape, rng):
    """Numbers of which no two are closer than 0.01, and none closer to 0: no kink is near."""
    values = (np.arange(np.prod(shape)) - np.prod(shape) // 2 + 0.5) / 50
    return rng.permutation(values).reshape(shape)


RNG = np.random.default_rng(20)
CASES = {
    "affine": (affine(5, 3, RNG), (4, 5)),
    "affine, batch of 1": (affine(3, 1, RNG), (1, 3)),
    "affine of 1": (affine(1, 7, RNG), (6, 1)),
    "relu": (ReLU(), (3, 4)),
    "relu on images": (ReLU(), (2, 3, 5, 1)),
    "sigmoid": (Sigmoid(), (3, 4)),
    "sigmoid on images": (Sigmoid(), (1, 2, 3, 5)),
    "flatten": (Flatten(), (3, 2, 4, 5)),
    "flatten, batch of 1": (Flatten(), (1, 2, 3, 3)),
    "convolution": (convolution(3, 2, 3, 3, 1, 0, RNG), (2, 2, 5, 7)),
    "convolution, stride 2, pad 1, odd": (convolution(2, 3, 3, 5, 2, 1, RNG), (2, 3, 7, 9)),
    "convolution, batch of 1, 1x1": (convolution(4, 1, 1, 1, 1, 0, RNG), (1, 1, 3, 4)),
    "convolution, whole image": (convolution(2, 2, 4, 3, 1, 0, RNG), (3, 2, 4, 3)),
    "convolution, pad 2": (convolution(2, 1, 2, 2, 3, 2, RNG), (2, 1, 4, 1)),
    "max-pooling": (MaxPooling(2), (2, 3, 4, 6)),
    "max-pooling, overlapping": (MaxPooling(3, stride=2), (2, 2, 7, 5)),
    "max-pooling, odd, pad 1": (MaxPooling(2, 3, stride=2, pad=1), (2, 2, 6, 5)),
    "max-pooling, batch of 1": (MaxPooling(3, 1, stride=1), (1, 1, 5, 2)),
    "max-pooling, apart": (MaxPooling(1, stride=2), (1, 2, 5, 5)),
}


@pytest.fixture(params=CASES, ids=lambda name: name.replace(" ", "-"))
def case(request):
    layer, shape = CASES[request.param]
    return copy.deepcopy(layer), distinct(shape, np.random.default_rng(1))


def test_gradient_check(case):
    layer, x = case
    errors = check_gradients(layer, x, np.random.default_rng(2))
    assert errors.keys() == {"x", *layer.params}
    assert max(errors.values()) < 1e-7, errors


def test_backward_leaves_what_it_was_handed_and_forward_too(case):
    layer, x = case
    x_before = x.copy()
    y = layer.forward(x)
    y_before = y.copy()
    dout = np.random.default_rng(3).standard_normal(y.shape)
    dout_before = dout.copy()
    params_before = copy.deepcopy(layer.params)
    first = layer.backward(dout).copy()
    second = layer.backward(dout)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(dout, dout_before)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)
    for name, param in layer.params.items():
        np.testing.assert_array_equal(param, params_before[name])
    dout.setflags(write=False)  # a read-only gradient is good enough
    layer.backward(dout)


def test_shapes_and_types_are_kept(case):
    layer, x = case
    layer.params = {name: param.astype(np.float32) for name, param in layer.params.items()}
    x = x.astype(np.float32)
    y = layer.forward(x)
    dx = layer.backward(np.ones_like(y))
    assert y.dtype == dx.dtype == np.float32
    assert dx.shape == x.shape
    for name, grad in layer.grads.items():
        assert grad.shape == layer.params[name].shape
        assert grad.dtype == np.float32


def test_a_batch_is_its_samples_one_by_one(case):
    layer, x = case
    together = layer.forward(x).copy()
    alone = np.concatenate([layer.forward(x[n : n + 1]) for n in range(len(x))])
    np.testing.assert_allclose(together, alone, rtol=1e-12, atol=1e-12)


def test_gradients_of_a_batch_are_the_sum_over_its_samples(case):
    layer, x = case
    dout = np.random.default_rng(4).standard_normal(layer.forward(x).shape)
    layer.backward(dout)
    together = {name: grad.copy() for name, grad in layer.grads.items()}
    total = {name: np.zeros_like(grad) for name, grad in together.items()}
    for n in range(len(x)):
        layer.forward(x[n : n + 1])
        layer.backward(dout[n : n + 1])
        for name in total:
            total[name] += layer.grads[name]
    for name in together:
        np.testing.assert_allclose(together[name], total[name], rtol=1e-10, atol=1e-12)


def test_memory_order_makes_no_difference(case):
    layer, x = case
    y = layer.forward(x).copy()
    dout = np.random.default_rng(5).standard_normal(y.shape)
    dx = layer.backward(dout).copy()
    other = np.asfortranarray(x)
    np.testing.assert_allclose(layer.forward(other), y, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(layer.backward(np.asfortranarray(dout)), dx, rtol=1e-12, atol=1e-12)


def test_backward_before_forward_says_what_to_do(case):
    layer, x = case
    with pytest.raises(AttributeError, match=r"forward\(\), which must run before backward\(\)"):
        layer.backward(np.ones_like(x))


# Against references


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32))
def test_affine_equals_the_loop(N, D, M, seed):
    rng = np.random.default_rng(seed)
    layer, x = affine(D, M, rng), rng.standard_normal((N, D))
    W, b = layer.params["W"], layer.params["b"]
    expected = [
        [sum(x[n, d] * W[d, m] for d in range(D)) + b[m] for m in range(M)] for n in range(N)
    ]
    np.testing.assert_allclose(layer.forward(x), expected, atol=1e-12)


@given(st.integers(1, 3), geometries(), st.integers(0, 2**32))
@settings(max_examples=50)
def test_convolution_equals_the_loop_one_can_read(F, geometry, seed):
    shape, FH, FW, stride, pad = geometry
    rng = np.random.default_rng(seed)
    layer, x = convolution(F, shape[1], FH, FW, stride, pad, rng), rng.standard_normal(shape)
    expected = convolve_naive(x, **layer.params, stride=stride, pad=pad)
    np.testing.assert_allclose(layer.forward(x), expected, atol=1e-12)


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


def max_pool_by_loop(x, dout, pool_h, pool_w, stride, pad):
    """Outputs and gradients window by window; the first of equal maxima wins."""
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=-np.inf)
    dx = np.zeros_like(padded)
    y = np.zeros(dout.shape)
    for n, c, oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = padded[n, c, top : top + pool_h, left : left + pool_w]
        fy, fx = np.unravel_index(window.argmax(), window.shape)  # argmax takes the first
        y[n, c, oy, ox] = window[fy, fx]
        dx[n, c, top + fy, left + fx] += dout[n, c, oy, ox]
    return y, dx[:, :, pad : pad + H, pad : pad + W]


@given(geometries(), st.integers(0, 2**32))
@settings(max_examples=100)
def test_max_pooling_equals_the_loop_ties_included(geometry, seed):
    shape, pool_h, pool_w, stride, pad = geometry
    if pad >= min(pool_h, pool_w):
        pad = 0
    shape = (*shape[:2], (3 - 1) * stride + pool_h - 2 * pad, (2 - 1) * stride + pool_w - 2 * pad)
    if min(shape) < 1:
        return
    rng = np.random.default_rng(seed)
    x = rng.integers(-1, 2, shape).astype(float)  # three values only: ties everywhere
    layer = MaxPooling(pool_h, pool_w, stride, pad)
    y = layer.forward(x)
    dout = rng.standard_normal(y.shape)
    expected_y, expected_dx = max_pool_by_loop(x, dout, pool_h, pool_w, stride, pad)
    np.testing.assert_array_equal(y, expected_y)
    np.testing.assert_allclose(layer.backward(dout), expected_dx, atol=1e-12)


def test_max_pooling_with_more_than_255_pixels_in_a_window():
    x = np.arange(400.0).reshape(1, 1, 20, 20)
    layer = MaxPooling(20)
    assert layer.forward(x).item() == 399
    dx = layer.backward(np.full((1, 1, 1, 1), 5.0))
    assert dx[0, 0, 19, 19] == 5
    assert np.count_nonzero(dx) == 1


def test_a_tie_goes_to_the_first_in_reading_order():
    layer = MaxPooling(2)
    layer.forward(np.array([[[[1.0, 3.0], [3.0, 3.0]]]]))
    np.testing.assert_array_equal(layer.backward(np.ones((1, 1, 1, 1)))[0, 0], [[0, 1], [0, 0]])


def test_padding_never_wins():
    layer = MaxPooling(3, stride=2, pad=1)
    y = layer.forward(np.full((1, 1, 3, 3), -5.0))
    np.testing.assert_array_equal(y, np.full((1, 1, 2, 2), -5.0))


def test_pooling_keeps_the_gradient_sum():
    rng = np.random.default_rng(0)
    layer = MaxPooling(3, stride=1)
    dout = rng.standard_normal(layer.forward(rng.standard_normal((2, 3, 6, 6))).shape)
    np.testing.assert_allclose(layer.backward(dout).sum(axis=(2, 3)), dout.sum(axis=(2, 3)))


def test_activations_equal_their_definitions():
    x = np.array([[-1.5, -0.0, 0.0, 2.5]])
    np.testing.assert_array_equal(ReLU().forward(x), [[0, 0, 0, 2.5]])
    np.testing.assert_allclose(Sigmoid().forward(x), scipy.special.expit(x))


def test_relu_derivative_at_zero_is_zero():
    layer = ReLU()
    layer.forward(np.array([[-1.0, 0.0, 1.0]]))
    np.testing.assert_array_equal(layer.backward(np.ones((1, 3))), [[0, 0, 1]])


def test_flatten_equals_reshape():
    x = np.random.default_rng(0).standard_normal((3, 2, 4, 5))
    layer = Flatten()
    np.testing.assert_array_equal(layer.forward(x), x.reshape(3, -1))
    np.testing.assert_array_equal(layer.backward(x.reshape(3, -1)), x)


def test_filters_are_not_flipped():
    x = np.zeros((1, 1, 3, 3))
    x[0, 0, 0, 0] = 1
    W = np.arange(9.0).reshape(1, 1, 3, 3)
    assert Convolution(W, np.zeros(1)).forward(x).item() == W[0, 0, 0, 0]


# Bad input


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Affine(np.ones(3), np.ones(3)), r"W of shape \(D, M\)"),
        (
            lambda: Affine(np.ones((3, 2)), np.ones(3)),
            r"b of shape \(M,\), got \(3, 2\) and \(3,\)",
        ),
        (lambda: Affine(np.ones((3, 2)), np.ones((1, 2))), r"got \(3, 2\) and \(1, 2\)"),
        (lambda: Convolution(np.ones((2, 3, 3)), np.ones(2)), r"W of shape \(F, C, FH, FW\)"),
        (lambda: Convolution(np.ones((2, 1, 3, 3)), np.ones(1)), r"got \(2, 1, 3, 3\) and \(1,\)"),
        (
            lambda: MaxPooling(2, pad=2),
            "pad: expected less than the window's smaller side, got pad 2",
        ),
        (lambda: MaxPooling(3, 1, pad=1), "windows of 3 x 1"),
    ],
)
def test_bad_parameters_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_bad_inputs_are_refused():
    with pytest.raises(
        ValueError, match=r"expected x with 784 features.*put Flatten\(\) before it"
    ):
        Affine(np.ones((784, 100)), np.ones(100)).forward(np.ones((32, 28, 28)))
    with pytest.raises(ValueError, match=r"expected x with 3 features.*got shape \(2, 4\)$"):
        Affine(np.ones((3, 2)), np.ones(2)).forward(np.ones((2, 4)))
    with pytest.raises(
        ValueError, match=r"expected x of shape \(N, 3, H, W\).*got shape \(2, 1, 5, 5\)"
    ):
        Convolution(np.ones((2, 3, 3, 3)), np.ones(2)).forward(np.ones((2, 1, 5, 5)))
    with pytest.raises(ValueError, match="does not fit"):
        Convolution(np.ones((2, 3, 3, 3)), np.ones(2)).forward(np.ones((2, 3, 2, 5)))
    with pytest.raises(ValueError, match="leaves 1 pixel"):
        MaxPooling(2).forward(np.ones((1, 1, 5, 4)))


def test_a_layer_of_ones_own_must_define_both_directions():
    with pytest.raises(NotImplementedError, match=r"Layer must define forward"):
        Layer().forward(np.ones(1))
    with pytest.raises(NotImplementedError, match=r"Layer must define backward"):
        Layer().backward(np.ones(1))
    with pytest.raises(AttributeError, match="no attribute 'weights'"):
        _ = Layer().weights


def test_repr_shows_shapes():
    assert repr(Affine(np.ones((3, 2)), np.ones(2))) == "Affine(W(3, 2), b(2,))"
    assert repr(ReLU()) == "ReLU()"
