"""The ladder on CIFAR-10: each rung changes one thing, and a training that was stopped goes on."""

import itertools
import math

import numpy as np
import pytest

from lesson_code import Residual
from scripts.book import results
from scripts.experiments import cifar10_ladder as ladder


def test_each_rung_keeps_what_the_ones_before_it_have():
    rungs = ladder.runs(quick=False)[len(ladder.PEAKS) :]
    assert [run.name for run in rungs] == [*ladder.RUNGS, "longer"]
    for before, after in itertools.pairwise(rungs):
        changed = ladder.RUNGS.get(after.name, {"epochs": ladder.LONG})
        assert dict(after.settings) == {**before.settings, **changed}
    assert all(len(run.seeds) == 3 for run in rungs)


def test_the_peak_is_searched_for_without_a_look_at_the_test_images():
    runs = {run.name: run for run in ladder.runs(quick=False)}
    for n in ladder.PEAKS:
        searched = runs[f"peak-{n}"]
        assert dict(searched.settings) == {
            **runs[ladder.SEARCHED].settings,
            "lr": n / 1000,
            "epochs": ladder.SEARCH_EPOCHS,
            "search": True,
        }
        assert not set(searched.seeds) & set(runs["longer"].seeds)


def test_networks_are_what_their_settings_say():
    rungs = {run.name: run.settings for run in ladder.runs(quick=False)}
    x = np.random.default_rng(0).random((2, 3, 32, 32), np.float32)
    for settings in rungs.values():
        net = ladder.network(settings, np.random.default_rng(0))
        assert net.predict(x).shape == (2, 10)
        kinds = [type(layer).__name__ for _, layer in net.walk()]
        assert ("BatchNormalization" in kinds) is bool(settings.get("batch_norm"))
        blocks = sum(isinstance(layer, Residual) for layer in net.layers)
        assert blocks == (3 if settings.get("blocks") else 0)


def test_the_learning_rate_rises_to_its_peak_and_falls_to_nothing():
    rates = [ladder.one_cycle(0.4, done) for done in np.linspace(0, 1, 101)]
    assert rates[0] == 0
    assert rates[25] == max(rates) == pytest.approx(0.4)
    assert rates[100] == pytest.approx(0, abs=1e-9)
    assert np.all(np.diff(rates[:26]) > 0)
    assert np.all(np.diff(rates[25:]) < 0)


def test_smoothed_targets_are_probabilities():
    rows = ladder.smoothed(np.array([3, 0]), 0.1)
    np.testing.assert_allclose(rows.sum(axis=1), 1, rtol=1e-6)
    np.testing.assert_allclose(rows[0], [0.01] * 3 + [0.91] + [0.01] * 6, rtol=1e-5)
    # a network that is right and sure cannot bring the loss below the targets' own entropy
    entropy = -(0.91 * math.log(0.91) + 9 * 0.01 * math.log(0.01))
    np.testing.assert_allclose(-(rows * np.log(rows)).sum(axis=1), entropy, rtol=1e-5)


def test_a_search_says_nothing_of_the_test_images(tmp_path):
    out = tmp_path / "quick.json"
    options = ["--quick", "--only", "peak-50", "--out", str(out), "--saved", str(tmp_path)]
    assert ladder.EXPERIMENT.main(options) == 0
    assert "test" not in out.read_text().replace('"cifar10_ladder"', "")


@pytest.mark.slow
def test_a_training_that_was_stopped_ends_as_if_it_had_not_been(tmp_path, monkeypatch, capsys):
    def measure(name):
        (tmp_path / name).mkdir(exist_ok=True)
        out, saved = tmp_path / name / "quick.json", tmp_path / name
        options = ["--quick", "--only", "longer", "--out", str(out), "--saved", str(saved)]
        assert ladder.EXPERIMENT.main(options) == 0
        return results.read("quick", tmp_path / name)["runs"]["longer"]["seeds"]["0"]

    whole = measure("whole")
    step, taken = ladder.Trainer.step, 0

    def stop_in_the_second_epoch(trainer, x, t):
        nonlocal taken
        taken += 1
        if taken == 4:  # an epoch has two steps
            raise KeyboardInterrupt
        return step(trainer, x, t)

    with monkeypatch.context() as patch:
        patch.setattr(ladder.Trainer, "step", stop_in_the_second_epoch)
        with pytest.raises(KeyboardInterrupt):
            measure("stopped")
    capsys.readouterr()
    stopped = measure("stopped")
    assert "goes on after epoch 1" in capsys.readouterr().out
    for one in (whole, stopped):
        del one["wall_seconds"]
        for epoch in one["epochs"]:
            del epoch["cpu_seconds"]
    assert stopped == whole
    assert list((tmp_path / "stopped").glob("*.npz")) == []
