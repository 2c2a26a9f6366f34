import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from lesson_code import SoftmaxCrossEntropy, numerical_gradient, one_hot, relative_error
from lesson_code.losses import Loss


@given(st.integers(1, 6), st.integers(1, 5), st.integers(0, 2**32))
def test_cross_entropy_equals_the_definition(N, K, seed):
    rng = np.random.default_rng(seed)
    y, t = 10 * rng.standard_normal((N, K)), rng.integers(0, K, N)
    expected = -np.mean([np.log(scipy.special.softmax(y[n])[t[n]]) for n in range(N)])
    assert SoftmaxCrossEntropy().forward(y, t) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("N", "K"), [(1, 2), (3, 5), (7, 1)])
@pytest.mark.parametrize("kind", ["labels", "one-hot", "soft", "unnormalised"])
def test_gradient_check(N, K, kind):
    rng = np.random.default_rng(0)
    y, t = rng.standard_normal((N, K)), rng.integers(0, K, N)
    if kind == "one-hot":
        t = one_hot(t, K, np.float64)
    elif kind != "labels":
        t = rng.random((N, K))
        if kind == "soft":
            t /= t.sum(axis=1, keepdims=True)
    loss = SoftmaxCrossEntropy()
    numerical = numerical_gradient(lambda a: loss.forward(a, t), y)
    loss.forward(y, t)
    if K == 1 and kind != "unnormalised":
        np.testing.assert_allclose(loss.backward(), 0, atol=1e-12)
    else:
        assert relative_error(loss.backward(), numerical) < 1e-7


def test_labels_and_one_hot_rows_are_the_same_target():
    rng = np.random.default_rng(0)
    y, t = rng.standard_normal((4, 3)).astype(np.float32), np.array([0, 2, 1, 2])
    by_label, by_row = SoftmaxCrossEntropy(), SoftmaxCrossEntropy()
    assert by_label.forward(y, t) == pytest.approx(by_row.forward(y, one_hot(t, 3)), rel=1e-6)
    np.testing.assert_allclose(by_label.backward(), by_row.backward(), atol=1e-7)


def test_gradients_add_up_to_zero_over_the_classes():
    rng = np.random.default_rng(0)
    loss = SoftmaxCrossEntropy()
    loss.forward(rng.standard_normal((5, 4)), rng.integers(0, 4, 5))
    np.testing.assert_allclose(loss.backward().sum(axis=1), 0, atol=1e-15)


def test_the_loss_of_the_surely_wrong_is_exact_and_finite():
    loss = SoftmaxCrossEntropy()
    assert loss.forward(np.array([[0.0, 5000.0]]), np.array([0])) == 5000.0
    np.testing.assert_array_equal(loss.backward(), [[-1.0, 1.0]])


def test_an_even_guess_costs_log_k():
    assert SoftmaxCrossEntropy().forward(np.zeros((3, 10)), np.array([0, 5, 9])) == pytest.approx(
        np.log(10)
    )


@pytest.mark.parametrize("labels", [np.uint8, np.int32, np.int64])
def test_float32_stays_float32_and_nothing_is_written_into(labels):
    y, t = np.ones((2, 3), np.float32), np.array([0, 2], labels)
    loss = SoftmaxCrossEntropy()
    loss.forward(y, t)
    first = loss.backward()
    assert first.dtype == np.float32
    np.testing.assert_array_equal(first, loss.backward())
    np.testing.assert_array_equal(y, 1)
    loss.forward(y, one_hot(t, 3, np.float64))
    assert loss.backward().dtype == np.float32


@pytest.mark.parametrize(
    ("y", "t", "message"),
    [
        (np.ones((2, 3)), np.array([0]), r"got \(2, 3\) and \(1,\)"),
        (np.ones(3), np.array([0, 1, 2]), r"got \(3,\) and \(3,\)"),
        (np.ones((0, 3)), np.array([], dtype=int), r"got \(0, 3\) and \(0,\)"),
        (np.ones((2, 3)), np.array([0, 3]), "from 0 to 2, got 0 to 3"),
        (np.ones((2, 3)), np.array([0.0, 1.0]), "expected integers"),
        (np.ones((2, 3)), np.ones((2, 4)), "expected integers"),
    ],
)
def test_bad_input_is_refused(y, t, message):
    with pytest.raises(ValueError, match=message):
        SoftmaxCrossEntropy().forward(y, t)


def test_order_and_completeness_are_explained():
    with pytest.raises(AttributeError, match=r"forward\(\), which must run before backward\(\)"):
        SoftmaxCrossEntropy().backward()
    with pytest.raises(NotImplementedError, match="Loss must define forward"):
        Loss().forward(np.ones((1, 2)), np.array([0]))
    with pytest.raises(NotImplementedError, match="Loss must define backward"):
        Loss().backward()
    with pytest.raises(AttributeError, match="no attribute 'value'"):
        _ = Loss().value
