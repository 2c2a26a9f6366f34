"""A batch in parts, on threads, processes and a Dask cluster: the numbers of one worker."""

import contextlib
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from lesson_code import (
    OPTIMIZERS,
    SGD,
    Adam,
    Affine,
    DataParallel,
    Dropout,
    Layer,
    LostWorkerError,
    Momentum,
    ReLU,
    Sequential,
    SoftmaxCrossEntropy,
    SumOfSquares,
    Trainer,
    cli,
    load_checkpoint,
    one_hot,
    plots,
    prepare_worker,
    report_convnet,
    save_checkpoint,
    simple_convnet,
)
from lesson_code.cli import runs, training
from lesson_code.cli import workers as cli_workers
from lesson_code.datasets import Split
from lesson_code.parallel import part_gradients

SMALL = {"input_shape": (1, 8, 8), "hidden": 5, "classes": 4}
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def processes():
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, initializer=prepare_worker) as executor:
        yield executor


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster on this machine: a scheduler and two workers, processes of their own."""
    distributed = pytest.importorskip("distributed")
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0, "logging.distributed": 50}),
        distributed.LocalCluster(
            n_workers=2, processes=True, threads_per_worker=1, dashboard_address=":0"
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client


@pytest.fixture(params=["threads", "processes", "dask"])
def executor(request):
    if request.param == "threads":
        return None
    if request.param == "processes":
        return request.getfixturevalue("processes")
    return request.getfixturevalue("cluster").get_executor()


def convnet(dtype=np.float64, std=0.5, **settings):
    rng = np.random.default_rng(0)
    return simple_convnet(rng, filters=3, filter_size=3, std=std, dtype=dtype, **SMALL, **settings)


def images(n, dtype=np.float64):
    rng = np.random.default_rng(n)
    return rng.standard_normal((n, 1, 8, 8)).astype(dtype), rng.integers(0, 4, n)


def mlp(*layers):
    """Two inputs, two classes, and layers of one's own at the end."""
    rng = np.random.default_rng(1)
    return Sequential([Affine(rng.standard_normal((2, 2)), np.zeros(2)), *layers])


def points(n=8):
    rng = np.random.default_rng(n)
    return rng.standard_normal((n, 2)), rng.integers(0, 2, n)


class Here(Executor):
    """Computes at once, and keeps what would have been sent."""

    def __init__(self):
        self.sent = []

    def submit(self, task, *args):
        self.sent.append(args)
        future = Future()
        future.set_result(task(*args))
        return future


# The same numbers


@pytest.mark.parametrize("labels", ["integers", "one-hot"])
@pytest.mark.parametrize("loss", [SoftmaxCrossEntropy, SumOfSquares])
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_the_parts_add_up_to_the_whole(executor, dtype, tolerance, loss, labels):
    net = convnet(dtype)
    net.loss_function = loss()
    x, t = images(10, dtype)
    t = one_hot(t, 4).astype(dtype) if labels == "one-hot" else t
    expected_loss, expected = net.gradients(x, t)
    with DataParallel(net, 3, executor) as parallel:
        found_loss, found, logits = parallel.gradients(x, t)
    assert found_loss == pytest.approx(expected_loss, rel=tolerance)
    np.testing.assert_allclose(logits, net.predict(x), rtol=tolerance, atol=tolerance)
    assert found.keys() == expected.keys()
    for name, gradient in found.items():
        assert gradient.dtype == dtype
        scale = np.abs(expected[name]).max()
        np.testing.assert_allclose(gradient, expected[name], rtol=0, atol=tolerance * scale)


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
@pytest.mark.parametrize("n", [1, 2, 3, 10])
def test_parts_may_be_unequal_and_workers_idle(n, workers):
    net, here = convnet(), Here()
    x, t = images(n)
    loss, gradients = net.gradients(x, t)
    found = DataParallel(net, workers, here).gradients(x, t)
    sizes = [len(x) for _, x, _, _ in here.sent]
    assert sum(sizes) == n
    assert len(sizes) == min(n, workers)
    assert max(sizes) - min(sizes) <= 1
    assert found[0] == pytest.approx(loss, rel=1e-12)
    for name, gradient in gradients.items():
        np.testing.assert_allclose(found[1][name], gradient, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("n", [1, 2, 9])
def test_answers_in_parts_are_the_networks(executor, n):
    net = convnet()
    x, _ = images(n)
    parallel = DataParallel(net, 3, executor)
    np.testing.assert_allclose(parallel.predict(x, batch_size=2), net.predict(x), rtol=1e-12)
    with pytest.raises(ValueError, match="a batch of at least one input, got shape"):
        parallel.predict(x[:0])
    with pytest.raises(ValueError, match="batch_size: expected at least 1, got 0"):
        parallel.predict(x, batch_size=0)


@pytest.mark.parametrize("optimizer", [Adam(0.01, weight_decay=0.1), Momentum(weight_decay=0.1)])
def test_a_training_in_parts_is_the_training(executor, optimizer):
    x, t = images(23)
    nets, histories = [], []
    for workers in (1, 2):
        net, rng = convnet(), np.random.default_rng(3)
        optimizer.t, optimizer.state = 0, {}
        with DataParallel(net, workers, executor) as parallel:
            parallel = None if workers == 1 else parallel
            trainer = Trainer(net, optimizer, rng=rng, batch_size=9, parallel=parallel)
            histories.append(trainer.fit(x, t, epochs=2))
        nets.append(net)
    for name, param in nets[0].params.items():
        assert not np.array_equal(param, convnet().params[name])
        np.testing.assert_allclose(nets[1].params[name], param, rtol=0, atol=1e-12)
    for one, two in zip(*histories, strict=True):
        assert two.loss == pytest.approx(one.loss, rel=1e-12)
        assert two.train_accuracy == one.train_accuracy


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimiser_takes_what_a_worker_sent(processes, name):
    """Also when there is one part only, so that nothing was added up here."""
    net, (x, t) = mlp(), points(1)
    before = net.params["0.W"].copy()
    rng = np.random.default_rng(0)
    parallel = DataParallel(net, 2, processes)
    Trainer(net, OPTIMIZERS[name](), rng=rng, parallel=parallel).step(x, t)
    assert (net.params["0.W"] != before).all()


class Rest(Layer):
    """Hands on what it gets, later where the batch has a certain size."""

    def __init__(self, size, seconds=0.02):
        super().__init__()
        self.size, self.seconds = size, seconds

    def forward(self, x, train=False):
        time.sleep(self.seconds if len(x) == self.size else 0)
        return x

    def backward(self, dout):
        return dout


def random_net(*layers):
    """A network with dropout, and layers of one's own before it."""
    rng = np.random.default_rng(5)
    W = rng.standard_normal((64, 40)).astype(np.float32)
    return Sequential(
        [
            *layers,
            Affine(W, np.zeros(40, np.float32)),
            ReLU(),
            Dropout(0.5, rng=rng),
            Affine(W[:40, :4].copy(), np.zeros(4, np.float32)),
            Dropout(0.2, rng=rng),
        ]
    )


def numbers(n):
    x, t = images(n, np.float32)
    return x.reshape(n, -1), t


def test_the_same_seed_gives_the_same_bits_whoever_is_faster():
    results = []
    for slow in (3, 4):  # ten samples make parts of 3, 3 and 4
        net = random_net(Rest(slow))
        with DataParallel(net, 3) as parallel:
            results.append([parallel.gradients(*numbers(10)) for _ in range(3)])
    for (loss, gradients, logits), (again, same, y) in zip(*results, strict=True):
        assert loss == again
        np.testing.assert_array_equal(logits, y)
        for name in gradients:
            np.testing.assert_array_equal(gradients[name], same[name])


# Dropout


def test_dropout_is_the_same_on_every_executor(executor):
    with DataParallel(random_net(), 3, executor) as parallel:
        found = [parallel.gradients(*numbers(10))[2] for _ in range(2)]
    expected = DataParallel(random_net(), 3, Here())
    for logits in found:
        np.testing.assert_allclose(logits, expected.gradients(*numbers(10))[2], rtol=1e-4)


def test_dropout_differs_from_part_to_part_and_from_step_to_step():
    net = Sequential([Dropout(0.5, rng=np.random.default_rng(0)), *mlp().layers])
    net.layers[1].params["W"][...] = np.eye(2)
    with DataParallel(net, 4) as parallel:
        x = np.ones((4000, 2))
        first, second = (parallel.gradients(x, np.zeros(4000, int))[2] for _ in range(2))
    masks = [*first.reshape(4, 1000, 2), *second.reshape(4, 1000, 2)]
    for i, mask in enumerate(masks):
        assert mask.mean() == pytest.approx(1, abs=0.1)
        for other in masks[:i]:
            assert 0.4 < (mask == other).mean() < 0.6


def test_dropout_comes_from_the_generator_that_was_handed_in():
    seeds = (1, 1, 2)
    found = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        net = Sequential([Dropout(0.5, rng=rng), *mlp().layers])
        with DataParallel(net, 2) as parallel:
            found.append(parallel.gradients(np.ones((50, 2)), np.zeros(50, int))[2])
        assert net.layers[0].rng is rng
    np.testing.assert_array_equal(found[0], found[1])
    assert not np.array_equal(found[0], found[2])


def test_a_training_with_dropout_goes_on_from_its_checkpoint(tmp_path):
    x, t = numbers(30)
    whole, part = random_net(), random_net()
    for net, epochs in ((whole, 2), (part, 1)):
        trainer = Trainer(net, Adam(), rng=np.random.default_rng(2), batch_size=8)
        with DataParallel(net, 2) as trainer.parallel:
            trainer.fit(x, t, epochs=epochs)
    save_checkpoint(tmp_path / "run.npz", trainer)
    trainer = load_checkpoint(tmp_path / "run.npz", network=random_net()).trainer
    with DataParallel(trainer.network, 2) as trainer.parallel:
        trainer.fit(x, t)
    for name, param in whole.params.items():
        np.testing.assert_array_equal(trainer.network.params[name], param)


def test_a_generator_that_is_exchanged_later_is_the_one_that_is_used():
    """As `load_checkpoint` does when it is handed a network."""
    net, there = random_net(), random_net()
    with DataParallel(net, 2) as parallel, DataParallel(there, 2) as expected:
        for layer in (net.layers[2], there.layers[2]):
            layer.rng = np.random.default_rng(77)
        first = parallel.gradients(*numbers(10))[2]
        np.testing.assert_array_equal(first, expected.gradients(*numbers(10))[2])
        net.layers[2].rng = np.random.default_rng(78)
        there.layers[2].rng = np.random.default_rng(77)
        second = parallel.gradients(*numbers(10))[2]
        assert not np.array_equal(second, expected.gradients(*numbers(10))[2])


# What cannot be computed in parts


@pytest.mark.parametrize("within", [False, True])
def test_batch_normalisation_is_refused(within):
    net = report_convnet(np.random.default_rng(0), **SMALL)
    net = Sequential([net]) if within else net
    with pytest.raises(ValueError, match=r"BatchNormalization\(.* statistics over the whole batch"):
        DataParallel(net, 2)


class Noise(Layer):
    """Keeps its generator where nobody looks for it."""

    def __init__(self, rng):
        super().__init__()
        self.source = rng


def test_a_generator_that_is_not_found_is_refused_and_not_copied():
    with pytest.raises(ValueError, match="every random generator to be the `rng` of a layer"):
        DataParallel(mlp(Noise(np.random.default_rng(0))), 2)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [({"workers": 0}, "workers: .* got 0"), ({"workers": 2, "timeout": 0}, "timeout: .* got 0")],
)
def test_settings_out_of_range_are_refused(arguments, word):
    with pytest.raises(ValueError, match=word):
        DataParallel(mlp(), **arguments)


@pytest.mark.parametrize(("inputs", "labels"), [(0, 0), (4, 5), (5, 4)])
def test_inputs_without_labels_are_refused(inputs, labels):
    with pytest.raises(ValueError, match="at least one input and a label for each"):
        DataParallel(mlp(), 2, Here()).gradients(np.ones((inputs, 2)), np.zeros(labels, int))


def test_a_trainer_refuses_one_for_another_network():
    net, other, (x, t) = mlp(), mlp(), points()
    parallel = DataParallel(other, 2, Here())
    trainer = Trainer(net, SGD(), rng=np.random.default_rng(0), parallel=parallel)
    with pytest.raises(ValueError, match="expected one for this trainer's network"):
        trainer.fit(x, t)


# What is sent, and what is shared


def test_nothing_is_sent_but_parameters_and_part():
    net = simple_convnet(np.random.default_rng(0))
    rng = np.random.default_rng(0)
    x, t = rng.random((100, 1, 28, 28), np.float32), rng.integers(0, 10, 100)
    net.gradients(x, t)  # of which the layers keep megabytes
    here = Here()
    parallel = DataParallel(net, 2, here)
    parallel.gradients(x, t)
    parameters = sum(param.nbytes for param in net.params.values())
    fresh = DataParallel(net, 2, here)._replicas[0]
    for part in here.sent:
        assert len(pickle.dumps((fresh, *part[1:]))) < parameters + x.nbytes // 2 + 10_000


def test_threads_share_the_parameters_and_copy_no_part():
    net, here = convnet(), Here()
    x, t = images(10)
    DataParallel(net, 3, here).gradients(x, t)
    kept = [network for network, *_ in here.sent]
    assert len({id(layer) for network in kept for layer in network.layers}) == 3 * len(net.layers)
    for network, part, labels, _ in here.sent:
        assert np.shares_memory(part, x)
        assert np.shares_memory(labels, t)
        for name, param in net.params.items():
            assert network.params[name] is param
            place, _, own = name.partition(".")
            assert network.layers[int(place)].params[own] is param
    assert not net.grads  # the network itself is not used


def test_a_network_within_a_network_is_shared_too():
    net = Sequential([convnet()])
    x, t = images(10)
    _, expected = net.gradients(x, t)
    with DataParallel(net, 2) as parallel:
        _, found, _ = parallel.gradients(x, t)
    for name, gradient in expected.items():
        np.testing.assert_allclose(found[name], gradient, rtol=0, atol=1e-12)


def test_the_search_for_nan_can_be_switched_on_at_any_time(executor):
    net, (x, t) = mlp(), points()
    x[5, 0] = np.nan
    with DataParallel(net, 2, executor) as parallel:
        assert np.isnan(parallel.gradients(x, t)[0])
        net.check_finite = True
        with pytest.raises(FloatingPointError, match="the input x holds nan at index"):
            parallel.gradients(x, t)


def test_a_loss_that_is_no_number_leaves_the_parameters():
    net, (x, t) = mlp(), points()
    x[0] = np.nan
    before = net.params["0.W"].copy()
    with DataParallel(net, 2) as parallel:
        trainer = Trainer(net, SGD(), rng=np.random.default_rng(0), parallel=parallel)
        with pytest.raises(FloatingPointError, match="the loss became nan"):
            trainer.fit(x, t)
    np.testing.assert_array_equal(net.params["0.W"], before)


def test_a_part_whose_loss_is_no_number_goes_no_further():
    net, (x, t) = mlp(), points()
    loss, gradients, logits = part_gradients(net, x * np.nan, t, share=0.5)
    assert np.isnan(loss)
    assert gradients == net.grads == {}
    assert logits.shape == (8, 2)


def test_what_goes_wrong_in_a_part_is_told_as_elsewhere(executor):
    net, (x, t) = mlp(), points()
    with DataParallel(net, 2, executor) as parallel:
        with pytest.raises(ValueError, match="Affine expected x with 2 features"):
            parallel.gradients(np.ones((4, 3)), np.zeros(4, int))
        parallel.gradients(x, t)  # and the workers go on


def test_its_own_threads_end_with_it_and_others_do_not():
    before = threading.active_count()
    with DataParallel(mlp(), 2) as parallel:
        parallel.gradients(*points())
        assert threading.active_count() > before
    assert threading.active_count() == before
    with ThreadPoolExecutor(1) as threads:
        with DataParallel(mlp(), 2, threads) as parallel:
            parallel.gradients(*points())
        assert threads.submit(len, "abc").result() == 3


# BLAS


def blas_threads(*_):
    from threadpoolctl import threadpool_info

    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


class Look(Layer):
    """Writes down how many threads BLAS uses in a part."""

    seen: list = []  # noqa: RUF012

    def forward(self, x, train=False):
        self.seen.append(blas_threads())
        return x

    def backward(self, dout):
        return dout


def test_blas_has_one_thread_for_each_worker_as_long_as_a_step_takes():
    controller = pytest.importorskip("threadpoolctl").ThreadpoolController()
    if not blas_threads():
        pytest.skip("this NumPy's BLAS is not one that threadpoolctl knows")
    with controller.limit(limits=2), DataParallel(mlp(Look()), 2) as parallel:
        Look.seen.clear()
        parallel.gradients(*points())
        assert [set(threads) for threads in Look.seen] == [{1}, {1}]
        assert set(blas_threads()) == {2}


def test_a_prepared_process_has_one_thread_and_is_deaf_to_ctrl_c(processes):
    pytest.importorskip("threadpoolctl")
    assert set(processes.submit(blas_threads).result()) <= {1}
    assert processes.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN


@pytest.fixture
def without_threadpoolctl(monkeypatch):
    monkeypatch.setitem(sys.modules, "threadpoolctl", None)
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)


def test_without_threadpoolctl_there_is_a_word_and_the_same_result(
    without_threadpoolctl, monkeypatch
):
    net = mlp()
    with (
        pytest.warns(RuntimeWarning, match=r"pip install 'lesson-code\[parallel\]'"),
        DataParallel(net, 2) as parallel,
    ):
        found = parallel.gradients(*points())[0]
    assert found == pytest.approx(net.loss(*points()))
    DataParallel(net, 2, Here())  # no threads, no word
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    DataParallel(net, 2).close()


# Workers that die


class Fuse(Layer):
    """Ends the worker's process once there is a certain file; the trainer's process lives on."""

    def __init__(self, path=ROOT):
        super().__init__()
        self.path, self.trainer = path, os.getpid()

    def forward(self, x, train=False):
        if self.path.exists() and os.getpid() != self.trainer:
            os._exit(1)
        return x

    def backward(self, dout):
        return dout


def test_a_process_that_dies_is_an_error_that_says_so():
    net = mlp(Fuse())
    before = net.params["0.W"].copy()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, initializer=prepare_worker) as executor:
        parallel = DataParallel(net, 2, executor)
        trainer = Trainer(net, SGD(), rng=np.random.default_rng(0), parallel=parallel)
        for _ in range(2):  # such an executor is of no use any more, and goes on saying so
            with pytest.raises(LostWorkerError, match="a worker died or is out of reach") as caught:
                trainer.fit(*points())
            assert isinstance(caught.value.__cause__, BrokenProcessPool)
    np.testing.assert_array_equal(net.params["0.W"], before)


UNGUARDED = """
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
import numpy as np
from lesson_code import *
rng = np.random.default_rng(0)
net = Sequential([Affine(np.zeros((2, 2)), np.zeros(2))])
with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
    DataParallel(net, 1, executor).gradients(np.ones((2, 2)), np.array([0, 1]))
"""


def test_a_program_that_lacks_its_main_guard_is_told_so(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(UNGUARDED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, program],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 1
    guard = 'what starts them has to stand under: if __name__ == "__main__":'
    said = [line for line in done.stderr.splitlines() if guard in line]
    assert [line.partition(":")[0] for line in said] == [
        "RuntimeError",  # the worker, which came to the same line
        "lesson_code.parallel.LostWorkerError",
    ]
    assert "No worker has answered yet" in said[1]


@pytest.mark.slow
def test_a_worker_of_a_cluster_that_dies_is_an_error_that_says_so(cluster):
    executor = cluster.get_executor()
    with pytest.raises(LostWorkerError, match=r"\(KilledWorker\): a worker died") as caught:
        DataParallel(mlp(Fuse()), 1, executor).gradients(*points())
    assert type(caught.value.__cause__).__name__ == "KilledWorker"
    cluster.wait_for_workers(2)
    DataParallel(mlp(), 2, executor).gradients(*points())  # Dask started another


def test_the_last_checkpoint_stands_when_a_process_is_killed(tmp_path):
    x, t = points(20)
    path = tmp_path / "checkpoint.npz"

    def new(executor):
        net = mlp()
        parallel = DataParallel(net, 2, executor)
        return Trainer(net, Adam(), rng=np.random.default_rng(0), batch_size=3, parallel=parallel)

    whole = new(Here())
    whole.fit(x, t, epochs=3)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, initializer=prepare_worker) as executor:
        trainer = new(executor)

        def save_and_kill(epoch):
            if epoch.epoch <= 2:
                save_checkpoint(path, trainer)
            if epoch.epoch == 2:
                next(iter(executor._processes.values())).kill()

        with pytest.raises(LostWorkerError):  # at once, or some steps later
            trainer.fit(x, t, epochs=10_000, on_epoch=save_and_kill)
    trainer = load_checkpoint(path, network=mlp()).trainer
    assert len(trainer.history) == 2
    trainer.parallel = DataParallel(trainer.network, 2, Here())
    trainer.fit(x, t)
    for name, param in whole.network.params.items():
        np.testing.assert_allclose(trainer.network.params[name], param, rtol=0, atol=1e-12)


def test_a_worker_that_gives_no_answer_counts_as_lost():
    with DataParallel(mlp(Rest(4, seconds=0.3)), 2, timeout=0.05) as parallel:
        with pytest.raises(LostWorkerError, match="TimeoutError") as caught:
            parallel.gradients(*points())
        assert "no answer within 0.05 seconds" in str(caught.value.__cause__)
        parallel.timeout = None
        assert np.isfinite(parallel.gradients(*points())[0])


class Gate(Layer):
    """Hands on what it gets once it has been opened."""

    opened = threading.Event()

    def forward(self, x, train=False):
        assert self.opened.wait(300)
        return x

    def backward(self, dout):
        return dout


def test_a_part_that_has_not_begun_in_time_never_begins():
    Gate.opened.clear()
    with ThreadPoolExecutor(1) as executor:
        parallel = DataParallel(mlp(Gate(), Look()), 2, executor, timeout=0.05)
        Look.seen.clear()
        try:
            with pytest.raises(LostWorkerError):
                parallel.gradients(*points())
        finally:
            Gate.opened.set()
    assert len(Look.seen) <= 1  # on a busy machine not even the first had begun


# Ctrl-C

INTERRUPTED = """
import multiprocessing, os, sys
from concurrent.futures import ProcessPoolExecutor
import numpy as np
from lesson_code import *

def ready(barrier):
    prepare_worker()
    barrier.wait()  # no worker begins before the other one is deaf to Ctrl-C as well

def report(epoch):
    if epoch.epoch == 2:
        print("on the way", flush=True)

if __name__ == "__main__":
    rng = np.random.default_rng(0)
    net = simple_convnet(rng, filters=2, hidden=5)
    x, t = rng.random((200, 1, 28, 28), np.float32), rng.integers(0, 10, 200)
    context = multiprocessing.get_context("spawn")
    both = (context.Barrier(2),)
    with ProcessPoolExecutor(2, context, initializer=ready, initargs=both) as executor:
        trainer = Trainer(net, SGD(), rng=rng, batch_size=10)
        trainer.parallel = DataParallel(net, 2, executor)
        try:
            trainer.fit(x, t, epochs=10**6, on_epoch=report)
        except KeyboardInterrupt:
            trainer.fit(x, t, epochs=2)
            print("went on", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes to signal")
def test_ctrl_c_in_a_terminal_ends_the_training_and_not_the_workers(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(INTERRUPTED, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    try:
        assert running.stdout.readline() == "on the way\n", running.stderr.read()
        os.killpg(running.pid, signal.SIGINT)  # a terminal tells every process in it
        said, complaints = running.communicate(timeout=300)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    assert (said, complaints, running.returncode) == ("went on\n", "", 0)


# The command line


@pytest.fixture
def few_images(monkeypatch):
    rng = np.random.default_rng(0)
    split = Split(rng.random((100, 1, 28, 28), np.float32), rng.integers(0, 10, 100))
    monkeypatch.setattr(runs, "load_mnist", lambda: (split, split))
    monkeypatch.setattr(plots, "learning_curves", lambda *_, **__: None)
    monkeypatch.setattr(runs, "write_figure", lambda path, figure: None)


def run(*arguments, code=0):
    done = CliRunner().invoke(cli.main, ["train", *(str(argument) for argument in arguments)])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output


SMALL_RUN = ("--model", "sigmoid-mlp", "--set", "hidden=[5]", "--batch-size", 30)


def saved(folder):
    checkpoint = load_checkpoint(folder / "checkpoint.npz")
    return checkpoint.notes["workers"], checkpoint.trainer.network.params


def test_workers_change_nothing_but_the_rounding(few_images, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(
        cli_workers, "DataParallel", lambda *a, **k: made.append(DataParallel(*a, **k)) or made[-1]
    )
    run(*SMALL_RUN, "--epochs", 2, "--out", tmp_path / "one")
    assert not made
    run(*SMALL_RUN, "--epochs", 2, "--out", tmp_path / "three", "--workers", 3)
    assert [parallel.workers for parallel in made] == [3]
    assert saved(tmp_path / "one")[0] == 1
    assert saved(tmp_path / "three")[0] == 3
    for name, param in saved(tmp_path / "one")[1].items():
        np.testing.assert_allclose(saved(tmp_path / "three")[1][name], param, rtol=0, atol=1e-5)


def test_a_run_goes_on_with_the_workers_it_had(few_images, tmp_path):
    model = ("--model", "deep-convnet", "--set", "channels=[2]", "--set", "dropout=0.5")
    model += ("--set", "hidden=5", "--batch-size", 30, "--workers", 2)
    run(*model, "--epochs", 2, "--out", tmp_path / "whole")
    run(*model, "--epochs", 1, "--out", tmp_path / "parts")
    run("--resume", tmp_path / "parts", "--epochs", 2)
    whole, parts = saved(tmp_path / "whole"), saved(tmp_path / "parts")
    assert whole[0] == parts[0] == 2
    for name, param in whole[1].items():
        np.testing.assert_array_equal(parts[1][name], param)
    run("--resume", tmp_path / "parts", "--epochs", 3, "--workers", 1)  # or with others
    assert saved(tmp_path / "parts")[0] == 1


def test_a_cluster_computes_and_a_run_can_leave_it_again(few_images, tmp_path, cluster):
    cluster.wait_for_workers(2)
    address = cluster.scheduler.address
    run(*SMALL_RUN, "--cluster", address, "--out", tmp_path / "cluster")
    run(*SMALL_RUN, "--out", tmp_path / "here")
    workers, params = saved(tmp_path / "cluster")
    assert workers == 2  # all that there are
    for name, param in saved(tmp_path / "here")[1].items():
        np.testing.assert_allclose(params[name], param, rtol=0, atol=1e-5)
    run("--resume", tmp_path / "cluster", "--epochs", 2)
    run("--resume", tmp_path / "cluster", "--epochs", 3, "--cluster", address, "--workers", 5)
    assert saved(tmp_path / "cluster")[0] == 5


@pytest.mark.slow
def test_a_lost_cluster_leaves_the_last_checkpoint(few_images, tmp_path, cluster, monkeypatch):
    fuse, out = tmp_path / "fuse", tmp_path / "run"
    build, save = training.build_network, runs.save

    def build_with_fuse(*arguments):
        net, settings = build(*arguments)
        net.layers.append(Fuse(fuse))
        return net, settings

    def save_and_light(*arguments):
        save(*arguments)
        fuse.touch()

    monkeypatch.setattr(training, "build_network", build_with_fuse)
    monkeypatch.setattr(runs, "save", save_and_light)
    order = (*SMALL_RUN, "--epochs", 3, "--cluster", cluster.scheduler.address)
    cluster.wait_for_workers(2)
    said = run(*order, "--out", out, code=1)
    assert "epoch 1/3" in said
    assert "Error: a step was not finished (KilledWorker): a worker died" in said
    assert f"train --resume {out})" in said
    assert "epoch 2/3" not in said
    monkeypatch.setattr(training, "build_network", build)
    run("--resume", out)
    run(*SMALL_RUN, "--epochs", 3, "--workers", 2, "--out", tmp_path / "whole")
    for name, param in saved(tmp_path / "whole")[1].items():
        np.testing.assert_allclose(saved(out)[1][name], param, rtol=0, atol=1e-5)


def test_a_worker_lost_in_the_first_epoch_leaves_no_checkpoint(few_images, tmp_path, monkeypatch):
    def lose(*_):
        raise LostWorkerError("a worker died")

    monkeypatch.setattr(DataParallel, "gradients", lose)
    said = run(*SMALL_RUN, "--workers", 2, "--out", tmp_path, code=1)
    assert said == "Error: a worker died (there is none yet)\n"


@pytest.mark.slow
def test_where_there_is_no_cluster_a_sentence_says_so():
    """In a process of its own: a client that found nothing takes its time to go."""
    pytest.importorskip("distributed")
    program = (
        "from lesson_code.cli import main, workers; workers.CONNECTING = 0.3; "
        "main(['train', '--cluster', 'tcp://127.0.0.1:9'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: --cluster tcp://127.0.0.1:9: found no scheduler with a")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("error", [OSError, TimeoutError, ValueError])
def test_whatever_keeps_a_client_from_its_cluster_is_a_sentence(few_images, monkeypatch, error):
    distributed = pytest.importorskip("distributed")

    def fail(address, timeout):
        raise error(address)

    monkeypatch.setattr(distributed, "Client", fail)
    said = run("--cluster", "nonsense", code=1)
    assert said.startswith("Error: --cluster nonsense: found no scheduler with a worker there")


def test_another_version_in_the_cluster_is_refused(few_images, cluster, monkeypatch):
    monkeypatch.setattr(cli_workers, "__version__", "9.9")
    cluster.wait_for_workers(1)
    said = run("--cluster", cluster.scheduler.address, code=1)
    assert "expected lesson-code 9.9 at the scheduler and at every worker: found" in said


def test_a_missing_extra_is_a_sentence(few_images, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = run("--cluster", "tcp://127.0.0.1:9", code=1)
    assert "--cluster needs Dask; install it with: pip install 'lesson-code[parallel]'" in said


def test_the_word_about_threadpoolctl_is_a_line(few_images, without_threadpoolctl):
    said = run(*SMALL_RUN, "--workers", 2)
    assert said.startswith("threadpoolctl is not installed")
    assert "RuntimeWarning" not in said


@pytest.mark.slow
def test_wrong_numbers_and_networks_are_sentences(few_images):
    assert "0 is not in the range" in run("--workers", 0, code=2)
    said = run("--workers", 2, "--model", "report-convnet", code=1)
    assert "train this network with one worker" in said
