"""Max-pooling and average pooling, against window after window."""

import numpy as np
import pytest
import scipy.ndimage
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_code.layers import AveragePooling, MaxPooling
from tests.lesson_code.geometries import geometries


def windows_of(shape, pool_h, pool_w, stride):
    """Each window's place in the output, and its slices of the padded image."""
    N, C, OH, OW = shape
    for n, c, oy, ox in np.ndindex(N, C, OH, OW):
        top, left = oy * stride, ox * stride
        yield (n, c, oy, ox), (n, c, slice(top, top + pool_h), slice(left, left + pool_w))


def max_pool_by_loop(x, dout, pool_h, pool_w, stride, pad):
    """Outputs and gradients window by window; the first of equal maxima wins."""
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=-np.inf)
    y, dx = np.zeros(dout.shape), np.zeros_like(padded)
    for place, window in windows_of(dout.shape, pool_h, pool_w, stride):
        y[place] = padded[window].max()
        winner = np.unravel_index(padded[window].argmax(), (pool_h, pool_w))  # takes the first
        dx[window][winner] += dout[place]
    return y, dx[:, :, pad : pad + H, pad : pad + W]


def average_pool_by_loop(x, dout, pool_h, pool_w, stride, pad):
    """Outputs and gradients window by window; padding counts."""
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    y, dx = np.zeros(dout.shape), np.zeros_like(padded)
    for place, window in windows_of(dout.shape, pool_h, pool_w, stride):
        y[place] = padded[window].sum() / (pool_h * pool_w)
        dx[window] += dout[place] / (pool_h * pool_w)
    return y, dx[:, :, pad : pad + H, pad : pad + W]


@pytest.mark.parametrize(
    ("pooling", "by_loop"), [(MaxPooling, max_pool_by_loop), (AveragePooling, average_pool_by_loop)]
)
@given(geometry=geometries(), seed=st.integers(0, 2**32))
@settings(max_examples=50)
def test_pooling_equals_the_loop_ties_included(pooling, by_loop, geometry, seed):
    shape, pool_h, pool_w, stride, pad = geometry
    pad = min(pad, pool_h - 1, pool_w - 1)
    shape = (*shape[:2], 2 * stride + pool_h - 2 * pad, stride + pool_w - 2 * pad)
    if min(shape) < 1:
        return
    rng = np.random.default_rng(seed)
    x = rng.integers(-1, 2, shape).astype(float)  # three values only: ties everywhere
    layer = pooling(pool_h, pool_w, stride, pad)
    y = layer.forward(x)
    dout = rng.standard_normal(y.shape)
    expected_y, expected_dx = by_loop(x, dout, pool_h, pool_w, stride, pad)
    np.testing.assert_allclose(y, expected_y, atol=1e-14)
    np.testing.assert_allclose(layer.backward(dout), expected_dx, atol=1e-12)


@pytest.mark.parametrize(
    ("pooling", "filtered"),
    [(MaxPooling, scipy.ndimage.maximum_filter), (AveragePooling, scipy.ndimage.uniform_filter)],
)
def test_pooling_equals_scipys_filters(pooling, filtered):
    x = np.random.default_rng(0).standard_normal((2, 3, 7, 9))
    expected = filtered(x, size=(1, 1, 3, 3))[:, :, 1:-1:2, 1:-1:2]  # centres of the windows
    np.testing.assert_allclose(pooling(3, stride=2).forward(x), expected, atol=1e-14)


def test_max_pooling_with_more_than_255_pixels_in_a_window():
    x = np.arange(400.0).reshape(1, 1, 20, 20)
    layer = MaxPooling(20)
    assert layer.forward(x).item() == 399
    dx = layer.backward(np.full((1, 1, 1, 1), 5.0))
    assert dx[0, 0, 19, 19] == 5
    assert np.count_nonzero(dx) == 1


def test_what_is_kept_of_a_window_is_a_byte_or_two():
    """Which pixel won, as small a number as it can be: activations are what fills the memory."""
    for size, dtype in ((2, np.uint8), (15, np.uint8), (20, np.uint16)):
        layer = MaxPooling(size)
        layer.forward(np.zeros((1, 1, size, size)))
        assert layer._winner.dtype == dtype


def test_a_tie_goes_to_the_first_in_reading_order():
    layer = MaxPooling(2)
    layer.forward(np.array([[[[1.0, 3.0], [3.0, 3.0]]]]))
    np.testing.assert_array_equal(layer.backward(np.ones((1, 1, 1, 1)))[0, 0], [[0, 1], [0, 0]])


def test_padding_never_wins():
    layer = MaxPooling(3, stride=2, pad=1)
    y = layer.forward(np.full((1, 1, 3, 3), -5.0))
    np.testing.assert_array_equal(y, np.full((1, 1, 2, 2), -5.0))


def test_padding_counts_as_zeros_in_an_average():
    y = AveragePooling(2, stride=2, pad=1).forward(np.full((1, 1, 2, 2), 8.0))
    np.testing.assert_array_equal(y, np.full((1, 1, 2, 2), 2.0))


def test_pooling_keeps_the_gradient_sum():
    rng = np.random.default_rng(0)
    for layer in (MaxPooling(3, stride=1), AveragePooling(3, stride=1)):
        dout = rng.standard_normal(layer.forward(rng.standard_normal((2, 3, 6, 6))).shape)
        np.testing.assert_allclose(layer.backward(dout).sum(axis=(2, 3)), dout.sum(axis=(2, 3)))


@given(geometries(), st.integers(0, 2**32))
def test_average_pooling_is_linear(geometry, seed):
    shape, pool_h, pool_w, stride, pad = geometry
    pad = min(pad, pool_h - 1, pool_w - 1)
    shape = (*shape[:2], stride + pool_h, stride + pool_w)
    if pad and (2 * pad) % stride:
        pad = 0
    rng = np.random.default_rng(seed)
    a, b = rng.standard_normal((2, *shape))
    layer = AveragePooling(pool_h, pool_w, stride, pad)
    np.testing.assert_allclose(
        layer.forward(2 * a - b), 2 * layer.forward(a) - layer.forward(b), atol=1e-12
    )


def test_the_average_of_a_constant_is_the_constant():
    np.testing.assert_allclose(AveragePooling(3, stride=1).forward(np.full((2, 3, 5, 6), 7.0)), 7)


@pytest.mark.parametrize("pooling", [MaxPooling, AveragePooling])
def test_defaults_square_windows_side_by_side(pooling):
    x = np.ones((1, 1, 6, 6))
    assert pooling(3).forward(x).shape == (1, 1, 2, 2)
    assert pooling(3, 2, stride=1).forward(x).shape == (1, 1, 4, 5)
    assert pooling(2, 4).forward(x).shape == (1, 1, 3, 2)  # the stride is pool_h, both ways


@pytest.mark.parametrize("pooling", [MaxPooling, AveragePooling])
def test_nonsense_is_refused(pooling):
    with pytest.raises(
        ValueError, match=r"pad: expected less than .* side, got pad 2 for windows of 2 x 2;"
    ):
        pooling(2, pad=2)
    with pytest.raises(ValueError, match="got pad 1 for windows of 3 x 1"):
        pooling(3, 1, pad=1)
    with pytest.raises(ValueError, match="got pad 1 for windows of 1 x 3"):
        pooling(1, 3, pad=1)
    with pytest.raises(ValueError, match="leaves 1 pixel"):
        pooling(2).forward(np.ones((1, 1, 5, 4)))
    with pytest.raises(ValueError, match="a filter of 3 does not fit into 2 pixels"):
        pooling(3).forward(np.ones((1, 1, 3, 2)))
    with pytest.raises(
        ValueError, match=r"images of shape \(N, C, H, W\), not empty, got shape \(4, 4\)"
    ):
        pooling(2).forward(np.ones((4, 4)))
    with pytest.raises(ValueError, match="filter_size: expected an integer of at least 1, got 0"):
        pooling(0).forward(np.ones((1, 1, 4, 4)))
    pooling(1, pad=0)  # no padding fits any window
