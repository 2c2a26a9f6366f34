"""Each optimiser against its paper's formula, written out for one number at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code import SGD, Adam
from lesson_code.optimizers import Optimizer


def adam_by_the_paper(theta, gradients, alpha, beta1, beta2, eps):
    """Kingma and Ba, algorithm 1."""
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - alpha * m_hat / (math.sqrt(v_hat) + eps)
    return theta


@given(
    st.lists(st.floats(-100, 100), min_size=1, max_size=8),
    st.floats(1e-4, 1),
    st.floats(0, 0.99),
    st.floats(0, 0.9999),
    st.floats(1e-8, 1e-2),
)
def test_adam_equals_the_paper(gradients, lr, beta1, beta2, eps):
    params = {"w": np.array([1.0, -2.0])}
    optimizer = Adam(lr, beta1, beta2, eps)
    for g in gradients:
        optimizer.update(params, {"w": np.array([g, 2 * g])})
    for i, start, factor in ((0, 1.0, 1), (1, -2.0, 2)):
        scaled = [factor * g for g in gradients]
        expected = adam_by_the_paper(start, scaled, lr, beta1, beta2, eps)
        assert params["w"][i] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_sgd_equals_its_formula():
    params = {"w": np.array([1.0, -2.0])}
    for _ in range(3):
        SGD(lr=0.1).update(params, {"w": np.array([10.0, 0.5])})
    np.testing.assert_allclose(params["w"], [1 - 3, -2 - 0.15])


def test_adams_first_step_is_the_learning_rate_whatever_the_gradient():
    params = {"w": np.zeros(3)}
    Adam(lr=0.25).update(params, {"w": np.array([1e-3, 1.0, -1e6])})
    np.testing.assert_allclose(params["w"], [-0.25, -0.25, 0.25], rtol=1e-4)


def test_adam_keeps_each_parameters_own_state():
    together = {"a": np.zeros(2), "b": np.zeros(3)}
    alone = {"b": np.zeros(3)}
    optimizer_together, optimizer_alone = Adam(), Adam()
    rng = np.random.default_rng(0)
    for _ in range(5):
        grads = {"a": rng.standard_normal(2), "b": rng.standard_normal(3)}
        optimizer_together.update(together, grads)
        optimizer_alone.update(alone, grads)
    np.testing.assert_array_equal(together["b"], alone["b"])


@pytest.mark.parametrize("make", [SGD, Adam])
def test_parameters_change_in_place_stay_float32_and_gradients_are_untouched(make):
    w = np.ones((2, 2), np.float32)
    g = np.full((2, 2), 3, np.float32)
    optimizer = make(0.1)
    for _ in range(2):
        optimizer.update({"w": w}, {"w": g})
    assert w.dtype == np.float32
    assert (w < 1).all()
    np.testing.assert_array_equal(g, 3)
    for state in (getattr(optimizer, "m", {}), getattr(optimizer, "v", {})):
        assert all(array.dtype == np.float32 for array in state.values())


@pytest.mark.parametrize("make", [SGD, Adam])
def test_a_bowl_is_descended(make):
    params = {"w": np.array([3.0, -4.0])}
    optimizer = make(0.1)
    for _ in range(500):
        optimizer.update(params, {"w": 2 * params["w"]})
    np.testing.assert_allclose(params["w"], 0, atol=1e-3)


@pytest.mark.parametrize("lr", [0, -1, math.inf, math.nan])
@pytest.mark.parametrize("make", [SGD, Adam])
def test_a_bad_learning_rate_is_refused(make, lr):
    with pytest.raises(ValueError, match="lr: expected a finite learning rate above 0"):
        make(lr)


@pytest.mark.parametrize("name", ["beta1", "beta2"])
@pytest.mark.parametrize("value", [-0.1, 1, 1.5])
def test_a_bad_decay_is_refused(name, value):
    with pytest.raises(ValueError, match=f"{name}: expected a decay of at least 0 and below 1"):
        Adam(**{name: value})


def test_an_optimizer_of_ones_own_must_define_update():
    with pytest.raises(NotImplementedError, match="Optimizer must define update"):
        Optimizer(0.1).update({}, {})
