"""Killed trainings: a short run, and that the script would see what is lost."""

import copy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lesson_code import SGD, Trainer, build_model, load_checkpoint, save_checkpoint
from scripts import kill_trainings
from scripts.kill_trainings import LostError, Trainings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_short_run_loses_nothing():
    done = subprocess.run(
        [sys.executable, "scripts/kill_trainings.py", "--kills", "5", "--seed", "1"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert int(done.stdout.split()[0]) >= 5
    assert "0 lost something" in done.stdout


@pytest.fixture
def saved(tmp_path):
    """A run of two epochs."""
    rng = np.random.default_rng(0)
    settings = {"hidden": [4], "input_shape": [1, 4, 4]}
    network = build_model("sigmoid-mlp", settings, rng)
    trainer = Trainer(network, SGD(0.1), rng=rng, batch_size=4, progress=False)
    trainer.fit(rng.random((8, 1, 4, 4), np.float32), rng.integers(0, 10, 8), epochs=2)
    save_checkpoint(tmp_path / "checkpoint.npz", trainer, model="sigmoid-mlp", settings=settings)
    return tmp_path


def test_one_bit_is_a_difference(saved):
    whole, parts = (load_checkpoint(saved / "checkpoint.npz") for _ in range(2))
    assert kill_trainings._difference(whole, parts) == ""
    changed = copy.deepcopy(parts)
    array = changed.trainer.network.params["3.W"]
    array[0, 0] = np.nextafter(array[0, 0], np.float32(1))
    assert kill_trainings._difference(whole, changed) == "3.W"
    changed = copy.deepcopy(parts)
    changed.trainer.rng.random()
    assert kill_trainings._difference(whole, changed) == "the generator"
    parts.trainer.history.pop()
    assert kill_trainings._difference(whole, parts) == "the history"


def test_what_was_said_and_is_not_there_is_lost(saved):
    check = Trainings._check
    check(saved, 2, "SIGKILL", -9, "epoch 2/8")
    with pytest.raises(LostError, match="3 epochs were said, and 2 are in the checkpoint"):
        check(saved, 3, "SIGKILL", -9, "epoch 3/8")
    with pytest.raises(LostError, match="there is no checkpoint"):
        check(saved / "nowhere", 1, "SIGKILL", -9, "epoch 1/8")
    check(saved / "nowhere", 0, "SIGKILL", -9, "")
    with pytest.raises(LostError, match="did not say that it saved"):
        check(saved, 2, "SIGINT", 130, "interrupted in epoch 3, after 20 of 120 images")
    with pytest.raises(LostError, match="Traceback"):
        check(saved, 2, "SIGINT", 130, "Traceback")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such exit codes")
def test_another_end_is_told(saved):
    with pytest.raises(LostError, match="after SIGTERM it ended with 1: Error"):
        Trainings._check(saved, 2, "SIGTERM", 1, "Error")
    Trainings._check(saved, 2, "SIGTERM", 143, "interrupted in epoch 3\nsaved checkpoint.npz")
