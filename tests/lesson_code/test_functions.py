"""Functions against SciPy's."""

import re

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


@pytest.mark.parametrize(
    ("labels", "way"),
    [
        (np.array([[2], [0]]), "use labels.reshape(-1)"),
        (np.array([[[2]], [[0]]]), "use labels.reshape(-1)"),
        (np.array([[2.0], [0.0]]), "use labels.reshape(-1).astype(np.int64)"),
        (np.array([2.0, 0.0]), "use labels.astype(np.int64)"),
        (np.array([False, True]), "use labels.astype(np.int64)"),
        (np.array([[0.0, 0, 1], [1, 0, 0]]), "for one-hot rows use labels.argmax(axis=1)"),
        (np.array([[False, False, True]]), "for one-hot rows use labels.argmax(axis=1)"),
    ],
)
def test_the_advised_line_makes_the_labels_that_were_meant(labels, way):
    with pytest.raises(ValueError, match=re.escape(f"; {way}") + "$"):
        one_hot(labels, classes=3)
    line = way.removeprefix("for one-hot rows ").removeprefix("use ")
    advised = eval(line, {"labels": labels, "np": np})
    meant = labels.argmax(axis=1) if labels.shape[-1] == 3 else labels.ravel()
    assert one_hot(advised, classes=3).argmax(axis=1).tolist() == meant.tolist()


@pytest.mark.parametrize(
    "labels",
    [
        np.array([0.5, 1.0]),  # .astype would cut off
        np.array([np.nan, 1.0]),
        np.array([np.inf, 1.0]),
        np.array([[0.0, 1, 1]]),  # two classes at once
        np.array([[0.0, 0.5, 0.5]]),
        np.array([[0.0, 0, 0]]),
        np.array([[0.0, 2, 0]]),
        np.array([[0, 0, 0, 1]]),  # of four classes
        np.array([["a"]]),
        np.array([1, 2], object),
        np.array(1),
        np.zeros((0, 1)),
    ],
)
def test_no_line_is_advised_where_it_would_be_a_guess(labels):
    message = r"^labels: expected integers .*; number the classes from 0, and give each input one"
    with pytest.raises(ValueError, match=message):
        one_hot(labels, classes=3)


def test_no_labels_are_good_labels():
    check_labels(np.array([], dtype=int), classes=3)


def test_one_hot_is_float32_unless_asked_otherwise():
    assert one_hot(np.array([0], np.uint8), 1).dtype == np.float32
    assert one_hot(np.array([0]), 1, np.float64).dtype == np.float64
    assert one_hot(np.array([0]), 1, np.bool_).dtype == np.bool_


@pytest.mark.parametrize("labels", [[0, 3], [-1, 0], [2**40], np.array([2**64 - 1], np.uint64)])
def test_labels_out_of_range_go_by_the_name_they_are_given(labels):
    with pytest.raises(ValueError, match=r"^t: expected class numbers from 0 to 2, got -?\d+ to"):
        one_hot(labels, 3, name="t")


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint64, list])
def test_one_hot_takes_integers_of_any_size_and_lists(dtype):
    labels = [2, 0] if dtype is list else np.array([2, 0], dtype)
    np.testing.assert_array_equal(one_hot(labels, 3), [[0, 0, 1], [1, 0, 0]])


def test_floating_point_numbers_of_any_size_are_good():
    for dtype in (np.float16, np.float32, np.float64):
        check_floating("x", np.ones(2, dtype))


@pytest.mark.parametrize(
    ("z", "hint"),
    [
        (np.array([0, 2], np.uint8), r"got uint8; use z.astype\(np.float32\) / 255$"),
        (np.array([0, 1], np.uint8), r"got uint8; use z.astype\(np.float32\)$"),
        (np.array([], np.uint8), r"got uint8; use z.astype\(np.float32\)$"),
        (np.array([0, 128], np.int64), r"got int64; use z.astype\(np.float32\) / 255$"),
        (np.array([0, 127], np.int64), r"got int64; use z.astype\(np.float32\)$"),
        (np.array([-1, 255], np.int32), r"got int32; use z.astype\(np.float32\)$"),
        (np.array([0, 256], np.int64), r"got int64; use z.astype\(np.float32\)$"),
        (np.array([True]), r"got bool; use z.astype\(np.float32\)$"),
        ([[0, 255]], r"got int(64|32); use np.asarray\(z, np.float32\) / 255$"),
        (np.array([1j]), "got complex128$"),
        (np.array(["1"]), "got <U1$"),
    ],
)
def test_other_numbers_are_refused(z, hint):
    """Bytes from 0 to 255 are to become numbers from 0 to 1, as MNIST's are."""
    with pytest.raises(ValueError, match=f"z: expected floating-point numbers, {hint}"):
        check_floating("z", z)


@pytest.mark.parametrize("f", [sigmoid, sigmoid_derivative, softmax, log_softmax])
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int64, bool])
def test_integers_count_as_pythons_own(f, dtype):
    """NumPy's own rule, float16 for bytes, ends in NaN."""
    z = np.array([[3, 100, 0]]).astype(dtype)
    expected = f(z.astype(np.float64))
    assert np.isfinite(expected).all()
    assert f(z).dtype == np.float64
    np.testing.assert_array_equal(f(z), expected)
    np.testing.assert_array_equal(f(z.tolist()), expected)


@pytest.mark.parametrize("f", [sigmoid, sigmoid_derivative])
def test_a_number_by_itself_is_taken(f):
    assert f(0) == f(np.zeros(1))[0]


@pytest.mark.parametrize("f", [sigmoid, sigmoid_derivative, softmax, log_softmax])
@pytest.mark.parametrize("dtype", [complex, str, object, "M8[s]"])
def test_what_is_no_real_number_is_refused(f, dtype):
    with pytest.raises(ValueError, match=r"^(z|logits): expected floating-point numbers, got "):
        f(np.array([1, 2]).astype(dtype))


@pytest.mark.parametrize("f", [softmax, log_softmax, sigmoid])
def test_ragged_lists_and_masked_arrays_are_refused(f):
    with pytest.raises(ValueError, match=r"expected numbers in rows of equal length, got a list"):
        f([[1.0, 2.0], [3.0]])
    with pytest.raises(ValueError, match=r"for zeros where it is masked use \w+\.filled\(0\)"):
        f(np.ma.masked_less(np.arange(3.0), 1))


@pytest.mark.parametrize("f", [softmax, log_softmax])
def test_no_classes_are_refused_but_no_rows_are_none(f):
    for shape in ((), (0,), (2, 0)):
        with pytest.raises(
            ValueError, match=r"logits: expected shape \(\.\.\., K\), K at least 1, "
        ):
            f(np.zeros(shape))
    assert f(np.zeros((0, 3))).shape == (0, 3)


def test_nan_is_not_hidden():
    z = np.array([[np.nan, 0.0]])
    assert np.isnan(sigmoid(z)[0, 0])
    assert np.isnan(softmax(z)).all()
    assert np.isnan(log_softmax(z)).all()
