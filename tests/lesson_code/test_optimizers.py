"""Each optimiser against its paper's formula, written out for one number at a time."""

import math
import tracemalloc

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.optimizers import (
    OPTIMIZERS,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)

ALL = [pytest.param(make, id=name) for name, make in OPTIMIZERS.items()]


def sgd(theta, gradient, steps, lr):
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
    return theta


def momentum(theta, gradient, steps, lr, momentum):
    """Sutskever et al., equations 1 and 2."""
    v = 0.0
    for _ in range(steps):
        v = momentum * v - lr * gradient(theta)
        theta = theta + v
    return theta


def nesterov(theta, gradient, steps, lr, momentum):
    """Sutskever et al., equations 3 and 4: the gradient is taken where the velocity leads.

    What our optimiser keeps is that point ahead, theta + momentum * v.
    """
    v = 0.0
    for _ in range(steps):
        v = momentum * v - lr * gradient(theta + momentum * v)
        theta = theta + v
    return theta + momentum * v


def adagrad(theta, gradient, steps, lr, eps):
    squares = []
    for _ in range(steps):
        g = gradient(theta)
        squares.append(g**2)
        theta = theta - lr * g / (math.sqrt(sum(squares)) + eps)
    return theta


def rmsprop(theta, gradient, steps, lr, decay, eps):
    squares = []
    for _ in range(steps):
        g = gradient(theta)
        squares.append(g**2)
        weights = [(1 - decay) * decay**age for age in range(len(squares))]
        mean = sum(w * s for w, s in zip(weights, reversed(squares), strict=True))
        theta = theta - lr * g / (math.sqrt(mean) + eps)
    return theta


def adam(theta, gradient, steps, lr, beta1, beta2, eps):
    """Kingma and Ba, algorithm 1."""
    m = v = 0.0
    for t in range(1, steps + 1):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - lr * m_hat / (math.sqrt(v_hat) + eps)
    return theta


def adamw(theta, gradient, steps, lr, beta1, beta2, eps, weight_decay):
    """Loshchilov and Hutter, algorithm 2, the decay times lr as in PyTorch."""
    m = v = 0.0
    for t in range(1, steps + 1):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        step = m / (1 - beta1**t) / (math.sqrt(v / (1 - beta2**t)) + eps)
        theta = theta - lr * (step + weight_decay * theta)
    return theta


decays, epsilons = st.floats(0, 0.99), st.floats(1e-8, 1e-2)
FORMULAS = {
    SGD: (sgd, {}),
    Momentum: (momentum, {"momentum": decays}),
    Nesterov: (nesterov, {"momentum": decays}),
    AdaGrad: (adagrad, {"eps": epsilons}),
    RMSProp: (rmsprop, {"decay": decays, "eps": epsilons}),
    Adam: (adam, {"beta1": decays, "beta2": st.floats(0, 0.9999), "eps": epsilons}),
    AdamW: (adamw, {"beta1": decays, "beta2": st.floats(0, 0.9999), "eps": epsilons}),
}
COUPLED = [pytest.param(make, id=name) for name, make in OPTIMIZERS.items() if make is not AdamW]


@pytest.mark.parametrize("make", ALL)
@given(data=st.data(), steps=st.integers(1, 8), lr=st.floats(1e-3, 0.5), wd=st.floats(0, 0.5))
def test_each_equals_its_formula(make, data, steps, lr, wd):
    """On the slope of sin(theta) + theta^2 / 2; weights decay, biases do not."""
    formula, strategies = FORMULAS[make]
    settings = {name: data.draw(strategy, label=name) for name, strategy in strategies.items()}
    rng = np.random.default_rng(0)
    starts = {"W": rng.standard_normal((2, 3)), "b": rng.standard_normal(3)}
    params = {name: start.copy() for name, start in starts.items()}
    optimizer = make(lr, **settings, weight_decay=wd)
    for _ in range(steps):
        optimizer.update(params, {name: np.cos(p) + p for name, p in params.items()})
    for name, start in starts.items():
        decay, also = (wd if name == "W" else 0), {}
        if make is AdamW:
            decay, also = 0, {"weight_decay": decay}
        for place, theta in np.ndenumerate(start):
            expected = formula(
                theta,
                lambda th, d=decay: math.cos(th) + th + d * th,
                steps,
                lr,
                **settings,
                **also,
            )
            assert params[name][place] == pytest.approx(expected, rel=1e-8, abs=1e-10)
    assert optimizer.t == steps


def test_every_optimizer_has_its_name_and_its_formula():
    assert set(OPTIMIZERS.values()) == set(FORMULAS)
    assert {name: make.__name__.lower() for name, make in OPTIMIZERS.items()} == {
        name: name for name in OPTIMIZERS
    }


def test_defaults():
    settings = {name: vars(make()) for name, make in OPTIMIZERS.items()}
    for name, of in settings.items():
        assert of.pop("t") == 0
        assert of.pop("weight_decay") == (0.01 if name == "adamw" else 0)
        assert of.pop("state") == {}
    assert settings == {
        "sgd": {"lr": 0.01},
        "momentum": {"lr": 0.01, "momentum": 0.9},
        "nesterov": {"lr": 0.01, "momentum": 0.9},
        "adagrad": {"lr": 0.01, "eps": 1e-8},
        "rmsprop": {"lr": 0.001, "decay": 0.9, "eps": 1e-8},
        "adam": {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
        "adamw": {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    }
    assert Optimizer(0.1).weight_decay == 0


def test_adams_first_step_is_the_learning_rate_whatever_the_gradient():
    params = {"w": np.zeros(3)}
    Adam(lr=0.25).update(params, {"w": np.array([1e-3, 1.0, -1e6])})
    np.testing.assert_allclose(params["w"], [-0.25, -0.25, 0.25], rtol=1e-4)


def test_on_a_steady_slope_the_velocity_grows_to_1_over_1_minus_momentum_steps():
    params = {"w": np.zeros(1)}
    optimizer = Momentum(lr=1, momentum=0.75)
    for _ in range(100):
        before = params["w"][0]
        optimizer.update(params, {"w": np.ones(1)})
    assert before - params["w"][0] == pytest.approx(4)


def test_momentum_without_momentum_is_sgd():
    for make in (Momentum, Nesterov):
        params, expected = {"w": np.array([2.0])}, {"w": np.array([2.0])}
        plain, other = SGD(0.1), make(0.1, momentum=0)
        for _ in range(3):
            other.update(params, {"w": 2 * params["w"]})
            plain.update(expected, {"w": 2 * expected["w"]})
        np.testing.assert_allclose(params["w"], expected["w"], rtol=1e-14)


def test_adagrad_slows_down_and_rmsprop_does_not():
    last = {}
    for make in (AdaGrad, RMSProp):
        params, optimizer = {"w": np.zeros(1)}, make(lr=0.1)
        for _ in range(100):
            before = params["w"][0]
            optimizer.update(params, {"w": np.ones(1)})
        last[make] = before - params["w"][0]
    assert last[AdaGrad] == pytest.approx(0.1 / math.sqrt(100))
    assert last[RMSProp] == pytest.approx(0.1, rel=1e-4)


def test_adamw_by_hand():
    """Two steps: 5 % off, then 0.1; 5 % off, then 0.1 (0.9 g1 + g2) / 1.9 over the root."""
    params, optimizer = {"W": np.array([[2.0]])}, AdamW(0.1, weight_decay=0.5, eps=1e-300)
    optimizer.update(params, {"W": np.array([[4.0]])})
    np.testing.assert_allclose(params["W"], 2 * 0.95 - 0.1)
    optimizer.update(params, {"W": np.array([[-4.0]])})
    np.testing.assert_allclose(params["W"], 1.8 * 0.95 + 0.1 * 0.1 / 1.9)


@given(
    decay=st.floats(0, 1),
    lr=st.floats(1e-3, 0.5),
    sizes=st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=4),
)
def test_adamw_takes_the_same_share_of_every_weight_whatever_its_gradient(decay, lr, sizes):
    g = np.array([sizes])

    def end(optimizer):
        params = {"W": np.full_like(g, 3.0), "b": np.full_like(g[0], 3.0)}
        optimizer.update(params, {"W": g, "b": g[0]})
        return params

    plain, without, decayed = (
        end(Adam(lr)),
        end(AdamW(lr, weight_decay=0)),
        end(AdamW(lr, weight_decay=decay)),
    )
    for name, lost in (("W", 3 * lr * decay), ("b", 0)):
        np.testing.assert_array_equal(plain[name], without[name])
        np.testing.assert_allclose(plain[name] - decayed[name], lost, atol=1e-12)


@pytest.mark.parametrize("make", COUPLED)
def test_weight_decay_is_the_gradient_of_half_the_squared_weights(make):
    """A step on loss + decay / 2 |W|^2 equals a step on the loss with weight decay."""
    rng = np.random.default_rng(0)
    decay = 0.3
    by_loss, by_decay = {"W": rng.standard_normal((3, 2))}, {}
    by_decay["W"] = by_loss["W"].copy()
    plain, decaying = make(0.1), make(0.1, weight_decay=decay)

    def penalty(w):
        return decay / 2 * (w**2).sum()

    for _ in range(3):
        g = rng.standard_normal((3, 2))
        slope = scipy.optimize.approx_fprime(by_loss["W"].ravel(), penalty, 1e-7).reshape(3, 2)
        plain.update(by_loss, {"W": g + slope})
        decaying.update(by_decay, {"W": g})
    np.testing.assert_allclose(by_decay["W"], by_loss["W"], atol=1e-4)


@pytest.mark.parametrize("make", ALL)
def test_weight_decay_leaves_all_but_weights_alone(make):
    """Biases have one axis; a batch normalisation's scale has one, or three if it is per node."""
    shapes = {"affine": (3, 2), "filters": (2, 3, 2, 2), "bias": (3,), "per node": (2, 3, 3)}
    params = {name: np.ones(shape) for name, shape in shapes.items()}
    grads = {name: np.zeros(shape) for name, shape in shapes.items()}
    make(0.1, weight_decay=0.5).update(params, grads)
    assert (params["affine"] < 1).all()
    assert (params["filters"] < 1).all()
    np.testing.assert_array_equal(params["bias"], 1)
    np.testing.assert_array_equal(params["per node"], 1)


@pytest.mark.parametrize("make", ALL)
def test_each_parameter_has_its_own_state(make):
    together = {"a": np.zeros(2), "b": np.zeros(3)}
    alone = {"b": np.zeros(3)}
    optimizer_together, optimizer_alone = make(), make()
    rng = np.random.default_rng(0)
    for _ in range(5):
        grads = {"a": rng.standard_normal(2), "b": rng.standard_normal(3)}
        optimizer_together.update(together, grads)
        optimizer_alone.update(alone, grads)
    np.testing.assert_array_equal(together["b"], alone["b"])
    assert optimizer_together.state.keys() == {
        f"{what}/{name}" for what in REMEMBERED[make] for name in "ab"
    }


REMEMBERED = {
    SGD: "",
    Momentum: "v",
    Nesterov: "v",
    AdaGrad: "h",
    RMSProp: "h",
    Adam: "mv",
    AdamW: "mv",
}


@pytest.mark.parametrize("make", ALL)
def test_state_and_t_are_all_that_has_to_be_kept(make):
    """An optimiser that is given them goes on as if nothing had happened."""
    rng = np.random.default_rng(0)
    grads = rng.standard_normal((6, 3, 2))
    straight, stopped = {"W": np.ones((3, 2))}, {"W": np.ones((3, 2))}
    one, first, second = (make(0.1, weight_decay=0.1) for _ in range(3))
    for g in grads:
        one.update(straight, {"W": g})
    for g in grads[:3]:
        first.update(stopped, {"W": g})
    second.t, second.state = first.t, {name: s.copy() for name, s in first.state.items()}
    for g in grads[3:]:
        second.update(stopped, {"W": g})
    np.testing.assert_array_equal(straight["W"], stopped["W"])


@pytest.mark.parametrize("lr", [0.1, np.float64(0.1)])
@pytest.mark.parametrize("make", ALL)
def test_parameters_change_in_place_stay_float32_and_gradients_are_untouched(make, lr):
    w = np.ones((2, 2), np.float32)
    g = np.full((2, 2), 3, np.float32)
    optimizer = make(lr, weight_decay=lr)
    optimizer.update({"w": w}, {"w": g})
    state = dict(optimizer.state)
    optimizer.update({"w": w}, {"w": g})
    assert all(optimizer.state[key] is array for key, array in state.items())
    assert w.dtype == np.float32
    assert (w < 1).all()
    np.testing.assert_array_equal(g, 3)
    assert all(array.dtype == np.float32 for array in optimizer.state.values())
    assert type(optimizer.lr) is type(optimizer.weight_decay) is float


@pytest.mark.parametrize("make", ALL)
def test_a_step_needs_memory_for_one_array_more(make):
    """What a step takes time for is new memory."""
    params, grads = ({"w": np.ones(2**18, np.float32)} for _ in range(2))
    optimizer = make(0.1)
    optimizer.update(params, grads)  # what is remembered is there now
    tracemalloc.start()
    try:
        optimizer.update(params, grads)
        assert tracemalloc.get_traced_memory()[1] < 1.1 * params["w"].nbytes
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("make", ALL)
def test_a_bowl_is_descended(make):
    params = {"w": np.array([3.0, -4.0])}
    optimizer = make(2.0 if make is AdaGrad else 0.05)
    for _ in range(500):
        optimizer.update(params, {"w": 2 * params["w"]})
    # RMSProp goes on stepping by its learning rate around the bottom
    np.testing.assert_allclose(params["w"], 0, atol=0.05 if make is RMSProp else 1e-3)


@pytest.mark.parametrize("make", ALL)
def test_a_gradient_of_zero_moves_nothing(make):
    params = {"w": np.array([3.0, -4.0])}
    make().update(params, {"w": np.zeros(2)})
    np.testing.assert_array_equal(params["w"], [3, -4])


@pytest.mark.parametrize("make", ALL)
def test_the_learning_rate_may_change_between_steps(make):
    params, optimizer = {"w": np.zeros(1)}, make(0.1)
    optimizer.update(params, {"w": np.ones(1)})
    optimizer.lr = 1e-12
    before = params["w"].copy()
    optimizer.update(params, {"w": np.zeros(1)})
    if not isinstance(optimizer, Momentum):  # a velocity runs on
        np.testing.assert_allclose(params["w"], before, atol=1e-9)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("lr", [0, -1, math.inf, math.nan])
def test_a_bad_learning_rate_is_refused(make, lr):
    with pytest.raises(ValueError, match=f"lr: expected a finite number above 0, got {lr!r}"):
        make(lr)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("value", [-0.1, math.inf, math.nan])
def test_a_bad_weight_decay_is_refused(make, value):
    with pytest.raises(
        ValueError, match=f"weight_decay: expected finite, at least 0, got {value!r}"
    ):
        make(weight_decay=value)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (Momentum, "momentum"),
        (Nesterov, "momentum"),
        (RMSProp, "decay"),
        (Adam, "beta1"),
        (Adam, "beta2"),
        (AdamW, "beta1"),
        (AdamW, "beta2"),
    ],
)
@pytest.mark.parametrize("value", [-0.1, 1, 1.5, math.nan])
def test_a_bad_decay_is_refused(make, name, value):
    with pytest.raises(ValueError, match=f"{name}: expected at least 0 and below 1, got {value!r}"):
        make(**{name: value})
    assert vars(make(**{name: 0}))[name] == 0


@pytest.mark.parametrize("make", [AdaGrad, RMSProp, Adam, AdamW])
@pytest.mark.parametrize("eps", [0, -1e-8, math.inf, math.nan])
def test_a_bad_eps_is_refused(make, eps):
    with pytest.raises(ValueError, match=f"eps: expected a finite number above 0, got {eps!r}"):
        make(eps=eps)


@pytest.mark.parametrize("make", ALL)
def test_a_gradient_that_is_missing_or_does_not_fit_is_refused_before_anything_moves(make):
    params = {"a": np.ones(2), "W": np.ones((2, 3))}
    optimizer = make()
    with pytest.raises(ValueError, match=r"gradient of shape \(2, 3\) for W, got none"):
        optimizer.update(params, {"a": np.ones(2)})
    with pytest.raises(ValueError, match=r"gradient of shape \(2, 3\) for W, got shape \(3,\)"):
        optimizer.update(params, {"a": np.ones(2), "W": np.ones(3)})
    np.testing.assert_array_equal(params["a"], 1)
    assert optimizer.t == 0


@pytest.mark.parametrize("make", ALL)
def test_half_precision_is_refused_before_anything_moves(make):
    """In float16 Adam's eps is 0, and a pixel that is always paper makes 0 / 0."""
    assert np.float16(1e-8) == 0
    params = {"a": np.ones(2), "W": np.ones((2, 3), np.float16)}
    optimizer = make()
    with pytest.raises(ValueError, match=r"float16 for W.*the network with dtype=np\.float32"):
        optimizer.update(params, {name: np.zeros_like(param) for name, param in params.items()})
    np.testing.assert_array_equal(params["a"], 1)
    assert optimizer.t == 0


@pytest.mark.parametrize("make", [Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW])
def test_the_state_of_another_network_is_refused(make):
    optimizer = make()
    optimizer.update({"W": np.ones((1, 3))}, {"W": np.ones((1, 3))})
    with pytest.raises(
        ValueError, match=r"state: expected shape \(2, 3\) for ./W, got \(1, 3\); use a new"
    ):
        optimizer.update({"W": np.ones((2, 3))}, {"W": np.ones((2, 3))})


class Rebinding(Optimizer):
    def step(self, name, param, g):
        param = param - self.lr * g


class Returning(Optimizer):
    def step(self, name, param, g):
        return param - self.lr * g


@pytest.mark.parametrize("make", [Rebinding, Returning])
def test_an_optimizer_of_ones_own_that_changes_nothing_is_told(make):
    params = {"W": np.ones((2, 2)), "b": np.zeros(2)}
    nothing = {name: np.zeros_like(param) for name, param in params.items()}
    make(0.1).update(params, nothing)  # there was nothing to do
    with pytest.raises(RuntimeError, match=rf"{make.__name__}.step changed no .* param -= "):
        make(0.1).update(params, {**nothing, "b": np.ones(2)})


def test_one_parameter_that_moves_is_enough():
    """In float32 a small step may change some weights and not others."""
    params = {"W": np.ones((2, 2), np.float32), "b": np.zeros(2, np.float32)}
    SGD(1e-12).update(params, {name: np.ones_like(param) for name, param in params.items()})
    assert (params["W"] == 1).all()
    assert (params["b"] < 0).all()
    with pytest.raises(RuntimeError, match=r"lr=1e-12 is too small for float32"):
        SGD(1e-12).update({"W": params["W"]}, {"W": params["W"]})


def test_an_optimizer_of_ones_own_must_define_its_step():
    with pytest.raises(NotImplementedError, match="Optimizer must define step"):
        Optimizer(0.1).update({"w": np.ones(1)}, {"w": np.ones(1)})
