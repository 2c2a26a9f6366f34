"""The command line: `python -m lesson_code`, or `lesson` once installed."""

import dataclasses
import json
from pathlib import Path

import click
import numpy as np

from lesson_code import __version__, plots
from lesson_code.checkpoint import save_params, write_atomically
from lesson_code.datasets import load_mnist
from lesson_code.datasets.mnist import DamagedFileError
from lesson_code.models import MODELS
from lesson_code.optimizers import SGD, Adam
from lesson_code.trainer import Epoch, Trainer

OPTIMIZERS = {"sgd": SGD, "adam": Adam}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Neural networks from scratch, in NumPy."""


@main.command()
@click.option(
    "--model",
    type=click.Choice(sorted(MODELS)),
    default="simple-convnet",
    show_default=True,
    help="Which network.",
)
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many times to go through the 60 000 training images.",
)
@click.option("--batch-size", type=click.IntRange(min=1), default=50, show_default=True)
@click.option(
    "--optimizer", type=click.Choice(sorted(OPTIMIZERS)), default="adam", show_default=True
)
@click.option(
    "--lr",
    type=click.FloatRange(min=0, min_open=True),
    help="Learning rate.  [default: 0.001 for adam, 0.01 for sgd]",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Fixes the initial weights and the order of the images.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for weights.npz, history.json and curves.svg.",
)
@click.option("--overwrite", is_flag=True, help="Replace an earlier run in that folder.")
def train(
    model: str,
    epochs: int,
    batch_size: int,
    optimizer: str,
    lr: float | None,
    seed: int,
    out: Path | None,
    overwrite: bool,
) -> None:
    """Train a network on MNIST and say how good it is.

    \b
    Examples:
      python -m lesson_code train --model simple-convnet --epochs 1 --seed 0 --out run/
      python -m lesson_code train --optimizer sgd --lr 0.1 --epochs 5
    """
    if out is not None:
        _prepare_folder(out, overwrite)
    try:
        (x, t), (x_test, t_test) = load_mnist()
    except DamagedFileError as error:
        raise click.ClickException(str(error)) from error
    rng = np.random.default_rng(seed)
    network = MODELS[model](rng)
    make = OPTIMIZERS[optimizer]
    trainer = Trainer(network, make() if lr is None else make(lr), rng=rng, batch_size=batch_size)
    settings = {
        "model": model,
        "data": "mnist",
        "epochs": epochs,
        "batch_size": batch_size,
        "optimizer": optimizer,
        "lr": trainer.optimizer.lr,
        "seed": seed,
    }

    def report(epoch: Epoch) -> None:
        click.echo(
            f"epoch {epoch.epoch}/{epochs}  loss {epoch.loss:.4f}  "
            f"train accuracy {epoch.train_accuracy:.4f}  test accuracy {epoch.test_accuracy:.4f}  "
            f"{epoch.seconds:.1f} s"
        )
        if out is not None:
            _save(out, trainer, settings)

    try:
        trainer.fit(x, t, x_test, t_test, epochs=epochs, on_epoch=report)
    except FloatingPointError as error:
        raise click.ClickException(str(error)) from error
    if out is not None:
        click.echo(f"saved {out / 'weights.npz'}, history.json, curves.svg")
    click.echo(f"test accuracy {trainer.history[-1].test_accuracy:.4f}")


def _prepare_folder(out: Path, overwrite: bool) -> None:
    """Find out before the training, not after it, that nothing can be saved."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_atomically(out / ".writable", lambda file: None)
        (out / ".writable").unlink()
    except OSError as error:
        raise click.ClickException(f"--out {out}: cannot write there ({error.strerror})") from error
    if (out / "weights.npz").exists() and not overwrite:
        raise click.ClickException(
            f"--out {out} already holds a run; name another folder, or replace it with --overwrite"
        )


def _save(out: Path, trainer: Trainer, settings: dict[str, object]) -> None:
    """Write the run as it stands after an epoch; each file is whole at any moment."""
    save_params(out / "weights.npz", trainer.network)
    history = [dataclasses.asdict(epoch) for epoch in trainer.history]
    text = json.dumps({"settings": settings, "history": history}, indent=2) + "\n"
    write_atomically(out / "history.json", lambda file: file.write(text.encode()))
    figure = plots.learning_curves(trainer.history)
    write_atomically(
        out / "curves.svg", lambda file: figure.savefig(file, format="svg", metadata={"Date": None})
    )
