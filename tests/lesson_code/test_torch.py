"""PyTorch as a second opinion on every layer, loss, optimiser and whole network.

It is no dependency: without it these tests are skipped, and the loops and SciPy in the other tests
stand alone. Where the two disagree by convention the test says so. A thousand examples each:

    .venv/bin/pytest tests/lesson_code/test_torch.py --hypothesis-profile=long
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code import layers, models, optimizers
from lesson_code.losses import (
    BinaryCrossEntropy,
    MeanSquaredError,
    SoftmaxCrossEntropy,
    SumOfSquares,
)
from lesson_code.network import Sequential
from tests.lesson_code.examples import examples
from tests.lesson_code.geometries import geometries

torch = pytest.importorskip("torch")
F = torch.nn.functional

seeds = st.integers(0, 2**32)


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def tensor(array, grad=True):
    return torch.tensor(np.ascontiguousarray(array), requires_grad=grad)


def in_torch(layer, p, x, train):
    """The same layer in PyTorch, a function of x and of the parameters p."""
    match layer:
        case layers.Affine():
            return F.linear(x, p["W"].T, p["b"])
        case layers.Flatten():
            return x.flatten(1)
        case layers.ReLU():
            return F.relu(x)
        case layers.LeakyReLU():
            return F.leaky_relu(x, layer.alpha)
        case layers.Sigmoid():
            return torch.sigmoid(x)
        case layers.Tanh():
            return layer.amplitude * torch.tanh(layer.slope * x)
        case layers.Convolution():
            return F.conv2d(x, p["W"], p["b"], layer.stride, layer.pad)
        case layers.MaxPooling():
            # to PyTorch padding is minus infinity too, but at most half a window
            pad = (layer.pad,) * 4
            padded = F.pad(x, pad, value=-torch.inf)
            return F.max_pool2d(padded, (layer.pool_h, layer.pool_w), layer.stride)
        case layers.AveragePooling():
            padded = F.pad(x, (layer.pad,) * 4)
            return F.avg_pool2d(padded, (layer.pool_h, layer.pool_w), layer.stride)
        case layers.Scale():
            return x * p["gain"][:, None, None] + p["bias"][:, None, None]
        case layers.LocalResponseNormalization():
            # PyTorch divides alpha by n
            return F.local_response_norm(x, layer.n, layer.alpha * layer.n, layer.beta, layer.k)
        case layers.Dropout():
            return x * torch.tensor(layer._factor)  # our mask: its draws are its own
        case layers.BatchNormalization():
            flat = x.flatten(1) if p["gamma"].ndim == 3 else x
            y = F.batch_norm(
                flat,
                tensor(layer.buffers["running_mean"].ravel(), grad=False),
                tensor(layer.buffers["running_var"].ravel(), grad=False),
                p["gamma"].flatten(),
                p["beta"].flatten(),
                training=train,
                eps=layer.eps,
            )
            return y.reshape(x.shape)
        case Sequential():
            for i, part in enumerate(layer.layers):
                names = {name: p[f"{i}.{name}"] for name in part.params}
                x = in_torch(part, names, x, train)
            return x


def compare(layer, x, train=False, atol=1e-10):
    """Output and all gradients, ours against PyTorch's."""
    rng = np.random.default_rng(0)
    y = layer.forward(x, train)
    dout = rng.standard_normal(y.shape)
    dx = layer.backward(dout)
    theirs = {name: tensor(param) for name, param in layer.params.items()}
    their_x = tensor(x)
    their_y = in_torch(layer, theirs, their_x, train)
    their_y.backward(torch.tensor(dout))
    np.testing.assert_allclose(y, their_y.detach().numpy(), rtol=1e-9, atol=atol)
    np.testing.assert_allclose(dx, their_x.grad.numpy(), rtol=1e-8, atol=atol)
    for name, param in theirs.items():
        np.testing.assert_allclose(
            layer.grads[name], param.grad.numpy(), rtol=1e-8, atol=10 * atol, err_msg=name
        )


batch_shapes = st.one_of(
    st.tuples(st.integers(1, 4), st.integers(1, 6)),
    st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4), st.integers(1, 5)),
)


@pytest.mark.parametrize(
    "layer",
    [
        layers.ReLU(),
        layers.LeakyReLU(),
        layers.LeakyReLU(0.3),
        layers.Sigmoid(),
        layers.Tanh(),
        layers.Tanh(1.7159, 2 / 3),
        layers.Flatten(),
    ],
    ids=lambda layer: type(layer).__name__,
)
@given(shape=batch_shapes, seed=seeds)
@examples(25)
def test_activations_and_flatten(layer, shape, seed):
    compare(layer, 3 * np.random.default_rng(seed).standard_normal(shape))


@pytest.mark.parametrize("layer", [layers.ReLU(), layers.LeakyReLU(0.1)], ids=["relu", "leaky"])
def test_the_derivative_at_a_kink_is_pytorchs_too(layer):
    compare(layer, np.array([[-1.0, 0.0, -0.0, 2.0]]))


@given(st.integers(1, 5), st.integers(1, 6), st.integers(1, 6), seeds)
@examples(25)
def test_affine(N, D, M, seed):
    rng = np.random.default_rng(seed)
    layer = layers.Affine(rng.standard_normal((D, M)), rng.standard_normal(M))
    compare(layer, rng.standard_normal((N, D)))


@given(st.integers(1, 4), geometries(), seeds)
@examples(50)
def test_convolution(filters, geometry, seed):
    shape, FH, FW, stride, pad = geometry
    rng = np.random.default_rng(seed)
    W, b = rng.standard_normal((filters, shape[1], FH, FW)), rng.standard_normal(filters)
    compare(layers.Convolution(W, b, stride, pad), rng.standard_normal(shape))


@pytest.mark.parametrize("pooling", [layers.MaxPooling, layers.AveragePooling])
@pytest.mark.parametrize("ties", [False, True])
@given(geometry=geometries(), seed=seeds)
@examples(50)
def test_pooling(pooling, ties, geometry, seed):
    """Of equal maxima PyTorch, too, takes the first."""
    shape, pool_h, pool_w, stride, pad = geometry
    if pad >= min(pool_h, pool_w):
        shape, pad = (*shape[:2], shape[2] + 2 * pad, shape[3] + 2 * pad), 0
    rng = np.random.default_rng(seed)
    x = rng.integers(-1, 2, shape).astype(float) if ties else rng.standard_normal(shape)
    compare(pooling(pool_h, pool_w, stride, pad), x)


image_sizes = st.integers(1, 5), st.integers(1, 5)


@given(st.integers(1, 3), st.integers(1, 4), *image_sizes, seeds)
@examples(25)
def test_scale(N, C, H, W, seed):
    rng = np.random.default_rng(seed)
    layer = layers.Scale(rng.standard_normal(C), rng.standard_normal(C))
    compare(layer, rng.standard_normal((N, C, H, W)))


@given(
    st.integers(1, 3),
    st.integers(1, 9),
    *image_sizes,
    st.sampled_from([1, 3, 5, 7]),
    st.floats(0.5, 3),
    st.floats(0, 2),
    st.floats(0.1, 2),
    seeds,
)
@examples(50)
def test_local_response_normalization(N, C, H, W, n, k, alpha, beta, seed):
    x = np.random.default_rng(seed).standard_normal((N, C, H, W))
    compare(layers.LocalResponseNormalization(k, n, alpha, beta), x)


@given(batch_shapes, st.floats(0, 0.9), st.booleans(), st.booleans(), seeds)
@examples(25)
def test_dropout_with_our_mask(shape, rate, inverted, train, seed):
    rng = np.random.default_rng(seed)
    compare(layers.Dropout(rate, rng=rng, inverted=inverted), rng.standard_normal(shape), train)


@pytest.mark.parametrize("train", [True, False])
@pytest.mark.parametrize("kind", ["features", "per channel", "per node"])
@given(
    N=st.integers(2, 5),
    C=st.integers(1, 4),
    H=st.integers(1, 4),
    W=st.integers(1, 4),
    eps=st.floats(1e-5, 1),
    seed=seeds,
)
@examples(25)
def test_batch_normalization(kind, train, N, C, H, W, eps, seed):
    rng = np.random.default_rng(seed)
    shape = (C, H, W) if kind == "per node" else (C,)
    layer = layers.BatchNormalization(*rng.standard_normal((2, *shape)), eps=eps)
    layer.buffers["running_mean"][...] = rng.standard_normal(shape)
    layer.buffers["running_var"][...] = rng.uniform(0.1, 2, shape)
    x = rng.standard_normal((N, C) if kind == "features" else (N, C, H, W))
    compare(layer, x, train, atol=1e-8)


@pytest.mark.parametrize("average", ["moving", "arithmetic"])
@pytest.mark.parametrize("kind", ["features", "per channel", "per node"])
def test_batch_normalizations_running_statistics(kind, average):
    """PyTorch's momentum is 1 - ours; its None is our arithmetic mean."""
    rng = np.random.default_rng(0)
    shape = (3, 2, 4) if kind == "per node" else (3,)
    layer = layers.BatchNormalization(np.ones(shape), np.zeros(shape), 1e-3, 0.7, average)
    momentum = 0.3 if average == "moving" else None
    module = torch.nn.BatchNorm2d if kind == "per channel" else torch.nn.BatchNorm1d
    theirs = module(int(np.prod(shape)), eps=1e-3, momentum=momentum).double()
    for N in (5, 2, 9):
        x = rng.normal(2, 3, (N, 3) if kind == "features" else (N, 3, 2, 4))
        layer.forward(x, train=True)
        theirs(torch.tensor(x.reshape(N, -1) if kind == "per node" else x))
        for name in ("running_mean", "running_var"):
            np.testing.assert_allclose(
                layer.buffers[name].ravel(), getattr(theirs, name).numpy(), atol=1e-12
            )
    assert layer.buffers["batches"] == theirs.num_batches_tracked
    theirs.eval()
    y = theirs(torch.tensor(x.reshape(N, -1) if kind == "per node" else x)).detach().numpy()
    np.testing.assert_allclose(layer.forward(x), y.reshape(x.shape), atol=1e-12)


# Losses


def compare_loss(loss, their_loss, y, t):
    their_y = tensor(y)
    value = their_loss(their_y, torch.tensor(t))
    value.backward()
    assert loss.forward(y, t) == pytest.approx(value.item(), rel=1e-12, abs=1e-14)
    np.testing.assert_allclose(loss.backward(), their_y.grad.numpy(), atol=1e-14)


@given(st.integers(1, 6), st.integers(1, 6), seeds)
@examples(40)
def test_losses(N, K, seed):
    rng = np.random.default_rng(seed)
    y, labels, rows = 5 * rng.standard_normal((N, K)), rng.integers(0, K, N), rng.random((N, K))
    if K > 1:  # of one class there is no choice
        compare_loss(SoftmaxCrossEntropy(), F.cross_entropy, y, labels)
    compare_loss(SoftmaxCrossEntropy(), F.cross_entropy, y, rows / rows.sum(axis=1, keepdims=True))
    compare_loss(BinaryCrossEntropy(), F.binary_cross_entropy_with_logits, 10 * y, rows)
    compare_loss(MeanSquaredError(), F.mse_loss, y, rows)
    # PyTorch's mean is over N * K numbers, and without the half
    compare_loss(SumOfSquares(), lambda a, b: F.mse_loss(a, b) * K / 2, y, rows)
    if K > 1:
        one_hot = F.one_hot(torch.tensor(labels), K)
        compare_loss(SumOfSquares(), lambda a, _: F.mse_loss(a, one_hot) * K / 2, y, labels)


# Optimisers


THEIRS = {
    # ours -> theirs; at a constant learning rate their velocity is ours divided by -lr
    "sgd": lambda p, lr: torch.optim.SGD(p, lr),
    "momentum": lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9),
    "nesterov": lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9, nesterov=True),
    "adagrad": lambda p, lr: torch.optim.Adagrad(p, lr, eps=1e-8),
    "rmsprop": lambda p, lr: torch.optim.RMSprop(p, lr, alpha=0.9, eps=1e-8),
    "adam": lambda p, lr: torch.optim.Adam(p, lr),
    "adamw": lambda p, lr: torch.optim.AdamW(p, lr),
}


def their_optimizer(name, params, lr, weight_decay):
    """Theirs decays everything; here only what is W, as in ours."""
    groups = [
        {
            "params": [p for key, p in params.items() if key.endswith("W") == decays],
            "weight_decay": weight_decay if decays else 0,
        }
        for decays in (True, False)
    ]
    return THEIRS[name]([group for group in groups if group["params"]], lr)


@pytest.mark.slow
@pytest.mark.parametrize("name", optimizers.OPTIMIZERS)
@given(lr=st.floats(1e-4, 0.5), weight_decay=st.floats(0, 0.5), steps=st.integers(1, 8), seed=seeds)
@examples(25)
def test_optimizers(name, lr, weight_decay, steps, seed):
    rng = np.random.default_rng(seed)
    shapes = {"0.W": (3, 2), "0.b": (2,), "1.W": (2, 1, 3, 3)}
    params = {key: rng.standard_normal(shape) for key, shape in shapes.items()}
    theirs = {key: tensor(param) for key, param in params.items()}
    optimizer = optimizers.OPTIMIZERS[name](lr, weight_decay=weight_decay)
    their_one = their_optimizer(name, theirs, lr, weight_decay)
    for _ in range(steps):
        grads = {key: rng.standard_normal(shape) for key, shape in shapes.items()}
        optimizer.update(params, grads)
        for key, grad in grads.items():
            theirs[key].grad = torch.tensor(grad)
        their_one.step()
    for key in shapes:
        np.testing.assert_allclose(params[key], theirs[key].detach().numpy(), rtol=1e-7, atol=1e-9)


# Whole networks

NETWORKS = {
    "sigmoid_mlp": lambda rng: models.sigmoid_mlp(rng, hidden=(20,), dtype=np.float64),
    "sigmoid_mlp, quadratic": lambda rng: models.sigmoid_mlp(
        rng, cost="quadratic", weights="normal", dtype=np.float64
    ),
    "three_layer_net": lambda rng: models.three_layer_net(
        rng, hidden=(30, 20), std=0.1, dtype=np.float64
    ),
    "simple_convnet": lambda rng: models.simple_convnet(rng, filters=5, dtype=np.float64),
    "report_convnet": lambda rng: models.report_convnet(rng, dtype=np.float64),
    "report_convnet, per node": lambda rng: models.report_convnet(
        rng, per_node=True, average="arithmetic", dtype=np.float64
    ),
    "lenet": lambda rng: models.lenet(rng, dtype=np.float64),
    "alexnet_small": lambda rng: models.alexnet_small(rng, dtype=np.float64),
    "deep_convnet": lambda rng: models.deep_convnet(
        rng, (1, 28, 28), channels=(4, 6), batch_norm=True, dropout=0.3, dtype=np.float64
    ),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_whole_networks_take_the_same_steps(name):
    """Three steps of Adam with weight decay, our masks of dropout in both."""
    rng = np.random.default_rng(0)
    net = NETWORKS[name](rng)
    x, t = rng.random((6, 1, 28, 28)), rng.integers(0, 10, 6)
    theirs = {key: tensor(param) for key, param in net.params.items()}
    ours, other = optimizers.Adam(weight_decay=0.01), their_optimizer("adam", theirs, 1e-3, 0.01)
    for _ in range(3):
        loss, grads = net.gradients(x, t)
        other.zero_grad()
        their_y = in_torch(net, theirs, torch.tensor(x), train=True)
        if isinstance(net.loss_function, SumOfSquares):
            their_loss = ((their_y - F.one_hot(torch.tensor(t), 10)) ** 2).sum() / (2 * len(t))
        else:
            their_loss = F.cross_entropy(their_y, torch.tensor(t))
        their_loss.backward()
        assert loss == pytest.approx(their_loss.item(), rel=1e-9)
        for key, grad in grads.items():
            expected = theirs[key].grad.numpy()
            np.testing.assert_allclose(grad, expected, atol=1e-9 * max(1, abs(expected).max()))
        ours.update(net.params, {key: theirs[key].grad.numpy() for key in grads})
        other.step()
        for key, param in net.params.items():
            np.testing.assert_allclose(param, theirs[key].detach().numpy(), rtol=1e-7, atol=1e-9)
