"""scripts/benchmark_workers.py: what it compares with what, not its times."""

from __future__ import annotations

import contextlib
import functools
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from scripts import benchmark_workers
from scripts.speed import stopwatch

THREADS = ("threads_1", "threads_2")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads alone and as an executor that is handed in, a network without work, single steps."""
    pytest.importorskip("threadpoolctl")
    net = functools.partial(benchmark_workers.lesson_code.simple_convnet, filters=1, hidden=1)
    monkeypatch.setattr(benchmark_workers.lesson_code, "simple_convnet", net)
    monkeypatch.setattr(benchmark_workers, "TRAINING_STEPS", 1)
    monkeypatch.setattr(benchmark_workers, "STEPS", {"small": ("simple_convnet", 10, 2)})
    monkeypatch.setattr(benchmark_workers, "TASKS", ["small", "trainings"])
    monkeypatch.setattr(benchmark_workers.os, "cpu_count", lambda: 2)
    once = functools.partial(stopwatch.interleaved, turn=0)
    monkeypatch.setattr(benchmark_workers, "interleaved", once)
    monkeypatch.setattr(stopwatch, "START", 0)
    monkeypatch.setattr(stopwatch, "PAUSE", 0)

    @contextlib.contextmanager
    def executors(most: int) -> Any:
        with ThreadPoolExecutor(most) as pool:
            yield {"threads": None, "others": pool}

    monkeypatch.setattr(benchmark_workers, "_executors", executors)


def test_each_way_is_compared_with_one_thread_and_with_all_in_blas(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "workers.json"
    file.write_text('{"kept": 1, "small": "old"}', encoding="utf-8")
    assert benchmark_workers.main(["--quick", "--json", str(file)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    others = ("others_1", "others_2", "sending_others_2")
    assert list(found["small"]["ways"]) == ["blas_1", "blas_2", *THREADS, *others]
    assert list(found["trainings"]["ways"]) == ["blas_1", "blas_2", "threads_2", "others_2"]
    assert found["kept"] == 1
    printed = capsys.readouterr().out
    for task in ("small", "trainings"):
        ways = found[task]["ways"]
        assert ways["blas_1"]["speed_up"] == ways["blas_2"]["to_blas"] == 1
        assert all(f"  {name} " in printed for name in ways)


def test_ratios_are_those_of_one_round() -> None:
    took = {
        "blas_1": [10.0, 20.0, 100.0],
        "blas_2": [5.0, 20.0, 200.0],
        "threads_2": [5.0, 40.0, 50.0],
    }
    way = benchmark_workers._ways(took, cores=2)["threads_2"]
    assert (way["ms"], way["speed_up"], way["takes"], way["to_blas"]) == (40_000, 2, 0.5, 1)
    assert way["speed_up_quartiles"] == [1.25, 2]
    assert way["s"] == 0, "two workers, twice as fast: everything was split"
