"""The ladder of lesson 17: what its steps compute and how they are compared, not their times."""

from __future__ import annotations

import numpy as np
import pytest

from scripts import benchmark_ladder
from scripts.speed import ladder


@pytest.fixture(scope="module")
def textbook() -> tuple[list[float], dict[str, np.ndarray]]:
    """The losses of two steps of the textbook on six images, and where its parameters then are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ladder, "BATCH", 6)
        step, params = ladder.changed(frozenset())
        return [step(), step()], params


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in benchmark_ladder.competitors()
        if name.startswith("without") or name in (benchmark_ladder.LAST, ladder.ORDER_KEPT)
    ],
)
def test_every_step_trains_as_the_textbook_does(
    name: str, textbook: tuple[list[float], dict[str, np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    losses, wanted = textbook
    monkeypatch.setattr(ladder, "BATCH", 6)
    changes = frozenset(benchmark_ladder.competitors()[name]["changes"])
    start = ladder.simple_convnet(np.random.default_rng(0)).params
    step, params = ladder.changed(changes)
    found = [step(), step()]
    # with one pass it is the loss before the update
    assert found["one_pass" in changes] == pytest.approx(losses[0], rel=1e-5)
    for key, param in params.items():
        assert param.dtype == (np.float32 if "float32" in changes else np.float64)
        moved = np.abs(wanted[key] - start[key]).mean()
        # on average: where a gradient is rounding noise, Adam may step to either side
        assert np.abs(param - wanted[key]).mean() < 0.01 * moved


def test_copies_are_ordered_if_asked() -> None:
    relu = ladder.sample("textbook", frozenset({ladder.ORDER_KEPT}))["ReLU"]()
    x = np.ones((2, 3, 4, 5)).transpose(3, 0, 1, 2)
    assert relu.forward(x).strides == x.strides
    assert ladder.sample("textbook")["ReLU"]().forward(x).strides != x.strides


def test_rungs_are_compared_with_the_one_before_and_with_the_last() -> None:
    names = list(benchmark_ladder.competitors())
    seconds = {name: [0.1, 0.1, 0.1] for name in names}
    seconds["textbook"] = [0.8, 0.8, 0.8]
    seconds["float32"] = [0.4, 0.4, 0.4]
    seconds["without slices"] = [0.3, 0.3, 0.3]
    seconds["ours float64"] = [0.2, 0.2, 0.2]
    found = benchmark_ladder.compared(seconds)
    rungs = found["rungs"]
    assert list(rungs) == ["textbook", *ladder.CHANGES]
    assert [rungs[name]["gain"] for name in ("float32", "one_pass", "no_dx")] == [2, 4, 1]
    assert [rungs[name]["so_far"] for name in ("textbook", "float32", "in_place")] == [1, 2, 8]
    assert [rungs[name]["undone"] for name in ("slices", "no_dx", "keep_memory")] == [3, 1, 1]
    assert found["ours"]["float64_ratio"] == 2
    assert any("slices" in line and "3.00" in line for line in benchmark_ladder.table(found))
