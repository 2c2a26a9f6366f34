"""Whole networks, up the ladder: untrained loss, gradient check, a few samples learned by heart."""

import numpy as np
import pytest

from lesson_code import (
    Adam,
    Affine,
    Convolution,
    Flatten,
    MaxPooling,
    ReLU,
    Sequential,
    Sigmoid,
    batches,
    check_gradients,
    load_mnist,
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
    """Remembers the sizes of the batches it sees."""

    def forward(self, x, train=False):
        self.seen = [*getattr(self, "seen", []), len(x)] if hasattr(self, "seen") else [len(x)]
        return super().forward(x, train)


def test_accuracy_counts_the_last_partial_batch():
    net = Counting([Affine(np.eye(2), np.zeros(2))])
    x = np.array([[1.0, 0], [1, 0], [1, 0], [1, 0], [0, 1]])
    t = np.array([0, 0, 0, 0, 0])  # only the last, in a batch by itself, is wrong
    assert net.accuracy(x, t, batch_size=2) == 0.8
    assert net.seen == [2, 2, 1]
    assert net.accuracy(x, one_hot(t, 2), batch_size=100) == 0.8


def test_predict_in_batches_equals_predict_at_once():
    rng = np.random.default_rng(0)
    net, x = tiny(rng), rng.standard_normal((7, 2, 7, 9))
    np.testing.assert_allclose(net.predict(x, batch_size=3), net.forward(x), atol=1e-12)


def test_networks_are_layers_of_networks():
    rng = np.random.default_rng(0)
    inner = Sequential([Affine(rng.standard_normal((3, 4)), rng.standard_normal(4)), Sigmoid()])
    net = Sequential([inner, Affine(rng.standard_normal((4, 2)), rng.standard_normal(2))])
    assert list(net.params) == ["0.0.W", "0.0.b", "1.W", "1.b"]
    assert max(check_gradients(net, rng.standard_normal((5, 3)), rng).values()) < 1e-7


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
    net = tiny(np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"at least one input.*got x of shape \(0, 2, 7, 9\)"):
        net.predict(np.zeros((0, 2, 7, 9)))
    with pytest.raises(ValueError, match="batch_size 0"):
        net.predict(np.zeros((1, 2, 7, 9)), batch_size=0)
    with pytest.raises(ValueError, match="got 2 for 3"):
        net.accuracy(np.zeros((3, 2, 7, 9)), np.array([0, 1]))


def test_repr_names_each_layer():
    text = repr(simple_convnet(np.random.default_rng(0)))
    assert text.splitlines()[1] == "  0: Convolution(W(30, 1, 5, 5), b(30,))"
