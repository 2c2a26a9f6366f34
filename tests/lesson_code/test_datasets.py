import gzip
import hashlib
import socket

import numpy as np
import pytest

from lesson_code import DamagedFileError, batches, load_mnist
from lesson_code.datasets import mnist


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a network connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_all_of_mnist_is_there_without_a_network(no_network):
    mnist._read.cache_clear()
    (x_train, t_train), (x_test, t_test) = load_mnist()
    for (x, t), N in (((x_train, t_train), 60_000), ((x_test, t_test), 10_000)):
        assert x.shape == (N, 1, 28, 28)
        assert x.dtype == np.float32
        assert (x.min(), x.max()) == (0, 1)
        assert t.shape == (N,)
        assert t.dtype == np.int64
    # how many there are of each digit, as published
    counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(t_train).tolist() == counts
    assert t_test[:5].tolist() == [7, 2, 1, 0, 4]


def test_pixels_are_the_published_bytes():
    (x_train, _), _ = load_mnist()
    pixels = np.round(x_train * 255).astype(np.uint8).tobytes()
    header = bytes.fromhex("000008030000ea600000001c0000001c")
    digest = hashlib.sha256(header + pixels).hexdigest()
    assert digest == mnist.CHECKSUMS["train-images-idx3-ubyte"]


def test_options():
    train, validation, test = load_mnist(flatten=True, one_hot=True, validation=10_000)
    assert [len(split.x) for split in (train, validation, test)] == [50_000, 10_000, 10_000]
    assert train.x.shape[1:] == (784,)
    assert train.t.shape[1:] == (10,)
    assert train.t.dtype == np.float32
    whole, _ = load_mnist()
    np.testing.assert_array_equal(validation.x.reshape(-1, 1, 28, 28), whole.x[50_000:])
    np.testing.assert_array_equal(train.t.argmax(axis=1), whole.t[:50_000])


@pytest.mark.parametrize("validation", [-1, 60_000])
def test_a_bad_split_is_refused(validation):
    with pytest.raises(ValueError, match=f"validation: expected 0 to 59999.*got {validation}"):
        load_mnist(validation=validation)


def test_what_is_loaded_can_be_changed_without_harm():
    (x, t), _ = load_mnist()
    x[0], t[0] = 7, 7
    (again, labels), _ = load_mnist()
    assert again[0].max() <= 1
    assert labels[0] == 5


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    for path in mnist.DATA.glob("*.gz"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(mnist, "DATA", tmp_path)
    mnist._read.cache_clear()
    yield tmp_path
    mnist._read.cache_clear()


@pytest.mark.parametrize("damage", ["missing", "cut", "changed", "replaced"])
def test_a_damaged_file_is_named(copied_data, damage):
    path = copied_data / "t10k-labels-idx1-ubyte.gz"
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    elif damage == "changed":
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    else:
        path.write_bytes(gzip.compress(bytes(10_008)))
    with pytest.raises(DamagedFileError, match=r"t10k-labels-idx1-ubyte\.gz .* anew"):
        load_mnist()


def test_an_epoch_shows_every_sample_once_with_its_label():
    x, t = np.arange(23.0), np.arange(23)
    rng = np.random.default_rng(0)
    first, second = (list(batches(x, t, 5, rng)) for _ in range(2))
    assert [len(xb) for xb, _ in first] == [5, 5, 5, 5, 3]
    order = np.concatenate([tb for _, tb in first])
    assert sorted(order) == list(range(23))
    assert order.tolist() != list(range(23))
    assert order.tolist() != np.concatenate([tb for _, tb in second]).tolist()
    for xb, tb in first:
        np.testing.assert_array_equal(xb, tb)


def test_bad_batches_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(
        ValueError, match=r"a label for each input of x, got shapes \(2,\) and \(3,\)"
    ):
        next(batches(np.zeros(3), np.zeros(2), 1, rng))
    with pytest.raises(ValueError, match="batch_size: expected at least 1, got 0"):
        next(batches(np.zeros(3), np.zeros(3), 0, rng))
    with pytest.raises(ValueError, match="for 3 samples at most 3 with drop_last, got 4"):
        next(batches(np.zeros(3), np.zeros(3), 4, rng, drop_last=True))


@pytest.mark.parametrize(("n", "sizes"), [(6, [3, 3]), (7, [3, 3]), (8, [3, 3]), (3, [3])])
def test_what_fills_no_batch_may_be_dropped(n, sizes):
    x = np.arange(n)
    parts = list(batches(x, x, 3, np.random.default_rng(0), drop_last=True))
    assert [len(part) for part, _ in parts] == sizes
    order = np.random.default_rng(0).permutation(n)  # the same order as without
    np.testing.assert_array_equal(np.concatenate([part for part, _ in parts]), order[: sum(sizes)])


def test_batches_of_lists_are_arrays():
    [(x, t)] = batches([[1.0], [2.0]], [0, 1], 2, np.random.default_rng(0))
    assert sorted(zip(x[:, 0].tolist(), t.tolist(), strict=True)) == [(1, 0), (2, 1)]
