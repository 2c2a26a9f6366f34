"""The check is checked: it finds what is wrong, and disturbs nothing."""

import copy

import numpy as np
import pytest
import scipy.optimize

from lesson_code import Sequential, check_gradients, numerical_gradient, relative_error
from lesson_code.layers import Affine, BatchNormalization, Dropout, Layer, Sigmoid


def test_numerical_gradient_equals_the_derivative_and_scipys():
    x = np.array([[0.5, -1.0, 2.0], [0.0, 3.0, 1.5]])
    gradient = numerical_gradient(lambda a: float(np.sin(a).sum()), x)
    np.testing.assert_allclose(gradient, np.cos(x), atol=1e-9)
    by_scipy = scipy.optimize.approx_fprime(x.ravel(), lambda a: np.sin(a).sum(), 1e-8)
    np.testing.assert_allclose(gradient.ravel(), by_scipy, atol=1e-6)


def test_it_is_a_central_difference():
    # of x**2 a central difference is exact at any h, a one-sided one is off by h
    gradient = numerical_gradient(lambda a: float((a**2).sum()), np.array([3.0]), h=0.5)
    assert gradient[0] == pytest.approx(6.0, abs=1e-12)


def test_of_a_cube_it_is_off_by_the_square_of_the_step():
    """(x + h)**3 - (x - h)**3 is 2 h (3 x**2 + h**2): so the default h shows."""
    assert numerical_gradient(lambda a: float((a**3).sum()), np.zeros(1))[0] == pytest.approx(1e-10)


def test_values_are_put_back_even_when_the_function_fails():
    x = np.array([1.0, 2.0])

    def fails_at_the_second(a):
        if a[1] != 2.0:
            raise ZeroDivisionError
        return 0.0

    with pytest.raises(ZeroDivisionError):
        numerical_gradient(fails_at_the_second, x)
    np.testing.assert_array_equal(x, [1.0, 2.0])


def test_float32_and_a_step_of_zero_are_refused():
    with pytest.raises(ValueError, match="x: expected float64, got float32"):
        numerical_gradient(lambda a: 0.0, np.zeros(2, np.float32))
    with pytest.raises(ValueError, match="h: expected a distance above 0, got 0"):
        numerical_gradient(lambda a: 0.0, np.zeros(2), h=0)


def test_relative_error():
    a = np.array([2.0, -1.0])
    assert relative_error(a, a) == 0
    assert relative_error(np.zeros(3), np.zeros(3)) == 0
    assert relative_error(np.zeros(0), np.zeros(0)) == 0
    assert relative_error(a, -a) == 1
    assert relative_error(a, np.array([2.0, -1.4])) == pytest.approx(0.1)
    assert np.isnan(relative_error(a, np.array([np.nan, 0.0])))
    with pytest.raises(ValueError, match=r"b: expected shape \(2,\)"):
        relative_error(a, np.zeros((2, 1)))


def test_a_right_layer_passes_and_each_wrong_gradient_is_named():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((4, 3))

    class BiasGradientForgotten(Affine):
        def backward(self, dout):
            dx = super().backward(dout)
            self.grads["b"] = dout[0]
            return dx

    weights = {"W": rng.standard_normal((3, 2)), "b": rng.standard_normal(2)}
    assert max(check_gradients(Affine(**weights), x, rng).values()) < 1e-7
    errors = check_gradients(BiasGradientForgotten(**weights), x, rng)
    assert errors["b"] > 1e-2
    assert errors["x"] < 1e-7
    assert errors["W"] < 1e-7


def test_the_gradient_at_the_output_is_random_not_ones():
    # a softmax row always adds up to 1: with ones at the output any dx of 0 would pass
    class Normalise(Sigmoid):
        def forward(self, x, train=False):
            return x / x.sum()

        def backward(self, dout):
            return np.zeros_like(dout)

    x = np.array([[1.0, 2.0, 3.0]])
    assert check_gradients(Normalise(), x, np.random.default_rng(0))["x"] > 1e-2


def test_the_layer_stays_as_it_was():
    rng = np.random.default_rng(0)
    layers = [
        Affine(rng.standard_normal((3, 4)), rng.standard_normal(4)),
        BatchNormalization(np.ones(4), np.zeros(4)),
        Dropout(0.5, rng=np.random.default_rng(1)),
    ]
    net = Sequential(layers)
    params, buffers = copy.deepcopy(net.params), copy.deepcopy(net.buffers)
    drawn = layers[2].rng.bit_generator.state
    x = rng.standard_normal((5, 3))
    x_before = x.copy()
    check_gradients(net, x, rng, train=True)
    np.testing.assert_array_equal(x, x_before)
    for before, after in ((params, net.params), (buffers, net.buffers)):
        for name in before:
            np.testing.assert_array_equal(before[name], after[name])
    assert layers[2].rng.bit_generator.state == drawn
    assert net.grads == {}


@pytest.mark.parametrize("shared", [False, True])
def test_layers_that_draw_are_checked_at_one_and_the_same_draw(shared):
    """Also where dropout draws from the very generator that is handed to the check."""
    rng = np.random.default_rng(0)
    net = Sequential(
        [
            Affine(rng.standard_normal((3, 6)), rng.standard_normal(6)),
            Dropout(0.4, rng=rng if shared else np.random.default_rng(1)),
            Affine(rng.standard_normal((6, 2)), rng.standard_normal(2)),
        ]
    )
    errors = check_gradients(net, rng.standard_normal((5, 3)), rng, train=True)
    assert max(errors.values()) < 1e-7, errors


def test_training_and_inference_are_checked_apart():
    class WrongWhileTraining(Sigmoid):
        def forward(self, x, train=False):
            return super().forward(x, train) * (2 if train else 1)

    x, rng = np.array([[0.5, -1.0]]), np.random.default_rng(0)
    assert check_gradients(WrongWhileTraining(), x, rng)["x"] < 1e-7
    assert check_gradients(WrongWhileTraining(), x, rng, train=True)["x"] > 1e-2


class Cube(Layer):
    def forward(self, x, train=False):
        self._x = x
        return x**3

    def backward(self, dout):
        return 3 * self._x**2 * dout


def test_a_layer_that_cubes_shows_the_default_step():
    """Its error is h**2 / (6 x**2 + h**2), at x = h a seventh."""
    errors = check_gradients(Cube(), np.array([1e-5]), np.random.default_rng(0))
    assert errors["x"] == pytest.approx(1 / 7)


def test_the_step_is_handed_on():
    x, rng = np.array([[0.5, -1.0]]), np.random.default_rng(0)
    assert check_gradients(Sigmoid(), x, rng, h=0.5)["x"] > 1e-3  # too long a step to see a slope


def test_what_is_not_float64_is_named():
    rng = np.random.default_rng(0)
    layer = Affine(np.ones((2, 2), np.float32), np.ones(2, np.float32))
    with pytest.raises(ValueError, match="W: expected float64, got float32; make the layer and"):
        check_gradients(layer, np.ones((1, 2)), rng)
    with pytest.raises(ValueError, match="x: expected float64, got float32"):
        check_gradients(layer, np.ones((1, 2), np.float32), rng)


def test_lists_are_refused_with_a_line_that_works():
    x = [[1, 2]]
    with pytest.raises(ValueError, match=r"got a list; use np\.asarray\(x, np\.float64\)$"):
        numerical_gradient(lambda a: float((a**2).sum()), x)
    x = np.asarray(x, np.float64)
    np.testing.assert_allclose(numerical_gradient(lambda a: float((a**2).sum()), x), [[2, 4]])
    with pytest.raises(ValueError, match=r"x: .*got a list; use np\.asarray\(x, np\.float64\)$"):
        check_gradients(Sigmoid(), [[0.5]], np.random.default_rng(0))


def test_nothing_to_compare_is_no_agreement():
    with pytest.raises(ValueError, match=r"x: expected at least one number, got shape \(0, 3\)"):
        check_gradients(Sigmoid(), np.ones((0, 3)), np.random.default_rng(0))


def test_small_integers_do_not_wrap_around():
    a, b = np.array([1, 200], np.uint8), np.array([2, 200], np.uint8)
    assert relative_error(a, b) == relative_error([1, 200], [2, 200]) == 1 / 400
