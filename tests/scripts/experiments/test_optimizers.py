"""Optimisers at every rate: which runs there are, one that diverges, and a quick run."""

from scripts.book import results
from scripts.experiments import optimizers


def test_each_optimizer_is_tried_at_each_rate() -> None:
    names = [run.name for run in optimizers.runs(quick=False)]
    assert len(names) == len(set(names)) == 5 * 16 + 3
    assert not [name for name in names if "." in name]
    rates = optimizers.RATES
    assert rates == sorted(rates)
    assert (rates[0], rates[-1]) == (0.0001, 10.0)


def test_a_rate_that_is_far_too_large_is_measured_too() -> None:
    run = {"optimizer": "sgd", "lr": 1e30, "steps": 5}
    found = optimizers.on_the_grid(run, 0, lambda text: None)
    assert found["finite"] is False
    assert 0.05 < found["accuracy"] < 0.2, "one answer for all digits"


def test_a_quick_run_writes_both_kinds(tmp_path, capsys) -> None:
    out = tmp_path / "quick.json"
    wanted = ["grid-rmsprop-0_1", "three-layers-momentum"]
    only = [word for name in wanted for word in ("--only", name)]
    assert optimizers.EXPERIMENT.main(["--quick", "--out", str(out), *only]) == 0
    runs = results.read("quick", tmp_path)["runs"]
    assert runs[wanted[0]]["summary"]["finite"] == 1
    assert 0 <= runs[wanted[0]]["summary"]["accuracy"]["mean"] <= 1
    assert list(runs[wanted[1]]["summary"]["after_epoch"]) == ["1"]
