"""scripts/benchmark_workers.py: its rows, not its times."""

from __future__ import annotations

import contextlib
import functools

import pytest

from scripts import benchmark_workers
from scripts.speed import stopwatch


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads alone, a network that takes no time, and single steps."""
    pytest.importorskip("threadpoolctl")
    net = functools.partial(benchmark_workers.simple_convnet, filters=1, hidden=1)
    monkeypatch.setattr(benchmark_workers, "simple_convnet", net)
    once = functools.partial(stopwatch.interleaved, turn=0)
    monkeypatch.setattr(benchmark_workers, "interleaved", once)
    monkeypatch.setattr(
        benchmark_workers, "_executors", lambda most: contextlib.nullcontext({"threads": None})
    )


@pytest.mark.slow
def test_a_row_for_each_way_and_batch(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark_workers.os, "cpu_count", lambda: 2)
    rows = benchmark_workers.measure(quick=True)
    ways = [("none", 1, 1), ("none", 1, 2), ("threads", 1, 1), ("threads", 2, 1)]
    assert [
        (row["batch"], row["executor"], row["workers"], row["blas_threads"]) for row in rows
    ] == [(batch, *way) for batch in (100, 1000) for way in ways]
    assert all(row["ms"] > 0 and row["speed_up"] > 0 for row in rows)
    assert rows[0]["speed_up"] == 1


def test_speed_up_is_the_median_of_the_rounds() -> None:
    took = {("none", 1, 1): [10.0, 20.0, 100.0], ("threads", 2, 1): [5.0, 40.0, 50.0]}
    _, row = benchmark_workers._rows(100, took)
    assert row["speed_up"] == 2
    assert row["ms"] == 40_000


def test_it_prints_a_table(
    small: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"batch": 100, "executor": "dask", "workers": 2, "blas_threads": 1}
    monkeypatch.setattr(
        benchmark_workers, "measure", lambda quick: [row | {"ms": 12.34, "speed_up": 1.5}]
    )
    assert benchmark_workers.main(["--quick"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == [
        "100",
        "dask",
        "2",
        "1",
        "12.3",
        "1.50",
    ]
