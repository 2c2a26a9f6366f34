"""Initial weights: the right spread, the right shape, nothing but the generator."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.functions import sigmoid
from lesson_code.initializers import fan_in, he, lecun, normal, xavier

FANNED = [lecun, xavier, he]


def spread(f, shape):
    """The standard deviation that the formula of a paper asks for."""
    if len(shape) == 2:
        inputs, outputs = shape
    else:
        F, C, FH, FW = shape
        inputs, outputs = C * FH * FW, F * FH * FW
    return {
        lecun: 1 / math.sqrt(inputs),
        xavier: math.sqrt(2 / (inputs + outputs)),
        he: math.sqrt(2 / inputs),
    }[f]


@pytest.mark.parametrize("shape", [(300, 100), (40, 3, 5, 7)])
@pytest.mark.parametrize("f", FANNED)
def test_weights_are_normal_with_the_papers_spread(f, shape):
    W = f(shape, np.random.default_rng(0), np.float64)
    assert W.shape == shape
    assert scipy.stats.kstest(W.ravel() / spread(f, shape), "norm").pvalue > 0.01


@given(st.lists(st.integers(1, 9), min_size=2, max_size=2), st.integers(0, 2**32))
def test_each_is_the_same_draw_at_another_scale(shape, seed):
    shape = tuple(shape)
    unit = np.random.default_rng(seed).standard_normal(shape)
    for f in FANNED:
        W = f(shape, np.random.default_rng(seed), np.float64)
        np.testing.assert_allclose(W, spread(f, shape) * unit, rtol=1e-14)


def test_normal_weights_are_normal():
    W = normal((100, 100), std=0.01, rng=np.random.default_rng(0), dtype=np.float64)
    assert scipy.stats.kstest(W.ravel() / 0.01, "norm").pvalue > 0.01


@pytest.mark.parametrize("f", [*FANNED, lambda shape, rng: normal(shape, 0.5, rng)])
def test_the_generator_decides_and_the_type_is_float32(f):
    a, b, other = (f((3, 2), np.random.default_rng(seed)) for seed in (7, 7, 8))
    np.testing.assert_array_equal(a, b)
    assert not np.array_equal(a, other)
    assert a.dtype == np.float32
    assert a.shape == (3, 2)


def test_he_keeps_the_size_of_signals_through_relus():
    """Variance is halved by ReLU and doubled by He's weights; with LeCun's it dies away."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((200, 300))
    sizes = {}
    for f in (he, lecun):
        a = x
        for _ in range(10):
            a = np.maximum(a @ f((300, 300), rng, np.float64), 0)
        sizes[f] = (a**2).mean()
    assert 0.3 < sizes[he] < 3
    assert sizes[lecun] < 0.01


def test_lecun_keeps_the_variance_of_a_nodes_input():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((500, 400))
    assert (x @ lecun((400, 300), rng, np.float64)).var() == pytest.approx(1, rel=0.05)
    assert sigmoid(x @ normal((400, 300), 1, rng, np.float64)).std() > 0.45  # saturated instead


def test_fan_in():
    assert fan_in((784, 100)) == 784
    assert fan_in((30, 2, 5, 7)) == 70


@pytest.mark.parametrize(
    "shape", [(3,), (2, 3, 4), (), (2, 3, 4, 5, 6), (0, 3), (3, 0), (1, 0, 3, 3)]
)
@pytest.mark.parametrize("f", FANNED)
def test_other_shapes_are_refused(f, shape):
    with pytest.raises(ValueError, match=r"shape: expected \(D, M\) or \(F, C, FH, FW\), each at"):
        f(shape, np.random.default_rng(0))
    with pytest.raises(ValueError, match="shape: expected"):
        fan_in(shape)


@pytest.mark.parametrize("f", FANNED)
def test_a_number_is_no_shape(f):
    with pytest.raises(ValueError, match=r"shape: expected \(D, M\) .*, got 784"):
        f(784, np.random.default_rng(0))
    assert f([3, 2], np.random.default_rng(0)).shape == (3, 2)


@pytest.mark.parametrize("rng", [0, None, np.random, np.random.RandomState(0)])
@pytest.mark.parametrize("f", FANNED)
def test_a_seed_is_no_generator(f, rng):
    with pytest.raises(ValueError, match=r"rng: .*; use rng=np\.random\.default_rng\(0\)$"):
        f((3, 2), rng)


@pytest.mark.parametrize("dtype", [int, np.uint8, bool, complex])
def test_weights_that_would_all_be_rounded_to_0_are_refused(dtype):
    with pytest.raises(
        ValueError, match=r"dtype: expected a floating-point type such as np\.float32"
    ):
        normal((2, 2), 0.01, np.random.default_rng(0), dtype)


@pytest.mark.parametrize("std", [-1, math.nan, math.inf])
def test_a_bad_standard_deviation_is_refused(std):
    with pytest.raises(ValueError, match=f"std: expected a finite number of at least 0, got {std}"):
        normal((2, 2), std, np.random.default_rng(0))
    assert not normal((2, 2), 0, np.random.default_rng(0)).any()
