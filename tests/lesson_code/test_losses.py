"""Losses against their definitions, and their gradients against differences."""

import re

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from lesson_code import numerical_gradient, one_hot, relative_error
from lesson_code.losses import Loss, SoftmaxCrossEntropy, SumOfSquares

LOSSES = [SoftmaxCrossEntropy, SumOfSquares]
sizes = st.integers(1, 6), st.integers(1, 5), st.integers(0, 2**32)


@given(*sizes)
def test_cross_entropy_equals_the_definition(N, K, seed):
    rng = np.random.default_rng(seed)
    y, t = 10 * rng.standard_normal((N, K)), rng.integers(0, K, N)
    loss = SoftmaxCrossEntropy()
    p = [scipy.special.softmax(y[n]) for n in range(N)]
    expected = -np.mean([np.log(p[n][t[n]]) for n in range(N)])
    assert loss.forward(y, t) == pytest.approx(expected, abs=1e-12)
    expected = [[(p[n][k] - (k == t[n])) / N for k in range(K)] for n in range(N)]
    np.testing.assert_allclose(loss.backward(), expected, atol=1e-14)


@given(*sizes)
def test_cross_entropy_of_probabilities_equals_the_definition(N, K, seed):
    rng = np.random.default_rng(seed)
    y, t = 10 * rng.standard_normal((N, K)), rng.dirichlet(np.ones(K), N)
    # entropy of t, plus the divergence of softmax(y) from t
    p = scipy.special.softmax(y, axis=1)
    expected = (scipy.special.entr(t) + scipy.special.rel_entr(t, p)).sum() / N
    assert SoftmaxCrossEntropy().forward(y, t) == pytest.approx(expected, abs=1e-10)


@given(*sizes)
def test_sum_of_squares_equals_the_definition(N, K, seed):
    rng = np.random.default_rng(seed)
    y, t = rng.standard_normal((2, N, K))
    loss = SumOfSquares()
    errors = [sum((y[n, k] - t[n, k]) ** 2 for k in range(K)) / 2 for n in range(N)]
    assert loss.forward(y, t) == pytest.approx(sum(errors) / N, abs=1e-12)
    np.testing.assert_allclose(loss.backward(), (y - t) / N, atol=1e-15)


@pytest.mark.parametrize("make", LOSSES)
@pytest.mark.parametrize(("N", "K"), [(1, 2), (3, 5), (7, 1)])
@pytest.mark.parametrize("kind", ["labels", "one-hot", "soft", "unnormalised"])
def test_gradient_check(make, N, K, kind):
    rng = np.random.default_rng(0)
    y, t = rng.standard_normal((N, K)), rng.integers(0, K, N)
    if kind == "one-hot":
        t = one_hot(t, K, np.float64)
    elif kind != "labels":
        t = rng.random((N, K))
        if kind == "soft":
            t /= t.sum(axis=1, keepdims=True)
    loss = make()
    numerical = numerical_gradient(lambda a: loss.forward(a, t), y)
    loss.forward(y, t)
    if make is SoftmaxCrossEntropy and K == 1 and kind != "unnormalised":
        # one class is certain: the gradient is 0, of which no relative error can be taken
        np.testing.assert_allclose(loss.backward(), 0, atol=1e-12)
    else:
        assert relative_error(loss.backward(), numerical) < 1e-7


@pytest.mark.parametrize("make", LOSSES)
def test_labels_and_one_hot_rows_are_the_same_target(make):
    rng = np.random.default_rng(0)
    y, t = rng.standard_normal((4, 3)).astype(np.float32), np.array([0, 2, 1, 2])
    by_label, by_row = make(), make()
    assert by_label.forward(y, t) == pytest.approx(by_row.forward(y, one_hot(t, 3)), rel=1e-6)
    np.testing.assert_allclose(by_label.backward(), by_row.backward(), atol=1e-7)


@pytest.mark.parametrize("make", LOSSES)
def test_the_loss_is_the_mean_over_the_batch_and_so_is_its_gradient(make):
    rng = np.random.default_rng(0)
    y, t = rng.standard_normal((5, 4)), rng.integers(0, 4, 5)
    loss = make()
    one_by_one = [(loss.forward(y[[n]], t[[n]]), loss.backward()) for n in range(5)]
    assert loss.forward(y, t) == pytest.approx(np.mean([value for value, _ in one_by_one]))
    rows = np.concatenate([gradient for _, gradient in one_by_one])
    np.testing.assert_allclose(loss.backward(), rows / 5, atol=1e-14)


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


def test_the_right_answer_costs_nothing_in_squares():
    loss = SumOfSquares()
    assert loss.forward(np.array([[0.0, 1.0]]), np.array([1])) == 0
    np.testing.assert_array_equal(loss.backward(), [[0, 0]])
    assert type(loss.forward(np.array([[1.0, 2.0, 3.0]]), np.array([[1, 2, 5]]))) is float


@pytest.mark.parametrize("make", LOSSES)
@pytest.mark.parametrize("labels", [np.uint8, np.int32, np.int64])
def test_float32_stays_float32_and_nothing_is_written_into(make, labels):
    y, t = np.ones((2, 3), np.float32), np.array([0, 2], labels)
    loss = make()
    loss.forward(y, t)
    first = loss.backward()
    assert first.dtype == np.float32
    np.testing.assert_array_equal(first, loss.backward())
    first[...] = 7  # nor does it matter what becomes of the gradient
    assert not (loss.backward() == 7).any()
    np.testing.assert_array_equal(y, 1)
    np.testing.assert_array_equal(t, [0, 2])
    for rows in (one_hot(t, 3, np.float64), one_hot(t, 3).astype(labels)):
        loss.forward(y, rows)
        assert loss.backward().dtype == np.float32


@pytest.mark.parametrize("make", LOSSES)
@pytest.mark.parametrize(
    ("y", "t", "message"),
    [
        (np.ones((2, 3)), np.array([0]), "got (2, 3) and (1,)"),
        (np.ones(3), np.array([0, 1, 2]), "got (3,) and (3,)"),
        (
            np.ones((0, 3)),
            np.array([], dtype=int),
            "not empty, and N labels or rows of targets, got (0, 3) and (0,)",
        ),
        (np.ones((2, 0)), np.array([0, 0]), "got (2, 0) and (2,)"),
        (np.ones((2, 3, 1)), np.ones((2, 3, 1)), "got (2, 3, 1) and (2, 3, 1)"),
        (np.ones((2, 3)), np.array([0, 3]), "from 0 to 2, got 0 to 3"),
        (np.ones((2, 3)), np.array([-1, 0]), "from 0 to 2, got -1 to 0"),
        (np.ones((2, 3)), np.array([0.0, 1.0]), "expected integers of shape (N,), got float64"),
        (np.ones((2, 3)), np.ones((2, 4)), "expected integers of shape (N,)"),
        (
            np.ones((2, 3), int),
            np.array([0, 1]),
            "y: expected floating-point numbers, got int64; use y.astype(np.float32)",
        ),
    ],
)
def test_bad_input_is_refused(make, y, t, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make().forward(y, t)


def test_the_loss_that_complains_is_named():
    for make in LOSSES:
        with pytest.raises(ValueError, match=f"^{make.__name__} expected outputs"):
            make().forward(np.ones((2, 3)), np.array([0]))


@pytest.mark.parametrize("make", LOSSES)
def test_order_and_completeness_are_explained(make):
    with pytest.raises(AttributeError, match=r"forward\(\), which must run before backward\(\)"):
        make().backward()
    with pytest.raises(NotImplementedError, match="Loss must define forward"):
        Loss().forward(np.ones((1, 2)), np.array([0]))
    with pytest.raises(NotImplementedError, match="Loss must define backward"):
        Loss().backward()
    with pytest.raises(AttributeError, match="no attribute 'value'"):
        _ = Loss().value
    with pytest.raises(AttributeError, match="no attribute '__array__'"):
        _ = Loss().__array__
