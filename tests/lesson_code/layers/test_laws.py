"""What holds for every layer, whatever it computes."""

import copy
import inspect

import numpy as np
import pytest

from lesson_code import Sequential, check_gradients, layers
from lesson_code.layers import Affine, Layer, ReLU
from lesson_code.layers.base import fill_gradients
from lesson_code.windows import batch_last
from tests.lesson_code.layers.cases import CASES


@pytest.fixture(params=CASES, ids=lambda name: name.replace(" ", "-"))
def case(request):
    return CASES[request.param]


def cases(fits):
    """Only the cases to which a law applies."""
    chosen = {name: case for name, case in CASES.items() if fits(case)}
    ids = [name.replace(" ", "-") for name in chosen]
    return pytest.mark.parametrize("case", chosen.values(), ids=ids)


def backward(layer, x, dout, train):
    """Gradients of a fresh forward pass: the input's and every parameter's."""
    layer.forward(x, train)
    dx = layer.backward(dout)
    return {"x": dx.copy(), **{name: grad.copy() for name, grad in layer.grads.items()}}


def dout_for(case, seed=3):
    y = case.layer().forward(case.x(), case.train)
    return np.random.default_rng(seed).standard_normal(y.shape)


KINDS = [getattr(layers, name) for name in layers.__all__ if name != "convolve_naive"]


def test_every_layer_is_here():
    assert {type(case.layer()).__name__.replace("Rewound", "") for case in CASES.values()} == {
        kind.__name__ for kind in KINDS if kind is not Layer
    }


@pytest.mark.parametrize("kind", [*KINDS, Sequential], ids=lambda kind: kind.__name__)
def test_inference_is_what_happens_unless_training_is_asked_for(kind):
    assert inspect.signature(kind.forward).parameters["train"].default is False


def test_gradient_check(case):
    layer = case.layer()
    errors = check_gradients(layer, case.x(), np.random.default_rng(2), train=case.train)
    assert errors.keys() == {"x", *layer.params}
    assert max(errors.values()) < 1e-7, errors


def test_nothing_handed_in_or_out_is_written_into(case):
    layer, x, dout = case.layer(), case.x(), dout_for(case)
    x_before, dout_before = x.copy(), dout.copy()
    params_before = copy.deepcopy(layer.params)
    y = layer.forward(x, case.train)
    y_before = y.copy()
    first = layer.backward(dout).copy()
    second = layer.backward(dout)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(dout, dout_before)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)
    for name, param in layer.params.items():
        np.testing.assert_array_equal(param, params_before[name])
    dout.setflags(write=False)  # a read-only gradient is good enough
    x.setflags(write=False)  # and a read-only batch
    layer.forward(x, case.train)
    layer.backward(dout)


def test_parameter_gradients_alone_are_the_same(case):
    dout = dout_for(case)
    layer, other = case.layer(), case.layer()
    expected = backward(layer, case.x(), dout, case.train)
    before = dout.copy()
    other.forward(case.x(), case.train)
    fill_gradients(other, dout)
    assert other.grads.keys() == layer.params.keys()
    for name, gradient in other.grads.items():
        np.testing.assert_array_equal(gradient, expected[name])
    np.testing.assert_array_equal(dout, before)


@cases(lambda case: case.layer().params)
def test_a_backward_of_ones_own_is_not_passed_over(case):
    """Who doubles a layer's gradients finds them doubled, be it the first layer or not."""
    layer = case.layer()

    class Doubled(type(layer)):
        def backward(self, dout):
            dx = super().backward(dout)
            for gradient in self.grads.values():
                gradient *= 2
            return dx

    expected = backward(layer, case.x(), dout_for(case), case.train)
    layer.__class__ = Doubled
    fill_gradients(layer, dout_for(case))
    for name, gradient in layer.grads.items():
        np.testing.assert_array_equal(gradient, 2 * expected[name])


def test_who_writes_into_an_output_harms_no_gradient(case):
    dout = dout_for(case)
    expected = backward(case.layer(), case.x(), dout, case.train)
    layer = case.layer()
    y = layer.forward(case.x(), case.train)
    y[...] = np.nan
    dx = layer.backward(dout)
    np.testing.assert_array_equal(dx, expected["x"])
    dx[...] = np.nan
    for name, grad in layer.grads.items():
        np.testing.assert_array_equal(grad, expected[name])


def test_shapes_and_types_are_kept(case):
    layer, x = case.layer(), case.x().astype(np.float32)
    for arrays in (layer.params, layer.buffers):
        arrays |= {name: array.astype(np.float32) for name, array in arrays.items()}
    y = layer.forward(x, case.train)
    dx = layer.backward(np.ones_like(y))
    assert y.dtype == dx.dtype == np.float32
    assert dx.shape == x.shape
    assert layer.grads.keys() == layer.params.keys()
    for name, grad in layer.grads.items():
        assert grad.shape == layer.params[name].shape
        assert grad.dtype == np.float32
    for buffer in layer.buffers.values():
        assert buffer.dtype == np.float32


def test_backward_is_linear(case):
    layer, x, a, b = case.layer(), case.x(), dout_for(case, 3), dout_for(case, 4)
    by_a, by_b = (backward(layer, x, dout, case.train) for dout in (a, b))
    by_both = backward(layer, x, 2 * a - b, case.train)
    for name, gradient in by_both.items():
        np.testing.assert_allclose(gradient, 2 * by_a[name] - by_b[name], atol=1e-11)


@cases(lambda case: case.by_sample)
def test_a_batch_is_its_samples_one_by_one(case):
    layer, x, dout = case.layer(), case.x(), dout_for(case)
    together = layer.forward(x, case.train).copy()
    gradients = backward(layer, x, dout, case.train)
    total = {name: np.zeros_like(param) for name, param in layer.params.items()}
    for n in range(len(x)):
        one = slice(n, n + 1)
        alone = layer.forward(x[one], case.train)
        np.testing.assert_allclose(alone, together[one], rtol=1e-12, atol=1e-12)
        dx = layer.backward(dout[one])
        np.testing.assert_allclose(dx, gradients["x"][one], rtol=1e-12, atol=1e-12)
        for name in total:
            total[name] += layer.grads[name]
    for name in total:  # gradients of parameters add up over the batch
        np.testing.assert_allclose(gradients[name], total[name], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("order", [np.asfortranarray, batch_last, lambda a: a[::-1][::-1]])
def test_memory_order_makes_no_difference(case, order):
    x, dout = case.x(), dout_for(case)
    layer, other = case.layer(), case.layer()
    np.testing.assert_allclose(
        other.forward(order(x), case.train), layer.forward(x, case.train), rtol=1e-12, atol=1e-12
    )
    expected = backward(layer, x, dout, case.train)
    for name, gradient in backward(other, order(x), order(dout), case.train).items():
        np.testing.assert_allclose(gradient, expected[name], rtol=1e-12, atol=1e-12)


@cases(lambda case: len(case.shape) == 4)
def test_the_batch_stays_last_in_memory(case):
    """What makes convolutional networks fast: every pass runs over N neighbouring numbers."""
    layer = case.layer()
    y = layer.forward(batch_last(case.x()), case.train)
    dx = layer.backward(batch_last(dout_for(case)))
    for array in (y, dx):
        assert len(array) == 1 or array.strides[0] == array.itemsize


def test_inference_changes_no_buffer_and_repeats_itself(case):
    layer = case.layer()
    before = copy.deepcopy(layer.buffers)
    first = layer.forward(case.x())
    layer.backward(np.ones_like(first))
    np.testing.assert_array_equal(layer.forward(case.x()), first)
    assert layer.buffers.keys() == before.keys()
    for name, buffer in layer.buffers.items():
        np.testing.assert_array_equal(buffer, before[name])


def test_training_makes_a_difference_only_where_it_should(case):
    same = np.array_equal(case.layer().forward(case.x()), case.layer().forward(case.x(), True))
    assert same == (not case.layer().buffers and not hasattr(case.layer(), "rate"))


def test_integers_are_refused(case):
    message = r"x: expected floating-point numbers, got uint8; use x.astype\(np.float32\) / 255"
    with pytest.raises(ValueError, match=message):
        case.layer().forward(np.full(case.shape, 200, np.uint8), case.train)


@pytest.mark.parametrize(
    "kind", [bool, np.int8, np.int64, np.float16, np.float32, np.float64, list]
)
def test_what_is_advised_is_taken(case, kind):
    """Either the layer takes what it gets, or the line that it names makes something it takes."""
    x = np.full(case.shape, 3)
    x = x.tolist() if kind is list else x.astype(kind)
    try:
        y = case.layer().forward(x, case.train)
    except ValueError as error:
        assert kind not in (np.float32, np.float64)
        advised = eval(str(error).split("; use ")[1], {"x": x, "np": np})
        y = case.layer().forward(advised, case.train)
    else:
        assert kind in (np.float32, np.float64)  # in float16 sums lose their digits
    assert np.isfinite(y).all()


def test_a_list_of_fractions_is_an_array(case):
    x, dout = case.x(), dout_for(case)
    expected = backward(case.layer(), x, dout, case.train)
    for name, gradient in backward(case.layer(), x.tolist(), dout.tolist(), case.train).items():
        np.testing.assert_array_equal(gradient, expected[name])


@pytest.mark.parametrize("kind", [complex, object, str])
def test_what_is_no_number_is_refused(case, kind):
    with pytest.raises(ValueError, match="x: expected floating-point numbers, got "):
        case.layer().forward(case.x().astype(kind), case.train)
    layer = case.layer()
    layer.forward(case.x(), case.train)
    with pytest.raises(ValueError, match="dout: expected floating-point numbers, got "):
        layer.backward(dout_for(case).astype(kind))


def test_an_empty_batch_is_refused(case):
    for shape in ((0, *case.shape[1:]), (*case.shape[:-1], 0), ()):
        with pytest.raises(ValueError, match="at least one input, got shape"):
            case.layer().forward(np.ones(shape), case.train)


def test_a_gradient_that_only_broadcasts_is_refused(case):
    """Every axis cut to 1, left out or added, one too long; and nothing of it reaches `grads`."""
    layer, shape = case.layer(), dout_for(case).shape
    layer.forward(case.x(), case.train)
    wrong = {(), shape[1:], (1, *shape), (*shape, 1), (0, *shape[1:]), shape[::-1]}
    for axis in range(len(shape)):
        for size in (1, shape[axis] + 1, shape[axis] - 1):
            wrong.add((*shape[:axis], size, *shape[axis + 1 :]))
    for other in wrong - {shape}:
        for send in (layer.backward, layer.backward_params):
            with pytest.raises(ValueError, match="dout: expected shape") as caught:
                send(np.ones(other))
            assert f"expected shape {shape}, " in str(caught.value)
            assert f"got {other}" in str(caught.value)
    assert not layer.grads


def forgetting(layer):
    """The same layer, but whatever its forward wants to keep is gone."""
    kind = type(layer)
    layer.__class__ = type(kind.__name__, (kind,), {"__setattr__": lambda self, name, value: None})
    return layer


def test_forward_reads_nothing_that_it_keeps(case):
    """So threads may share a layer: between two lines of one's forward, another's may run."""
    expected = case.layer().forward(case.x())
    np.testing.assert_array_equal(forgetting(case.layer()).forward(case.x()), expected)


def test_what_another_forward_kept_changes_nothing(case):
    layer = case.layer()
    expected = case.layer().forward(case.x())
    layer.forward(2 * np.concatenate([case.x(), case.x()]))
    np.testing.assert_array_equal(layer.forward(case.x()), expected)


def test_backward_before_forward_says_what_to_do(case):
    for backward in (case.layer().backward, case.layer().backward_params):
        with pytest.raises(RuntimeError, match=r"nothing to send back: run forward\(x\) before"):
            backward(dout_for(case))


# The base class


def test_a_layer_of_ones_own_must_define_both_directions():
    with pytest.raises(NotImplementedError, match=r"Layer must define forward"):
        Layer().forward(np.ones(1))
    with pytest.raises(NotImplementedError, match=r"Layer must define backward"):
        Layer().backward(np.ones(1))
    with pytest.raises(AttributeError, match="no attribute 'weights'"):
        _ = Layer().weights


def test_repr_shows_shapes():
    assert repr(Affine(np.ones((3, 2)), np.ones(2))) == "Affine(W(3, 2), b(2,))"
    assert repr(ReLU()) == "ReLU()"


def test_parameters_of_two_types_or_of_integers_are_refused():
    W, b = np.ones((3, 2), np.float32), np.zeros(2)
    with pytest.raises(ValueError, match=r"one type, .* W float32, b float64; make them with"):
        Affine(W, b)
    with pytest.raises(ValueError, match=r"Affine expected floating-point .*, b int64"):
        Affine(W.astype(np.int64), b.astype(np.int64))
    with pytest.raises(ValueError, match="got W float32, b int64"):
        Affine(W, b.astype(np.int64))
    with pytest.raises(ValueError, match="got W float16, b float16"):
        Affine(W.astype(np.float16), b.astype(np.float16))
    assert Affine(W, b.astype(np.float32)).params.keys() == {"W", "b"}


def test_what_is_advised_for_parameters_makes_a_layer():
    W, b = [[1, 2], [3, 4]], np.zeros(2)
    with pytest.raises(ValueError, match="hand in ") as caught:
        Affine(W, b)
    advised = str(caught.value).split("hand in ")[1]
    layer = eval(f"Affine({advised})")
    np.testing.assert_array_equal(layer.params["W"], W)
    with pytest.raises(ValueError, match="W: expected numbers in rows of equal length"):
        Affine([[1.0, 2.0], [3.0]], [0.0, 0.0])
    np.testing.assert_array_equal(Affine([[1.0, 2.0]], [0.0, 3.0]).forward([[2.0]]), [[2, 7]])


def test_a_mapped_file_is_a_batch(tmp_path):
    x = np.memmap(tmp_path / "x", np.float32, "w+", shape=(2, 3))
    x[:] = np.arange(6).reshape(2, 3)
    layer = Affine(np.ones((3, 1), np.float32), np.zeros(1, np.float32))
    np.testing.assert_array_equal(layer.forward(x), [[3], [12]])


def test_the_layer_that_refuses_a_gradient_is_named():
    layer = ReLU()
    with pytest.raises(RuntimeError, match=r"^ReLU has nothing to send back"):
        layer.backward(np.ones((1, 2)))
    layer.forward(np.ones((1, 2)))
    with pytest.raises(ValueError, match="that of the output of ReLU, got"):
        layer.backward(np.ones((1, 3)))
