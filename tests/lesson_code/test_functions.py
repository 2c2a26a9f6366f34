"""Functions against SciPy's."""

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lesson_code import log_softmax, one_hot, sigmoid, sigmoid_derivative, softmax
from lesson_code.functions import check_floating, check_labels

numbers = arrays(np.float64, array_shapes(max_dims=3), elements=st.floats(-1e4, 1e4))
rows = arrays(np.float64, array_shapes(min_dims=2, max_dims=3), elements=st.floats(-1e3, 1e3))


@given(numbers)
def test_sigmoid_equals_scipy(z):
    np.testing.assert_allclose(sigmoid(z), scipy.special.expit(z), rtol=1e-13, atol=1e-300)


def test_sigmoid_keeps_the_digits_of_small_values():
    np.testing.assert_allclose(
        sigmoid(np.array([-30.0, -700.0])), np.exp([-30.0, -700.0]), rtol=1e-12
    )


@given(numbers)
def test_sigmoid_is_symmetric_about_one_half(z):
    np.testing.assert_allclose(sigmoid(z) + sigmoid(-z), 1, rtol=1e-15)


@given(arrays(np.float64, 5, elements=st.floats(-20, 20)))
def test_sigmoid_derivative_equals_a_difference_quotient(z):
    h = 1e-5
    quotient = (scipy.special.expit(z + h) - scipy.special.expit(z - h)) / (2 * h)
    np.testing.assert_allclose(sigmoid_derivative(z), quotient, rtol=1e-6, atol=1e-10)


def test_sigmoid_derivative_peaks_at_a_quarter_and_never_overflows():
    z = np.linspace(-1000, 1000, 20_001)
    slopes = sigmoid_derivative(z)
    assert slopes.max() == 0.25
    assert z[slopes.argmax()] == 0
    assert slopes[0] == slopes[-1] == 0


@given(rows)
def test_softmax_equals_scipy(logits):
    np.testing.assert_allclose(softmax(logits), scipy.special.softmax(logits, axis=-1), rtol=1e-12)


@given(rows)
def test_log_softmax_equals_scipy(logits):
    expected = scipy.special.log_softmax(logits, axis=-1)
    np.testing.assert_allclose(log_softmax(logits), expected, rtol=1e-12, atol=1e-14)


@given(rows, st.floats(-100, 100))
def test_softmax_adds_up_to_one_and_ignores_a_shift(logits, shift):
    p = softmax(logits)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    np.testing.assert_allclose(softmax(logits + shift), p, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("f", [sigmoid, sigmoid_derivative, softmax, log_softmax])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_functions_keep_the_type_and_the_input(f, dtype):
    z = np.array([[-1e3, 0, 1e3]], dtype)
    before = z.copy()
    assert f(z).dtype == dtype
    np.testing.assert_array_equal(z, before)


def test_one_hot_rows():
    np.testing.assert_array_equal(one_hot(np.array([2, 0]), 3), [[0, 0, 1], [1, 0, 0]])


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (np.array([0, 3]), "from 0 to 2, got 0 to 3"),
        (np.array([-1, 2]), "from 0 to 2, got -1 to 2"),
        (np.array([0.0, 1.0]), "expected integers"),
        (np.eye(3, dtype=int), r"got int64 of shape \(3, 3\)|got int32 of shape \(3, 3\)"),
    ],
)
def test_bad_labels_are_refused(labels, message):
    with pytest.raises(ValueError, match=message):
        one_hot(labels, classes=3)


def test_no_labels_are_good_labels():
    check_labels(np.array([], dtype=int), classes=3)


def test_one_hot_is_float32_unless_asked_otherwise():
    assert one_hot(np.array([0], np.uint8), 1).dtype == np.float32
    assert one_hot(np.array([0]), 1, np.float64).dtype == np.float64


def test_floating_point_numbers_of_any_size_are_good():
    for dtype in (np.float16, np.float32, np.float64):
        check_floating("x", np.ones(2, dtype))


@pytest.mark.parametrize(
    ("dtype", "hint"),
    [
        (np.uint8, r"got uint8; use z.astype\(np.float32\) / 255$"),
        (np.int32, r"got int32; use z.astype\(np.float32\)$"),
        (bool, r"got bool; use z.astype\(np.float32\)$"),
        (complex, "got complex128; use"),
    ],
)
def test_other_numbers_are_refused(dtype, hint):
    with pytest.raises(ValueError, match=f"z: expected floating-point numbers, {hint}"):
        check_floating("z", np.ones(2, dtype))


def test_nan_is_not_hidden():
    z = np.array([[np.nan, 0.0]])
    assert np.isnan(sigmoid(z)[0, 0])
    assert np.isnan(softmax(z)).all()
    assert np.isnan(log_softmax(z)).all()
