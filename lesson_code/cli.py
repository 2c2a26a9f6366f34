"""The command line: `python -m lesson_code`, or `lesson` once installed.

Exit codes: 0 if all went well; 1 for an error, which is one sentence on standard error; 2 if the
command was not understood; 130 after Ctrl-C.
"""

from __future__ import annotations

import contextlib
import dataclasses
import difflib
import errno
import json
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from click.core import ParameterSource

from lesson_code import __version__, plots
from lesson_code._types import Array
from lesson_code.archive import BadCheckpointError, write_atomically
from lesson_code.build import build_model, input_shape
from lesson_code.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from lesson_code.datasets import (
    CIFAR10_CLASSES,
    BadImageError,
    Split,
    load_cifar10,
    load_digit,
    load_mnist,
)
from lesson_code.datasets.splits import check_validation, set_apart
from lesson_code.exercise_commands import check, exercise
from lesson_code.export import TOLERANCE, compare_onnx, export_onnx
from lesson_code.functions import softmax
from lesson_code.losses import SoftmaxCrossEntropy
from lesson_code.models import MODELS
from lesson_code.network import Sequential
from lesson_code.optimizers import OPTIMIZERS, Optimizer
from lesson_code.parallel import DataParallel, LostWorkerError
from lesson_code.schedules import CosineDecay, Schedule, StepDecay
from lesson_code.trainer import EarlyStopping, Epoch, Trainer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHAPES = {"mnist": (1, 28, 28), "cifar10": (3, 32, 32)}
CLASSES = {"mnist": tuple("0123456789"), "cifar10": CIFAR10_CLASSES}
PROGRAM = "python -m lesson_code"
INTERRUPTED = 130  # what shells report of a program that Ctrl-C ended
CONNECTING = 10  # seconds to find a cluster in
STEPPING = 300  # seconds in which a cluster computes a step, or is lost


class Commands(click.Group):
    """The commands; what may well go wrong in one ends in a sentence, not in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        Args:
            ctx: what click knows of the call.

        Returns:
            What the command returned.

        Raises:
            click.ClickException: for an expected failure.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except (BadCheckpointError, BadImageError, FloatingPointError, ImportError) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # a reader such as head has seen enough: click's matter
                raise
            raise click.ClickException(_sentence(error)) from error


class Name(click.Choice[str]):
    """One of several names; a wrong one is answered with the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if it is one of them.

        Args:
            value: what was typed.
            param: for which option or argument.
            ctx: what click knows of the call.

        Returns:
            The name.

        Raises:
            click.BadParameter: if it is not.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = difflib.get_close_matches(str(value), [str(name) for name in self.choices], n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.BadParameter(f"{error.message}{hint}", ctx=ctx, param=param) from None


def _picture(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Refuse a picture's file name before the work is done, not after it."""
    if value is not None and value.suffix.lower() not in {".svg", ".png", ".pdf"}:
        raise click.BadParameter(f"{value}: expected a name that ends in .svg, .png or .pdf")
    return _writable(ctx, param, value)


def _writable(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and not value.absolute().parent.is_dir():
        raise click.BadParameter(f"{value}: the folder {value.parent} does not exist")
    return value


def _settings(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, Any]:
    """hidden=50 or channels=[16,32] or cost=quadratic: JSON where it is JSON, text elsewhere."""
    settings = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"{text!r}: expected NAME=VALUE, such as hidden=50")
        if name in ("input_shape", "classes"):
            raise click.BadParameter(f"{name} follows from --data")
        try:
            settings[name] = json.loads(value)
        except json.JSONDecodeError:
            settings[name] = value
    return settings


data_folder_option = click.option(
    "--data-folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the files of CIFAR-10 are, if they are not to be fetched; a run remembers it.",
)
data_of_run_option = click.option(
    "--data", type=Name(SHAPES), help="Which images.  [default: those of the training]"
)
settings_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_settings,
    help="A setting of the network, such as hidden=50, filters=8, channels=[16,32]; any number.",
)
picture_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_picture,
    help="Draw into this file, .svg, .png or .pdf, instead of a window.",
)
checkpoint_argument = click.argument("checkpoint", type=click.Path(exists=True, path_type=Path))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Neural networks from scratch, in NumPy.

    \b
    Examples:
      python -m lesson_code summary lenet
      python -m lesson_code train --model simple-convnet --epochs 3 --out run/
      python -m lesson_code train --resume run/ --epochs 10
      python -m lesson_code accuracy run/
      python -m lesson_code predict run/ 7
      python -m lesson_code predict run/ my_digit.png --out answer.png
    """


@main.command()
@click.option(
    "--model",
    type=Name(sorted(MODELS)),
    default="simple-convnet",
    show_default=True,
    help="Which network.",
)
@settings_option
@click.option("--data", type=Name(SHAPES), default="mnist", show_default=True, help="Which images.")
@data_folder_option
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    help="How many times to go through the training images, those of a resumed run included.  "
    "[default: 1, or as many as the resumed run was asked for]",
)
@click.option("--batch-size", type=click.IntRange(min=1), default=50, show_default=True)
@click.option(
    "--sampling",
    type=Name(["shuffle", "replace"]),
    default="shuffle",
    show_default=True,
    help="Every image once an epoch in random order, or each drawn anew from all.",
)
@click.option("--optimizer", type=Name(sorted(OPTIMIZERS)), default="adam", show_default=True)
@click.option(
    "--lr",
    type=click.FloatRange(min=0, min_open=True),
    help="Learning rate.  [default: 0.001 for adam and rmsprop, 0.01 for the others]",
)
@click.option(
    "--schedule",
    type=Name(["constant", "step", "cosine"]),
    default="constant",
    show_default=True,
    help="How the learning rate changes: step, to a tenth after each third of the epochs; cosine, "
    "down along half a cosine.",
)
@click.option("--weight-decay", type=click.FloatRange(min=0), default=0.0, show_default=True)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Fixes the initial weights, the order of the images, and dropout.",
)
@click.option(
    "--validation",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="How many training images, the last ones, to set apart. Accuracy after each epoch is "
    "measured on them, and only at the end on the test images.",
)
@click.option(
    "--patience",
    type=click.IntRange(min=1),
    help="End early when accuracy on the images of --validation has had no new best for so many "
    "epochs.",
)
@click.option("--check-finite", is_flag=True, help="Look for NaN and infinity after every layer.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Cut each mini-batch into so many parts, computed at once: by threads of this machine, or "
    "by --cluster.  [default: 1, all that the cluster has, or as the resumed run]",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="The scheduler of a Dask cluster whose workers are to compute, such as "
    "tcp://127.0.0.1:8786; needs lesson-code[parallel].",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for checkpoint.npz, history.json and curves.svg, written after each epoch; with "
    "--patience also best.npz.",
)
@click.option("--overwrite", is_flag=True, help="Replace an earlier run in that folder.")
@click.option(
    "--resume",
    type=click.Path(exists=True, path_type=Path),
    metavar="RUN",
    help="Go on with the run in this folder, as if it had never stopped.",
)
@click.pass_context
def train(
    ctx: click.Context,
    /,
    data_folder: Path | None,
    epochs: int | None,
    check_finite: bool,
    workers: int | None,
    cluster: str | None,
    out: Path | None,
    overwrite: bool,
    resume: Path | None,
    **options: Any,
) -> None:
    """Train a network and say how good it is.

    Ctrl-C ends a training after the step under way; with --out what was learned is saved, and
    --resume goes on from there.

    \b
    Examples:
      python -m lesson_code train --model simple-convnet --epochs 1 --seed 0 --out run/
      python -m lesson_code train --resume run/ --epochs 5
      python -m lesson_code train --model sigmoid-mlp --set cost=quadratic --set weights=normal \\
        --optimizer sgd --lr 3 --batch-size 10 --epochs 30
      python -m lesson_code train --model report-convnet --set filters=8 --set hidden=256 \\
        --data cifar10 --batch-size 128 --epochs 5 --out cifar/
      python -m lesson_code train --validation 10000 --patience 3 --epochs 50 --out run/
      python -m lesson_code train --workers 2 --batch-size 100
    """
    if resume is None:
        run = _new_run(epochs or 1, **options)
    else:
        _refuse_changes(ctx, options)
        run, out = _load(resume), out or _folder(resume)
    notes, trainer = run.notes, run.trainer
    total = notes["epochs"] = epochs or _epochs_of(run)
    if out is not None:
        _prepare_folder(out, overwrite or (resume is not None and _goes_on(resume, out)))
    data = _data_of(run, None)
    splits = _set_apart(run, _read_data(data, _folder_of_data(run, data, data_folder)))
    (x, t), watched, (x_test, t_test) = splits[0], splits[1], splits[-1]
    if data_folder is not None:
        notes["data_folder"] = str(data_folder.absolute())
    trainer.network.check_finite = check_finite
    kind, stop = _watched(run), _early_stopping(run)

    def keep_best(epoch: Epoch) -> None:
        if out is not None and stop and stop.best is epoch:
            _save_checkpoint(out / "best.npz", run)

    def report(epoch: Epoch) -> None:
        click.echo(
            f"epoch {epoch.epoch}/{total}  loss {epoch.loss:.4f}  "
            f"train accuracy {epoch.train_accuracy:.4f}  "
            f"{kind} accuracy {epoch.test_accuracy:.4f}  {epoch.seconds:.1f} s"
        )
        if out is not None:
            _save(out, run)

    left = total - len(trainer.history)
    callbacks: list[Callable[[Epoch], object]] = [stop, keep_best, report] if stop else [report]
    try:
        if stop and any(stop(epoch) for epoch in trainer.history):
            left = 0
        if left > 0:
            with _in_parallel(run, workers, cluster) as trainer.parallel:
                notes["workers"] = 1 if trainer.parallel is None else trainer.parallel.workers
                trainer.fit(x, t, *watched, epochs=left, on_epoch=callbacks)
    except KeyboardInterrupt:
        _say_interrupted(trainer)
        if out is None:
            click.echo("nothing was saved, for lack of --out", err=True)
        else:
            _save(out, run)
            saved = out / "checkpoint.npz"
            click.echo(f"saved {saved}; go on with: {PROGRAM} train --resume {out}", err=True)
        ctx.exit(INTERRUPTED)
    except LostWorkerError as error:
        way = f"{PROGRAM} train --resume {out}" if out and trainer.history else "there is none yet"
        raise click.ClickException(f"{error} ({way})") from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if out is not None and left > 0:
        click.echo(f"saved {out / 'checkpoint.npz'}, history.json, curves.svg")
    if stop and stop.best and len(trainer.history) < total:
        click.echo(
            f"ended early: no new best validation accuracy since epoch {stop.best.epoch}, with "
            f"{stop.best.test_accuracy:.4f}"
        )
    if stop and stop.best and out is not None and (out / "best.npz").exists():
        click.echo(f"the network of epoch {stop.best.epoch} is kept in {out / 'best.npz'}")
    done = trainer.history[-1].test_accuracy if kind == "test" else None
    if done is None:  # not measured: for validation, or trained elsewhere
        done = trainer.network.accuracy(x_test, t_test)
    click.echo(f"test accuracy {done:.4f}")


@main.command()
@checkpoint_argument
@data_of_run_option
@data_folder_option
def accuracy(checkpoint: Path, data: str | None, data_folder: Path | None) -> None:
    """Accuracy of a saved network on all training and all test images.

    Images that the training set apart with --validation are counted by themselves.

    \b
    CHECKPOINT is the folder of a run, or the checkpoint.npz in it.

    \b
    Examples:
      python -m lesson_code accuracy run/
      python -m lesson_code accuracy run/best.npz
      python -m lesson_code accuracy cifar/ --data-folder cifar-10-batches-py/
    """
    run = _load(checkpoint)
    data = _data_of(run, data)
    splits = _read_data(data, _folder_of_data(run, data, data_folder))
    if data == run.notes.get("data"):
        splits = _set_apart(run, splits)
    names = ("train", "validation", "test") if len(splits) == 3 else ("train", "test")
    for name, (x, t) in zip(names, splits, strict=True):
        click.echo(f"{name} accuracy {run.trainer.network.accuracy(x, t):.4f}")


@main.command()
@checkpoint_argument
@click.argument("image", metavar="INDEX|IMAGE")
@data_of_run_option
@data_folder_option
@picture_option
def predict(
    checkpoint: Path, image: str, data: str | None, data_folder: Path | None, out: Path | None
) -> None:
    """Let a saved network classify one image, and draw its answer.

    \b
    CHECKPOINT is the folder of a run, or the checkpoint.npz in it.
    INDEX is the number of a test image, from 0; IMAGE is a PNG or JPEG file of one
    handwritten digit, of any size, dark on light or light on dark.

    The picture opens in a window where there is a screen, or goes into a file with --out.

    \b
    Examples:
      python -m lesson_code predict run/ 7
      python -m lesson_code predict run/ my_digit.png --out answer.png
    """
    run = _load(checkpoint)
    data = _data_of(run, data)
    if image.isdecimal():
        _, (images, labels) = _read_data(data, _folder_of_data(run, data, data_folder))
        if int(image) >= len(images):
            raise click.BadParameter(
                f"{image}: expected an index from 0 to {len(images) - 1}", param_hint="INDEX|IMAGE"
            )
        x, label = images[int(image)][np.newaxis], int(labels[int(image)])
    elif data == "mnist":
        x, label = load_digit(image), None
    else:
        raise click.UsageError(f"one's own images can only be digits; this network knows {data}")

    network = run.trainer.network
    y = network.predict(x)
    kind = "output"
    if isinstance(network.loss_function, SoftmaxCrossEntropy):
        y, kind = softmax(y), "probability"
    values: Array = y[0]
    names = CLASSES[data] if len(values) == len(CLASSES[data]) else tuple(map(str, range(y.size)))
    for name, value in zip(names, values, strict=True):
        click.echo(f"  {name:<{max(map(len, names))}}  {kind} {value:.4f}")
    truth = "" if label is None else f" (its label is {CLASSES[data][label]})"
    click.echo(f"class {names[values.argmax()]}{truth}")
    _draw(lambda figure: plots.prediction(x[0], values, names, label=kind, figure=figure), out)


@main.command()
@click.argument("model", metavar="MODEL", type=Name(sorted(MODELS)))
@settings_option
@click.option(
    "--data", type=Name(SHAPES), default="mnist", show_default=True, help="For which images."
)
def summary(model: str, settings: dict[str, Any], data: str) -> None:
    """A table of a network's layers: shapes, parameters, work and memory.

    Multiply-adds are products with a weight that are added up for one image.

    \b
    MODEL is one of alexnet-small, deep-convnet, lenet, report-convnet,
    sigmoid-mlp, simple-convnet, three-layer-net.

    \b
    Examples:
      python -m lesson_code summary lenet
      python -m lesson_code summary deep-convnet --data cifar10 --set channels=[16,32,64]
    """
    network = _build(model, settings, data, np.random.default_rng(0))
    click.echo(str(network.summary(SHAPES[data])))


@main.command()
@checkpoint_argument
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_writable,
    help="File to write.  [default: model.onnx beside the checkpoint]",
)
def export(checkpoint: Path, out: Path | None) -> None:
    """Write a saved network as an ONNX file, which other programs can run.

    Numbers are written as float32. Where ONNX Runtime is installed, it runs the file, and its
    answers are compared with ours. Get what this needs with: pip install 'lesson-code[onnx]'

    \b
    CHECKPOINT is the folder of a run, or the checkpoint.npz in it.

    \b
    Examples:
      python -m lesson_code export run/
      python -m lesson_code export run/checkpoint.npz --out digits.onnx
    """
    run = _load(checkpoint)
    shape = input_shape(str(run.model), run.settings)
    out = out or _folder(checkpoint) / "model.onnx"
    network = run.trainer.network
    try:
        export_onnx(out, network, shape)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"saved {out}: input x of shape (N, {', '.join(map(str, shape))}), output y")
    dtype = next(iter(network.params.values())).dtype
    if dtype != np.float32:
        click.echo(f"the network's {dtype} numbers were rounded to float32")
    rng = np.random.default_rng(0)
    x = rng.random((8, *shape)).astype(dtype)
    try:
        difference = compare_onnx(out, network, x)
    except ImportError as error:
        click.echo(f"not compared: {error}", err=True)
        return
    if not difference <= TOLERANCE:
        raise click.ClickException(
            f"ONNX Runtime's answers differ from ours by up to {difference:.1e}, "
            f"expected at most {TOLERANCE:.0e}"
        )
    click.echo(f"ONNX Runtime's answers differ from ours by at most {difference:.1e}")


@main.command()
@click.argument("run", type=click.Path(exists=True, path_type=Path))
@picture_option
def plot(run: Path, out: Path | None) -> None:
    """Draw the learning curves of a run.

    The picture opens in a window, or goes into a file with --out.

    \b
    Examples:
      python -m lesson_code plot run/
      python -m lesson_code plot run/ --out curves.png
    """
    loaded = _load(run)
    history = loaded.trainer.history
    if not history:
        raise click.ClickException(f"{run}: no epoch is done yet; go on with train --resume {run}")
    if not _draw(lambda figure: plots.learning_curves(history, figure, _watched(loaded)), out):
        raise click.ClickException("there is no screen to draw on; name a file: --out curves.svg")


main.add_command(exercise)
main.add_command(check)


def _build(model: str, settings: dict[str, Any], data: str, rng: np.random.Generator) -> Sequential:
    try:
        return build_model(model, settings | {"input_shape": SHAPES[data]}, rng)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _new_run(epochs: int, **options: Any) -> Checkpoint:
    """A network that has not been trained yet, and how it is to be."""
    if options["patience"] and not options["validation"]:
        raise click.UsageError(
            "--patience needs images to decide by; add --validation 10000 (decided by the test "
            "images, their result would be too good)"
        )
    rng = np.random.default_rng(options["seed"])
    network = _build(options["model"], options["settings"], options["data"], rng)
    optimizer = _optimizer(options["optimizer"], options["lr"], options["weight_decay"])
    schedule: Schedule | None = None
    if options["schedule"] == "step":
        schedule = StepDecay(optimizer.lr, factor=0.1, every=-(-epochs // 3))
    elif options["schedule"] == "cosine":
        schedule = CosineDecay(optimizer.lr, epochs)
    trainer = Trainer(
        network,
        optimizer,
        rng=rng,
        batch_size=options["batch_size"],
        sampling=options["sampling"],
        schedule=schedule,
    )
    settings = options["settings"] | {"input_shape": SHAPES[options["data"]]}
    return Checkpoint(
        trainer, options["model"], settings, notes=options | {"lr": optimizer.lr, "epochs": epochs}
    )


def _optimizer(name: str, lr: float | None, weight_decay: float) -> Optimizer:
    given: dict[str, float] = {"weight_decay": weight_decay} | ({} if lr is None else {"lr": lr})
    make: Callable[..., Optimizer] = OPTIMIZERS[name]
    try:
        return make(**given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


@contextlib.contextmanager
def _in_parallel(
    run: Checkpoint, workers: int | None, cluster: str | None
) -> Iterator[DataParallel | None]:
    """Who computes in parts, if anyone: threads, or a cluster as long as it is needed."""
    network, asked = run.trainer.network, run.notes.get("workers")
    if workers is None and type(asked) is int and asked > 1:
        workers = asked  # the number decides how sums are rounded; who computes them does not
    if cluster is not None:
        with _connect(cluster) as client:
            workers = workers or sum(client.nthreads().values())
            yield DataParallel(network, workers, client.get_executor(), timeout=STEPPING)
    elif workers is None or workers == 1:
        yield None
    else:
        with warnings.catch_warnings(record=True, action="always") as words:
            parallel = DataParallel(network, workers)
        for word in words:
            click.echo(word.message, err=True)
        with parallel:
            yield parallel


@contextlib.contextmanager
def _connect(cluster: str) -> Iterator[Any]:
    """A client of a Dask cluster that has a worker, and this package at every place."""
    try:
        from distributed import Client
    except ImportError as error:
        raise click.ClickException(
            "--cluster needs Dask; install it with: pip install 'lesson-code[parallel]'"
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what went wrong is said here
    connect: Callable[..., Any] = Client
    with contextlib.ExitStack() as stack:
        try:
            client = stack.enter_context(connect(cluster, timeout=CONNECTING))
            client.wait_for_workers(1, timeout=CONNECTING)
        except (OSError, ValueError) as error:
            raise click.ClickException(
                f"--cluster {cluster}: found no scheduler with a worker there within {CONNECTING} "
                "seconds; start them with: dask scheduler, and dask worker ADDRESS"
            ) from error
        try:
            versions = {client.run_on_scheduler(_version), *client.run(_version).values()}
            problem = "" if versions == {__version__} else f"found {', '.join(sorted(versions))}"
        except Exception as error:  # Dask makes a bare Exception of a worker's ImportError
            problem = str(error)
        if problem:
            raise click.ClickException(
                f"--cluster {cluster}: expected lesson-code {__version__} at the scheduler and at "
                f"every worker: {problem}"
            )
        yield client


def _version() -> str:
    return __version__


def _refuse_changes(ctx: click.Context, options: dict[str, Any]) -> None:
    """A run goes on as it began: nothing but its length and its folder can be chosen anew."""
    for param in ctx.command.params:
        if (
            param.name in options
            and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
        ):
            raise click.UsageError(
                f"{param.opts[0]} is settled by the run that is resumed; leave it out, or begin a "
                "run without --resume"
            )


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _goes_on(resume: Path, out: Path) -> bool:
    """Whether the run in a folder is the one resumed; an older network of it, best.npz, is not."""
    return out == _folder(resume) and (resume.is_dir() or resume.name == "checkpoint.npz")


def _load(path: Path) -> Checkpoint:
    path = path / "checkpoint.npz" if path.is_dir() else path
    if not path.exists():
        raise click.ClickException(f"{path.parent} holds no run: there is no {path.name} in it")
    return load_checkpoint(path)


def _epochs_of(run: Checkpoint) -> int:
    """How many epochs a run was asked for; at least as many as it has."""
    asked = run.notes.get("epochs")
    return max(asked if type(asked) is int else 1, len(run.trainer.history), 1)


def _data_of(run: Checkpoint, data: str | None) -> str:
    """Name of the data set that a network is for."""
    data = data or run.notes.get("data")
    if not isinstance(data, str) or data not in SHAPES:
        raise click.UsageError(
            f"the checkpoint does not say on which images it was trained; add --data "
            f"{' or --data '.join(SHAPES)}"
        )
    shape = input_shape(str(run.model), run.settings)
    if SHAPES[data] != shape:
        raise click.UsageError(f"images of {data} are {SHAPES[data]}, the network expects {shape}")
    return data


def _folder_of_data(run: Checkpoint, data: str, given: Path | None) -> Path | None:
    """Where the images are: as the command says, or else as the run was once told."""
    noted = run.notes.get("data_folder")
    if given is not None or data != "cifar10" or not isinstance(noted, str):
        return given
    if noted.startswith(("//", "\\\\")):  # a checkpoint from elsewhere opens no network drive
        return None
    if not Path(noted).is_dir():
        raise click.UsageError(
            f"the images of this run were in {noted}, which is not there; say where they are with "
            "--data-folder"
        )
    return Path(noted)


def _noted_number(run: Checkpoint, name: str) -> int:
    """A count among the notes, which may be another program's; 0 if there is none."""
    value = run.notes.get(name)
    return value if type(value) is int and value > 0 else 0


def _watched(run: Checkpoint) -> str:
    """On which images accuracy is measured after each epoch."""
    return "validation" if _noted_number(run, "validation") else "test"


def _early_stopping(run: Checkpoint) -> EarlyStopping | None:
    patience = _noted_number(run, "patience")
    return EarlyStopping(patience) if patience else None


def _set_apart(run: Checkpoint, splits: Sequence[Split]) -> Sequence[Split]:
    """Training and test images; between them those for validation, if the run has some."""
    train, test = splits
    validation = _noted_number(run, "validation")
    try:
        check_validation(validation, len(train.x))
    except ValueError as error:
        raise click.UsageError(f"--{error}") from error
    return set_apart(train, test, validation)


def _read_data(data: str, folder: Path | None) -> Sequence[Split]:
    if data == "cifar10":
        return load_cifar10(folder)
    if folder is not None:
        raise click.UsageError("--data-folder is for cifar10; MNIST travels with the package")
    return load_mnist()


def _draw(draw: Callable[[Figure | None], Figure], out: Path | None) -> bool:
    """Draw into a file, or into a window; False if there is neither."""
    if out is not None:
        _write_figure(out, draw(None))
        click.echo(f"saved {out}")
        return True
    import matplotlib.pyplot as plt

    figure = plt.figure()
    shown = type(figure.canvas).required_interactive_framework is not None
    if shown:
        draw(figure)
        plt.show()
    plt.close(figure)
    return shown


def _write_figure(path: Path, figure: Figure) -> None:
    kind = path.suffix[1:].lower()
    # without a date the same run gives the same file; PNG has none
    metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    write_atomically(path, lambda file: figure.savefig(file, format=kind, metadata=metadata))


def _prepare_folder(out: Path, overwrite: bool) -> None:
    """Find out before the training, not after it, that nothing can be saved."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_atomically(out / ".writable", lambda file: None)
        (out / ".writable").unlink()
    except OSError as error:
        raise click.ClickException(f"--out {out}: cannot write there ({error.strerror})") from error
    if (out / "checkpoint.npz").exists() and not overwrite:
        raise click.ClickException(
            f"--out {out} already holds a run; name another folder, go on with it with --resume "
            f"{out}, or replace it with --overwrite"
        )


def _save_checkpoint(path: Path, run: Checkpoint) -> None:
    save_checkpoint(path, run.trainer, model=run.model, settings=run.settings, notes=run.notes)


def _save(out: Path, run: Checkpoint) -> None:
    """Write the run as it stands; each file is whole at any moment."""
    _save_checkpoint(out / "checkpoint.npz", run)
    kind = _watched(run)
    history = [dataclasses.asdict(epoch) for epoch in run.trainer.history]
    for row in history:
        row[f"{kind}_accuracy"] = row.pop("test_accuracy")
    text = json.dumps({"settings": run.notes, "history": history}, indent=2) + "\n"
    write_atomically(out / "history.json", lambda file: file.write(text.encode()))
    if history:
        _write_figure(out / "curves.svg", plots.learning_curves(run.trainer.history, None, kind))
    else:
        (out / "curves.svg").unlink(missing_ok=True)  # of an earlier run
    if not _noted_number(run, "patience"):
        (out / "best.npz").unlink(missing_ok=True)  # likewise


def _say_interrupted(trainer: Trainer) -> None:
    number, under_way = len(trainer.history), trainer.under_way
    if under_way is None:
        click.echo(f"interrupted after epoch {number}", err=True)
    else:
        click.echo(
            f"interrupted in epoch {number + 1}, after {under_way.position} of "
            f"{len(under_way.order)} images",
            err=True,
        )


def _sentence(error: OSError) -> str:
    """What went wrong with which file, without the number that the system has for it."""
    if error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)
