"""The commands that use a network, or look at one: accuracy, predict, summary, export, plot."""

from pathlib import Path
from typing import Any

import click
import numpy as np

from lesson_code import plots
from lesson_code._types import Array
from lesson_code.build import input_shape
from lesson_code.cli import pictures, runs
from lesson_code.cli.options import (
    Name,
    build_network,
    checkpoint_argument,
    data_folder_option,
    data_of_run_option,
    settings_option,
    writable,
)
from lesson_code.cli.own_images import SHAPES, Images, look_at, size_option
from lesson_code.cli.pictures import picture_option
from lesson_code.datasets import read_digit, read_image
from lesson_code.export import TOLERANCE, compare_onnx, export_onnx
from lesson_code.functions import softmax
from lesson_code.losses import SoftmaxCrossEntropy
from lesson_code.models import MODELS

MOST_SHOWN = 20  # classes; of more, the likeliest


@click.command()
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
    run = runs.load(checkpoint)
    data = runs.data_of(run, data)
    splits = runs.images_of(run, data, data_folder)
    if data == run.notes.get("data"):
        splits = runs.with_validation(run, splits)
    names = ("train", "validation", "test") if len(splits) == 3 else ("train", "test")
    for name, (x, t) in zip(names, splits, strict=True):
        share = run.trainer.network.accuracy(x, t)
        if share is None:
            raise click.ClickException("the loss of this network knows no accuracy")
        click.echo(f"{name} accuracy {share:.4f}")


@click.command()
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
    INDEX is the number of a test image, from 0; IMAGE is a picture: PNG, JPEG, GIF, BMP,
    TIFF or WebP. For a network that knows MNIST it shows one handwritten digit, dark on
    light or light on dark.

    A photograph of a digit will do: uneven light, ruled lines, a frame and noise are taken away,
    and what was done is said. Any other picture is cut to its middle and resized, as in training.
    The answer is drawn beside the image that the network saw; it opens in a window where there is a
    screen, or goes into a file with --out.

    \b
    Examples:
      python -m lesson_code predict run/ 7
      python -m lesson_code predict run/ my_digit.png --out answer.png
      python -m lesson_code predict pets/ photo.jpg
    """
    run = runs.load(checkpoint)
    data = runs.data_of(run, data)
    if image.isdecimal():
        _, (images, labels) = runs.images_of(run, data, data_folder)
        if int(image) >= len(images):
            raise click.BadParameter(
                f"{image}: expected an index from 0 to {len(images) - 1}", param_hint="INDEX|IMAGE"
            )
        x, label = images[int(image)][np.newaxis], int(labels[int(image)])
        picture = None
    elif data == "mnist":
        digit = read_digit(image)
        x, label, picture = digit.image, None, digit.picture
        done = "; ".join(digit.notes) or "nothing had to be taken away"
        click.echo(f"read {image}: {done}")
    else:
        C, H, W = runs.shape_of(run)
        x, label, picture = read_image(image, (C, H, W)), None, None
        click.echo(f"read {image}: {H} x {W}, {'grey' if C == 1 else 'colour'}")

    network = run.trainer.network
    y = network.predict(x)
    kind = "output"
    if isinstance(network.loss_function, SoftmaxCrossEntropy):
        y, kind = softmax(y), "probability"
    values: Array = y[0]
    names = runs.classes_of(run, data, len(values))
    truth = "" if label is None else f" (its label is {names[label]})"
    answer = names[values.argmax()]
    if len(names) > MOST_SHOWN:
        best = np.argsort(-values)[:MOST_SHOWN]
        values, names = values[best], tuple(names[k] for k in best)
    for name, value in zip(names, values, strict=True):
        click.echo(f"  {name:<{max(map(len, names))}}  {kind} {value:.4f}")
    click.echo(f"class {answer}{truth}")
    pictures.show(
        lambda figure: plots.prediction(
            x[0], values, names, label=kind, picture=picture, figure=figure
        ),
        out,
    )


@click.command()
@click.argument("model", metavar="MODEL", type=Name(sorted(MODELS)))
@settings_option
@click.option(
    "--data",
    type=Images(),
    default="mnist",
    show_default=True,
    help=f"For which images: {', '.join(SHAPES)}, or a folder or a file of your own.",
)
@size_option
def summary(
    model: str, settings: dict[str, Any], data: str, size: int | tuple[int, int] | None
) -> None:
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
    source = look_at(data, size)
    network, settings = build_network(model, settings, data, np.random.default_rng(0), source)
    click.echo(str(network.summary(settings["input_shape"])))


@click.command()
@checkpoint_argument
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=writable,
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
    run = runs.load(checkpoint)
    shape = input_shape(str(run.model), run.settings)
    out = out or runs.folder_of(checkpoint) / "model.onnx"
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


@click.command()
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
    loaded = runs.load(run)
    history = loaded.trainer.history
    if not history:
        raise click.ClickException(f"{run}: no epoch is done yet; go on with train --resume {run}")
    if not pictures.show(
        lambda figure: plots.learning_curves(history, figure, runs.watched(loaded)), out
    ):
        raise click.ClickException("there is no screen to draw on; name a file: --out curves.svg")
