"""Mistakes that the sources made or admitted, each in a few lines, each caught, each absent here.

Every test has the same three steps: the mistake as the source had it; the check that shows it to be
wrong; the same check of ours.
"""

import inspect
import pickle

import numpy as np
import pytest

from lesson_code import (
    BadCheckpointError,
    Sequential,
    check_gradients,
    conv_output_size,
    im2col,
    load_params,
    numerical_gradient,
    relative_error,
    save_params,
)
from lesson_code.datasets import batches
from lesson_code.functions import sigmoid_derivative
from lesson_code.layers import (
    Affine,
    BatchNormalization,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    MaxPooling,
    ReLU,
    Sigmoid,
)
from lesson_code.losses import SoftmaxCrossEntropy, SumOfSquares
from lesson_code.models import MODELS, simple_convnet
from lesson_code.optimizers import Adam


def rng():
    return np.random.default_rng(0)


# A blog's SimpleConvNet


def test_a_relu_that_writes_into_the_gradient_it_was_handed():
    class CarelessReLU(ReLU):
        def backward(self, dout):
            dout[~self._positive] = 0
            return dout

    class Residual(Layer):
        """relu(x) + x: the same gradient goes two ways."""

        def __init__(self, relu):
            super().__init__()
            self.relu = relu

        def forward(self, x, train=False):
            return self.relu.forward(x) + x

        def backward(self, dout):
            return self.relu.backward(dout) + dout

    x = rng().standard_normal((4, 5))
    for relu, untouched in ((CarelessReLU(), False), (ReLU(), True)):
        relu.forward(x)
        dout = np.ones_like(x)
        relu.backward(dout)
        assert (dout == 1).all() == untouched
        # alone both pass; where the gradient is needed once more only one does
        assert check_gradients(relu, x, rng())["x"] < 1e-7
        assert (check_gradients(Residual(relu), x, rng())["x"] < 1e-7) == untouched


def test_a_pooling_that_ignores_pad_in_its_output_size():
    x, pool, stride, pad = rng().standard_normal((1, 1, 4, 4)), 2, 2, 1
    out = int(1 + (4 - pool) / stride)
    maxima = im2col(x, pool, pool, stride, pad).reshape(-1, pool * pool).max(axis=1)
    with pytest.raises(ValueError, match="cannot reshape"):
        maxima.reshape(1, out, out, 1)
    assert out == 2
    assert conv_output_size(4, pool, stride, pad) == 3
    y = MaxPooling(pool, stride=stride, pad=pad).forward(x)
    np.testing.assert_array_equal(np.maximum(y, 0).ravel(), np.maximum(maxima, 0))  # pads are 0


def test_an_output_size_rounded_down_that_loses_pixels():
    assert int(1 + (7 - 2) / 2) == 3  # windows that reach rows 0 to 5; nobody sees row 6
    with pytest.raises(ValueError, match="leaves 1 pixel"):
        conv_output_size(7, 2, stride=2)


def test_a_second_forward_pass_for_the_loss():
    class Counting(Sequential):
        passes = 0

        def forward(self, x, train=False):
            self.passes += 1
            return super().forward(x, train)

    x, t = rng().standard_normal((6, 3)), np.array([0, 1, 0, 1, 0, 1])
    net = Counting([Affine(rng().standard_normal((3, 2)), np.zeros(2))])

    def train_step(net):
        _, grads = net.gradients(x, t)
        return net.loss(x, t), grads

    train_step(net)
    assert net.passes == 2
    net.passes = 0
    net.gradients(x, t)  # gives both
    assert net.passes == 1


def test_a_second_forward_pass_also_draws_other_masks_and_counts_the_batch_twice():
    layer = BatchNormalization(np.ones(3), np.zeros(3))
    net = Sequential([layer, Dropout(0.5, rng=rng())])
    x, t = rng().standard_normal((6, 3)), np.array([0, 1, 2, 0, 1, 2])
    loss, _ = net.gradients(x, t)
    assert layer.buffers["batches"] == 1
    assert net.loss(x, t, train=True) != loss
    assert layer.buffers["batches"] == 2


def test_float64_everywhere():
    careless = 0.01 * rng().standard_normal((784, 100))
    assert careless.dtype == np.float64
    x, t = rng().random((4, 1, 28, 28), np.float32), np.array([3, 1, 4, 1])
    # one such array is enough to turn all that follows into float64
    assert (x.reshape(4, 784) @ careless.astype(np.float32) + np.zeros(100)).dtype == np.float64
    with pytest.raises(ValueError, match=r"of one type, .* got W float32, b float64"):
        Affine(careless.astype(np.float32), np.zeros(100))
    for make in MODELS.values():
        net = make(rng(), input_shape=(1, 28, 28))
        optimizer = Adam()
        _, grads = net.gradients(x, t)
        optimizer.update(net.params, grads)
        for arrays in (net.params, grads, net.buffers, optimizer.state):
            assert {array.dtype for array in arrays.values()} <= {np.dtype(np.float32)}


class RunsCode:
    def __reduce__(self):
        return (exec, ("raise SystemExit('code in the file ran')",))


def test_parameters_in_a_pickle_run_code_when_loaded(tmp_path):
    path = tmp_path / "params.pkl"
    path.write_bytes(pickle.dumps({"W1": RunsCode()}))
    with path.open("rb") as file, pytest.raises(SystemExit, match="code in the file ran"):
        pickle.load(file)
    net = Sequential([Affine(np.ones((2, 2)), np.ones(2))])
    with pytest.raises(BadCheckpointError):
        load_params(path, net)
    save_params(tmp_path / "params.npz", net)
    with np.load(tmp_path / "params.npz", allow_pickle=False) as file:  # no pickle in ours
        assert all(file[name].dtype != object for name in file.files)


def test_an_accuracy_that_drops_the_last_partial_batch():
    def careless_accuracy(net, x, t, batch_size=100):
        right = 0
        for i in range(int(len(x) / batch_size)):
            part = slice(i * batch_size, (i + 1) * batch_size)
            right += (net.predict(x[part]).argmax(axis=1) == t[part]).sum()
        return right / len(x)

    t = rng().integers(0, 10, 250)
    x = np.eye(10)[t]
    net = Sequential([Affine(np.eye(10), np.zeros(10))])  # is always right
    assert careless_accuracy(net, x, t) == 200 / 250
    assert net.accuracy(x, t, batch_size=100) == 1


def test_log_with_a_small_constant_inside():
    """log(p + 1e-7) hides how wrong an answer is, and p - t is no longer its gradient."""

    def softmax_loss(y, t):
        e = np.exp(y - y.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        return float(-np.log(p[np.arange(len(t)), t] + 1e-7).mean())

    y, t = np.array([[0.0, 30.0]]), np.array([0])
    assert softmax_loss(y, t) == pytest.approx(16.118, abs=1e-3)  # -log 1e-7, whatever the logits
    assert softmax_loss(y, t) == pytest.approx(softmax_loss(10 * y, t))
    loss = SoftmaxCrossEntropy()
    assert loss.forward(y, t) == pytest.approx(30)
    assert loss.forward(10 * y, t) == pytest.approx(300)
    loss.forward(y, t)
    careless = numerical_gradient(lambda a: softmax_loss(a, t), y)
    exact = numerical_gradient(lambda a: loss.forward(a, t), y)
    assert relative_error(loss.backward(), careless) > 0.9
    assert relative_error(loss.backward(), exact) < 1e-7


# A blog's three-layer network


class BiasGradientIsDout(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads["b"] = dout
        return dx


def test_a_bias_gradient_that_is_dout_itself():
    W, b = rng().standard_normal((3, 2)), rng().standard_normal(2)
    one, many = rng().standard_normal((1, 3)), rng().standard_normal((4, 3))
    mistaken, ours = BiasGradientIsDout(W, b), Affine(W, b)
    for layer, x in ((mistaken, one), (mistaken, many), (ours, one), (ours, many)):
        layer.forward(x)
        layer.backward(np.ones((len(x), 2)))
        assert (layer.grads["b"].shape == (2,)) == (layer is ours)
    # with the source's biases of shape (1, n) one sample shows nothing; a batch does
    assert check_gradients(ours, many, rng())["b"] < 1e-7
    with pytest.raises(ValueError, match=r"b: expected shape \(4, 2\) as of a, got \(2,\)"):
        check_gradients(mistaken, many, rng())
    with pytest.raises(ValueError, match=r"gradient of shape \(2,\) for b, got shape \(4, 2\)"):
        Adam().update(mistaken.params, {"W": W, "b": np.ones((4, 2))})
    with pytest.raises(ValueError, match=r"b of shape \(M,\), got \(3, 2\) and \(1, 2\)"):
        Affine(W, b.reshape(1, 2))


def test_one_sample_cannot_show_that_a_loss_is_averaged():
    def summed(y, t):
        return float(((y - t) ** 2).sum() / 2)

    y, t = rng().standard_normal((2, 5, 3))
    ours = SumOfSquares()
    assert ours.forward(y[:1], t[:1]) == pytest.approx(summed(y[:1], t[:1]))
    assert ours.forward(y, t) == pytest.approx(summed(y, t) / 5)
    np.testing.assert_allclose(ours.backward(), (y - t) / 5)  # steps do not grow with the batch


def test_a_block_of_code_after_return_never_runs():
    for make in (LeakyReLU, Affine, SumOfSquares, Sequential):
        source = [line.strip() for line in inspect.getsource(make.backward).splitlines()]
        returns = [i for i, line in enumerate(source) if line.startswith("return")]
        assert returns[-1] == max(i for i, line in enumerate(source) if line)


def test_a_class_named_loss_that_a_variable_shadows():
    class loss:  # noqa: N801 - the source's name
        def forward(self, y, t):
            return ((y - t) ** 2).sum() / 2

    made = loss()
    loss = made.forward(1.0, np.array([2.0]))
    with pytest.raises(TypeError, match="not callable"):
        loss()
    first, second = SumOfSquares(), SumOfSquares()
    first.forward(np.ones((1, 2)), np.zeros((1, 2)))
    second.forward(np.ones((1, 2)), np.ones((1, 2)))
    assert first.backward().any()  # one loss does not disturb another
    assert not second.backward().any()


# An article after Nielsen's book, in Python 2


def test_zip_is_read_once_only():
    data = zip([1, 2, 3], [0, 1, 0], strict=True)
    assert len(list(data)) == 3
    assert len(list(data)) == 0  # a second epoch would train on nothing
    x, t = np.arange(10.0).reshape(10, 1), np.arange(10)
    for _ in range(2):
        assert sum(len(x_batch) for x_batch, _ in batches(x, t, 3, rng())) == 10


def test_the_derivative_of_the_output_instead_of_the_input():
    class Mistaken(Sigmoid):
        def forward(self, x, train=False):
            self._y = super().forward(x, train)
            return self._y

        def backward(self, dout):
            return dout * sigmoid_derivative(self._y)

    x = 3 * rng().standard_normal((4, 5))
    assert check_gradients(Mistaken(), x, rng())["x"] > 1e-2
    assert check_gradients(Sigmoid(), x, rng())["x"] < 1e-7


# A university report


def test_a_pooling_mask_that_sends_the_gradient_to_every_maximum():
    """Raise all pixels by 1 and each of 4 maxima rises by 1: dx must add up to 4."""

    class EveryMaximum(MaxPooling):
        def forward(self, x, train=False):
            y = super().forward(x, train)
            self._mask = x == y.repeat(2, axis=2).repeat(2, axis=3)
            return y

        def backward(self, dout):
            return self._mask * dout.repeat(2, axis=2).repeat(2, axis=3)

    ties = np.zeros((1, 1, 4, 4))  # such as ReLU leaves behind
    for pooling, total in ((EveryMaximum(2), 16), (MaxPooling(2), 4)):
        pooling.forward(ties)
        assert pooling.backward(np.ones((1, 1, 2, 2))).sum() == total
        # without ties there is nothing to see
        distinct = rng().permutation(16.0 + np.arange(16)).reshape(1, 1, 4, 4)
        assert check_gradients(pooling, distinct, rng())["x"] < 1e-7


def test_statistics_per_node_that_explode_where_an_image_is_always_dark():
    """Behind a convolution of a dark corner stands its bias, for every image: a variance of 0.

    1 / sqrt(0 + 1e-10) is 1e5, and at inference it multiplies any lag of the running mean.
    """
    x = rng().random((64, 1, 8, 8))
    x[:, :, :3, :3] = 0
    W, b = rng().standard_normal((2, 1, 3, 3)), np.array([0.3, -0.2])
    largest = {}
    for shape in ((2, 8, 8), (2,)):
        convolution = Convolution(W, b.copy(), pad=1)
        norm = BatchNormalization(np.ones(shape), np.zeros(shape), eps=1e-10, average="arithmetic")
        for _ in range(5):
            norm.forward(convolution.forward(x), train=True)
            convolution.params["b"] += 1e-3  # the bias wanders, the mean of all history lags
        largest[shape] = abs(norm.forward(convolution.forward(x))).max()
    assert largest[(2, 8, 8)] > 100
    assert largest[(2,)] < 10


def test_a_bias_before_batch_normalisation_learns_nothing():
    convolution = Convolution(rng().standard_normal((2, 1, 3, 3)), rng().standard_normal(2))
    norm = BatchNormalization(np.ones(2), np.zeros(2))
    net = Sequential([convolution, norm])
    x = rng().standard_normal((4, 1, 5, 5))
    before = net.forward(x, train=True)
    convolution.params["b"] += 7
    np.testing.assert_allclose(net.forward(x, train=True), before, atol=1e-12)
    net.backward(rng().standard_normal(before.shape))
    np.testing.assert_allclose(net.grads["0.b"], 0, atol=1e-12)


def test_a_moving_average_that_starts_at_zero_is_short_of_the_mean_for_long():
    """0.99^n is left of the start: after 100 batches 37 %, after 469, MNIST's epoch, 0.9 %."""
    norm = BatchNormalization(np.ones(1), np.zeros(1), momentum=0.99)
    arithmetic = BatchNormalization(np.ones(1), np.zeros(1), average="arithmetic")
    x = np.array([[9.0], [11.0]])
    for _ in range(100):
        norm.forward(x, train=True)
        arithmetic.forward(x, train=True)
    assert norm.buffers["running_mean"][0] == pytest.approx(10 * (1 - 0.99**100))
    assert arithmetic.buffers["running_mean"][0] == pytest.approx(10)


def test_dropout_scaled_at_both_ends_or_at_neither():
    x = np.ones((300, 300))
    layer = Dropout(0.5, rng=rng())
    both = layer.forward(x, train=True).mean(), 0.5 * layer.forward(x).mean()
    assert both[0] / both[1] == pytest.approx(2, rel=0.05)
    original = Dropout(0.5, rng=rng(), inverted=False)
    neither = original.forward(x, train=True).mean(), x.mean()
    assert neither[0] / neither[1] == pytest.approx(0.5, rel=0.05)
    for once in (layer, original):
        assert once.forward(x, train=True).mean() == pytest.approx(once.forward(x).mean(), rel=0.02)


def test_an_architecture_that_is_fixed_in_code():
    """Ours composes: two of the report's convolutions in a row are two more lines."""
    W = rng().standard_normal((4, 1, 3, 3)), rng().standard_normal((4, 4, 3, 3))
    layers = []
    for filters in W:
        layers += [Convolution(filters, np.zeros(4), pad=1), ReLU(), MaxPooling(2)]
    net = Sequential([*layers, Flatten(), Affine(rng().standard_normal((16, 3)), np.zeros(3))])
    assert net.predict(rng().standard_normal((2, 1, 8, 8))).shape == (2, 3)


# A reading group's slides


def test_an_output_size_without_the_plus_1():
    def on_the_slide(size, filter_size, stride=1, pad=0):
        return (size + 2 * pad - filter_size) // stride

    x = np.zeros((1, 1, 28, 28))
    positions = len(im2col(x, 5, 5)) ** 0.5
    assert on_the_slide(28, 5) == 23 != positions
    assert conv_output_size(28, 5) == 24 == positions
    assert simple_convnet(rng()).layers[0].forward(x.astype(np.float32)).shape[2] == 24


def test_a_misspelt_attribute():
    W = np.zeros((30, 1, 5, 5))
    with pytest.raises(AttributeError, match="'sape'"):
        _ = W.sape
    with pytest.raises(AttributeError, match="'Convolution' object has no attribute 'sape'"):
        _ = Convolution(W, np.zeros(30)).sape
