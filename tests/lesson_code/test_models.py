"""The sources' networks: their shapes, up the ladder, and what they refuse.

The ladder: the untrained loss is what a guess costs, the gradient is right, a hundred digits are
learned by heart. Only then is real training worth its time.
"""

import copy

import numpy as np
import pytest

from lesson_code import batches, check_gradients, load_mnist
from lesson_code.layers import BatchNormalization, LeakyReLU, MaxPooling, ReLU
from lesson_code.losses import SoftmaxCrossEntropy, SumOfSquares
from lesson_code.models import (
    MODELS,
    alexnet_small,
    deep_convnet,
    lenet,
    report_convnet,
    sigmoid_mlp,
    simple_convnet,
    three_layer_net,
)
from lesson_code.optimizers import Adam, Momentum, RMSProp
from lesson_code.windows import extract_windows

# What each source has

SHAPES = {
    "sigmoid-mlp": {"1.W": (784, 30), "1.b": (30,), "3.W": (30, 10), "3.b": (10,)},
    "three-layer-net": {
        "1.W": (784, 500),
        "1.b": (500,),
        "3.W": (500, 100),
        "3.b": (100,),
        "5.W": (100, 10),
        "5.b": (10,),
    },
    "simple-convnet": {
        "0.W": (30, 1, 5, 5),
        "0.b": (30,),
        "4.W": (4320, 100),
        "4.b": (100,),
        "6.W": (100, 10),
        "6.b": (10,),
    },
    "report-convnet": {
        "0.W": (4, 1, 3, 3),
        "0.b": (4,),
        "1.gamma": (4,),
        "1.beta": (4,),
        "5.W": (784, 128),
        "5.b": (128,),
        "6.gamma": (128,),
        "6.beta": (128,),
        "9.W": (128, 10),
        "9.b": (10,),
    },
    "lenet": {
        "0.W": (6, 1, 5, 5),
        "0.b": (6,),
        "3.gain": (6,),
        "3.bias": (6,),
        "5.W": (16, 6, 5, 5),
        "5.b": (16,),
        "8.gain": (16,),
        "8.bias": (16,),
        "10.W": (120, 16, 5, 5),
        "10.b": (120,),
        "13.W": (120, 84),
        "13.b": (84,),
        "15.W": (84, 10),
        "15.b": (10,),
    },
    "alexnet-small": {
        "0.W": (32, 1, 4, 4),
        "0.b": (32,),
        "4.W": (64, 32, 3, 3),
        "4.b": (64,),
        "8.W": (64, 64, 3, 3),
        "8.b": (64,),
        "12.W": (2304, 256),
        "12.b": (256,),
        "15.W": (256, 10),
        "15.b": (10,),
    },
    "deep-convnet": {
        "0.W": (32, 1, 3, 3),
        "0.b": (32,),
        "2.W": (32, 32, 3, 3),
        "2.b": (32,),
        "5.W": (64, 32, 3, 3),
        "5.b": (64,),
        "7.W": (64, 64, 3, 3),
        "7.b": (64,),
        "11.W": (3136, 128),
        "11.b": (128,),
        "13.W": (128, 10),
        "13.b": (10,),
    },
}

LAYERS = {
    "sigmoid-mlp": "Flatten Affine Sigmoid Affine",
    "three-layer-net": "Flatten Affine LeakyReLU Affine LeakyReLU Affine",
    "simple-convnet": "Convolution ReLU MaxPooling Flatten Affine ReLU Affine",
    "report-convnet": "Convolution BatchNormalization ReLU MaxPooling Flatten "
    "Affine BatchNormalization ReLU Dropout Affine",
    "lenet": "Convolution Tanh AveragePooling Scale Tanh "
    "Convolution Tanh AveragePooling Scale Tanh "
    "Convolution Tanh Flatten Affine Tanh Affine",
    "alexnet-small": "Convolution ReLU LocalResponseNormalization MaxPooling "
    "Convolution ReLU LocalResponseNormalization MaxPooling Convolution ReLU "
    "Flatten Dropout Affine ReLU Dropout Affine",
    "deep-convnet": "Convolution ReLU Convolution ReLU MaxPooling "
    "Convolution ReLU Convolution ReLU MaxPooling Flatten Affine ReLU Affine",
}


def size(net):
    return sum(param.size for param in net.params.values())


def names(net):
    return " ".join(type(layer).__name__ for layer in net.layers)


def generator():
    return np.random.default_rng(0)


@pytest.mark.parametrize("name", MODELS)
def test_layers_and_shapes_are_the_sources(name):
    net = MODELS[name](rng=generator(), input_shape=(1, 28, 28))
    assert names(net) == LAYERS[name]
    assert {key: param.shape for key, param in net.params.items()} == SHAPES[name]


@pytest.mark.parametrize(
    ("net", "expected"),
    [
        (sigmoid_mlp(generator()), 784 * 30 + 30 + 30 * 10 + 10),  # 23 860, Nielsen's
        (sigmoid_mlp(generator(), hidden=(100,)), 79_510),
        (three_layer_net(generator(), classes=3), 392_500 + 50_100 + 303),
        (simple_convnet(generator()), 780 + 432_100 + 1_010),
        (report_convnet(generator()), 40 + 8 + 100_480 + 256 + 1_290),
        # per node gamma and beta are as many as the nodes: 2 * 4 * 28 * 28
        (report_convnet(generator(), per_node=True), 40 + 6_272 + 100_480 + 256 + 1_290),
        (
            report_convnet(generator(), (3, 32, 32), filters=8, hidden=256),
            224 + 16 + 524_544 + 512 + 2_570,
        ),
        # C1 S2 C3 S4 C5 F6 as in the paper, but for C3, which has 1 516 there, and the output
        (lenet(generator()), 156 + 12 + 2_416 + 32 + 48_120 + 10_164 + 850),
        (alexnet_small(generator()), 544 + 18_496 + 36_928 + 590_080 + 2_570),
        (deep_convnet(generator()), 896 + 9_248 + 18_496 + 36_928 + 524_416 + 1_290),
        (deep_convnet(generator(), batch_norm=True), 591_274 + 2 * (32 + 32 + 64 + 64)),
    ],
)
def test_as_many_parameters_as_the_source(net, expected):
    assert size(net) == expected


def test_options_change_the_composition():
    assert names(deep_convnet(generator(), channels=(4,), batch_norm=True, dropout=0.2)) == (
        "Convolution BatchNormalization ReLU Convolution BatchNormalization ReLU MaxPooling "
        "Flatten Affine ReLU Dropout Affine"
    )
    assert names(alexnet_small(generator(), normalize=False)) == (
        "Convolution ReLU MaxPooling Convolution ReLU MaxPooling Convolution ReLU "
        "Flatten Dropout Affine ReLU Dropout Affine"
    )
    assert names(sigmoid_mlp(generator(), cost="quadratic", hidden=(8, 5))) == (
        "Flatten Affine Sigmoid Affine Sigmoid Affine Sigmoid"
    )
    assert names(sigmoid_mlp(generator(), hidden=())) == "Flatten Affine"


def test_settings_arrive_where_they_belong():
    net = report_convnet(
        generator(),
        dropout=0.25,
        inverted=False,
        eps=1e-3,
        average="arithmetic",
        momentum=0.8,
        per_node=True,
        filter_size=5,
    )
    convolution, norm, second, dropout = (net.layers[i] for i in (0, 1, 6, 8))
    assert (convolution.stride, convolution.pad, dropout.rate) == (1, 2, 0.25)
    assert not dropout.inverted
    for layer in (norm, second):
        assert (layer.eps, layer.average, layer.momentum) == (1e-3, "arithmetic", 0.8)
    assert net.buffers["1.running_mean"].shape == (4, 28, 28)
    default = report_convnet(generator())
    assert (default.layers[1].momentum, default.layers[8].inverted) == (0.99, True)
    assert {layer.eps for layer in default.layers if isinstance(layer, BatchNormalization)} == {
        1e-5
    }

    assert [layer.alpha for layer in three_layer_net(generator()).layers[2::2]] == [0.1, 0.1]
    assert three_layer_net(generator(), alpha=0.2).layers[2].alpha == 0.2
    assert lenet(generator()).layers[0].pad == 2
    assert lenet(generator(), (1, 32, 32)).layers[0].pad == 0
    tanh = lenet(generator()).layers[1]
    assert (tanh.amplitude, tanh.slope) == (1.7159, 2 / 3)
    pooling = alexnet_small(generator()).layers[3]
    assert (pooling.pool_h, pooling.pool_w, pooling.stride) == (3, 3, 2)
    assert [alexnet_small(generator()).layers[i].rate for i in (11, 14)] == [0.5, 0.5]


def test_losses_are_the_sources():
    for name, make in MODELS.items():
        loss = make(generator()).loss_function
        assert type(loss) is (SumOfSquares if name == "three-layer-net" else SoftmaxCrossEntropy)
    assert isinstance(sigmoid_mlp(generator(), cost="quadratic").loss_function, SumOfSquares)


def spread(net, key):
    return net.params[key].std()


def test_initial_weights_are_the_sources():
    rng = generator()
    normal = sigmoid_mlp(rng, hidden=(200,), weights="normal", cost="quadratic")
    assert spread(normal, "1.W") == pytest.approx(1, rel=0.02)
    assert spread(normal, "1.b") == pytest.approx(1, rel=0.2)
    scaled = sigmoid_mlp(rng)
    assert spread(scaled, "1.W") == pytest.approx(1 / 28, rel=0.05)
    for net in (three_layer_net(rng), simple_convnet(rng)):
        for key in net.params:
            assert spread(net, key) == pytest.approx(0.01 if key.endswith("W") else 0, rel=0.15)
    report = report_convnet(rng, filters=40)
    for key, inputs in (("0", 9), ("5", 40 * 196), ("9", 128)):
        assert spread(report, f"{key}.W") == pytest.approx(inputs**-0.5, rel=0.15)
        assert spread(report, f"{key}.b") == pytest.approx(inputs**-0.5, rel=0.4)
    for net in (report, deep_convnet(rng, batch_norm=True)):
        for layer in net.layers:
            if isinstance(layer, BatchNormalization):
                assert (layer.params["gamma"] == 1).all()
                assert (layer.params["beta"] == 0).all()
    for net in (alexnet_small(rng), deep_convnet(rng)):
        W = net.params["4.W" if "4.W" in net.params else "2.W"]
        assert W.std() == pytest.approx((2 / W[0].size) ** 0.5, rel=0.05)
    first = lenet(rng)
    assert spread(first, "13.W") == pytest.approx((2 / (120 + 84)) ** 0.5, rel=0.05)
    assert (first.params["3.gain"] == 1).all()
    others = (three_layer_net(rng), simple_convnet(rng), alexnet_small(rng), deep_convnet(rng))
    for net in (scaled, first, *others):
        assert not any(p.any() for key, p in net.params.items() if key.endswith(("b", "bias")))


def test_the_generator_decides():
    for make in MODELS.values():
        one, same, other = (make(np.random.default_rng(seed)).params for seed in (1, 1, 2))
        assert all(np.array_equal(one[key], same[key]) for key in one)
        assert not all(np.array_equal(one[key], other[key]) for key in one)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 32, 32)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_network_runs_on_both_kinds_of_images_in_one_type_throughout(name, shape, dtype):
    rng = generator()
    net = MODELS[name](rng, input_shape=shape, classes=7, dtype=dtype)
    x, t = rng.random((3, *shape), dtype), rng.integers(0, 7, 3)
    loss, grads = net.gradients(x, t)
    assert np.isfinite(loss)
    assert grads.keys() == net.params.keys()
    y = net.predict(x)
    assert y.shape == (3, 7)
    for array in (y, *net.params.values(), *grads.values(), *net.buffers.values()):
        assert array.dtype == dtype


# Up the ladder: the untrained loss


@pytest.mark.parametrize(
    ("make", "expected", "within"),
    [
        (sigmoid_mlp, np.log(10), 0.5),
        (simple_convnet, np.log(10), 1e-3),  # weights this small answer every image alike
        (report_convnet, np.log(10), 0.5),
        (lenet, np.log(10), 0.5),
        (alexnet_small, np.log(10), 0.5),
        (deep_convnet, np.log(10), 0.8),
        # ten outputs near 0 where one should be 1; and ten near 1/2
        (three_layer_net, 0.5, 0.01),
        (lambda rng, shape: sigmoid_mlp(rng, shape, cost="quadratic"), 10 * 0.5**2 / 2, 0.1),
    ],
)
def test_the_untrained_loss_is_that_of_a_guess(make, expected, within):
    (x, t), _ = load_mnist()
    assert make(generator(), (1, 28, 28)).loss(x[:500], t[:500]) == pytest.approx(
        expected, abs=within
    )


# Up the ladder: gradients


def tiny(make, shape, **settings):
    return lambda rng: (make(rng, shape, dtype=np.float64, **settings), shape)


TINY = {
    "sigmoid_mlp": tiny(sigmoid_mlp, (1, 2, 3), hidden=(4,), classes=3),
    "sigmoid_mlp, quadratic": tiny(
        sigmoid_mlp, (1, 2, 3), hidden=(4, 3), classes=3, cost="quadratic", weights="normal"
    ),
    "three_layer_net": tiny(three_layer_net, (1, 3, 2), hidden=(5, 4), classes=3, std=0.5),
    "simple_convnet": tiny(
        simple_convnet, (2, 7, 5), filters=3, filter_size=2, hidden=5, classes=4, std=0.5
    ),
    "report_convnet": tiny(report_convnet, (2, 4, 6), filters=2, hidden=4, classes=3),
    "report_convnet, per node": tiny(
        report_convnet, (2, 4, 2), filters=2, hidden=4, classes=3, per_node=True, eps=1e-3
    ),
    "deep_convnet": tiny(deep_convnet, (2, 4, 8), channels=(2, 3), hidden=4, classes=3),
    "deep_convnet, all options": tiny(
        deep_convnet, (1, 4, 4), channels=(2, 3), hidden=6, classes=3, batch_norm=True, dropout=0.3
    ),
}
# these cannot be made small, so they are only checked along directions
LARGE = {
    "lenet": tiny(lenet, (1, 28, 28), classes=3),
    "alexnet_small": tiny(alexnet_small, (2, 8, 8), classes=3),
}


def nearest_kink(net, x, train):
    """How far the nearest number is from a place where a slope jumps.

    ReLUs jump at 0; max-pooling jumps where the two largest numbers of a window are equal, unless
    both are zeros that a ReLU has cut off and holds there.
    """
    distance = np.inf
    for layer in copy.deepcopy(net).layers:
        if isinstance(layer, (ReLU, LeakyReLU)):
            distance = min(distance, abs(x).min())
        if isinstance(layer, MaxPooling):
            N, C = x.shape[:2]
            windows = extract_windows(x, layer.pool_h, layer.pool_w, layer.stride)
            ranked = np.sort(windows.reshape(N, C, -1, *windows.shape[4:]), axis=2)
            second, first = ranked[:, :, -2], ranked[:, :, -1]
            distance = min(distance, (first - second)[first != 0].min(initial=np.inf))
        x = layer.forward(x, train)
    return distance


def far_from_kinks(make, train, h):
    """A network and a batch with no kink within reach of a difference of step h."""
    for seed in range(200):
        rng = np.random.default_rng(seed)
        net, shape = make(rng)
        x = rng.standard_normal((5, *shape))
        if nearest_kink(net, x, train) > 100 * h:
            return net, x, rng
    raise AssertionError("every seed tried lies on a kink")


@pytest.mark.parametrize("train", [False, True], ids=["inference", "training"])
@pytest.mark.parametrize("name", TINY)
def test_gradient_check(name, train):
    h = 1e-5
    net, x, rng = far_from_kinks(TINY[name], train, h)
    errors = check_gradients(net, x, rng, train=train, h=h)
    assert errors.keys() == {"x", *net.params}
    for i, layer in enumerate(net.layers):
        if train and isinstance(layer, BatchNormalization):
            # the batch's mean takes the bias before it out again: its gradient is 0, and of two
            # numbers that are almost 0 the relative error says nothing
            del errors[f"{i - 1}.b"]
            net.backward(rng.standard_normal(net.forward(x, train).shape))
            np.testing.assert_allclose(net.grads[f"{i - 1}.b"], 0, atol=1e-12)
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("name", [*TINY, *LARGE])
def test_the_loss_falls_along_the_gradient_as_fast_as_it_says(name):
    """Of every parameter, along random directions, in training mode."""
    rng = np.random.default_rng(3)
    net, shape = (TINY | LARGE)[name](np.random.default_rng(4))
    x, t = rng.standard_normal((4, *shape)), rng.integers(0, 3, 4)
    _, grads = copy.deepcopy(net).gradients(x, t)  # copies draw the same masks
    steepest = max(np.linalg.norm(grad) for grad in grads.values())
    h = 1e-6
    for key, param in net.params.items():
        direction = rng.standard_normal(param.shape)
        direction /= np.linalg.norm(direction)
        param += h * direction
        above, _ = copy.deepcopy(net).gradients(x, t)
        param -= 2 * h * direction
        below, _ = copy.deepcopy(net).gradients(x, t)
        param += h * direction
        expected = (grads[key] * direction).sum()
        assert (above - below) / (2 * h) == pytest.approx(expected, abs=1e-7 * max(1, steepest)), (
            key
        )


# Up the ladder: a hundred digits by heart

BY_HEART = {
    "sigmoid_mlp": (sigmoid_mlp, lambda: Adam(0.01)),
    "sigmoid_mlp, quadratic": (
        lambda rng, shape: sigmoid_mlp(rng, shape, cost="quadratic"),
        lambda: Adam(0.01),
    ),
    # N(0, 1) saturates the sigmoids, and plain steps take for ever: RMSProp's have their own length
    "sigmoid_mlp, quadratic, normal": (
        lambda rng, shape: sigmoid_mlp(rng, shape, cost="quadratic", weights="normal"),
        lambda: RMSProp(0.01),
    ),
    "three_layer_net": (three_layer_net, lambda: Adam(0.003)),
    "three_layer_net, as in the source": (three_layer_net, lambda: Momentum(0.01, 0.9)),
    "simple_convnet": (simple_convnet, lambda: Adam(0.003)),
    "report_convnet": (report_convnet, lambda: Adam(0.003)),
    "report_convnet, arithmetic": (
        lambda rng, shape: report_convnet(rng, shape, average="arithmetic"),
        lambda: Adam(0.003),
    ),
    "lenet": (lenet, lambda: Adam(0.003)),
    "alexnet_small": (alexnet_small, lambda: Adam(0.003)),
    "deep_convnet": (
        lambda rng, shape: deep_convnet(rng, shape, channels=(8, 16)),
        lambda: Adam(0.003),
    ),
    "deep_convnet, all options": (
        lambda rng, shape: deep_convnet(rng, shape, channels=(8, 16), batch_norm=True, dropout=0.2),
        lambda: Adam(0.003),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_HEART)
def test_a_hundred_digits_are_learned_by_heart(name):
    (x, t), _ = load_mnist()
    x, t = x[:100], t[:100]
    make, make_optimizer = BY_HEART[name]
    rng = np.random.default_rng(0)
    net, optimizer = make(rng, (1, 28, 28)), make_optimizer()
    epochs = 0
    while net.accuracy(x, t) < 1:
        epochs += 1
        assert epochs <= 120, f"only {net.accuracy(x, t)} after 120 epochs"
        for x_batch, t_batch in batches(x, t, 10, rng):
            _, grads = net.gradients(x_batch, t_batch)
            optimizer.update(net.params, grads)


# What they refuse


@pytest.mark.parametrize(
    ("make", "arguments", "message"),
    [
        (sigmoid_mlp, {"cost": "cubic"}, "sigmoid_mlp expected cost .* got 'cubic' and 'scaled'"),
        (sigmoid_mlp, {"weights": "xavier"}, "got 'cross-entropy' and 'xavier'"),
        (sigmoid_mlp, {"hidden": (0,)}, r"each at least 1, got \(784, 0\)"),
        (sigmoid_mlp, {"classes": 0, "weights": "normal"}, "not empty"),
        (three_layer_net, {"std": -1}, "std: expected a finite number of at least 0"),
        (three_layer_net, {"hidden": (3, 0)}, r"not empty, .* got \(3, 0\)"),
        (simple_convnet, {"input_shape": (28, 28)}, r"expected \(C, H, W\), such as .*\(28, 28\)$"),
        (simple_convnet, {"input_shape": (0, 28, 28)}, r"input_shape: expected \(C, H, W\)"),
        (simple_convnet, {"filter_size": 29}, "a filter of 29 does not fit into 28 pixels"),
        (simple_convnet, {"filter_size": 4}, "leaves 1 pixel"),
        (simple_convnet, {"hidden": 0}, "not empty"),
        (simple_convnet, {"filters": 0}, "not empty"),
        (report_convnet, {"filter_size": 4}, "filter_size: report_convnet expected an odd number"),
        (report_convnet, {"input_shape": (1, 27, 28)}, "leaves 1 pixel"),
        (report_convnet, {"input_shape": (1, 28, 27)}, "leaves 1 pixel"),
        (report_convnet, {"dropout": 1}, "rate: expected a probability"),
        (report_convnet, {"average": "mean"}, 'average: expected "moving" or "arithmetic"'),
        (report_convnet, {"eps": -1}, "eps of at least 0"),
        (report_convnet, {"input_shape": (28, 28)}, r"input_shape: expected \(C, H, W\)"),
        (lenet, {"input_shape": (1, 30, 30)}, "28 x 28 or 32 x 32 pixels, got 30 x 30"),
        (lenet, {"input_shape": (1, 28, 32)}, "got 28 x 32"),
        (lenet, {"input_shape": (784,)}, r"input_shape: expected \(C, H, W\)"),
        (alexnet_small, {"input_shape": (1, 29, 29)}, "pixel.* over"),
        (alexnet_small, {"input_shape": (1, 28)}, r"input_shape: expected \(C, H, W\)"),
        (deep_convnet, {"input_shape": (1, 30, 32)}, "leaves 1 pixel"),
        (deep_convnet, {"input_shape": (3, 32)}, r"input_shape: expected \(C, H, W\)"),
        (deep_convnet, {"dropout": -0.5}, "rate: expected a probability"),
        (deep_convnet, {"channels": (0,)}, "each at least 1"),
    ],
)
def test_nonsense_is_refused(make, arguments, message):
    with pytest.raises(ValueError, match=message):
        make(generator(), **arguments)


@pytest.mark.parametrize("name", MODELS)
def test_other_images_are_refused_with_the_shape_that_came(name):
    net = MODELS[name](generator(), input_shape=(1, 28, 28))
    with pytest.raises(ValueError, match=r"got shape \(2, (3|2352)"):
        net.predict(np.zeros((2, 3, 28, 28), np.float32))
    with pytest.raises(ValueError, match=r"x: expected .*, got uint8; use x\.astype"):
        net.predict(np.zeros((2, 1, 28, 28), np.uint8))
