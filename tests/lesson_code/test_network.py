"""Whole networks, up the ladder: untrained loss, gradient check, a few samples learned by heart."""

import dataclasses
import os
import pickle
import platform
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from lesson_code import (
    MODELS,
    Adam,
    Affine,
    BatchNormalization,
    Convolution,
    Flatten,
    Layer,
    MaxPooling,
    ReLU,
    Residual,
    Scale,
    Sequential,
    Sigmoid,
    Tanh,
    Trainer,
    batches,
    build_model,
    check_gradients,
    load_mnist,
    multiply_adds,
    numerical_gradient,
    one_hot,
    relative_error,
    simple_convnet,
)


def tiny(rng, **changes):
    settings = {"input_shape": (2, 7, 9), "filters": 3, "filter_size": 2, "hidden": 5, "classes": 4}
    return simple_convnet(rng, std=0.5, dtype=np.float64, **settings | changes)


def test_the_untrained_loss_is_log_10():
    rng = np.random.default_rng(0)
    net = simple_convnet(rng)
    x, t = rng.random((50, 1, 28, 28), np.float32), rng.integers(0, 10, 50)
    assert net.loss(x, t) == pytest.approx(np.log(10), abs=1e-3)


def test_gradient_check_of_the_whole_network():
    rng = np.random.default_rng(2)
    errors = check_gradients(tiny(rng), rng.standard_normal((3, 2, 7, 9)), rng, h=1e-6)
    assert errors.keys() == {"x", "0.W", "0.b", "4.W", "4.b", "6.W", "6.b"}
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("as_rows", [False, True])
def test_gradients_of_the_loss(as_rows):
    rng = np.random.default_rng(2)
    net, x = tiny(rng), rng.standard_normal((3, 2, 7, 9))
    t = np.array([0, 3, 1])
    if as_rows:
        t = one_hot(t, 4, np.float64)
    loss, grads = net.gradients(x, t)
    assert loss == net.loss(x, t)
    for name, param in net.params.items():
        numerical = numerical_gradient(lambda _: net.loss(x, t), param, h=1e-6)
        assert relative_error(grads[name], numerical) < 1e-6, name


@pytest.mark.slow
def test_a_hundred_digits_are_learned_by_heart():
    (x, t), _ = load_mnist()
    x, t = x[:100], t[:100]
    rng = np.random.default_rng(0)
    net, optimizer = simple_convnet(rng), Adam()
    for _ in range(40):
        for x_batch, t_batch in batches(x, t, 20, rng):
            _, grads = net.gradients(x_batch, t_batch)
            optimizer.update(net.params, grads)
    assert net.accuracy(x, t) == 1


def test_the_networks_shapes_are_the_sources():
    net = simple_convnet(np.random.default_rng(0))
    assert {name: p.shape for name, p in net.params.items()} == {
        "0.W": (30, 1, 5, 5),
        "0.b": (30,),
        "4.W": (4320, 100),
        "4.b": (100,),
        "6.W": (100, 10),
        "6.b": (10,),
    }
    assert all(p.dtype == np.float32 for p in net.params.values())
    for name, param in net.params.items():
        if name.endswith("W"):
            assert param.std() == pytest.approx(0.01, rel=0.1)
        else:
            assert not param.any()
    kinds = [Convolution, ReLU, MaxPooling, Flatten, Affine, ReLU, Affine]
    assert [type(layer) for layer in net.layers] == kinds


def test_sizes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="leaves 1 pixel"):
        simple_convnet(np.random.default_rng(0), input_shape=(1, 29, 29))


class Counting(Sequential):
    """Tells `seen` the sizes of the batches that go through it."""

    seen: list = []  # noqa: RUF012 - of the class, for predict runs on a copy

    def forward(self, x, train=False):
        self.seen.append(len(x))
        return super().forward(x, train)


@pytest.fixture
def seen():
    Counting.seen.clear()
    return Counting.seen


def test_accuracy_counts_the_last_partial_batch(seen):
    net = Counting([Affine(np.eye(2), np.zeros(2))])
    x = np.array([[1.0, 0], [1, 0], [1, 0], [1, 0], [0, 1]])
    t = np.array([0, 0, 0, 0, 0])  # only the last, in a batch by itself, is wrong
    assert net.accuracy(x, t, batch_size=2) == 0.8
    assert seen == [2, 2, 1]
    assert net.accuracy(x, one_hot(t, 2), batch_size=100) == 0.8
    assert net.accuracy(x, one_hot(np.array([0, 0, 0, 0, 1]), 2)) == 1


def test_predict_in_batches_equals_predict_at_once():
    rng = np.random.default_rng(0)
    net, x = tiny(rng), rng.standard_normal((7, 2, 7, 9))
    np.testing.assert_allclose(net.predict(x, batch_size=3), net.forward(x), atol=1e-12)


def test_batches_of_one_will_do_and_of_two_hundred_are_the_default(seen):
    net = Counting([Affine(np.eye(2), np.zeros(2))])
    x = np.arange(402.0).reshape(201, 2)
    np.testing.assert_array_equal(net.predict(x[:3], batch_size=1), x[:3])
    assert seen == [1, 1, 1]
    net.predict(x)
    net.accuracy(x, np.zeros(201, int))
    assert seen[3:] == [200, 1, 200, 1]


def test_only_training_moves_the_running_statistics():
    """`gradients` is a training pass; `forward` by itself, `loss` and `predict` are not."""
    net = Sequential([BatchNormalization(np.ones(2), np.zeros(2))])
    x, t = np.random.default_rng(0).random((5, 2)), np.array([0, 1, 0, 1, 0])
    net.forward(x)
    net.loss(x, t)
    net.predict(x)
    assert net.buffers["0.batches"] == 0
    net.gradients(x, t)
    net.loss(x, t, train=True)
    assert net.buffers["0.batches"] == 2


def test_networks_are_layers_of_networks():
    rng = np.random.default_rng(0)
    inner = Sequential([Affine(rng.standard_normal((3, 4)), rng.standard_normal(4)), Sigmoid()])
    net = Sequential([inner, Affine(rng.standard_normal((4, 2)), rng.standard_normal(2))])
    assert list(net.params) == ["0.0.W", "0.0.b", "1.W", "1.b"]
    assert max(check_gradients(net, rng.standard_normal((5, 3)), rng).values()) < 1e-7


def residual(rng, inner=5):
    """An image goes around a convolution that keeps its shape, and around a block within."""

    def convolution(F, C):
        return Convolution(rng.standard_normal((F, C, 3, 3)), rng.standard_normal(F), pad=1)

    return Residual([convolution(inner, 2), Residual([Sigmoid()]), convolution(2, inner)])


@pytest.mark.parametrize("shape", [(3, 2, 4, 5), (1, 2, 1, 1), (2, 2, 7, 1)])
def test_what_goes_around_layers_is_added(shape):
    rng = np.random.default_rng(0)
    block, x = residual(rng), rng.standard_normal(shape)
    first, within, last = block.layers
    between = first.forward(x)
    between = between + 1 / (1 + np.exp(-between))
    np.testing.assert_allclose(block.forward(x), x + last.forward(between), rtol=1e-12)
    assert within.forward(between).shape == between.shape
    assert list(block.params) == ["0.W", "0.b", "2.W", "2.b"]
    assert max(check_gradients(block, x, rng).values()) < 1e-7


def test_around_layers_that_give_nothing_all_goes_through():
    """However many blocks: input and gradient come out as they went in."""
    rng = np.random.default_rng(0)
    zeros = [Residual([Affine(np.zeros((3, 3)), np.zeros(3)), Tanh()]) for _ in range(50)]
    net, x, dout = Sequential(zeros), rng.standard_normal((4, 3)), rng.standard_normal((4, 3))
    np.testing.assert_array_equal(net.forward(x), x)
    np.testing.assert_array_equal(net.backward(dout), dout)


def test_around_layers_gradients_of_parameters_need_nothing_before_them():
    rng = np.random.default_rng(0)
    whole = residual(rng)
    x, dout = rng.standard_normal((2, 3, 2, 4, 3))
    whole.forward(x)
    whole.backward(dout)
    expected = whole.grads.copy()
    whole.layers[0].grads.clear()
    whole.backward_params(dout)
    assert whole.grads.keys() == expected.keys()
    for name, gradient in whole.grads.items():
        np.testing.assert_array_equal(gradient, expected[name])


def test_layers_that_change_the_shape_cannot_be_gone_around():
    block = Residual([Affine(np.ones((3, 1)), np.zeros(1))])  # (4, 1) would broadcast
    with pytest.raises(ValueError, match=r"keep the shape of their input, \(4, 3\), got \(4, 1\)"):
        block.forward(np.ones((4, 3)))
    assert repr(block) == "Residual(\n  0: Affine(W(3, 1), b(1,))\n)"


def test_a_network_with_blocks_learns_predicts_and_is_summed_up():
    rng = np.random.default_rng(0)

    def he(D, M):
        return Affine(rng.normal(0, np.sqrt(2 / D), (D, M)), np.zeros(M))

    blocks = [Residual([he(6, 6), ReLU(), he(6, 6)]) for _ in range(3)]
    net = Sequential([he(4, 6), *blocks, he(6, 2)])
    x = rng.standard_normal((60, 4))
    t = (x[:, 0] * x[:, 1] > 0).astype(int)
    first = net.loss(x, t)
    Trainer(net, Adam(0.02), rng=rng, batch_size=20).fit(x, t, epochs=30)
    assert net.loss(x, t) < first / 3
    np.testing.assert_array_equal(net.predict(x), net.forward(x))
    assert net.summary((4,)).parameters == sum(p.size for p in net.params.values())
    assert net.summary((4,)).rows[2].layer == "1.1 ReLU"


def test_training_asks_nothing_of_what_lies_before_the_first_parameters():
    """The same gradients, without that at the images: nobody needs it, and it is dear."""
    rng = np.random.default_rng(0)
    shape = (4, 2, 3, 3)
    x, t = rng.standard_normal(shape), np.array([0, 1, 2, 1])

    class NeverAsked(ReLU):
        def backward(self, dout):
            raise AssertionError("the gradient at the images is computed")

    class First(Affine):
        def backward(self, dout):
            raise AssertionError("the gradient at the first layer's input is computed")

        def backward_params(self, dout):
            super().backward_params(dout)

    W1, W2 = rng.standard_normal((18, 5)), rng.standard_normal((5, 3))
    layers = [Affine(W1, np.zeros(5)), Sigmoid(), Affine(W2, np.zeros(3))]
    whole = Sequential([ReLU(), Flatten(), *layers])
    whole.forward(x)
    dout = rng.standard_normal((4, 3))
    assert whole.backward(dout).shape == shape
    expected = dict(whole.grads)
    spied = Sequential([NeverAsked(), Flatten(), First(W1, np.zeros(5)), *layers[1:]])
    nested = Sequential(
        [Sequential([NeverAsked(), Flatten(), First(W1, np.zeros(5))]), *layers[1:]]
    )
    for net in (spied, nested):
        net.forward(x)
        net.backward_params(dout)
        assert len(net.grads) == 4
        for gradient, wanted in zip(net.grads.values(), expected.values(), strict=True):
            np.testing.assert_array_equal(gradient, wanted)
        assert net.gradients(x, t)[1].keys() == net.grads.keys()


def test_a_network_without_parameters_has_no_gradients_to_collect():
    net = Sequential([ReLU(), Sigmoid()])
    net.backward_params(net.forward(np.ones((2, 3))))
    assert net.grads == {}


@pytest.mark.parametrize("name", MODELS)
def test_nothing_in_a_step_is_float64(name):
    """One array of float64 would turn all that follows into float64, at half the speed."""
    rng = np.random.default_rng(0)
    net = MODELS[name](rng)
    seen = []

    def noting(function):
        def call(*arguments, **settings):
            result = function(*arguments, **settings)
            seen.append(result)
            return result

        return call

    for _, layer in net.walk():
        layer.forward, layer.backward = noting(layer.forward), noting(layer.backward)
    net.loss_function.backward = noting(net.loss_function.backward)
    shape = (3, 32, 32) if name == "deep-convnet" else (1, 28, 28)
    optimizer = Adam(weight_decay=0.1)
    _, grads = net.gradients(rng.random((4, *shape), np.float32), rng.integers(0, 10, 4))
    optimizer.update(net.params, grads)
    assert len(seen) >= 2 * len(net.layers) - 2
    kept = [thing for _, layer in net.walk() for thing in vars(layer).values()]
    arrays = [thing for thing in [*seen, *kept] if isinstance(thing, np.ndarray)]
    arrays += [*net.params.values(), *grads.values(), *optimizer.state.values()]
    floats = [array.dtype for array in arrays if np.issubdtype(array.dtype, np.floating)]
    assert set(floats) == {np.dtype(np.float32)}


@pytest.mark.slow
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="about the C library of Linux")
def test_memory_that_a_step_frees_serves_the_next_one():
    program = """
import resource
import numpy as np
from lesson_code import Adam, Trainer, simple_convnet
rng = np.random.default_rng(0)
x, t = rng.random((100, 1, 28, 28), np.float32), rng.integers(0, 10, 100)
trainer = Trainer(simple_convnet(rng), Adam(), rng=rng)
faults = []
for _ in range(10):
    trainer.step(x, t)
    faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
print((faults[-1] - faults[-6]) / 5)
"""
    command = [sys.executable, "-c", program]
    # Dask, if a test before used it, has left a setting of its own for the library
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MALLOC_")}
    pages_a_step = float(subprocess.check_output(command, encoding="utf-8", env=environment))
    assert pages_a_step < 300  # without the block freed at the start, more than 2000


def test_updates_reach_the_layers():
    net = tiny(np.random.default_rng(0))
    for param in net.params.values():
        param += 1
    np.testing.assert_array_equal(net.layers[0].params["W"], net.params["0.W"])


def test_bad_input_is_refused():
    layer = ReLU()
    with pytest.raises(ValueError, match="at least one layer and none twice"):
        Sequential([])
    with pytest.raises(ValueError, match="at least one layer and none twice"):
        Sequential([layer, layer])
    with pytest.raises(ValueError, match="at least one layer and none twice"):
        Sequential([Sequential([layer]), Sequential([layer])])
    net = tiny(np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"at least one input, got shape \(0, 2, 7, 9\)"):
        net.predict(np.zeros((0, 2, 7, 9)))
    with pytest.raises(ValueError, match="batch_size: expected at least 1, got 0"):
        net.predict(np.zeros((1, 2, 7, 9)), batch_size=0)
    with pytest.raises(ValueError, match="got 2 for 3"):
        net.accuracy(np.zeros((3, 2, 7, 9)), np.array([0, 1]))


def test_repr_names_each_layer():
    text = repr(simple_convnet(np.random.default_rng(0)))
    assert text.splitlines()[1] == "  0: Convolution(W(30, 1, 5, 5), b(30,))"


def test_an_input_of_another_type_is_refused():
    """float64 would be silently slow, integers silently wrong."""
    net = simple_convnet(np.random.default_rng(0))
    with pytest.raises(
        ValueError, match=r"x: expected float32.* got float64; use x\.astype\(np\.f"
    ):
        net.forward(np.zeros((1, 1, 28, 28)))
    with pytest.raises(ValueError, match="got uint8"):
        net.predict(np.zeros((1, 1, 28, 28), np.uint8))
    with pytest.raises(ValueError, match="got float32"):
        tiny(np.random.default_rng(0)).loss(np.zeros((1, 2, 7, 9), np.float32), np.array([0]))


def test_types_are_equal_that_are_not_the_same_object():
    described = np.dtype(np.float64, metadata={"from": "a file"})
    x, net = np.ones((2, 2, 7, 9)), tiny(np.random.default_rng(0))
    assert x.astype(described).dtype is not x.dtype
    assert np.array_equal(net.forward(x.astype(described)), net.forward(x))


def test_without_parameters_any_floating_type_will_do():
    net = Sequential([ReLU()])
    for dtype in (np.float32, np.float64):
        assert net.forward(np.ones((1, 2), dtype)).dtype == dtype
    with pytest.raises(ValueError, match="floating-point"):
        net.forward(np.ones((1, 2), int))


def test_an_empty_batch_is_refused():
    for x in (np.zeros((0, 2, 7, 9)), np.zeros(())):
        with pytest.raises(ValueError, match="a batch of at least one input, got shape"):
            tiny(np.random.default_rng(0)).forward(x)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_found_in_the_input_when_asked_for(bad):
    net, x = tiny(np.random.default_rng(0)), np.zeros((4, 2, 7, 9))
    x[2, 0, 3, 5] = x[3, 1, 6, 8] = bad
    with np.errstate(invalid="ignore"):
        net.forward(x)  # not asked for
    net.check_finite = True
    with pytest.raises(FloatingPointError, match="the input x holds") as caught:
        net.forward(x)
    said = f"holds {bad} at index (2, 0, 3, 5) (2 of {x.size} numbers are not finite)"
    assert said in str(caught.value)


@pytest.mark.parametrize(("i", "index"), [(0, "(0, 2, 0, 0)"), (4, "(0, 2)"), (6, "(0, 2)")])
def test_what_is_not_finite_is_found_in_the_first_layer_that_makes_it(i, index):
    net, x = tiny(np.random.default_rng(0)), np.ones((4, 2, 7, 9))
    net.layers[i].params["b"][2] = np.inf
    net.check_finite = True
    with pytest.raises(FloatingPointError, match=rf"^the output of layer {i}, ") as caught:
        net.predict(x)
    assert f"holds inf at index {index}" in str(caught.value)


def test_a_finite_pass_is_the_same_with_and_without_the_search():
    net, x = tiny(np.random.default_rng(0)), np.ones((4, 2, 7, 9))
    plain = net.forward(x)
    net.check_finite = True
    np.testing.assert_array_equal(net.forward(x), plain)
    assert Sequential([ReLU()], check_finite=True).check_finite
    assert not Sequential([ReLU()]).check_finite


@pytest.mark.parametrize("shape", [(4,), (1, 4), (3, 1), (3, 4, 1), (4, 3)])
def test_a_gradient_of_another_shape_is_refused(shape):
    net = tiny(np.random.default_rng(0))
    net.forward(np.ones((3, 2, 7, 9)))
    with pytest.raises(ValueError, match=r"dout: expected shape \(3, 4\).*layer 6, Affine.* got"):
        net.backward(np.ones(shape))


class Summing(Layer):
    """Someone's first layer: its backward loses the batch."""

    def forward(self, x, train=False):
        return x + 1

    def backward(self, dout):
        return dout.sum(axis=0)


@pytest.mark.parametrize(
    ("layers", "place"),
    [([ReLU(), Summing()], r"layer 0, ReLU\(\)"), ([Summing()], "the input")],
)
def test_a_layer_that_hands_on_a_wrong_shape_is_named(layers, place):
    net = Sequential(layers)
    net.forward(np.ones((3, 2)))
    with pytest.raises(ValueError, match=rf"{place}, got \(2,\) from layer \d, Summing"):
        net.backward(np.ones((3, 2)))


def test_the_summary_of_the_sources_network():
    summary = simple_convnet(np.random.default_rng(0)).summary((1, 28, 28))
    convolution, relu, *_, last = summary.rows
    assert convolution.layer == "0 Convolution"
    assert convolution.output_shape == (30, 24, 24)
    assert convolution.parameters == 30 * 25 + 30
    assert convolution.multiply_adds == 30 * 24 * 24 * 25
    assert convolution.parameter_bytes == 4 * 780
    assert convolution.output_bytes == 4 * 30 * 24 * 24
    assert (relu.parameters, relu.multiply_adds) == (0, 0)
    assert last.output_shape == (10,)
    assert summary.parameters == 780 + 4320 * 100 + 100 + 1000 + 10
    assert summary.multiply_adds == 432_000 + 432_000 + 1000
    assert summary.parameter_bytes == 4 * summary.parameters
    assert summary.output_bytes == sum(row.output_bytes for row in summary.rows)


def test_the_summary_reads_as_a_table():
    summary = simple_convnet(np.random.default_rng(0)).summary((1, 28, 28))
    lines = str(summary).splitlines()
    assert len({len(line) for line in lines[:-1]}) == 1  # nothing sticks out
    assert lines[0].split("  ")[0] == "layer"
    assert [i for i, line in enumerate(lines) if set(line) == {"-"}] == [1, len(lines) - 3]
    assert [line.split("  ")[0] for line in lines[2:-3]] == [row.layer for row in summary.rows]
    assert "432,000" in lines[2]
    assert lines[-2].split() == ["total", "433,890", "865,000", "1,735,560", "173,640"]
    assert lines[-1] == "for one input of shape (1, 28, 28)"


@pytest.mark.parametrize("model", list(MODELS))
def test_a_summary_counts_what_there_is(model):
    net = build_model(model, {"input_shape": [3, 32, 32]}, np.random.default_rng(0))
    summary = net.summary((3, 32, 32))
    assert summary.parameters == sum(param.size for param in net.params.values())
    assert summary.parameter_bytes == sum(param.nbytes for param in net.params.values())
    assert len(summary.rows) == len(net.layers)
    assert summary.rows[-1].output_shape == (10,)


def test_a_summary_is_not_edited():
    summary = Sequential([ReLU()]).summary((3,))
    for thing, name in ((summary, "rows"), (summary.rows[0], "parameters")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, name, 0)


def test_a_summary_counts_the_bytes_of_the_networks_type():
    """Without parameters, those of float32."""
    assert Sequential([ReLU()]).summary((3,)).output_bytes == 3 * 4
    net = Sequential([ReLU(), Affine(np.ones((3, 2)), np.ones(2))])
    assert [row.output_bytes for row in net.summary((3,)).rows] == [3 * 8, 2 * 8]


def test_multiply_adds_are_those_of_the_loop():
    """The readable convolution multiplies each filter with a window at each position."""
    layer = Convolution(np.zeros((4, 3, 2, 5)), np.zeros(4), stride=2, pad=1)
    output_shape = layer.forward(np.zeros((1, 3, 6, 9))).shape[1:]
    products = sum(layer.params["W"][f].size for f, oy, ox in np.ndindex(*output_shape))
    assert multiply_adds(layer, output_shape) == products
    assert multiply_adds(Affine(np.zeros((5, 3)), np.zeros(3)), (3,)) == 15
    assert multiply_adds(Scale(np.ones(3), np.ones(3)), (3, 4, 5)) == 60
    assert multiply_adds(BatchNormalization(np.ones(3), np.ones(3)), (3, 4, 5)) == 60
    assert multiply_adds(ReLU(), (3, 4, 5)) == 0


def test_networks_within_networks_are_summed_up_layer_by_layer():
    inner = Sequential([Affine(np.ones((3, 4)), np.zeros(4)), ReLU()])
    net = Sequential([inner, Affine(np.ones((4, 2)), np.zeros(2))])
    summary = net.summary((3,))
    assert [row.layer for row in summary.rows] == ["0.0 Affine", "0.1 ReLU", "1 Affine"]
    assert summary.multiply_adds == 12 + 8
    assert [place for place, _ in net.walk()] == ["0.0", "0.1", "1"]


def test_a_summary_disturbs_nothing():
    rng = np.random.default_rng(0)
    net, x, dout = tiny(rng), rng.standard_normal((3, 2, 7, 9)), rng.standard_normal((3, 4))
    net.forward(x)
    expected = net.backward(dout).copy()
    net.forward(x)
    net.summary((2, 7, 9))
    np.testing.assert_array_equal(net.backward(dout), expected)


def test_a_summary_for_an_input_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="Convolution expected x of shape"):
        simple_convnet(np.random.default_rng(0)).summary((3, 28, 28))


# Answers leave nothing behind


class Meeting(Layer):
    """Two threads wait here for each other, so that each stands where the other has just been."""

    def __init__(self, barrier):
        super().__init__()
        self.barrier = barrier

    def forward(self, x, train=False):
        self.barrier.wait(timeout=60)
        return x

    def backward(self, dout):
        return dout


class Careless(Layer):
    """A layer of one's own that computes through itself, and has layers within it."""

    def __init__(self):
        super().__init__()
        self.gate, self.more, self.cache = Sigmoid(), [Sigmoid(), (Sigmoid(),)], {}

    def forward(self, x, train=False):
        self.x = x
        self.cache["gate"] = self.gate.forward(x)
        for layer in (self.more[0], self.more[1][0]):
            self.cache["gate"] = layer.forward(self.cache["gate"])
        return self.x * self.cache["gate"]

    def backward(self, dout):
        dgate = dout * self.x
        for layer in (self.more[1][0], self.more[0], self.gate):
            dgate = layer.backward(dgate)
        return dout * self.cache["gate"] + dgate


def own_layers(rng, dtype=np.float32):
    last = Affine(rng.standard_normal((784, 3)).astype(dtype), np.zeros(3, dtype))
    return Sequential([Flatten(), Careless(), Sequential([Careless(), last])])


EVERY_NETWORK = {**MODELS, "own layers": own_layers}


def with_images(name, n=3):
    """A network, and so many images for it."""
    rng = np.random.default_rng(0)
    shape = (3, 32, 32) if name == "deep-convnet" else (1, 28, 28)
    return EVERY_NETWORK[name](rng), rng.random((n, *shape), np.float32)


@pytest.mark.parametrize(
    ("name", "way"),
    [(name, "predict") for name in EVERY_NETWORK] + [(name, "forward") for name in MODELS],
)
def test_two_threads_get_each_its_own_answer(name, way):
    """They go through the network in step: each layer answers both before the next one does.

    Layers that read what they keep, such as `Careless`, are copied by predict alone.
    """
    net, x = with_images(name, 8)
    batches = [x[:3], x[3:]]  # of two sizes, so that nothing of one fits the other
    alone = [net.predict(batch) for batch in batches]
    barrier = threading.Barrier(2)
    layers = [step for layer in net.layers for step in (Meeting(barrier), layer)]
    together = Sequential([*layers, Meeting(barrier)])
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(getattr(together, way), batches))
    for answer, expected in zip(answers, alone, strict=True):
        np.testing.assert_allclose(answer, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", EVERY_NETWORK)
def test_answers_between_forward_and_backward_disturb_neither(name):
    gradients = []
    for answers in (False, True):
        net, x = with_images(name)
        logits = net.forward(x, train=True)
        if answers:
            before = pickle.dumps(net)
            net.predict(x[:1] + 1)
            net.accuracy(x[:2] + 1, np.array([0, 1]))
            net.summary(x.shape[1:])
            assert pickle.dumps(net) == before
        dx = net.backward(np.ones_like(logits))
        gradients.append({"x": dx, **net.grads})
    for key, gradient in gradients[0].items():
        np.testing.assert_array_equal(gradients[1][key], gradient)


# What the first layer is asked for


def test_who_defines_backward_or_backward_params_last_is_asked():
    asked = []

    def layer(*methods):
        """An Affine, and classes derived from it, each with some methods of its own."""
        kind = Affine
        for names in methods:

            def method(self, dout, names=names, parent=kind):
                asked.append(names)
                return parent.backward(self, dout)

            kind = type("Own", (kind,), dict.fromkeys(names.split(), method))
        return kind(np.ones((2, 3)), np.zeros(3))

    for methods, expected in (
        ((), []),
        (("backward",), ["backward"]),
        (("forward_of_mine",), []),
        (("backward_params",), ["backward_params"]),
        (("backward backward_params",), ["backward backward_params"]),
        (("backward", "backward_params"), ["backward_params", "backward"]),
        (("backward_params", "backward"), ["backward"]),
    ):
        asked.clear()
        net = Sequential([layer(*methods)])
        net.gradients(np.ones((1, 2)), np.array([0]))
        assert asked == expected, methods
        assert net.grads["0.W"].shape == (2, 3)


def test_a_network_with_a_backward_of_its_own_is_asked_for_it():
    class Doubling(Sequential):
        def backward(self, dout):
            dx = super().backward(dout)
            for gradient in self.grads.values():
                gradient *= 2
            return dx

    x, t = np.ones((1, 2)), np.array([0])
    _, single = Sequential([Affine(np.eye(2), np.zeros(2))]).gradients(x, t)
    _, double = Doubling([Affine(np.eye(2), np.zeros(2))]).gradients(x, t)
    np.testing.assert_array_equal(double["0.W"], 2 * single["0.W"])


def test_backward_before_forward_is_refused():
    net = tiny(np.random.default_rng(0))
    for send in (net.backward, net.backward_params):
        with pytest.raises(RuntimeError, match=r"run forward\(x\) before backward"):
            send(np.ones((3, 4)))


def test_without_parameters_there_are_no_gradients():
    loss, grads = Sequential([ReLU()]).gradients(np.eye(2), np.array([0, 1]))
    assert loss == pytest.approx(np.log(1 + np.exp(-1)))
    assert grads == {}


def test_a_layer_added_since_forward_has_nothing_to_send_back():
    net = Sequential([Affine(np.ones((3, 2)), np.zeros(2))])
    dout = np.ones_like(net.forward(np.ones((4, 3))))
    net.layers.append(ReLU())
    for backward in (net.backward, net.backward_params):
        with pytest.raises(RuntimeError, match=r"run forward\(x\) before backward"):
            backward(dout)
    net.forward(np.ones((4, 3)))
    assert net.backward(dout).shape == (4, 3)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float16, np.float32, np.float64, list])
def test_what_is_advised_for_an_input_is_taken(dtype, kind):
    net = own_layers(np.random.default_rng(0), dtype)
    x = np.full((2, 784), 100)
    x = x.tolist() if kind is list else x.astype(kind)
    if kind is not dtype:
        with pytest.raises(ValueError, match="; use ") as caught:
            net.predict(x)
        x = eval(str(caught.value).split("; use ")[1], {"x": x, "np": np})
    assert net.predict(x).dtype == dtype
