"""Dropout: how much is dropped, and that it is made up for exactly once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.layers import Dropout
from tests.lesson_code.layers.cases import RewoundDropout


def dropped(rate, shape=(500, 400), **settings):
    layer = Dropout(rate, rng=np.random.default_rng(0), **settings)
    return layer, layer.forward(np.ones(shape), train=True)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_it_drops_about_the_rate_and_keeps_the_mean(rate):
    _, y = dropped(rate)
    error = 5 * np.sqrt(rate * (1 - rate) / y.size)  # five standard deviations
    assert (y == 0).mean() == pytest.approx(rate, abs=error)
    np.testing.assert_allclose(y[y > 0], 1 / (1 - rate), rtol=1e-12)
    assert y.mean() == pytest.approx(1, abs=error / (1 - rate))


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_the_original_form_scales_at_inference_only(rate):
    layer, y = dropped(rate, inverted=False)
    assert set(np.unique(y)) == {0, 1}
    np.testing.assert_allclose(layer.forward(np.ones((2, 3))), 1 - rate)
    error = 5 * np.sqrt(rate * (1 - rate) / y.size)
    assert y.mean() == pytest.approx(1 - rate, abs=error)  # so that both have the same mean


def test_the_inverted_form_does_nothing_at_inference():
    layer, _ = dropped(0.3)
    x = np.random.default_rng(1).standard_normal((3, 4))
    np.testing.assert_array_equal(layer.forward(x), x)
    np.testing.assert_array_equal(layer.backward(x), x)


@given(st.floats(0, 0.95), st.booleans(), st.integers(0, 2**32))
def test_both_forms_are_a_mask_times_a_constant(rate, inverted, seed):
    rng = np.random.default_rng(seed)
    x, dout = rng.standard_normal((2, 5, 7))
    layer = Dropout(rate, rng=np.random.default_rng(seed), inverted=inverted)
    y = layer.forward(x, train=True)
    kept = y != 0
    factor = 1 / (1 - rate) if inverted else 1
    np.testing.assert_allclose(y, np.where(kept, factor * x, 0), rtol=1e-12)
    # the gradient goes where the number went, scaled as it was
    np.testing.assert_allclose(layer.backward(dout), np.where(kept, factor * dout, 0), rtol=1e-12)
    # and after inference through everything
    layer.forward(x)
    np.testing.assert_allclose(layer.backward(dout), (1 if inverted else 1 - rate) * dout)


class AlwaysAtTheRate:
    """Stands in for a generator: draws numbers that equal the rate."""

    def __init__(self, rate):
        self.rate = rate

    def random(self, shape, dtype):
        return np.full(shape, self.rate, dtype)


@pytest.mark.parametrize("rate", [0.0, 0.5])
def test_a_number_that_equals_the_rate_is_kept(rate):
    """Draws lie in [0, 1): so a rate of 0 drops nothing, not even at a draw of 0."""
    y = Dropout(rate, rng=AlwaysAtTheRate(rate)).forward(np.ones((2, 3)), train=True)
    np.testing.assert_array_equal(y, 1 / (1 - rate))


def test_a_rate_of_zero_drops_nothing():
    for inverted in (True, False):
        _, y = dropped(0, inverted=inverted)
        np.testing.assert_array_equal(y, 1)


def test_every_batch_and_every_sample_is_dropped_by_itself():
    layer, first = dropped(0.5, (50, 60))
    second = layer.forward(np.ones((50, 60)), train=True)
    assert not np.array_equal(first, second)
    assert len(np.unique(first, axis=0)) == 50
    assert len(np.unique(first, axis=1).T) == 60
    # one number in four is kept both times, as it must be with independent draws
    assert ((first > 0) & (second > 0)).mean() == pytest.approx(0.25, abs=0.04)


def test_the_generator_decides():
    one, other = (Dropout(0.5, rng=np.random.default_rng(s)) for s in (3, 4))
    again = Dropout(0.5, rng=np.random.default_rng(3))
    x = np.ones((4, 6))
    np.testing.assert_array_equal(one.forward(x, train=True), again.forward(x, train=True))
    assert not np.array_equal(other.forward(x, train=True), again.forward(x, train=True))


def test_inference_draws_nothing():
    rng = np.random.default_rng(0)
    before = rng.bit_generator.state
    Dropout(0.5, rng=rng).forward(np.ones((4, 6)))
    assert rng.bit_generator.state == before


def test_a_rewound_generator_makes_it_a_function():
    layer = RewoundDropout(0.5, rng=np.random.default_rng(0))
    x = np.ones((4, 6))
    np.testing.assert_array_equal(layer.forward(x, True), layer.forward(x, True))


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5, np.nan])
def test_a_bad_rate_is_refused(rate):
    with pytest.raises(ValueError, match="rate: expected a probability of at least 0 and below 1"):
        Dropout(rate, rng=np.random.default_rng(0))


def test_a_rate_that_is_a_numpy_number_keeps_float32():
    for inverted in (True, False):
        layer = Dropout(np.float64(0.3), rng=np.random.default_rng(0), inverted=inverted)
        for train in (True, False):
            y = layer.forward(np.ones((2, 3), np.float32), train)
            assert y.dtype == layer.backward(y).dtype == np.float32
