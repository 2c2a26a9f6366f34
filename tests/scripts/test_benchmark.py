"""The benchmark: what it compares is the same computation, and its figures are what they say.

Nothing here is timed: a busy machine would fail such a test, and a quick one pass it wrongly.
"""

import json
import runpy
import subprocess
import sys

import numpy as np
import pytest

from scripts import benchmark
from scripts.speed import peak_memory, step_parts, steps, stopwatch


@pytest.fixture
def small(monkeypatch):
    """Small batches and single rounds."""
    monkeypatch.setattr(steps, "BATCH", 4)
    monkeypatch.setattr(benchmark, "INFERENCE_IMAGES", 20)
    monkeypatch.setattr(benchmark, "BATCHES", [2, 4])

    def once(functions, rounds, turn=1, warm_up=2):
        return stopwatch.interleaved(functions, rounds=2, turn=0, warm_up=1)

    monkeypatch.setattr(benchmark, "interleaved", once)
    monkeypatch.setattr(benchmark, "peak_megabytes", lambda *_: [60.0, 50.0])
    monkeypatch.setattr(benchmark, "import_seconds", lambda *_, **__: [0.1, 0.3])


def test_turns_last_equally_long(monkeypatch):
    turns, now = [], 0.0

    def call(name, seconds):
        nonlocal now
        turns.append(name)
        now += seconds

    monkeypatch.setattr(stopwatch.time, "perf_counter", lambda: now)
    functions = {"a": lambda: call("a", 3.0), "b": lambda: call("b", 1.0)}
    seconds = stopwatch.interleaved(functions, rounds=2, turn=3.0, warm_up=1)
    assert "".join(turns) == "ab" + 2 * "aabbbb"  # the first call of each turn does not count
    assert seconds == {"a": [3.0, 3.0], "b": [1.0, 1.0]}


def test_a_turn_begins_with_a_start_that_does_not_count(monkeypatch):
    """While it lasts, the system may keep two threads on one core."""
    seconds_of_calls, now = iter([1.0, 9.0, 9.0, 9.0, 1.0, 1.0]), 0.0

    def call():
        nonlocal now
        now += next(seconds_of_calls)

    monkeypatch.setattr(stopwatch.time, "perf_counter", lambda: now)
    monkeypatch.setattr(stopwatch, "START", 20.0)
    assert stopwatch.interleaved({"a": call}, rounds=1, turn=2.0, warm_up=1) == {"a": [1.0]}


def test_a_ratio_is_the_median_of_rounds():
    found = stopwatch.spread("ratio", stopwatch.ratios([2.0, 4.0, 90.0], [1.0, 1.0, 9.0]))
    assert found == {"ratio": 4.0, "ratio_quartiles": [3.0, 7.0]}
    assert stopwatch.spread("ms", [0.0123456], 1000) == {
        "ms": 12.35,
        "ms_quartiles": [12.35, 12.35],
    }


def test_the_textbook_takes_the_same_step():
    x, t = steps.images("simple_convnet", 3)
    book, optimizer = steps.textbook_parts()
    ours = steps.our_network("simple_convnet")
    loss, grads = ours.gradients(x, t)
    book_grads = book.gradient(x.astype(np.float64), t)
    assert book.loss(x.astype(np.float64), t) == pytest.approx(loss, rel=1e-5)
    assert all(array.dtype == np.float64 for array in book_grads.values())
    for name, gradient in grads.items():
        np.testing.assert_allclose(gradient, book_grads[name], atol=1e-6)


def test_the_textbook_trains_in_a_process_of_its_own():
    x, t = steps.images("simple_convnet", 3)
    step = steps.textbook(x, t)
    book, optimizer = steps.textbook_parts()
    x = x.astype(np.float64)
    for _ in range(2):  # one was taken to see that it started
        optimizer.update(book.params, book.gradient(x, t))
    assert step() == pytest.approx(book.loss(x, t), rel=1e-9)


def test_the_textbook_and_the_loop_agree_with_the_package():
    for program in (steps.TEXTBOOK, steps.PER_SAMPLE):
        done = subprocess.run(
            [sys.executable, "-W", "error", str(program)],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={"PYTHONPATH": str(benchmark.ROOT), "OPENBLAS_NUM_THREADS": "1"},
        )
        lines = done.stdout.splitlines()
        assert len(lines) >= 4
        assert all(line.endswith(": True") for line in lines), done.stdout


@pytest.mark.parametrize("name", steps.SHAPES)
def test_pytorchs_network_is_ours(name):
    torch = pytest.importorskip("torch")
    x, _ = steps.images(name, 2)
    ours, theirs = steps.our_network(name), steps.torch_network(name)
    with torch.no_grad():
        for param, theirs_param in zip(ours.params.values(), theirs.parameters(), strict=True):
            turned = param.T if param.ndim == 2 else param  # PyTorch keeps (M, D)
            theirs_param.copy_(torch.from_numpy(turned.copy()))
        y = theirs(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(ours.predict(x), y, atol=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("make", [steps.ours, steps.torch], ids=["ours", "torch"])
def test_steps_train(make):
    if make is steps.torch:
        pytest.importorskip("torch")
    x, t = steps.images("simple_convnet", 4)
    step = make("simple_convnet", x, t)
    losses = [np.ravel(step())[0] for _ in range(30)]
    assert losses[-1] < losses[0]


@pytest.mark.slow
def test_everything_is_measured_and_written(small, tmp_path, capsys):
    file = tmp_path / "speed.json"
    assert benchmark.main(["--quick", "--json", str(file)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found.keys() == {"provenance", "quick", "threads", "in_halves", *benchmark.PARTS}
    assert found["simple_convnet"].keys() >= {"textbook_ratio", "ms", "textbook_ms", "inference_s"}
    assert found["sigmoid_mlp"].keys() >= {"loop_ratio", "ms", "loop_ms"}
    assert found["import"]["seconds"] == 0.2
    assert [row["batch"] for row in found["batch_size"]] == [2, 4]
    for part in ("simple_convnet", "deep_convnet"):
        assert ("torch_ratio" in found[part]) == steps.has_torch()
        assert found[part]["memory_mb"] == 55
    profile = found["profile"]
    assert "second forward pass" in profile["textbook"]
    assert "first layer's input gradient" in profile["textbook"]
    assert len(profile["ours"]) == 7 + 7 + 2 + 1  # layers there and back, loss, optimiser
    printed = capsys.readouterr().out
    for word in ("textbook / ours", "at least 15", "below 0.2", "2 images", "relu", "ours: sum"):
        assert word in printed


def test_without_pytorch_a_word_is_said(small, monkeypatch, capsys):
    monkeypatch.setattr(steps, "has_torch", lambda: False)
    assert benchmark.main(["--quick", "--only", "simple_convnet", "deep_convnet"]) == 0
    printed = capsys.readouterr().out
    assert "PyTorch is not installed" in printed
    assert "textbook / ours" in printed
    assert "ours / PyTorch" not in printed


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        benchmark.main(["--only", "gpu"])
    assert "simple_convnet" in capsys.readouterr().err


def test_parts_add_up_to_a_step(monkeypatch):
    monkeypatch.setattr(steps, "BATCH", 2)
    assert step_parts.textbook(1).keys() >= {"optimizer", "loss forward", "0 Convolution backward"}


def test_peak_memory_sees_what_is_used():
    """In a process of its own: a peak cannot be forgotten everywhere."""
    if not peak_memory.FORGET_PEAK.exists():
        pytest.skip("only Linux says how much memory a process used at most")
    [megabytes] = stopwatch.peak_megabytes("ours", "simple_convnet")
    conv = 100 * 30 * 24 * 24 * 4 / 1e6
    assert conv < megabytes < 20 * conv


def test_samples_can_be_imported():
    for program in (steps.TEXTBOOK, steps.PER_SAMPLE):
        assert runpy.run_path(str(program))["__name__"] != "__main__"


def test_import_time_is_that_of_the_import():
    [seconds] = stopwatch.import_seconds("lesson_code", after="numpy", times=1)
    [nothing] = stopwatch.import_seconds("numpy", after="numpy", times=1)
    assert 0 <= nothing < seconds
