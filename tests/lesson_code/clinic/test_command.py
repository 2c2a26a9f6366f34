"""The command `doctor`: its verdict, its exit code, and what it cannot examine."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from lesson_code import cli, load_checkpoint, load_mnist, plots, save_checkpoint
from lesson_code.cli import runs

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture(scope="module")
def a_thousand():
    return tuple(type(split)(split.x[:1000], split.t[:1000]) for split in load_mnist())


@pytest.fixture(autouse=True)
def few_images(monkeypatch, a_thousand):
    monkeypatch.setattr(runs, "load_mnist", lambda: a_thousand)


def call(*arguments):
    done = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output.splitlines()


@pytest.fixture
def train(tmp_path, monkeypatch):
    monkeypatch.setattr(
        plots, "learning_curves", lambda *_: type("Figure", (), {"savefig": lambda *_, **__: None})
    )

    def trained(*options):
        out = tmp_path / "run"
        code, said = call("train", "--model", "sigmoid-mlp", "--out", out, *options)
        assert code == 0, said
        return out

    return trained


def test_a_healthy_run(train):
    run = train("--lr", 0.01, "--epochs", 3)
    before = (run / "checkpoint.npz").read_bytes()
    code, said = call("doctor", run)
    assert code == 0, said
    assert said[-1].startswith("verdict: healthy: ")
    assert any("first-loss" in line for line in said), "the start is drawn anew from the seed"
    assert (run / "checkpoint.npz").read_bytes() == before


def test_a_stuck_run(train):
    run = train("--optimizer", "sgd", "--lr", 1e-6, "--validation", 100)
    code, said = call("doctor", run / "checkpoint.npz")
    assert code == 1
    assert said[-1].startswith("verdict: ill: rate-too-small [")
    assert "(healthy: >= 1e-05)" in said[-1]
    assert "read on: docs/en/lessons/06-digits.md#validation" in "\n".join(said)


def test_japanese(train):
    code, said = call("doctor", train("--optimizer", "sgd", "--lr", 1e-6), "--lang", "ja")
    assert code == 1
    assert said[-1].startswith("診断: 異常あり。rate-too-small")
    assert "続きを読む: docs/ja/lessons/06-digits.md#validation" in "\n".join(said)


def test_a_run_without_a_seed_says_what_is_not_measured(train, tmp_path):
    run = load_checkpoint(train() / "checkpoint.npz")
    path = tmp_path / "other.npz"
    notes = {"data": "mnist"}
    save_checkpoint(path, run.trainer, model=run.model, settings=run.settings, notes=notes)
    _, said = call("doctor", path)
    assert said[0].startswith("not measured: loss and weights before training")
    assert not any("first-loss" in line for line in said)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"\x00" * 100])
def test_what_is_no_checkpoint_cannot_be_examined(content, tmp_path):
    path = tmp_path / "checkpoint.npz"
    path.write_bytes(content)
    code, [said] = call("doctor", path)
    assert (code, said[:7]) == (2, "Error: ")


def test_files_of_other_kinds_cannot_be_examined(tmp_path):
    np.savez(tmp_path / "mine.npz", W=np.ones(3))
    assert call("doctor", tmp_path / "mine.npz")[0] == 2
    code, [said] = call("doctor", tmp_path)
    assert (code, "holds no run" in said) == (2, True)
    assert call("doctor", tmp_path / "missing")[0] == 2


def test_a_log_and_a_history(tmp_path, train):
    log = tmp_path / "train.log"
    log.write_text(
        "epoch 1/2  loss 2.4  train accuracy 0.1032  test accuracy 0.1010\n"
        "epoch 2/2  loss 2.3026  train accuracy 0.1127  test accuracy 0.1135\n"
    )
    code, said = call("doctor", "--log", log)
    assert code == 1
    assert said[0].endswith("epoch by epoch (- where none does): 3, 1")
    assert "always-one-digit [1: train[:10000] 0.1127, test 0.1135] 11.27 %" in said[-1]
    history = train() / "history.json"
    assert "history" in json.loads(history.read_text())
    assert call("doctor", "--log", history)[0] in (0, 1)
    log.write_bytes(os.urandom(10) + b" nothing of the kind \xff")
    code, said = call("doctor", "--log", log)
    assert code == 2
    assert said[-1].endswith("expected lines such as loss 2.3012 or accuracy 0.1135")


def test_numbers():
    code, said = call("doctor", "--loss", "2.3012", "--accuracy", "0.1135")
    assert code == 1
    assert said[-1].startswith("verdict: ill: loss-of-shares")
    assert "always-one-digit [1: test 0.1135] 11.35 %" in said[-1]
    code, said = call("doctor", "--test-accuracy", "0.98")
    assert (code, said[-1][:25]) == (0, "verdict: no sign of a fau")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "say what to look at"),
        (["--loss", "2.3", "--log", __file__], "give only one"),
        (["--loss", "abc"], "--loss: expected a number"),
        (["--train-accuracy", "300"], "--train-accuracy: expected a share"),
    ],
)
def test_what_is_not_understood(arguments, part):
    code, said = call("doctor", *arguments)
    assert code == 2
    assert part in said[-1]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_what_is_printed(language):
    page = DOCS / language / "reference" / "command-line.md"
    arguments = ["--loss", "2.3012", "--accuracy", "0.1135"]
    _, said = call("doctor", *arguments, "--lang", language)
    assert "\n".join(["```text", *said, "```"]) in page.read_text(encoding="utf-8")
