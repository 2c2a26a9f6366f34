"""What a checkpoint forgot: only that is forgotten, and what was measured is what the page says."""

from pathlib import Path

import numpy as np
import pytest

from scripts.book import results
from scripts.experiments import forgotten
from scripts.experiments.forgotten import Training


@pytest.fixture
def digits() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return rng.random((300, 784), np.float32), rng.integers(0, 10, 300)


def saved(optimizer: str, digits: tuple[np.ndarray, np.ndarray]) -> Training:
    """A training in the middle of its second epoch."""
    training = Training(optimizer, 0, *digits)
    for _ in range(4):
        training.step()
    return training


def changed(before: Training, after: Training) -> set[str]:
    """What of a training's state is not what it was."""
    own = after.learned()
    found = {name for name, a in before.learned().items() if not np.array_equal(a, own[name])}
    kinds = {"/".join(name.split("/")[: 2 if name.startswith("state") else 1]) for name in found}
    numbers = {
        "t": (before.optimizer.t, after.optimizer.t),
        "epoch": (before.epoch, after.epoch),
        "position": (before.position, after.position),
        "order": (before.order.tolist(), after.order.tolist()),
        "generator": (before.rng.bit_generator.state, after.rng.bit_generator.state),
    }
    return kinds | {name for name, (old, new) in numbers.items() if old != new}


@pytest.mark.parametrize(
    ("optimizer", "forgets", "lost"),
    [
        ("momentum", "nothing", set()),
        ("momentum", "v", {"state/v"}),
        ("momentum", "generator", {"generator"}),
        ("momentum", "order", {"order", "generator"}),  # which draws another one
        ("momentum", "epoch", {"epoch"}),
        ("momentum", "one epoch", {"epoch"}),
        ("momentum", "running", {"buffers"}),
        ("adam", "nothing", set()),
        ("adam", "m", {"state/m"}),
        ("adam", "t", {"t"}),
        ("adam", "m, v, t", {"state/m", "state/v", "t"}),
        (
            "adam",
            "all but weights",
            {"buffers", "state/m", "state/v", "t", "generator", "order", "epoch"},
        ),
    ],
)
def test_what_is_forgotten_is_that_and_nothing_else(
    digits: tuple[np.ndarray, np.ndarray], optimizer: str, forgets: str, lost: set[str]
) -> None:
    before, after = saved(optimizer, digits), Training(optimizer, 7, *digits)
    after.load(before.save(), forgets)
    assert changed(before, after) == lost


@pytest.mark.parametrize("stops", [[4], [1, 3, 5], range(1, 9)])
def test_a_whole_file_goes_on_bit_for_bit(
    digits: tuple[np.ndarray, np.ndarray], stops: list[int]
) -> None:
    never = training = Training("adam", 0, *digits)
    for _ in range(9):
        never.step()
    training = Training("adam", 0, *digits)
    for i in range(9):
        if i in stops:
            file, training = training.save(), Training("adam", 7, *digits)
            training.load(file, "nothing")
        training.step()
    assert changed(never, training) == set()


def test_a_quick_run_is_summarized(tmp_path: Path) -> None:
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "momentum-nothing", "--only", "momentum-v"]
    assert forgotten.EXPERIMENT.main(arguments) == 0
    runs = results.read("quick", tmp_path)["runs"]
    assert runs["momentum-nothing"]["summary"]["bit_equal"] == 1
    assert runs["momentum-nothing"]["summary"]["last_accuracy_change"]["mean"] == 0
    assert runs["momentum-v"]["summary"]["bit_equal"] == 0


def test_what_was_measured() -> None:
    """What the lesson says in words of its results file."""
    runs = results.read("forgotten")["runs"]
    summaries = {name: run["summary"] for name, run in runs.items()}
    assert all(s["seeds"] == 5 for s in summaries.values())
    for name, summary in summaries.items():
        assert summary["bit_equal"] == (5 if "nothing" in name else 0), name
    assert summaries["adam-v"]["last_accuracy_change"]["max"] < -0.02
    assert summaries["often-generator"]["last_accuracy_change"]["max"] < 0
    once = [s for name, s in summaries.items() if not name.startswith(("often", "adam-v"))]
    assert max(abs(s["last_accuracy_change"]["mean"]) for s in once) < 0.002
