"""Parameters, gradients and buffers of a network are those of its layers, whoever writes them."""

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from lesson_code import (
    MODELS,
    SGD,
    Adam,
    Affine,
    BatchNormalization,
    DataParallel,
    Optimizer,
    ReLU,
    Sequential,
    Trainer,
    check_gradients,
    load_params,
    save_params,
)


def affine(D, M, seed):
    rng = np.random.default_rng(seed)
    return Affine(rng.standard_normal((D, M)), rng.standard_normal(M))


def flat():
    norm = BatchNormalization(np.ones(4), np.zeros(4))
    return Sequential([affine(3, 4, 0), norm, ReLU(), affine(4, 2, 1)])


def nested():
    return Sequential([Sequential([affine(3, 4, 0), ReLU()]), Sequential([affine(4, 2, 1)])])


def points(n=20):
    rng = np.random.default_rng(5)
    x = rng.standard_normal((n, 3))
    return x, (x.sum(axis=1) > 0).astype(int)


def through_the_network(net, name, array):
    net.params[name] = array


def through_the_layer(net, name, array):
    *places, own = name.split(".")
    layer = net
    for place in places:
        layer = layer.layers[int(place)]
    layer.params[own] = array


ways = pytest.mark.parametrize("write", [through_the_network, through_the_layer])
networks = pytest.mark.parametrize(("make", "name"), [(flat, "0.W"), (nested, "0.0.W")])


def another(net, name):
    """The same network, made with another array at once."""
    new = net.params[name] + 1
    made = copy.deepcopy(net)
    made.params[name][...] = new
    return made, new


def same(arrays, others, atol=0.0):
    assert list(arrays) == list(others)
    for name, array in arrays.items():
        np.testing.assert_allclose(array, others[name], rtol=0, atol=atol, err_msg=name)


def test_names_are_places_in_the_layers():
    net = flat()
    assert list(net.params) == ["0.W", "0.b", "1.gamma", "1.beta", "3.W", "3.b"]
    assert list(net.buffers) == ["1.running_mean", "1.running_var", "1.batches"]
    assert list(nested().params) == ["0.0.W", "0.0.b", "1.0.W", "1.0.b"]
    assert (len(net.params), len(net.buffers), len(net.grads)) == (6, 3, 0)
    for name, array in nested().params.items():
        assert name in nested().params
        assert array.shape == nested().params[name].shape
    assert repr(net.params).startswith("NamedArrays(0.W(3, 4), 0.b(4,), ")
    assert (net.params | net.buffers).keys() == {*net.params, *net.buffers}


@ways
@networks
def test_every_user_of_a_network_follows(make, name, write, tmp_path):
    net, (x, t) = make(), points()
    expected, new = another(net, name)
    net.predict(x)
    write(net, name, new)
    np.testing.assert_array_equal(net.predict(x), expected.predict(x))
    np.testing.assert_array_equal(net.forward(x), expected.forward(x))
    save_params(tmp_path / "net.npz", net)
    loaded = make()
    load_params(tmp_path / "net.npz", loaded)
    np.testing.assert_array_equal(loaded.predict(x), expected.predict(x))
    same(net.gradients(x, t)[1], expected.gradients(x, t)[1])
    assert max(check_gradients(net, x[:3], np.random.default_rng(0)).values()) < 1e-6
    for trained in (net, expected):
        rng = np.random.default_rng(0)
        Trainer(trained, Adam(), rng=rng, batch_size=5).fit(x, t, epochs=2)
    same(net.params, expected.params)


@ways
def test_an_optimiser_in_the_midst_of_its_steps_follows(write):
    (x, t), net = points(), nested()
    optimizer = Adam()
    for _ in range(3):
        optimizer.update(net.params, net.gradients(x, t)[1])
    twin, new = another(net, "1.0.W")
    other = copy.deepcopy(optimizer)
    write(net, "1.0.W", new)
    for trained, by in ((net, optimizer), (twin, other)):
        by.update(trained.params, trained.gradients(x, t)[1])
    same(net.params, twin.params)


@ways
def test_threads_follow(write):
    (x, t), net = points(), nested()
    with DataParallel(net, workers=2) as parallel:
        parallel.gradients(x, t)
        expected, new = another(net, "0.0.W")
        write(net, "0.0.W", new)
        np.testing.assert_allclose(parallel.predict(x), expected.predict(x), atol=1e-12)
        loss, grads, _ = parallel.gradients(x, t)
        assert loss == pytest.approx(expected.gradients(x, t)[0])
        for name, gradient in expected.gradients(x, t)[1].items():
            np.testing.assert_allclose(grads[name], gradient, atol=1e-12)
        net.layers.append(ReLU())
        assert parallel.predict(x).min() == 0


def test_processes_follow():
    (x, t), net = points(), nested()
    with ProcessPoolExecutor(1) as executor:
        parallel = DataParallel(net, 2, executor)
        parallel.gradients(x, t)
        net.params["0.0.W"] = np.zeros((3, 4))
        np.testing.assert_allclose(parallel.predict(x), net.predict(x), atol=1e-12)


def test_the_books_loop_trains_as_the_one_in_place():
    (x, t), net, other = points(), nested(), nested()
    for _ in range(20):
        _, grads = net.gradients(x, t)
        for name in net.params:
            net.params[name] = net.params[name] - 0.5 * grads[name]
        SGD(0.5).update(other.params, other.gradients(x, t)[1])
    assert net.loss(x, t) < nested().loss(x, t) / 2
    same(net.params, other.params, atol=1e-12)


class Replacing(Optimizer):
    """Someone's own: it does not write in place."""

    def update(self, params, grads):
        for name in params:
            params[name] = params[name] - self.lr * grads[name]


def test_a_trainer_takes_an_optimiser_that_replaces():
    (x, t), nets = points(), []
    for optimizer in (Replacing(0.5), SGD(0.5)):
        nets.append(nested())
        Trainer(nets[-1], optimizer, rng=np.random.default_rng(0)).fit(x, t, epochs=3)
    np.testing.assert_allclose(nets[0].params["1.0.W"], nets[1].params["1.0.W"], atol=1e-12)


def test_what_is_written_is_not_tied_to_what_was_handed_in():
    """Two networks started alike train apart, and nobody's own array changes."""
    first, second = nested(), nested()
    for name, array in first.params.items():
        second.params[name] = array
    W = np.zeros((4, 2))
    old = first.params["1.0.W"]
    before = old.copy()
    first.params["1.0.W"] = W
    for param in first.params.values():
        param += 1
    assert not W.any()
    np.testing.assert_array_equal(old, before)  # who kept the old array keeps the old numbers
    np.testing.assert_array_equal(second.params["1.0.W"], before)


def test_difference_by_hand():
    """`W + h`, then `W - h`, with the W of before: the loop that one writes first."""
    x, t = points()
    net = nested()
    W, h = net.params["1.0.W"], 1e-6
    step = np.zeros_like(W)
    step[2, 1] = h
    net.params["1.0.W"] = W + step
    above = net.loss(x, t)
    net.params["1.0.W"] = W - step
    below = net.loss(x, t)
    net.params["1.0.W"] = W
    assert (above - below) / (2 * h) == pytest.approx(net.gradients(x, t)[1]["1.0.W"][2, 1])


def test_in_place_stays_in_place():
    net = nested()
    W = net.params["0.0.W"]
    net.params["0.0.W"] -= 1
    assert net.params["0.0.W"] is W
    assert net.layers[0].layers[0].params["W"] is W


@pytest.mark.parametrize("within", [False, True])
def test_shared_weights_stay_shared(within):
    """`p[k] = p[k] - lr * g` for both names of one array adds both gradients, as -= does."""
    shared = np.random.default_rng(0).standard_normal((3, 3))
    layers = [Affine(shared, np.zeros(3)), ReLU(), Affine(shared, np.ones(3))]
    net = Sequential([Sequential([layer]) for layer in layers] if within else layers)
    first, second = [name for name in net.params if name.endswith("W")]
    other = copy.deepcopy(net)
    assert other.params[first] is other.params[second]
    x = points()[0]
    for _ in range(3):
        for trained in (net, other):
            trained.forward(x)
            trained.backward(np.ones((20, 3)))
        for name in net.params:
            net.params[name] = net.params[name] - 0.01 * net.grads[name]
        SGD(0.01).update(other.params, other.grads)
    assert net.params[first] is net.params[second]
    same(net.params, other.params, atol=1e-12)


def test_another_view_of_the_same_numbers_is_not_left_behind():
    W = np.random.default_rng(0).standard_normal((3, 2))
    net = Sequential([Affine(W, np.zeros(2)), Affine(W.T, np.zeros(3))])
    with pytest.raises(ValueError, match=r"'1.W' is another view .* params\['0.W'\]\[...\] = "):
        net.params["0.W"] = np.ones((3, 2))
    net.params["0.W"][...] = 1
    assert (net.params["1.W"] == 1).all()
    net.params["0.b"] = np.ones(2)


def test_layers_may_come_and_go():
    net, (x, _) = nested(), points()
    net.layers.append(affine(2, 5, 3))
    assert "2.W" in net.params
    assert net.predict(x).shape == (20, 5)
    net.layers = [affine(3, 1, 4)]
    assert list(net.params) == ["0.W", "0.b"]
    assert net.predict(x).shape == (20, 1)


def test_copies_have_arrays_of_their_own():
    net = nested()
    for other in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        other.params["0.0.W"][...] = 0
        assert not other.layers[0].layers[0].params["W"].any()
        assert net.params["0.0.W"].all()


@pytest.mark.parametrize(
    ("array", "got"),
    [
        (np.zeros((4, 3)), r"shape \(4, 3\) and type float64"),
        (np.zeros((1, 4)), r"shape \(1, 4\) and type float64"),
        (np.zeros(()), r"shape \(\) and type float64"),
        (0, r"shape \(\) and type int64"),
        (np.zeros((3, 4), np.float32), r"shape \(3, 4\) and type float32"),
        (np.zeros((3, 4), int), r"shape \(3, 4\) and type int64"),
        (None, r"shape \(\) and type object"),
    ],
)
@networks
def test_wrong_shapes_and_types_are_refused_and_change_nothing(make, name, array, got):
    net = make()
    before = {key: array.copy() for key, array in net.params.items()}
    expected = (
        rf"params\['{name}'\]: expected shape \(3, 4\) and type float64, as before, got {got}"
    )
    with pytest.raises(ValueError, match=expected):
        net.params[name] = array
    for key, old in before.items():
        np.testing.assert_array_equal(net.params[key], old)


@pytest.mark.parametrize(
    "name", ["W", "0", "0.", "0.w", "4.W", "-1.W", "00.W", "+0.W", "２.W", "2.W", "", 0, None]
)
def test_wrong_names_are_refused(name):
    for net, first in ((flat(), "0.W"), (Sequential([flat()]), "0.0.W")):
        assert name not in net.params
        with pytest.raises(KeyError, match=f"params: expected one of {first}, .*, got "):
            _ = net.params[name]
        with pytest.raises(KeyError, match="params: expected one of "):
            net.params[name] = np.zeros((3, 4))
    with pytest.raises(KeyError, match="expected one of none, got '0"):
        _ = Sequential([ReLU()]).params["0.W"]


def test_nothing_is_taken_away_and_no_dictionary_put_in_place():
    net = flat()
    with pytest.raises(TypeError, match=r"params: '0\.W' is a layer's and cannot be taken away"):
        del net.params["0.W"]
    with pytest.raises(AttributeError):
        net.params = {}


def test_buffers_are_written_like_parameters():
    net, (x, _) = flat(), points()
    before = net.predict(x)
    net.buffers["1.running_mean"] = np.full(4, 9.0)
    assert (net.layers[1].buffers["running_mean"] == 9).all()
    assert (net.predict(x) != before).any()
    with pytest.raises(ValueError, match="buffers"):
        net.buffers["1.running_mean"] = np.zeros(3)


def test_gradients_of_one_batch_stay_when_another_comes():
    net, (x, t) = nested(), points()
    _, first = net.gradients(x[:10], t[:10])
    kept = {name: gradient.copy() for name, gradient in first.items()}
    net.gradients(x[10:], t[10:])
    for name, gradient in first.items():
        np.testing.assert_array_equal(gradient, kept[name])
        assert (net.grads[name] != gradient).any()


def test_a_layer_with_parameters_of_another_type_is_found_at_the_next_pass():
    net, (x, _) = flat(), points()
    net.layers[3].params["W"] = np.ones((4, 2), np.float32)
    with pytest.raises(ValueError, match=r"params: expected one type .*0.W float64.*3.W float32"):
        net.forward(x)


@pytest.mark.parametrize("model", MODELS)
def test_every_models_parameters_can_be_handed_over(model):
    """By name, from one network to another that was drawn otherwise."""
    shape = (3, 32, 32) if model == "deep-convnet" else (1, 28, 28)
    one, two = (MODELS[model](np.random.default_rng(seed)) for seed in (0, 1))
    x = np.random.default_rng(2).random((2, *shape), np.float32)
    assert (one.predict(x) != two.predict(x)).any()
    two.params.update(one.params)
    two.buffers.update(one.buffers)
    np.testing.assert_array_equal(one.predict(x), two.predict(x))


def test_a_copy_is_a_dictionary_that_shares_the_arrays():
    net = Sequential([Affine(np.ones((2, 2)), np.zeros(2))])
    copied = net.params.copy()
    assert type(copied) is dict
    copied["0.b"] += 1  # the array is shared
    assert net.params["0.b"].tolist() == [1, 1]
    copied["0.b"] = np.ones(3)  # the dictionary is not
    assert net.params["0.b"].shape == (2,)
