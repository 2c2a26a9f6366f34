import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from lesson_code import (
    CIFAR10_CLASSES,
    MODELS,
    SGD,
    BadCheckpointError,
    SoftmaxCrossEntropy,
    Trainer,
    __version__,
    build_model,
    cli,
    load_checkpoint,
    load_mnist,
    plots,
    save_checkpoint,
    simple_convnet,
    softmax,
)
from lesson_code.cli import networks, runs, training
from lesson_code.cli.options import SHAPES
from lesson_code.datasets import Split

COMMAND = [sys.executable, "-m", "lesson_code"]
FAST = ("--model", "sigmoid-mlp", "--set", "hidden=[8]")


@pytest.fixture(autouse=True)
def no_window(monkeypatch):
    """No test opens a window, also where there is a screen."""
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.fixture(scope="session")
def two_hundred():
    """Real digits, the first of each set."""
    return tuple(type(split)(split.x[:200], split.t[:200]) for split in load_mnist())


@pytest.fixture
def few_images(monkeypatch, two_hundred):
    """A training that takes a moment: few images, and curves that are not drawn but noted."""
    monkeypatch.setattr(runs, "load_mnist", lambda: two_hundred)
    monkeypatch.setattr(plots, "learning_curves", Curves)
    return two_hundred


class Curves:
    """Stands in for a figure, which takes longer to draw than the training takes."""

    def __init__(self, history, figure=None, held_out="test"):
        self.epochs, self.held_out = len(history), held_out

    def savefig(self, file, **_):
        file.write(f"<svg of {self.epochs} epochs, train and {self.held_out}".encode())


@pytest.fixture
def few_photographs(monkeypatch):
    """Noise in the shape of CIFAR-10, and the folders that were asked for."""
    rng = np.random.default_rng(0)
    folders = []

    def load(folder):
        folders.append(folder)
        x, t = rng.random((20, 3, 32, 32), np.float32), rng.integers(0, 10, 20)
        return Split(x, t), Split(x, t)

    monkeypatch.setattr(runs, "load_cifar10", load)
    monkeypatch.setattr(plots, "learning_curves", Curves)
    return folders


def run(*arguments):
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def good(*arguments):
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments, code=1):
    """What a command says that fails as expected: a sentence, and no traceback."""
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    return done.output.splitlines()[-1]


@pytest.fixture(scope="module")
def trained(tmp_path_factory, two_hundred):
    """A run of some epochs; not to be changed."""
    out = tmp_path_factory.mktemp("trained") / "run"
    rng = np.random.default_rng(0)
    (x, t), test = two_hundred
    trainer = Trainer(build_model("sigmoid-mlp", {}, rng), SGD(1.0), rng=rng, batch_size=10)
    trainer.fit(x, t, *test, epochs=10)
    out.mkdir()
    save_checkpoint(
        out / "checkpoint.npz", trainer, model="sigmoid-mlp", notes={"data": "mnist", "epochs": 10}
    )
    return out


# train


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
    net = load_checkpoint(out / "checkpoint.npz").trainer.network
    _, (x_test, t_test) = load_mnist()
    assert f"{net.accuracy(x_test, t_test):.4f}" == lines[-1].split()[-1]
    assert good("accuracy", out).splitlines()[-1] == lines[-1]


def test_a_run_is_saved_after_each_epoch(few_images, tmp_path):
    out = tmp_path / "deep" / "run"
    output = good("train", "--epochs", "2", "--seed", "3", "--lr", "0.01", "--out", out)
    assert output.count("epoch ") == 2
    assert sorted(p.name for p in out.iterdir()) == ["checkpoint.npz", "curves.svg", "history.json"]
    saved = json.loads((out / "history.json").read_text(encoding="utf-8"))
    expected = {"model": "simple-convnet", "seed": 3, "lr": 0.01, "epochs": 2, "optimizer": "adam"}
    assert saved["settings"] | expected == saved["settings"]
    assert [epoch["epoch"] for epoch in saved["history"]] == [1, 2]
    assert saved["history"][0]["lr"] == 0.01
    assert (out / "curves.svg").read_text(encoding="utf-8") == "<svg of 2 epochs, train and test"
    assert output.splitlines()[-1] == f"test accuracy {saved['history'][-1]['test_accuracy']:.4f}"
    assert load_checkpoint(out / "checkpoint.npz").trainer.history[1].epoch == 2


def test_the_seed_decides(few_images):
    first, second, third = (
        good("train", *FAST, "--seed", seed, "--optimizer", "sgd").split("  ")[1]
        for seed in ("1", "1", "2")
    )
    assert first == second != third


@pytest.mark.parametrize(("name", "decay"), [("adamw", 0.01), ("sgd", 0)])
def test_weights_decay_by_default_where_the_optimizer_is_made_for_it(
    few_images, tmp_path, name, decay
):
    good("train", *FAST, "--optimizer", name, "--out", tmp_path)
    good("train", "--resume", tmp_path, "--epochs", "2")
    loaded = load_checkpoint(tmp_path / "checkpoint.npz")
    optimizer = loaded.trainer.optimizer
    assert type(optimizer).__name__.lower() == name
    assert optimizer.weight_decay == loaded.notes["weight_decay"] == decay


def test_every_option_reaches_the_training(few_images, tmp_path):
    options = {
        "--batch-size": 60,
        "--sampling": "replace",
        "--optimizer": "nesterov",
        "--lr": 0.25,
        "--weight-decay": 0.125,
        "--schedule": "cosine",
        "--epochs": 4,
    }
    flat = [text for option in options.items() for text in option]
    settings = ["--set", "hidden=[8, 7]", "--set", "cost=quadratic", "--set", "weights=normal"]
    good("train", "--model", "sigmoid-mlp", *settings, *flat, "--drop-last", "--out", tmp_path)
    loaded = load_checkpoint(tmp_path / "checkpoint.npz")
    trainer = loaded.trainer
    assert type(trainer.optimizer).__name__ == "Nesterov"
    assert trainer.optimizer.weight_decay == 0.125
    assert trainer.batch_size == 60
    assert trainer.drop_last
    assert trainer.optimizer.t == 4 * 3  # 20 of 200 images are left out
    assert trainer.sampling == "replace"
    assert [epoch.lr for epoch in trainer.history] == [trainer.schedule(e) for e in (1, 2, 3, 4)]
    assert trainer.history[0].lr == 0.25
    assert loaded.settings["hidden"] == [8, 7]
    assert loaded.settings["cost"] == "quadratic"
    assert trainer.network.params["3.W"].shape == (8, 7)
    assert trainer.network.params["3.b"].std() > 0.3  # N(0, 1), not 0


def test_the_step_schedule_drops_after_each_third(few_images, tmp_path):
    good("train", *FAST, "--schedule", "step", "--epochs", 5, "--lr", 1, "--out", tmp_path)
    history = load_checkpoint(tmp_path / "checkpoint.npz").trainer.history
    assert [epoch.lr for epoch in history] == pytest.approx([1, 1, 0.1, 0.1, 0.01])


@pytest.mark.parametrize(
    ("schedule", "epochs", "rates"),
    [
        ("step", 1, [1] * 4),
        ("step", 2, [1, 0.1, 0.1, 0.1]),
        ("step", 3, [1, 0.1, 0.01, 0.01, 0.01]),
        ("cosine", 2, [1, 0.5, 0.5, 0.5]),
    ],
)
def test_after_the_epochs_asked_for_at_the_start_the_rate_stays(
    few_images, tmp_path, schedule, epochs, rates
):
    """A resumed schedule neither begins again, nor stretches, nor falls without end."""
    options = ["--schedule", schedule, "--epochs", epochs, "--lr", 1, "--optimizer", "sgd"]
    good("train", *FAST, *options, "--out", tmp_path)
    good("train", "--resume", tmp_path, "--epochs", len(rates) - 1)
    good("train", "--resume", tmp_path, "--epochs", len(rates))
    history = load_checkpoint(tmp_path / "checkpoint.npz").trainer.history
    assert [epoch.lr for epoch in history] == pytest.approx(rates)


def test_a_lone_last_image_is_found_out_before_the_first_step(few_images, tmp_path, monkeypatch):
    model = ["--model", "report-convnet", "--set", "hidden=4", "--set", "filters=2"]
    options = [*model, "--batch-size", 60, "--validation", 19, "--out", tmp_path]
    plain, steps = Trainer.step, []
    monkeypatch.setattr(Trainer, "step", lambda *a: steps.append(1) or plain(*a))
    said = refused("train", *options)
    assert "181 samples in batches of 60 leave a last batch of 1" in said
    assert "--drop-last" in said
    assert steps == []
    good("train", *options, "--drop-last", "--overwrite")
    assert len(steps) == 3
    good("train", "--resume", tmp_path, "--epochs", 2)  # which goes on as it began
    assert len(steps) == 6


def test_where_the_loss_knows_no_accuracy_none_is_shown(few_images, tmp_path, monkeypatch):
    """As in a network of another program, which fits numbers."""
    monkeypatch.setattr(SoftmaxCrossEntropy, "accuracy", lambda *_: None)
    output = good("train", *FAST, "--epochs", 2, "--out", tmp_path / "a")
    assert "accuracy" not in output
    assert "  loss " in output
    text = (tmp_path / "a/history.json").read_text(encoding="utf-8")
    assert [row["test_accuracy"] for row in json.loads(text)["history"]] == [None, None]
    monkeypatch.undo()
    monkeypatch.setattr(SoftmaxCrossEntropy, "accuracy", lambda *_: None)
    good("plot", tmp_path / "a", "--out", tmp_path / "curves.svg")
    monkeypatch.setattr(runs, "load_mnist", lambda: few_images)
    assert "no accuracy can be computed" in refused("accuracy", tmp_path / "a")
    options = ["--validation", 100, "--patience", 1, "--lr", 5, "--optimizer", "sgd"]
    output = good("train", *FAST, *options, "--epochs", 30, "--out", tmp_path / "b")
    history = load_checkpoint(tmp_path / "b/checkpoint.npz").trainer.history
    losses = [epoch.loss for epoch in history]
    assert losses[-1] >= losses[-2] == min(losses)  # the first that was no better
    assert f"no new best loss since epoch {len(history) - 1}, with {losses[-2]:.4f}" in output


@pytest.mark.parametrize("model", ["report-convnet", "deep-convnet"])
def test_photographs_are_trained_on_too(few_photographs, tmp_path, model):
    options = ["--model", model, "--set", "hidden=4", "--data", "cifar10", "--epochs", 1]
    options += ["--set", "filters=2"] if model == "report-convnet" else ["--set", "channels=[2]"]
    good("train", *options, "--data-folder", tmp_path, "--out", tmp_path / "run")
    assert few_photographs == [tmp_path]
    assert load_checkpoint(tmp_path / "run/checkpoint.npz").notes["data"] == "cifar10"
    assert good("accuracy", tmp_path / "run").count("accuracy") == 2
    assert few_photographs == [tmp_path, tmp_path]  # the run remembers
    output = good("predict", tmp_path / "run", 3)
    for name in CIFAR10_CLASSES:
        assert f"  {name:<10}  probability 0." in output
    Image.new("RGB", (50, 40), "green").save(tmp_path / "dog.png")
    said = good("predict", tmp_path / "run", tmp_path / "dog.png")
    assert said.startswith(f"read {tmp_path / 'dog.png'}: 32 x 32, colour\n  airplane    prob")


def test_a_run_remembers_where_its_photographs_are(few_photographs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    options = ["--model", "sigmoid-mlp", "--set", "hidden=[2]", "--data", "cifar10"]
    good("train", *options, "--data-folder", "here", "--out", "run")
    good("train", "--resume", "run", "--epochs", 2)
    assert few_photographs[1:] == [tmp_path / "here"]  # whatever the folder one is in
    (tmp_path / "here").rmdir()
    for command in (["train", "--resume", "run"], ["accuracy", "run"], ["predict", "run", 0]):
        said = refused(*command, code=2)
        assert f"were in {tmp_path / 'here'}, which is not there; say where they are" in said
    good("train", "--resume", "run", "--epochs", 3, "--data-folder", "there")
    good("accuracy", "run")
    assert few_photographs[2:] == [Path("there"), tmp_path / "there"]


def test_photographs_may_lie_in_an_archive_below_home(few_photographs, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    archive = tmp_path / "cifar-10-python.tar.gz"
    archive.touch()
    options = ["--model", "sigmoid-mlp", "--set", "hidden=[2]", "--data", "cifar10"]
    run = tmp_path / "run"
    good("train", *options, f"--data-folder=~/{archive.name}", "--epochs", 1, "--out", run)
    good("accuracy", run)
    assert few_photographs == [archive, archive]


@pytest.mark.parametrize("folder", [r"\\server\share", "//server/share", 7, None])
def test_a_checkpoint_from_elsewhere_opens_no_network_drive(few_photographs, tmp_path, folder):
    rng = np.random.default_rng(0)
    settings = {"input_shape": (3, 32, 32), "hidden": [2]}
    trainer = Trainer(build_model("sigmoid-mlp", settings, rng), SGD(), rng=rng)
    notes = {"data": "cifar10", "data_folder": folder}
    path = tmp_path / "checkpoint.npz"
    save_checkpoint(path, trainer, model="sigmoid-mlp", settings=settings, notes=notes)
    good("accuracy", path)
    assert few_photographs == [None]


# validation, early stop


def test_images_set_apart_are_not_trained_on_and_test_images_wait(few_images, tmp_path):
    output = good("train", *FAST, "--validation", 50, "--epochs", 2, "--out", tmp_path)
    net = load_checkpoint(tmp_path / "checkpoint.npz").trainer.network
    (x, t), (x_test, t_test) = few_images
    saved = json.loads((tmp_path / "history.json").read_text(encoding="utf-8"))
    last = saved["history"][-1]
    assert last["validation_accuracy"] == net.accuracy(x[150:], t[150:])
    assert last["train_accuracy"] == net.accuracy(x[:150], t[:150])
    assert "test_accuracy" not in last
    lines = output.splitlines()
    assert "  validation accuracy 0." in lines[1]
    assert "test accuracy" not in lines[1]
    assert lines[-1] == f"test accuracy {net.accuracy(x_test, t_test):.4f}"
    assert (tmp_path / "curves.svg").read_text().endswith("train and validation")
    good("plot", tmp_path, "--out", tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_text().endswith("train and validation")


def test_a_resumed_run_has_the_same_images_set_apart(few_images, tmp_path):
    options = [*MODEL, "--validation", 50]
    good("train", *options, "--epochs", 2, "--out", tmp_path / "whole")
    good("train", *options, "--epochs", 1, "--out", tmp_path / "parts")
    good("train", "--resume", tmp_path / "parts", "--epochs", 2)
    assert rows(tmp_path / "parts") == rows(tmp_path / "whole")
    said = refused("train", "--resume", tmp_path / "parts", "--validation", 60, code=2)
    assert "--validation is settled by the run" in said


def test_patience_ends_a_training_that_gets_no_better(few_images, tmp_path):
    options = ["--lr", "1e-30", "--optimizer", "sgd", "--validation", 50, "--patience", 2]
    output = good("train", *FAST, *options, "--epochs", 9, "--out", tmp_path)
    history = load_checkpoint(tmp_path / "checkpoint.npz").trainer.history
    assert len(history) == 3  # the first is the best, and two are no better
    best = f"{history[0].test_accuracy:.4f}"
    said = f"ended early: no new best validation accuracy since epoch 1, with {best}"
    assert said in output
    before = (tmp_path / "checkpoint.npz").read_bytes()
    again = good("train", "--resume", tmp_path, "--epochs", 20)
    kept = f"the network of epoch 1 is kept in {tmp_path / 'best.npz'}"
    assert again.splitlines() == [said, kept, output.splitlines()[-1]]
    assert (tmp_path / "checkpoint.npz").read_bytes() == before


def test_patience_keeps_the_best_network_too(few_images, tmp_path):
    options = ["--validation", 50, "--patience", 2, "--epochs", 4, "--lr", 0.1]
    good("train", *FAST, *options, "--out", tmp_path)
    last = load_checkpoint(tmp_path / "checkpoint.npz").trainer
    best = load_checkpoint(tmp_path / "best.npz").trainer
    history = [epoch.test_accuracy for epoch in last.history]
    assert len(best.history) == 1 + history.index(max(history))
    (x, t), _ = few_images
    assert best.network.accuracy(x[150:], t[150:]) == max(history)

    said = refused("train", "--resume", tmp_path / "best.npz", "--epochs", 9)
    assert "already holds a run" in said, "what came after the best would be lost"
    good("train", *FAST, "--epochs", 1, "--out", tmp_path, "--overwrite")
    assert not (tmp_path / "best.npz").exists(), "that of an earlier run was left"


def test_accuracy_counts_images_set_apart_by_themselves(few_images, tmp_path):
    good("train", *MODEL, "--validation", 50, "--out", tmp_path)
    network = load_checkpoint(tmp_path / "checkpoint.npz").trainer.network
    (x, t), (x_test, t_test) = few_images
    assert good("accuracy", tmp_path).splitlines() == [
        f"train accuracy {network.accuracy(x[:150], t[:150]):.4f}",
        f"validation accuracy {network.accuracy(x[150:], t[150:]):.4f}",
        f"test accuracy {network.accuracy(x_test, t_test):.4f}",
    ]


def test_patience_goes_on_counting_in_a_resumed_run(few_images, tmp_path):
    options = ["--lr", "1e-30", "--optimizer", "sgd", "--validation", 50, "--patience", 2]
    output = good("train", *FAST, *options, "--epochs", 2, "--out", tmp_path)
    assert "ended early" not in output
    output = good("train", "--resume", tmp_path, "--epochs", 9)
    assert output.startswith("epoch 3/9")
    assert "ended early" in output
    assert "epoch 4" not in output


def test_an_earlier_run_is_kept_unless_told(few_images, tmp_path):
    good("train", *FAST, "--out", tmp_path)
    before = (tmp_path / "checkpoint.npz").read_bytes()
    said = refused("train", *FAST, "--seed", "9", "--out", tmp_path)
    assert "already holds a run; name another folder" in said
    assert "--resume" in said
    assert (tmp_path / "checkpoint.npz").read_bytes() == before
    good("train", *FAST, "--seed", "9", "--out", tmp_path, "--overwrite")
    assert (tmp_path / "checkpoint.npz").read_bytes() != before


def test_a_folder_that_cannot_be_written_is_found_out_first(few_images, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("train", "--out", tmp_path / "file" / "run")
    assert done.exit_code == 1
    assert "cannot write there" in done.output
    assert "epoch" not in done.output


def test_a_loss_that_explodes_is_a_sentence(few_images):
    with np.errstate(all="ignore"):
        said = refused("train", "--optimizer", "sgd", "--lr", "1e30", "--epochs", "3")
    assert "try a smaller learning rate than 1e+30" in said
    with np.errstate(all="ignore"):
        said = refused(
            "train", "--optimizer", "sgd", "--lr", "1e30", "--epochs", "3", "--check-finite"
        )
    assert "the output of layer 0, Convolution" in said or "layer 4, Affine" in said


def test_what_does_not_fit_is_a_sentence(few_images):
    said = refused("train", "--model", "report-convnet", "--batch-size", 1)
    assert "needs at least two values" in said


# resume


def rows(path):
    """The history without its durations, and the parameters."""
    trainer = load_checkpoint(path / "checkpoint.npz").trainer
    history = [(epoch.epoch, epoch.loss, epoch.test_accuracy) for epoch in trainer.history]
    return history, {name: array.tolist() for name, array in trainer.network.params.items()}


MODEL = ("--model", "report-convnet", "--set", "hidden=4", "--batch-size", 40)


def test_a_resumed_run_equals_an_uninterrupted_one(few_images, tmp_path):
    good("train", *MODEL, "--epochs", 2, "--out", tmp_path / "whole")
    good("train", *MODEL, "--epochs", 1, "--out", tmp_path / "parts")
    output = good("train", "--resume", tmp_path / "parts", "--epochs", 2)
    assert output.startswith("epoch 2/2")
    assert rows(tmp_path / "parts") == rows(tmp_path / "whole")
    history = json.loads((tmp_path / "parts/history.json").read_text(encoding="utf-8"))
    assert history["settings"]["epochs"] == 2
    assert len(history["history"]) == 2


def test_a_run_can_go_on_in_another_folder(few_images, tmp_path):
    good("train", *FAST, "--out", tmp_path / "first")
    before = (tmp_path / "first/checkpoint.npz").read_bytes()
    checkpoint = tmp_path / "first/checkpoint.npz"
    good("train", "--resume", checkpoint, "--epochs", 2, "--out", tmp_path / "second")
    assert len(rows(tmp_path / "second")[0]) == 2
    assert (tmp_path / "first/checkpoint.npz").read_bytes() == before
    said = refused("train", "--resume", tmp_path / "first", "--out", tmp_path / "second")
    assert "already holds a run" in said


def test_a_run_that_is_complete_is_left_as_it_is(few_images, tmp_path):
    output = good("train", *FAST, "--epochs", 2, "--out", tmp_path)
    before = (tmp_path / "checkpoint.npz").read_bytes()
    for epochs in ([], ["--epochs", 1], ["--epochs", 2]):
        again = good("train", "--resume", tmp_path, *epochs)
        assert again == output.splitlines()[-1] + "\n"
    assert (tmp_path / "checkpoint.npz").read_bytes() == before


def test_what_the_run_settled_cannot_be_chosen_anew(few_images, tmp_path):
    good("train", *FAST, "--out", tmp_path)
    for option in (["--lr", 1], ["--model", "lenet"], ["--seed", 0], ["--set", "hidden=[3]"]):
        said = refused("train", "--resume", tmp_path, *option, code=2)
        assert f"{option[0]} is settled by the run that is resumed" in said


# Ctrl-C


@pytest.fixture
def ctrl_c(monkeypatch):
    """Ctrl-C in the midst of a training step of one's choice."""

    def press_in(step):
        plain = Trainer.step
        steps = []

        def interrupted(trainer, x, t):
            steps.append(1)
            if len(steps) == step:
                signal.raise_signal(signal.SIGINT)
            return plain(trainer, x, t)

        monkeypatch.setattr(Trainer, "step", interrupted)

    return press_in


@pytest.mark.parametrize("step", [1, 3, 5, 7])
def test_ctrl_c_saves_what_was_learned(few_images, tmp_path, ctrl_c, step):
    good("train", *MODEL, "--epochs", 2, "--out", tmp_path / "whole")
    ctrl_c(step)
    done = run("train", *MODEL, "--epochs", 2, "--out", tmp_path / "parts")
    assert done.exit_code == 130
    epoch, steps = divmod(step - 1, 5)
    assert (
        f"interrupted in epoch {epoch + 1}, after {40 * (steps + 1)} of 200 images" in done.output
    )
    assert f"go on with: python -m lesson_code train --resume {tmp_path / 'parts'}" in done.output
    assert "Traceback" not in done.output
    assert "Aborted" not in done.output
    assert (tmp_path / "parts/curves.svg").exists() == (epoch > 0)
    output = good("train", "--resume", tmp_path / "parts")  # on to the two epochs once asked for
    assert output.splitlines()[-1].startswith("test accuracy")
    assert rows(tmp_path / "parts") == rows(tmp_path / "whole")


def test_ctrl_c_without_a_folder_says_that_nothing_is_saved(few_images, ctrl_c):
    ctrl_c(2)
    done = run("train", *FAST)
    assert done.exit_code == 130
    assert "nothing was saved, for lack of --out" in done.output


def test_curves_of_an_earlier_run_do_not_stay_beside_an_interrupted_one(
    few_images, tmp_path, ctrl_c
):
    good("train", *FAST, "--out", tmp_path)
    assert (tmp_path / "curves.svg").exists()
    ctrl_c(1)
    assert run("train", *FAST, "--out", tmp_path, "--overwrite").exit_code == 130
    assert not (tmp_path / "curves.svg").exists()
    said = refused("plot", tmp_path, "--out", tmp_path / "c.svg")
    assert "no epoch is done yet" in said


def test_ctrl_c_elsewhere_ends_quietly(monkeypatch, trained):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "load_checkpoint", interrupted)
    done = run("accuracy", trained)
    assert (done.exit_code, done.output) == (130, "interrupted\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_before_a_command_begins_ends_quietly_too(monkeypatch, number):
    def interrupted(*_, **__):
        signal.raise_signal(number)

    monkeypatch.setattr(cli.main, "make_context", interrupted)
    done = run("summary", "lenet")
    assert (done.exit_code, done.output.strip()) == (128 + number, "interrupted")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to the whole console")
def test_a_real_ctrl_c(tmp_path):
    command = [*COMMAND, "train", *FAST, "--epochs", "1000000", "--out", tmp_path / "run"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, encoding="utf-8") as program:
        try:
            assert program.stdout.readline().startswith("epoch 1/")  # it is on its way
            program.send_signal(signal.SIGINT)
            _, errors = program.communicate(timeout=300)
        finally:
            program.kill()  # which changes nothing where it has ended
    assert program.returncode == 130
    assert re.match("interrupted (in|after) epoch", errors)  # between two, if it came just there
    assert "Traceback" not in errors
    assert load_checkpoint(tmp_path / "run/checkpoint.npz").trainer.optimizer.t > 0


# SIGTERM and SIGHUP

ENDINGS = [
    pytest.param(getattr(signal, name, None), code, id=name)
    for name, code in (("SIGTERM", 143), ("SIGHUP", 129))
    if hasattr(signal, name)
]


@pytest.fixture
def heard():
    """Signals as a terminal's programs have them, also where nohup has let the tests ignore one."""
    numbers = [parameter.values[0] for parameter in ENDINGS]
    before = [signal.signal(number, signal.SIG_DFL) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def sent(monkeypatch, heard):
    """A signal in the midst of a training step of one's choice."""

    def send(number, step):
        plain, steps = Trainer.step, []

        def signalled(trainer, x, t):
            steps.append(1)
            if len(steps) == step:
                signal.raise_signal(number)
            return plain(trainer, x, t)

        monkeypatch.setattr(Trainer, "step", signalled)

    return send


@pytest.mark.parametrize(("number", "code"), ENDINGS)
def test_what_ends_a_program_saves_as_ctrl_c_does(few_images, tmp_path, sent, number, code):
    good("train", *MODEL, "--epochs", 2, "--out", tmp_path / "whole")
    before = signal.getsignal(number)
    sent(number, 3)
    done = run("train", *MODEL, "--epochs", 2, "--out", tmp_path / "parts")
    assert done.exit_code == code
    assert "interrupted in epoch 1, after 120 of 200 images" in done.output
    assert f"go on with: python -m lesson_code train --resume {tmp_path / 'parts'}" in done.output
    assert signal.getsignal(number) is before
    good("train", "--resume", tmp_path / "parts")
    assert rows(tmp_path / "parts") == rows(tmp_path / "whole")


@pytest.mark.parametrize(("number", "code"), ENDINGS)
def test_a_signal_that_is_ignored_changes_nothing(few_images, tmp_path, sent, number, code):
    """So nohup lets a training outlive its terminal."""
    before = signal.signal(number, signal.SIG_IGN)
    try:
        sent(number, 2)
        assert "test accuracy" in good("train", *MODEL, "--out", tmp_path)
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_does_not_keep_the_first_from_saving(
    few_images, tmp_path, sent, monkeypatch, first
):
    """Some send one after the other; and a terminal that is closed can also not be written to."""
    sent(first, 3)
    plain = runs.save_network

    def impatient(path, run):
        signal.raise_signal(signal.SIGINT)
        plain(path, run)

    monkeypatch.setattr(runs, "save_network", impatient)
    done = run("train", *MODEL, "--epochs", 2, "--out", tmp_path)
    assert done.exit_code == 128 + first
    loaded = load_checkpoint(tmp_path / "checkpoint.npz").trainer
    assert loaded.under_way.position == 120
    assert sorted(p.name for p in tmp_path.iterdir()) == ["checkpoint.npz", "history.json"]


def test_a_training_interrupted_before_its_first_step_keeps_its_workers(
    few_images, tmp_path, monkeypatch
):
    """Their number decides how sums are rounded, so another one would not give the same bits."""

    def interrupted(*_):
        signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(training, "in_parallel", interrupted)
        assert run("train", *FAST, "--workers", 2, "--out", tmp_path).exit_code == 130
    assert load_checkpoint(tmp_path / "checkpoint.npz").notes["workers"] == 2


# One training a folder


def test_a_second_training_into_the_same_folder_is_refused(few_images, tmp_path):
    good("train", *FAST, "--out", tmp_path)
    before = (tmp_path / "checkpoint.npz").read_bytes()
    with runs.held(tmp_path, overwrite=True):
        for command in (
            ["train", *FAST, "--out", tmp_path, "--overwrite"],
            ["train", "--resume", tmp_path, "--epochs", 2],
            ["train", "--resume", tmp_path / "checkpoint.npz", "--epochs", 2],
        ):
            assert "another training is writing into this folder" in refused(*command)
        good("train", "--resume", tmp_path, "--out", tmp_path / "elsewhere", "--epochs", 2)
        good("accuracy", tmp_path)
    assert (tmp_path / "checkpoint.npz").read_bytes() == before
    good("train", "--resume", tmp_path, "--epochs", 2)
    assert not (tmp_path / ".training").exists()


def test_a_killed_training_leaves_neither_a_lock_nor_half_a_file(few_images, tmp_path):
    """A process that holds the folder and has written half a file, and is killed."""
    program = (
        "import sys, time; from pathlib import Path; from lesson_code.cli import runs\n"
        "from lesson_code.archive import write_atomically\n"
        "def half(file):\n"
        "    file.write(b'half'); file.flush(); print('half', flush=True); time.sleep(600)\n"
        "with runs.held(Path(sys.argv[1]), False):\n"
        "    write_atomically(Path(sys.argv[1], 'best.npz'), half)\n"
    )
    command = [sys.executable, "-c", program, tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as holder:
        try:
            assert holder.stdout.readline() == "half\n"
            assert "another training" in refused("train", *FAST, "--out", tmp_path)
            assert len(list(tmp_path.glob(".best.npz.*"))) == 1
        finally:
            holder.kill()
    assert len(list(tmp_path.iterdir())) == 2
    good("train", *FAST, "--out", tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "checkpoint.npz",
        "curves.svg",
        "history.json",
    ]


# Backends


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "nonsense"])
def test_a_file_is_drawn_whatever_backend_is_asked_for(trained, tmp_path, backend):
    """A command that is started from a notebook inherits its backend, which is not there."""
    program = (
        "import sys; from lesson_code import cli\n"
        "for out, *arguments in (('a.svg', 'plot'), ('b.png', 'predict', '3')):\n"
        "    command, *rest = arguments\n"
        "    arguments = [command, sys.argv[1], *rest, '--out', out]\n"
        "    cli.main(arguments, standalone_mode=False)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, trained],
        cwd=tmp_path,
        env=os.environ | {"MPLBACKEND": backend, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert {p.name for p in tmp_path.iterdir()} >= {"a.svg", "b.png"}


@pytest.mark.parametrize("backend", ["module://nowhere", "nonsense", "tkagg"])
def test_a_window_that_cannot_open_is_none(few_images, trained, monkeypatch, backend):
    from matplotlib import pyplot

    def no_window(*_):
        raise ImportError("Cannot load backend")

    monkeypatch.setenv("MPLBACKEND", backend)
    monkeypatch.setattr(pyplot, "switch_backend", no_window)
    assert good("predict", trained, 0).splitlines()[-1].startswith("class ")
    assert "no screen to draw on; name a file" in refused("plot", trained)


# Output that goes nowhere


class Lost(io.StringIO):
    """A stream on a full disk, or whose reader has gone."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def flush(self):
        if self.getvalue():
            raise self.error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EPIPE, errno.EIO])
@pytest.mark.parametrize(
    "command",
    ["accuracy RUN", "predict RUN 3", "plot RUN --out OUT", "summary lenet", "exercise",
     "check 15 --solution", "quiz 3", "train --model sigmoid-mlp --out NEW", "train --epochs 1"],
)  # fmt: skip
def test_output_that_goes_nowhere_is_a_sentence(
    few_images, trained, tmp_path, monkeypatch, capsys, command, number
):
    places = {"RUN": trained, "OUT": tmp_path / "c.svg", "NEW": tmp_path / "new"}
    arguments = [str(places.get(word, word)) for word in command.split()]
    monkeypatch.setattr(sys, "stdout", Lost(OSError(number, os.strerror(number))))
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 1
    [said] = capsys.readouterr().err.splitlines()
    assert said.startswith(f"Error: standard output takes no more ({os.strerror(number)})")
    if "NEW" in command:
        assert "the run is saved, go on with: python -m lesson_code train --resume" in said
        assert len(load_checkpoint(tmp_path / "new" / "checkpoint.npz").trainer.history) == 1
    elif command.startswith("train"):
        assert said.endswith("and nothing was saved")


@pytest.mark.parametrize("command", [["summary", "lenet"], ["--help"], ["train", "--help"]])
def test_a_full_disk_in_earnest(command):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *command], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Error: standard output takes no more ({os.strerror(errno.ENOSPC)})"
    ]


def test_without_standard_streams_a_training_still_saves(few_images, tmp_path, monkeypatch):
    """So Python starts where they are closed."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as ended:
        cli.main(["train", *FAST, "--out", str(tmp_path)])
    assert ended.value.code == 0
    assert len(load_checkpoint(tmp_path / "checkpoint.npz").trainer.history) == 1


def test_a_file_that_cannot_be_written_is_named(few_images, trained, tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    said = refused("plot", trained, "--out", tmp_path / "c.svg")
    assert said == f"Error: {tmp_path / 'c.svg'}: {os.strerror(errno.ENOSPC)}"
    assert list(tmp_path.iterdir()) == []


def test_too_little_memory_is_a_sentence(monkeypatch, trained):
    def too_large(_):
        raise MemoryError("Unable to allocate 3.5 TiB")

    monkeypatch.setattr(runs, "load_checkpoint", too_large)
    said = refused("accuracy", trained)
    assert said == "Error: there is not enough memory: Unable to allocate 3.5 TiB"


def test_a_run_that_asks_for_a_million_workers_gets_none(few_images, tmp_path):
    rng = np.random.default_rng(0)
    trainer = Trainer(build_model("sigmoid-mlp", {}, rng), SGD(), rng=rng)
    notes = {"data": "mnist", "workers": 10**6}
    save_checkpoint(tmp_path / "checkpoint.npz", trainer, model="sigmoid-mlp", notes=notes)
    said = refused("train", "--resume", tmp_path, code=2)
    assert "the run asks for 1000000 workers; say with --workers how many" in said
    good("train", "--resume", tmp_path, "--workers", 1)


# accuracy, predict, plot


@pytest.mark.parametrize("name", ["", "checkpoint.npz"])
def test_accuracy_of_both_sets(few_images, trained, name):
    lines = good("accuracy", trained / name).splitlines()
    net = load_checkpoint(trained / "checkpoint.npz").trainer.network
    expected = [f"{net.accuracy(x, t):.4f}" for x, t in few_images]
    assert lines == [f"train accuracy {expected[0]}", f"test accuracy {expected[1]}"]


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_test_image_is_classified_and_drawn(few_images, trained, tmp_path, kind):
    picture = tmp_path / f"answer.{kind}"
    lines = good("predict", trained, 5, "--out", picture).splitlines()
    _, (x, t) = few_images
    net = load_checkpoint(trained / "checkpoint.npz").trainer.network
    p = softmax(net.predict(x[5:6]))[0]
    assert lines[:10] == [f"  {k}  probability {p[k]:.4f}" for k in range(10)]
    assert lines[10] == f"class {p.argmax()} (its label is {t[5]})"
    assert lines[11] == f"saved {picture}"
    start = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[kind]
    assert picture.read_bytes().startswith(start)


def test_ones_own_image_is_classified(few_images, trained, tmp_path):
    """A test image, enlarged, dark on light: the same class as the image itself."""
    _, (x, _) = few_images
    pixels = (255 * (1 - x[0, 0])).astype(np.uint8)
    Image.fromarray(pixels).resize((280, 280)).save(tmp_path / "seven.png")
    lines = good("predict", trained, tmp_path / "seven.png").splitlines()
    assert lines[0] == f"read {tmp_path / 'seven.png'}: nothing had to be taken away"
    assert lines[-1] == good("predict", trained, 0).splitlines()[-1].split(" (")[0]


def test_what_was_taken_out_of_a_picture_is_said_and_shown(few_images, trained, tmp_path):
    _, (x, _) = few_images
    pixels = np.kron(255 * (1 - x[0, 0]), np.ones((10, 10)))
    pixels[15::70] = 100
    Image.fromarray(pixels.astype(np.uint8)).save(tmp_path / "seven.gif")
    answer = tmp_path / "answer.svg"
    lines = good("predict", trained, tmp_path / "seven.gif", "--out", answer).splitlines()
    assert lines[0].endswith("seven.gif: took away 4 ruled lines")
    assert answer.read_text(encoding="utf-8").count("<image") == 2  # the picture, and what is seen

    Image.fromarray(np.hstack([pixels, pixels]).astype(np.uint8)).save(tmp_path / "two.gif")
    assert "there are 2 digits on the paper" in refused("predict", trained, tmp_path / "two.gif")


def test_outputs_of_a_network_that_gives_no_probabilities_are_called_so(few_images, tmp_path):
    good("train", "--model", "three-layer-net", "--set", "hidden=[4,3]", "--out", tmp_path)
    output = good("predict", tmp_path, 0)
    assert "probability" not in output
    assert output.count("output") == 10


def test_a_window_opens_where_there_is_a_screen(two_hundred, trained, monkeypatch):
    from matplotlib import pyplot
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    monkeypatch.setattr(runs, "load_mnist", lambda: two_hundred)
    shown = []
    monkeypatch.setattr(pyplot, "show", lambda: shown.append(pyplot.get_fignums()))
    good("predict", trained, 0)
    assert shown == []
    monkeypatch.setattr(FigureCanvasAgg, "required_interactive_framework", "a screen")
    good("predict", trained, 0)
    good("plot", trained)
    assert [len(numbers) for numbers in shown] == [1, 1]
    assert pyplot.get_fignums() == []


def test_a_plot_of_a_run(trained, tmp_path):
    good("plot", trained, "--out", tmp_path / "curves.svg")
    assert "<svg" in (tmp_path / "curves.svg").read_text(encoding="utf-8")
    assert "no screen to draw on; name a file" in refused("plot", trained)


def test_what_cannot_be_predicted_is_refused(few_images, trained, tmp_path):
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    assert "no picture that can be read" in refused("predict", trained, tmp_path / "text.png")
    assert "No such file" in refused("predict", trained, tmp_path / "none.png")
    said = refused("predict", trained, 200, code=2)
    assert "200: expected an index from 0 to 199" in said
    said = refused("predict", trained, 0, "--out", tmp_path / "answer.gif", code=2)
    assert "ends in .svg, .png or .pdf" in said
    said = refused("predict", trained, 0, "--out", tmp_path / "no" / "answer.svg", code=2)
    assert "does not exist" in said


# summary, export


@pytest.mark.parametrize("model", list(MODELS))
@pytest.mark.parametrize("data", ["mnist", "cifar10"])
def test_the_summary_of_every_network(model, data):
    output = good("summary", model, "--data", data)
    net = build_model(model, {"input_shape": SHAPES[data]}, np.random.default_rng(0))
    assert output == f"{net.summary(SHAPES[data])}\n"
    assert model in good("summary", "--help")


def test_the_summary_takes_settings():
    output = good("summary", "simple-convnet", "--set", "hidden=7", "--set", "filters=2")
    assert "(7,)" in output
    assert "(2, 24, 24)" in output


def test_a_network_is_exported_and_compared(trained, tmp_path):
    pytest.importorskip("onnxruntime")
    path = tmp_path / "digits.onnx"
    lines = good("export", trained, "--out", path).splitlines()
    assert lines[0] == f"saved {path}: input x of shape (N, 1, 28, 28), output y"
    assert lines[1].startswith("ONNX Runtime's answers differ from ours by at most ")
    assert float(lines[1].split()[-1]) < 1e-5
    assert path.exists()


def test_an_export_says_that_it_rounds(tmp_path):
    pytest.importorskip("onnxruntime")
    rng = np.random.default_rng(0)
    settings = {"hidden": [5], "dtype": "float64"}
    trainer = Trainer(build_model("sigmoid-mlp", settings, rng), SGD(), rng=rng)
    save_checkpoint(tmp_path / "checkpoint.npz", trainer, model="sigmoid-mlp", settings=settings)
    lines = good("export", tmp_path).splitlines()
    assert lines[1] == "the network's float64 numbers were rounded to float32"
    assert 0 < float(lines[2].split()[-1]) < 1e-5


def test_an_export_lies_beside_the_checkpoint(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(networks, "export_onnx", lambda path, *_: written.append(path))
    monkeypatch.setattr(networks, "compare_onnx", lambda *_: 0.5)
    rng = np.random.default_rng(0)
    trainer = Trainer(build_model("lenet", {}, rng), SGD(), rng=rng)
    save_checkpoint(tmp_path / "checkpoint.npz", trainer, model="lenet")
    assert "differ from ours by up to 5.0e-01" in refused("export", tmp_path)
    assert written == [tmp_path / "model.onnx"]


@pytest.mark.parametrize("package", ["onnx", "onnxruntime"])
def test_an_export_without_its_packages(trained, tmp_path, monkeypatch, package):
    pytest.importorskip("onnx")
    monkeypatch.setitem(sys.modules, package, None)
    done = run("export", trained, "--out", tmp_path / "m.onnx")
    assert "pip install 'lesson-code[onnx]'" in done.output
    assert done.exit_code == (1 if package == "onnx" else 0)
    assert (tmp_path / "m.onnx").exists() == (package == "onnxruntime")


# Errors and help


@pytest.mark.parametrize("command", ["accuracy", "export", "plot", "predict", "train"])
def test_a_checkpoint_that_is_none_is_a_sentence(tmp_path, command):
    arguments = {"predict": ["PATH", 0], "train": ["--resume", "PATH"]}.get(command, ["PATH"])

    def with_path(path):
        return [command, *(path if argument == "PATH" else argument for argument in arguments)]

    bad = tmp_path / "bad.npz"
    bad.write_bytes(b"PK\x03\x04 cut off")
    assert "is damaged, or was not saved by lesson_code" in refused(*with_path(bad))
    (tmp_path / "empty").mkdir()
    assert "holds no run" in refused(*with_path(tmp_path / "empty"))
    assert "does not exist" in refused(*with_path(tmp_path / "none"), code=2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "--model", "resnet"], "'resnet' is not one of 'alexnet-small', 'deep-convnet'"),
        (["train", "--model", "simple-convnt"], "Did you mean 'simple-convnet'?"),
        (["summary", "lenett"], "Did you mean 'lenet'?"),
        (["train", "--epochs", "0"], "0 is not in the range x>=1"),
        (["train", "--lr", "0"], "0.0 is not in the range x>0"),
        (["train", "--lr", "nan"], "lr: expected a finite number above 0, got nan"),
        (["train", "--weight-decay", "-1"], "-1.0 is not in the range x>=0"),
        (["train", "--seed", "-1"], "-1 is not in the range x>=0"),
        (["train", "--optimizer", "lion"], "'lion' is not one of 'adagrad', 'adam', 'adamw'"),
        (["train", "--optimizer", "nestorov"], "Did you mean 'nesterov'?"),
        (["train", "--data", "cifar"], "Did you mean 'cifar10'?"),
        (["train", "--set", "hiden=3"], "did you mean 'hidden'?"),
        (["train", "--set", "hidden"], "expected NAME=VALUE"),
        (["train", "--set", "hidden=many"], "hidden: expected an integer from 1"),
        (["train", "--set", "hidden=" + "[" * 10**5], "hidden: maximum recursion depth"),
        (["train", "--set", "hidden=" + "9" * 5000], "hidden: Exceeds the limit"),
        (["train", "--set", "classes=3"], "classes follows from --data; leave it out of --set"),
        (["train", "--set", "input_shape=[1]"], "input_shape follows from --data"),
        (["train", "--patience", "2"], "add --validation 10000"),
        (["train", "--patience", "0"], "0 is not in the range x>=1"),
        (["train", "--validation", "60000"], "--validation: expected 0 to 59999 training images"),
        (["train", "--validation", "-1"], "-1 is not in the range x>=0"),
        (["train", "--data-folder", "."], "--data-folder is for images that are fetched"),
        (["train", "--resume", "nowhere"], "'nowhere' does not exist"),
        (["summary", "simple-convnet", "--set", "filter_size=40"], "filter of 40 does not fit"),
    ],
)
def test_bad_usage_is_named(arguments, message):
    assert message in refused(*arguments, code=2)


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ({}, "does not say on which images it was trained; add --data mnist or --data cifar10"),
        ({"data": "imagenet"}, "does not say on which images"),
        ({"data": ["mnist"]}, "does not say on which images"),
        (
            {"data": "cifar10"},
            "images of cifar10 are (3, 32, 32), the network expects (1, 28, 28); name the images",
        ),
    ],
)
def test_notes_of_other_programs_are_not_trusted(tmp_path, few_images, notes, message):
    rng = np.random.default_rng(0)
    trainer = Trainer(simple_convnet(rng), SGD(), rng=rng)
    path = tmp_path / "checkpoint.npz"
    save_checkpoint(path, trainer, model="simple-convnet", notes=notes | {"epochs": "many"})
    assert message in refused("accuracy", path, code=2)
    assert "test accuracy" in good("accuracy", path, "--data", "mnist")
    if not notes:
        save_checkpoint(path, trainer, notes=notes)
        with pytest.raises(BadCheckpointError):
            load_checkpoint(path)
        assert "hand it in" in refused("accuracy", path)


def test_a_run_without_notes_can_be_resumed_to_its_next_epoch(few_images, tmp_path):
    rng = np.random.default_rng(0)
    trainer = Trainer(build_model("sigmoid-mlp", {}, rng), SGD(), rng=rng)
    trainer.fit(few_images[0].x, few_images[0].t)
    notes = {"data": "mnist", "epochs": "many"}
    save_checkpoint(tmp_path / "checkpoint.npz", trainer, model="sigmoid-mlp", notes=notes)
    assert good("train", "--resume", tmp_path).startswith("test accuracy 0.")
    assert good("train", "--resume", tmp_path, "--epochs", 2).startswith("epoch 2/2")


def test_help_shows_examples_and_the_version_is_known():
    assert "train" in good("--help")
    assert "--seed 0 --out run/" in good("train", "--help")
    for command in cli.main.commands:
        assert f"  python -m lesson_code {command} " in good(command, "--help")
    assert good("--version").strip() == __version__
