"""Losses against their definitions, and their gradients against differences."""

import re

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from lesson_code import (
    SGD,
    Adam,
    Affine,
    EarlyStopping,
    Sequential,
    Tanh,
    Trainer,
    numerical_gradient,
    one_hot,
    relative_error,
)
from lesson_code.losses import (
    BinaryCrossEntropy,
    Loss,
    MeanSquaredError,
    SoftmaxCrossEntropy,
    SumOfSquares,
)

LOSSES = [SoftmaxCrossEntropy, SumOfSquares]  # these take class labels
ALL_LOSSES = [*LOSSES, BinaryCrossEntropy, MeanSquaredError]
sizes = st.integers(1, 6), st.integers(2, 5), st.integers(0, 2**32)
any_sizes = st.integers(1, 6), st.integers(1, 5), st.integers(0, 2**32)


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


@given(*any_sizes)
def test_binary_cross_entropy_equals_the_definition(N, K, seed):
    rng = np.random.default_rng(seed)
    y, t = 10 * rng.standard_normal((N, K)), rng.random((N, K))
    p = scipy.special.expit(y)
    expected = [
        -t[n, k] * np.log(p[n, k]) - (1 - t[n, k]) * np.log(scipy.special.expit(-y[n, k]))
        for n in range(N)
        for k in range(K)
    ]
    loss = BinaryCrossEntropy()
    assert loss.forward(y, t) == pytest.approx(np.mean(expected), rel=1e-12)
    np.testing.assert_allclose(loss.backward(), (p - t) / (N * K), atol=1e-14)


@given(*any_sizes)
def test_mean_squared_error_equals_the_definition(N, K, seed):
    rng = np.random.default_rng(seed)
    y, t = rng.standard_normal((2, N, K))
    loss = MeanSquaredError()
    errors = [(y[n, k] - t[n, k]) ** 2 for n in range(N) for k in range(K)]
    assert loss.forward(y, t) == pytest.approx(np.mean(errors), rel=1e-12)
    np.testing.assert_allclose(loss.backward(), 2 * (y - t) / (N * K), atol=1e-15)
    assert loss.forward(y, t) == pytest.approx(SumOfSquares().forward(y, t) * 2 / K)


@pytest.mark.parametrize("make", ALL_LOSSES)
@pytest.mark.parametrize(("N", "K"), [(1, 2), (3, 5), (7, 1)])
@pytest.mark.parametrize("kind", ["labels", "one-hot", "soft", "rounded", "numbers"])
def test_gradient_check(make, N, K, kind):
    """Also of rows of probabilities that add up to 1 only roughly, as rounded ones do."""
    if kind == "numbers" and make in (SoftmaxCrossEntropy, BinaryCrossEntropy):
        return
    if kind == "labels" and (K == 1 or make not in LOSSES):
        return
    rng = np.random.default_rng(0)
    y, t = rng.standard_normal((N, K)), rng.integers(0, K, N)
    if kind == "one-hot":
        t = one_hot(t, K, np.float64)
    elif kind == "numbers":
        t = rng.standard_normal((N, K))
    elif kind != "labels":
        t = rng.random((N, K))
        t /= t.sum(axis=1, keepdims=True) * (1.0009 if kind == "rounded" else 1)
    loss = make()
    numerical = numerical_gradient(lambda a: loss.forward(a, t), y)
    loss.forward(y, t)
    if make is SoftmaxCrossEntropy and K == 1:
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


@pytest.mark.parametrize("make", ALL_LOSSES)
def test_the_loss_is_the_mean_over_the_batch_and_so_is_its_gradient(make):
    rng = np.random.default_rng(0)
    y, t = rng.standard_normal((5, 4)), one_hot(rng.integers(0, 4, 5), 4)
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


def test_the_binary_loss_of_the_surely_wrong_is_exact_and_finite():
    loss = BinaryCrossEntropy()
    assert loss.forward(np.array([[5000.0], [-5000.0]]), np.array([[0], [1]])) == 5000.0
    np.testing.assert_array_equal(loss.backward(), [[0.5], [-0.5]])
    # of the surely right the digits are kept: log(1 + e^-50) is e^-50, not log 1
    assert loss.forward(np.array([[50.0]]), np.array([[1]])) == pytest.approx(np.exp(-50))


def test_an_even_guess_costs_log_k():
    assert SoftmaxCrossEntropy().forward(np.zeros((3, 10)), np.array([0, 5, 9])) == pytest.approx(
        np.log(10)
    )


def test_the_right_answer_costs_nothing_in_squares():
    loss = SumOfSquares()
    assert loss.forward(np.array([[0.0, 1.0]]), np.array([1])) == 0
    np.testing.assert_array_equal(loss.backward(), [[0, 0]])
    assert type(loss.forward(np.array([[1.0, 2.0, 3.0]]), np.array([[1, 2, 5]]))) is float


@pytest.mark.parametrize("make", [BinaryCrossEntropy, MeanSquaredError])
@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int64, np.float16, np.float64])
def test_targets_of_any_type_leave_float32_float32(make, dtype):
    y, t = np.full((2, 3), 0.5, np.float32), np.array([[0, 1, 0], [1, 1, 0]]).astype(dtype)
    loss = make()
    expected = loss.forward(y, t.astype(np.float32)), loss.backward()
    assert loss.forward(y, t) == pytest.approx(expected[0], rel=1e-6)
    assert type(loss.forward(y, t)) is float
    first = loss.backward()
    assert first.dtype == np.float32
    np.testing.assert_allclose(first, expected[1], rtol=1e-6)
    first[...] = 7  # nor does it matter what becomes of the gradient
    assert not (loss.backward() == 7).any()
    np.testing.assert_array_equal(y, 0.5)
    np.testing.assert_array_equal(t, np.array([[0, 1, 0], [1, 1, 0]]))


@pytest.mark.parametrize("make", ALL_LOSSES)
def test_lists_are_taken_as_arrays(make):
    y, t = [[0.5, -1.0], [2.0, 0.0]], [[0, 1], [1, 0]]
    by_list, by_array = make(), make()
    assert by_list.forward(y, t) == by_array.forward(np.array(y), np.array(t))
    np.testing.assert_array_equal(by_list.backward(), by_array.backward())
    assert by_list.accuracy(y, t) == by_array.accuracy(np.array(y), np.array(t))


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
            np.ones((2, 3), np.int64),
            np.array([0, 1]),
            "y: expected floating-point numbers, got int64; use y.astype(np.float32)",
        ),
        (np.ones((2, 3)), np.array(0), "got (2, 3) and ()"),
        (np.ones((2, 3)), [[0, 1, 0]], "got (2, 3) and (1, 3)"),
        (np.ones((2, 3)), np.ones((2, 1)), "use t.reshape(-1).astype(np.int64)"),
        (np.ones((2, 3)), np.ones((2, 3), complex), "t: expected numbers, got complex128"),
        (np.ones((2, 3)), np.array([["0", "1", "0"]] * 2), "t: expected numbers, got <U1"),
        (np.ones((2, 3)), [[0, 0, 1], [0, np.inf, 0]], "numbers, got inf at index (1, 1)"),
        (np.ones((2, 3)), [[0, 0, np.nan], [0, 1, 0]], "numbers, got nan at index (0, 2)"),
        (np.ones((2, 1)), np.array([0, 1]), "and t.reshape(-1, 1)"),
        (np.ones((2, 1)), np.array([0, 0]), "one output leaves no choice of a class"),
    ],
)
def test_bad_input_is_refused(make, y, t, message):
    message = message.removeprefix("and " if make is SumOfSquares else "")
    for method in (make().forward, make().accuracy):
        with pytest.raises(ValueError, match=re.escape(message)):
            method(y, t)


@pytest.mark.parametrize("make", [BinaryCrossEntropy, MeanSquaredError])
@pytest.mark.parametrize(
    ("y", "t", "message"),
    [
        (np.ones((2, 1)), np.array([0, 1]), "leaves no choice of a class; use t.reshape(-1, 1)"),
        (np.ones((2, 3)), np.array([0, 1]), "use SoftmaxCrossEntropy()"),
        (np.ones((2, 3)), np.ones((2, 1)), "expected targets of shape (2, 3), as of the outputs"),
        (np.ones((2, 3)), np.ones((1, 3)), "got (2, 3) and (1, 3)"),
        (np.ones((2, 3)), np.array(1.0), "got (2, 3) and ()"),
        (np.ones((0, 3)), np.ones((0, 3)), "not empty"),
        (np.ones(3), np.ones(3), "expected outputs of shape (N, K)"),
        (np.ones((2, 1), np.int64), np.ones((2, 1)), "y: expected floating-point numbers"),
        (np.ones((2, 1)), [[1], [np.nan]], "t: expected finite numbers, got nan at index (1, 0)"),
        (np.ones((2, 1)), np.ones((2, 1), object), "t: expected numbers, got object"),
    ],
)
def test_what_merely_broadcasts_is_refused(make, y, t, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make().forward(y, t)
    with pytest.raises(ValueError, match=re.escape(message)):
        BinaryCrossEntropy().accuracy(y, t)


@pytest.mark.parametrize(
    "row",
    [[0.5, 0.6], [0.5, 0.4], [1, 1], [0, 0], [-0.5, 1.5], [2, 3], [0.5, 0.498]],
)
def test_rows_that_hold_no_probabilities_are_refused(row):
    loss, y = SoftmaxCrossEntropy(), np.zeros((2, 2))
    message = r"t: expected in each row probabilities, .* in row 1; .* use BinaryCrossEntropy\(\)$"
    for method in (loss.forward, loss.accuracy):
        with pytest.raises(ValueError, match=message):
            method(y, np.array([[0.25, 0.75], row]))
    SumOfSquares().forward(y, np.array([row, row]))  # to which they are numbers like any other


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("K", [2, 10, 1000])
def test_probabilities_may_be_rounded(dtype, K):
    p = np.random.default_rng(0).dirichlet(np.ones(K), 20).astype(dtype)
    SoftmaxCrossEntropy().forward(np.zeros((20, K), np.float32), p)
    SoftmaxCrossEntropy().forward(np.zeros((1, 3)), np.array([[0.333, 0.333, 0.3331]]))


@pytest.mark.parametrize("t", [[[1.5]], [[-0.1]], [[2]], [[255]]])
def test_what_is_neither_yes_nor_no_is_refused(t):
    for method in (BinaryCrossEntropy().forward, BinaryCrossEntropy().accuracy):
        with pytest.raises(ValueError, match="t: expected 1 for yes and 0 for no"):
            method(np.zeros((1, 1)), np.array(t))


# Accuracy


def test_accuracy_of_classes_is_that_of_the_largest_output():
    y = np.array([[0.1, 0.7, 0.2], [0.5, 0.2, 0.3], [0.0, 0.1, 0.9]])
    for loss in (SoftmaxCrossEntropy(), SumOfSquares()):
        for t in (np.array([1, 0, 0]), one_hot(np.array([1, 0, 0]), 3)):
            assert loss.accuracy(y, t) == pytest.approx(2 / 3)
    assert SoftmaxCrossEntropy().accuracy(y, np.full((3, 3), 1 / 3)) == pytest.approx(1 / 3)


def test_accuracy_of_yes_and_no_is_that_of_the_side():
    """Logits are divided by 0, outputs that are to be 0 or 1 by 1/2."""
    t = np.array([[1], [0], [1], [0]])
    y = np.array([[0.4], [0.1], [2.0], [-1.0]])
    assert BinaryCrossEntropy().accuracy(y, t) == 0.75
    assert SumOfSquares().accuracy(y, t) == 0.75
    assert BinaryCrossEntropy().accuracy(y[:1], t[:1]) == 1
    y = np.array([[0.4], [-0.1], [2.0], [0.6]])
    assert BinaryCrossEntropy().accuracy(y, t) == 0.75
    assert SumOfSquares().accuracy(y, t) == 0.5
    # on the fence is no
    assert (
        BinaryCrossEntropy().accuracy(np.zeros((4, 1)), np.array([[0.5], [0.6], [0], [0]])) == 0.75
    )
    assert SumOfSquares().accuracy(np.full((4, 1), 0.5), np.array([[0], [1], [0], [0]])) == 0.75


def test_of_several_labels_each_counts():
    y = np.array([[3.0, -1.0, 2.0], [-1.0, -1.0, 5.0]])
    t = np.array([[1, 1, 1], [0, 0, 1]])
    assert BinaryCrossEntropy().accuracy(y, t) == pytest.approx(5 / 6)
    assert SumOfSquares().accuracy(y, t) == pytest.approx(5 / 6)


def test_where_nothing_is_right_or_wrong_there_is_no_accuracy():
    rng = np.random.default_rng(0)
    y, t = rng.random((2, 5, 1))
    assert SumOfSquares().accuracy(y, t) is None
    assert MeanSquaredError().accuracy(y, t) is None
    assert MeanSquaredError().accuracy(y, np.ones((5, 1))) is None
    assert SumOfSquares().accuracy(rng.random((5, 3)), rng.random((5, 3))) is None
    assert SoftmaxCrossEntropy().accuracy(y, np.ones((5, 1))) is None  # one class: no choice
    assert Loss().accuracy(y, t) is None


# Whole trainings


@pytest.mark.parametrize("seed", range(3))
def test_xor_is_learned(seed):
    """The smallest problem that no single layer can solve; one output says yes or no."""
    rng = np.random.default_rng(seed)
    x, t = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
    W1, W2 = rng.standard_normal((2, 8)), rng.standard_normal((8, 1))
    layers = [Affine(W1, np.zeros(8)), Tanh(), Affine(W2, np.zeros(1))]
    net = Sequential(layers, loss=BinaryCrossEntropy())
    trainer = Trainer(net, Adam(0.05), rng=rng, batch_size=4)
    history = trainer.fit(x, t, x, t, epochs=200)
    assert history[-1].train_accuracy == history[-1].test_accuracy == 1
    assert history[-1].loss < 0.05
    np.testing.assert_array_equal(net.predict(x) > 0, t == 1)
    linear = Sequential([Affine(rng.standard_normal((2, 1)), np.zeros(1))], BinaryCrossEntropy())
    last = Trainer(linear, Adam(0.05), rng=rng, batch_size=4).fit(x, t, epochs=200)[-1]
    assert last.train_accuracy < 1
    assert last.loss > 0.69  # log 2: it had better say nothing


def test_numbers_are_fitted_without_an_accuracy_and_the_loss_decides_when_to_stop():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((50, 3))
    t = x @ np.array([[1.0], [-2.0], [0.5]]) + 3
    net = Sequential([Affine(np.zeros((3, 1)), np.zeros(1))], loss=MeanSquaredError())
    stop = EarlyStopping(patience=2, min_delta=1e-4)
    history = Trainer(net, SGD(0.1), rng=rng, batch_size=10).fit(
        x, t, x, t, epochs=200, on_epoch=stop
    )
    assert 5 < len(history) < 200
    assert {(epoch.train_accuracy, epoch.test_accuracy) for epoch in history} == {(None, None)}
    assert stop.best.loss < 1e-3
    np.testing.assert_allclose(net.params["0.W"], [[1], [-2], [0.5]], atol=0.05)
    assert net.accuracy(x, t) is None


def test_the_loss_that_complains_is_named():
    for make in ALL_LOSSES:
        for method in (make().forward, make().accuracy):
            if (make, method.__name__) != (MeanSquaredError, "accuracy"):  # it has none
                with pytest.raises(ValueError, match=f"^{make.__name__} expected outputs"):
                    method(np.ones((2, 3)), np.array([0]))


@pytest.mark.parametrize("make", ALL_LOSSES)
def test_the_argument_that_is_no_array_is_named(make):
    masked = np.ma.masked_equal([[0.0, 1.0]], 0)
    with pytest.raises(ValueError, match=r"^y: expected an array, got one with a mask"):
        make().forward(masked, np.array([[0.0, 1.0]]))
    with pytest.raises(ValueError, match=r"^t: expected an array, got one with a mask"):
        make().forward(np.array([[0.0, 1.0]]), masked)


@pytest.mark.parametrize("make", ALL_LOSSES)
def test_order_and_completeness_are_explained(make):
    with pytest.raises(RuntimeError, match=r"no gradient yet: run forward\(y, t\) before backward"):
        make().backward()
    with pytest.raises(NotImplementedError, match="Loss must define forward"):
        Loss().forward(np.ones((1, 2)), np.array([0]))
    with pytest.raises(NotImplementedError, match="Loss must define backward"):
        Loss().backward()
