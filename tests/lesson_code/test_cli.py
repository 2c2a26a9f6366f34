import json
import subprocess
import sys

import numpy as np
import pytest
from click.testing import CliRunner

from lesson_code import __version__, cli, load_mnist, load_params, simple_convnet

COMMAND = [sys.executable, "-m", "lesson_code"]


@pytest.fixture
def few_images(monkeypatch):
    """A training that takes a moment: real digits, but 200 of them."""
    train, test = load_mnist()
    few = tuple(type(split)(split.x[:200], split.t[:200]) for split in (train, test))
    monkeypatch.setattr(cli, "load_mnist", lambda: few)


def run(*arguments):
    return CliRunner().invoke(cli.main, arguments)


@pytest.mark.slow
def test_the_command_of_the_readme(tmp_path):
    out = tmp_path / "run"
    options = ["--model", "simple-convnet", "--epochs", "1", "--seed", "0", "--out", out]
    done = subprocess.run(
        [*COMMAND, "train", *options], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("epoch 1/1  loss 0.")
    assert lines[-1].startswith("test accuracy 0.9")
    assert done.stderr == ""  # no bar where there is no terminal
    net = simple_convnet(np.random.default_rng(1))
    load_params(out / "weights.npz", net)
    _, (x_test, t_test) = load_mnist()
    assert f"{net.accuracy(x_test, t_test):.4f}" == lines[-1].split()[-1]


def test_a_run_is_saved_after_each_epoch(few_images, tmp_path):
    out = tmp_path / "deep" / "run"
    done = run("train", "--epochs", "2", "--seed", "3", "--lr", "0.01", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert done.output.count("epoch ") == 2
    assert sorted(p.name for p in out.iterdir()) == ["curves.svg", "history.json", "weights.npz"]
    saved = json.loads((out / "history.json").read_text(encoding="utf-8"))
    assert saved["settings"] | {"seed": 3, "lr": 0.01, "epochs": 2} == saved["settings"]
    assert [epoch["epoch"] for epoch in saved["history"]] == [1, 2]
    assert (out / "curves.svg").read_text(encoding="utf-8").count("<svg") == 1


def test_the_seed_decides(few_images):
    first, second, third = (
        run("train", "--seed", seed, "--optimizer", "sgd").output.split("  ")[1]
        for seed in ("1", "1", "2")
    )
    assert first == second != third


def test_an_earlier_run_is_kept_unless_told(few_images, tmp_path):
    assert run("train", "--out", str(tmp_path)).exit_code == 0
    before = (tmp_path / "weights.npz").read_bytes()
    refused = run("train", "--seed", "9", "--out", str(tmp_path))
    assert refused.exit_code == 1
    assert (
        "already holds a run; name another folder, or replace it with --overwrite" in refused.output
    )
    assert (tmp_path / "weights.npz").read_bytes() == before
    assert run("train", "--seed", "9", "--out", str(tmp_path), "--overwrite").exit_code == 0
    assert (tmp_path / "weights.npz").read_bytes() != before


def test_a_folder_that_cannot_be_written_is_found_out_first(few_images, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("train", "--out", str(tmp_path / "file" / "run"))
    assert done.exit_code == 1
    assert "cannot write there" in done.output
    assert "epoch" not in done.output


def test_a_loss_that_explodes_is_a_sentence(few_images):
    with np.errstate(all="ignore"):
        done = run("train", "--optimizer", "sgd", "--lr", "1e30", "--epochs", "3")
    assert done.exit_code == 1
    assert "try a smaller learning rate than 1e+30" in done.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--model", "resnet"], "'resnet' is not 'simple-convnet'"),
        (["--epochs", "0"], "0 is not in the range x>=1"),
        (["--lr", "0"], "0.0 is not in the range x>0"),
        (["--seed", "-1"], "-1 is not in the range x>=0"),
        (["--optimizer", "lion"], "'lion' is not one of 'adam', 'sgd'"),
    ],
)
def test_bad_options_are_named(arguments, message):
    done = run("train", *arguments)
    assert done.exit_code == 2
    assert message in done.output


def test_help_shows_examples_and_the_version_is_known():
    assert "train" in run("--help").output
    assert "--seed 0 --out run/" in run("train", "--help").output
    assert run("--version").output.strip() == __version__
