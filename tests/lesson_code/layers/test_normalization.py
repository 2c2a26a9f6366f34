"""Batch normalisation, Scale and local response normalisation."""

import copy
import re

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_code import check_gradients
from lesson_code.layers import (
    BatchNormalization,
    LocalResponseNormalization,
    Scale,
)


@st.composite
def kinds(draw):
    """A shape of gamma, and one of a batch that it can normalise."""
    C, H, W = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 4))
    N = draw(st.integers(2, 5))
    return draw(
        st.sampled_from(
            [((C,), (N, C)), ((C,), (N, C, H, W)), ((C,), (N, C, 1, 1)), ((C, H, W), (N, C, H, W))]
        )
    )


def batch_norm(shape, rng=None, **settings):
    gamma, beta = np.ones(shape), np.zeros(shape)
    if rng is not None:
        gamma, beta = rng.standard_normal((2, *shape))
    return BatchNormalization(gamma, beta, **settings)


def groups(gamma_shape, x):
    """For each element of gamma, where it stands and the numbers of a batch that share it."""
    for place in np.ndindex(gamma_shape):
        yield place, (slice(None), *place)


def backward_step_by_step(x, dout, gamma, eps):
    """Back through the computational graph of one group of numbers, node by node."""
    n = len(x)
    centred = x - sum(x) / n
    var = sum(centred**2) / n
    std = np.sqrt(var + eps)
    dx_hat = dout * gamma
    dstd = sum(-dx_hat * centred / std**2)
    dvar = dstd / (2 * std)
    dcentred = dx_hat / std + dvar * 2 * centred / n
    return dcentred - sum(dcentred) / n


@given(kinds(), st.floats(1e-5, 1), st.integers(0, 2**32))
@settings(max_examples=60)
def test_training_equals_the_loop_over_features(kind, eps, seed):
    shape, x_shape = kind
    rng = np.random.default_rng(seed)
    layer, x = batch_norm(shape, rng, eps=eps), 3 * rng.standard_normal(x_shape) + 1
    y = layer.forward(x, train=True)
    dout = rng.standard_normal(y.shape)
    dx = layer.backward(dout)
    for place, group in groups(shape, x):
        gamma, beta = layer.params["gamma"][place], layer.params["beta"][place]
        numbers, slopes = x[group].ravel(), dout[group].ravel()
        x_hat = (numbers - numbers.mean()) / np.sqrt(numbers.var() + eps)
        np.testing.assert_allclose(y[group].ravel(), gamma * x_hat + beta, atol=1e-11)
        expected = backward_step_by_step(numbers, slopes, gamma, eps)
        np.testing.assert_allclose(dx[group].ravel(), expected, rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(layer.grads["gamma"][place], slopes @ x_hat, atol=1e-10)
        np.testing.assert_allclose(layer.grads["beta"][place], slopes.sum(), atol=1e-10)


@given(kinds(), st.floats(1e-5, 1), st.integers(0, 2**32))
@settings(max_examples=60)
def test_inference_equals_the_loop_over_features(kind, eps, seed):
    shape, x_shape = kind
    rng = np.random.default_rng(seed)
    layer, x = batch_norm(shape, rng, eps=eps), rng.standard_normal(x_shape)
    mean, var = rng.standard_normal(shape), rng.uniform(0, 2, shape)
    layer.buffers["running_mean"][...], layer.buffers["running_var"][...] = mean, var
    y = layer.forward(x)
    dout = rng.standard_normal(y.shape)
    dx = layer.backward(dout)
    for place, group in groups(shape, x):
        gamma, beta = layer.params["gamma"][place], layer.params["beta"][place]
        slope = gamma / np.sqrt(var[place] + eps)
        np.testing.assert_allclose(y[group], slope * (x[group] - mean[place]) + beta, atol=1e-11)
        np.testing.assert_allclose(dx[group], slope * dout[group], atol=1e-11)
        x_hat = (x[group] - mean[place]) / np.sqrt(var[place] + eps)
        np.testing.assert_allclose(
            layer.grads["gamma"][place], (dout[group] * x_hat).sum(), atol=1e-9
        )
        np.testing.assert_allclose(layer.grads["beta"][place], dout[group].sum(), atol=1e-10)


@given(kinds(), st.integers(0, 2**32))
def test_what_comes_out_has_mean_0_and_variance_1(kind, seed):
    shape, x_shape = kind
    x = 5 * np.random.default_rng(seed).standard_normal(x_shape) - 7
    y = batch_norm(shape, eps=0).forward(x, train=True)
    for _, group in groups(shape, x):
        # numbers that are close together differ in their last digits only
        room = 1e-14 * (1 + abs(x[group]).max() / x[group].std())
        assert y[group].mean() == pytest.approx(0, abs=room)
        assert y[group].var() == pytest.approx(1, abs=2 * room)


def test_it_equals_scipys_z_scores():
    x = np.random.default_rng(0).standard_normal((9, 4))
    y = batch_norm((4,), eps=0).forward(x, train=True)
    np.testing.assert_allclose(y, scipy.stats.zscore(x, axis=0), atol=1e-12)


@given(kinds(), st.integers(0, 2**32))
def test_dx_adds_up_to_zero_and_is_zero_for_constant_or_proportional_gradients(kind, seed):
    """A shift or a stretch of the batch is taken out again, so the loss cannot depend on it."""
    shape, x_shape = kind
    rng = np.random.default_rng(seed)
    layer, x = batch_norm(shape, rng, eps=0), rng.standard_normal(x_shape)
    y = layer.forward(x, train=True)
    dx = layer.backward(rng.standard_normal(y.shape))
    scale = abs(layer._inv_std).max() * 10
    for _, group in groups(shape, x):
        assert dx[group].sum() == pytest.approx(0, abs=1e-11 * scale)
        assert (dx[group] * x[group]).sum() == pytest.approx(0, abs=1e-10 * scale)
    np.testing.assert_allclose(layer.backward(np.ones_like(y)), 0, atol=1e-12 * scale)


@pytest.mark.parametrize("average", ["moving", "arithmetic"])
@pytest.mark.parametrize("shape", [(3,), (3, 2, 4)])
def test_running_statistics(average, shape):
    rng = np.random.default_rng(0)
    layer = batch_norm(shape, average=average, momentum=0.8)
    np.testing.assert_array_equal(layer.buffers["running_mean"], np.zeros(shape))
    np.testing.assert_array_equal(layer.buffers["running_var"], np.ones(shape))
    means, variances = [], []
    mean, var = np.zeros(shape), np.ones(shape)
    axes = (0, 2, 3) if shape == (3,) else 0
    for count in range(1, 6):
        x = rng.standard_normal((4, 3, 2, 4)) + rng.standard_normal(3)[:, np.newaxis, np.newaxis]
        layer.forward(x, train=True)
        means.append(x.mean(axis=axes))
        variances.append(x.var(axis=axes, ddof=1))  # unbiased
        mean, var = 0.8 * mean + 0.2 * means[-1], 0.8 * var + 0.2 * variances[-1]
        if average == "arithmetic":  # the plain mean over the batches so far
            mean, var = np.mean(means, axis=0), np.mean(variances, axis=0)
        np.testing.assert_allclose(layer.buffers["running_mean"], mean, atol=1e-13)
        np.testing.assert_allclose(layer.buffers["running_var"], var, atol=1e-13)
        assert layer.buffers["batches"] == count


def test_a_momentum_of_zero_remembers_the_last_batch_only():
    layer = batch_norm((1,), momentum=0)
    for x in ([[1.0], [3.0]], [[5.0], [9.0]]):
        layer.forward(np.array(x), train=True)
    assert layer.buffers["running_mean"] == 7
    assert layer.buffers["running_var"] == 8


def test_buffers_change_in_place():
    """A network knows them by reference."""
    layer = batch_norm((2,))
    before = dict(layer.buffers)
    layer.forward(np.random.default_rng(0).standard_normal((5, 2)), train=True)
    assert all(layer.buffers[name] is array for name, array in before.items())
    assert before["batches"] == 1


def test_a_long_moving_average_finds_the_datas_statistics():
    rng = np.random.default_rng(0)
    layer = batch_norm((1,), momentum=0.99)
    for _ in range(2000):
        layer.forward(rng.normal(3, 2, (50, 1)), train=True)
    assert layer.buffers["running_mean"][0] == pytest.approx(3, abs=0.1)
    assert layer.buffers["running_var"][0] == pytest.approx(4, rel=0.05)
    y = layer.forward(rng.normal(3, 2, (10_000, 1)))
    assert y.mean() == pytest.approx(0, abs=0.1)
    assert y.std() == pytest.approx(1, abs=0.05)


def test_per_node_is_per_feature_of_the_flattened_image():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((5, 2, 3, 4))
    per_node, flat = batch_norm((2, 3, 4), rng), batch_norm((24,))
    flat.params = {name: param.ravel() for name, param in per_node.params.items()}
    y = per_node.forward(x, train=True)
    np.testing.assert_allclose(y.reshape(5, 24), flat.forward(x.reshape(5, 24), train=True))


def test_per_channel_is_per_feature_of_all_pixels_in_a_column():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((5, 2, 3, 4))
    layer = batch_norm((2,), rng)
    columns = x.transpose(0, 2, 3, 1).reshape(-1, 2)
    expected = layer.forward(columns, train=True).reshape(5, 3, 4, 2).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(layer.forward(x, train=True), expected)


def test_defaults():
    layer = batch_norm((1,))
    assert (layer.eps, layer.momentum, layer.average) == (1e-5, 0.9, "moving")


def test_of_two_numbers_next_to_nothing_goes_back():
    """Their normalised values are -1 and 1 whatever they are, so dx is 0, but for eps.

    The relative error of two gradients that are almost 0 says nothing; with a large eps it does.
    """
    rng = np.random.default_rng(0)
    x = np.array([[-1.0, 0.0, 3.0], [1.0, 2.0, 1.0]])
    layer = batch_norm((3,), rng)
    layer.forward(x, train=True)
    assert abs(layer.backward(rng.standard_normal((2, 3)))).max() < 1e-3
    errors = check_gradients(batch_norm((3,), rng, eps=0.5), x, rng, train=True)
    assert max(errors.values()) < 1e-7


def test_backward_remembers_how_the_last_forward_ran():
    rng = np.random.default_rng(0)
    layer, x = batch_norm((3,), rng), rng.standard_normal((4, 3))
    layer.forward(x, train=True)
    assert layer.backward(np.ones((4, 3))) == pytest.approx(0, abs=1e-12)
    layer.forward(x)
    factor = layer.params["gamma"] / np.sqrt(layer.buffers["running_var"] + layer.eps)
    np.testing.assert_allclose(layer.backward(np.ones((4, 3))), [factor] * 4)


def test_gradient_checks_leave_the_running_statistics_alone():
    rng = np.random.default_rng(0)
    layer = batch_norm((3,), rng)
    check_gradients(layer, rng.standard_normal((4, 3)), rng, train=True)
    assert layer.buffers["batches"] == 0
    assert not layer.buffers["running_mean"].any()


def test_a_constant_feature_comes_out_as_beta():
    x = np.full((4, 2), 3.0)
    layer = BatchNormalization(np.ones(2), np.array([0.5, -1.0]))
    np.testing.assert_array_equal(layer.forward(x, train=True), [[0.5, -1.0]] * 4)
    assert np.isfinite(layer.backward(x)).all()


@pytest.mark.parametrize("setting", ["eps", "momentum"])
def test_settings_that_are_numpy_numbers_keep_float32(setting):
    gamma, beta = np.ones(2, np.float32), np.zeros(2, np.float32)
    layer = BatchNormalization(gamma, beta, **{setting: np.float64(0.5)})
    for train in (True, False):
        y = layer.forward(np.eye(2, dtype=np.float32), train)
        assert y.dtype == layer.backward(y).dtype == np.float32
    assert {buffer.dtype for buffer in layer.buffers.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("gamma", "beta"), [((2,), (3,)), ((2, 3), (2, 3)), ((), ()), ((2,), (2, 1, 1)), ((0,), (0,))]
)
def test_bad_parameters_are_refused(gamma, beta):
    message = f"of one shape, (D,), (C,) or (C, H, W), not empty, got {gamma} and {beta}"
    with pytest.raises(ValueError, match=re.escape(message)):
        BatchNormalization(np.ones(gamma), np.zeros(beta))


@pytest.mark.parametrize(
    "bad",
    [{"eps": -1e-9}, {"eps": np.nan}, {"eps": np.inf}]
    + [{"momentum": value} for value in (-0.1, 1, 1.1, np.nan)],
)
def test_bad_settings_are_refused(bad):
    with pytest.raises(ValueError, match="finite eps of at least 0 and momentum from 0 to b"):
        batch_norm((2,), **bad)


def test_an_unknown_average_is_refused():
    with pytest.raises(ValueError, match='expected "moving" or "arithmetic", got '):
        batch_norm((2,), average="mean")


@pytest.mark.parametrize(
    ("shape", "x"),
    [
        ((3,), (4, 2)),
        ((3,), (3,)),
        ((3,), (4, 3, 5)),
        ((3,), (4, 2, 3, 3)),
        ((2, 3, 4), (5, 24)),
        ((2, 3, 4), (5, 2, 4, 3)),
        ((2,), (1, 2, 3, 4, 5)),
    ],
)
def test_other_features_are_refused(shape, x):
    expected = f"(N, {', '.join(map(str, shape))}) (gamma is {shape}), got {x}"
    with pytest.raises(ValueError, match=re.escape(expected)):
        batch_norm(shape).forward(np.ones(x))


@pytest.mark.parametrize(
    ("shape", "x", "n"),
    [((3,), (1, 3), 1), ((3,), (1, 3, 1, 1), 1), ((2, 2, 2), (1, 2, 2, 2), 1)],
)
def test_too_few_values_to_learn_from_are_refused_and_change_nothing(shape, x, n):
    layer = batch_norm(shape)
    before = copy.deepcopy(layer.buffers)
    message = f"^BatchNormalization needs at least two values .* got {n} .*: use a larger batch"
    with pytest.raises(ValueError, match=message):
        layer.forward(np.ones(x), train=True)
    for name, buffer in layer.buffers.items():
        np.testing.assert_array_equal(buffer, before[name])
    assert layer.forward(np.ones(x)).shape == x  # inference needs none


# Scale


def test_scale_equals_the_loop():
    rng = np.random.default_rng(0)
    gain, bias = rng.standard_normal((2, 3))
    x, dout = rng.standard_normal((2, 4, 3, 2, 5))
    layer = Scale(gain, bias)
    y, dx = layer.forward(x), layer.backward(dout)
    for n, c, h, w in np.ndindex(x.shape):
        assert y[n, c, h, w] == pytest.approx(gain[c] * x[n, c, h, w] + bias[c], abs=1e-14)
        assert dx[n, c, h, w] == gain[c] * dout[n, c, h, w]
    for c in range(3):
        assert layer.grads["gain"][c] == pytest.approx((dout[:, c] * x[:, c]).sum(), abs=1e-12)
        assert layer.grads["bias"][c] == pytest.approx(dout[:, c].sum(), abs=1e-12)


def test_scale_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match=r"bias of shape \(C,\), .* got \(2,\) and \(3,\)"):
        Scale(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match=r"got \(2, 1\) and \(2, 1\)"):
        Scale(np.ones((2, 1)), np.ones((2, 1)))
    with pytest.raises(ValueError, match=r"not empty, got \(0,\) and \(0,\)"):
        Scale(np.ones(0), np.ones(0))
    with pytest.raises(ValueError, match=r"x of shape \(N, 2, H, W\), got \(1, 3, 4, 4\)"):
        Scale(np.ones(2), np.ones(2)).forward(np.ones((1, 3, 4, 4)))
    with pytest.raises(ValueError, match=r"x of shape \(N, 2, H, W\), got \(1, 2\)"):
        Scale(np.ones(2), np.ones(2)).forward(np.ones((1, 2)))


# Local response normalisation


def lrn_by_loop(x, k, n, alpha, beta):
    """The paper's formula, pixel after pixel, with its sum from max(0, ...) to min(C - 1, ...)."""
    y = np.zeros_like(x)
    C = x.shape[1]
    for m, i, h, w in np.ndindex(x.shape):
        first, last = max(0, i - n // 2), min(C - 1, i + n // 2)
        squares = sum(x[m, j, h, w] ** 2 for j in range(first, last + 1))
        y[m, i, h, w] = x[m, i, h, w] / (k + alpha * squares) ** beta
    return y


def lrn_jacobian(x, k, n, alpha, beta):
    """Of one pixel: derivative of output i by input j."""
    C = len(x)
    J = np.zeros((C, C))
    for i in range(C):
        near = [j for j in range(C) if abs(i - j) <= n // 2]
        s = k + alpha * sum(x[j] ** 2 for j in near)
        J[i, i] += s**-beta
        for j in near:
            J[i, j] -= x[i] * beta * s ** (-beta - 1) * 2 * alpha * x[j]
    return J


@given(
    st.integers(1, 8),
    st.sampled_from([1, 3, 5, 9]),
    st.floats(0.5, 3),
    st.floats(0, 2),
    st.floats(0, 2),
    st.integers(0, 2**32),
)
@settings(max_examples=60)
def test_lrn_equals_the_loop(C, n, k, alpha, beta, seed):
    rng = np.random.default_rng(seed)
    x, dout = rng.standard_normal((2, 2, C, 2, 1))
    layer = LocalResponseNormalization(k, n, alpha, beta)
    np.testing.assert_allclose(layer.forward(x), lrn_by_loop(x, k, n, alpha, beta), atol=1e-12)
    dx = layer.backward(dout)
    for m, h in np.ndindex(2, 2):
        J = lrn_jacobian(x[m, :, h, 0], k, n, alpha, beta)
        np.testing.assert_allclose(dx[m, :, h, 0], dout[m, :, h, 0] @ J, atol=1e-11)


def test_without_neighbours_lrn_is_a_constant_factor():
    x = np.random.default_rng(0).standard_normal((2, 6, 3, 3))
    y = LocalResponseNormalization(k=2, alpha=0, beta=0.75).forward(x)
    np.testing.assert_allclose(y, x / 2**0.75, rtol=1e-14)


def test_lrn_defaults_are_the_papers():
    layer = LocalResponseNormalization()
    assert (layer.k, layer.n, layer.alpha, layer.beta) == (2, 5, 1e-4, 0.75)


def test_lrn_reaches_to_both_ends_and_not_beyond():
    """With n // 2 = C - 1 each number sees all; with any larger n it is the same."""
    x = np.random.default_rng(0).standard_normal((2, 4, 2, 3))
    whole = x / (2 + (x**2).sum(axis=1, keepdims=True))
    for n in (7, 9, 15):
        y = LocalResponseNormalization(k=2, n=n, alpha=1, beta=1).forward(x)
        np.testing.assert_allclose(y, whole, rtol=1e-13)
    first_and_last = LocalResponseNormalization(k=2, n=5, alpha=1, beta=1).forward(x)[:, [0, 3]]
    assert not np.isclose(first_and_last, whole[:, [0, 3]]).any()


def test_lrn_makes_strong_neighbours_weaken_a_response():
    x = np.ones((1, 5, 1, 1))
    alone = x.copy()
    alone[:, [0, 1, 3, 4]] = 0
    layer = LocalResponseNormalization(k=1, n=5, alpha=1, beta=1)
    assert layer.forward(alone)[0, 2, 0, 0] == pytest.approx(1 / 2)
    assert layer.forward(x)[0, 2, 0, 0] == pytest.approx(1 / 6)


@pytest.mark.parametrize(
    "bad", [{"n": 4}, {"n": 0}, {"n": -1}, {"n": 2.5}, {"k": 0}, {"k": np.nan}, {"alpha": -1}]
)
def test_bad_lrn_settings_are_refused(bad):
    message = (
        "^LocalResponseNormalization expected an odd n, k above 0 and alpha of at least 0, got n="
    )
    with pytest.raises(ValueError, match=message):
        LocalResponseNormalization(**bad)


def test_lrn_refuses_features():
    with pytest.raises(
        ValueError, match=r"images of shape \(N, C, H, W\), not empty, got shape \(4, 5\)"
    ):
        LocalResponseNormalization().forward(np.ones((4, 5)))


def test_lrn_settings_that_are_numpy_numbers_keep_float32():
    layer = LocalResponseNormalization(
        k=np.float64(1), n=np.int64(3), alpha=np.float64(0.5), beta=np.float64(0.5)
    )
    y = layer.forward(np.ones((1, 3, 2, 2), np.float32))
    assert y.dtype == layer.backward(y).dtype == np.float32
