"""The commands that use a network, or look at one: accuracy, predict, summary, export, plot."""

from pathlib import Path
from typing import Any

import click
import numpy as np

from lesson_code import plots
from lesson_code._help import Command
from lesson_code._language import language_option
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
from lesson_code.exercises.telling import Speaker, tell
from lesson_code.export import TOLERANCE, compare_onnx, export_onnx
from lesson_code.functions import softmax
from lesson_code.losses import SoftmaxCrossEntropy
from lesson_code.models import MODELS

MOST_SHOWN = 20  # classes; of more, the likeliest

# Lines with numbers, such as `test accuracy 0.9762`, are the same everywhere: programs read them
TEXTS = {
    "no_accuracy": {
        "ja": "このネットワークの損失関数からは、正解率を求められません。1枚ごとの出力は "
        "predict で見られます",
        "en": "no accuracy can be computed with the loss of this network; see what it answers to "
        "one image with predict",
    },
    "index": {
        "ja": "{given}: 番号は 0 から {last} までです",
        "en": "{given}: expected an index from 0 to {last}",
    },
    "read": {"ja": "{file} を読みました: {done}", "en": "read {file}: {done}"},
    "nothing": {
        "ja": "取り除くものはありませんでした",
        "en": "nothing had to be taken away",
    },
    "grey": {"ja": "グレースケール", "en": "grey"},
    "colour": {"ja": "カラー", "en": "colour"},
    "class": {"ja": "答え {name}", "en": "class {name}"},
    "label": {"ja": "（正解は {label}）", "en": " (its label is {label})"},
    "exported": {
        "ja": "{file} に保存しました: 入力 x の形状は {shape}、出力は y",
        "en": "saved {file}: input x of shape {shape}, output y",
    },
    "rounded": {
        "ja": "ネットワークの {dtype} の数を、float32に丸めました",
        "en": "the network's {dtype} numbers were rounded to float32",
    },
    "uncompared": {"ja": "答えは比べていません: {error}", "en": "not compared: {error}"},
    "differ": {
        "ja": "ONNX Runtimeの答えとの差が {difference:.1e} もあります。許される差は {most:.0e} "
        "までです。書き出したファイルは使わないでください",
        "en": "ONNX Runtime's answers differ from ours by up to {difference:.1e}, expected at most "
        "{most:.0e}; do not use the file that was saved",
    },
    "agree": {
        "ja": "ONNX Runtimeの答えとの差は、最大で {difference:.1e} です",
        "en": "ONNX Runtime's answers differ from ours by at most {difference:.1e}",
    },
    "no_epoch": {
        "ja": "{run}: まだ1エポックも終わっていません。train --resume {run} で続けてください",
        "en": "{run}: no epoch is done yet; go on with train --resume {run}",
    },
    "no_screen": {
        "ja": "画面がないので描けません。--out curves.svg のように、ファイルを指定してください",
        "en": "there is no screen to draw on; name a file: --out curves.svg",
    },
}
say = Speaker(TEXTS)


@click.command(cls=Command)
@checkpoint_argument
@data_of_run_option
@data_folder_option
@language_option
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
            raise click.ClickException(say("no_accuracy"))
        click.echo(f"{name} accuracy {share:.4f}")


@click.command(cls=Command)
@checkpoint_argument
@click.argument("image", metavar="INDEX|IMAGE")
@data_of_run_option
@data_folder_option
@picture_option
@language_option
def predict(
    checkpoint: Path, image: str, data: str | None, data_folder: Path | None, out: Path | None
) -> None:
    """Let a saved network classify one image, and draw its answer.

    \b
    CHECKPOINT is the folder of a run, or the checkpoint.npz in it.
    INDEX is the number of a test image, from 0; IMAGE is a picture: PNG, JPEG, GIF, BMP,
    TIFF or WebP. For a network that knows MNIST it shows one handwritten digit, dark on
    light or light on dark; for one trained on images of your own, one of their classes.

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
            message = say("index", given=image, last=len(images) - 1)
            raise click.BadParameter(message, param_hint="INDEX|IMAGE")
        x, label = images[int(image)][np.newaxis], int(labels[int(image)])
        picture = None
    elif data == "mnist":
        digit = read_digit(image)
        x, label, picture = digit.image, None, digit.picture
        done = "; ".join(digit.notes) or say("nothing")
        click.echo(say("read", file=image, done=done))
    else:
        C, H, W = runs.shape_of(run)
        x, label, picture = read_image(image, (C, H, W)), None, None
        click.echo(
            say("read", file=image, done=f"{H} x {W}, {say('grey' if C == 1 else 'colour')}")
        )

    network = run.trainer.network
    y = network.predict(x)
    kind = "output"
    if isinstance(network.loss_function, SoftmaxCrossEntropy):
        y, kind = softmax(y), "probability"
    values: Array = y[0]
    names = runs.classes_of(run, data, len(values))
    truth = "" if label is None else say("label", label=names[label])
    answer = names[values.argmax()]
    if len(names) > MOST_SHOWN:
        best = np.argsort(-values)[:MOST_SHOWN]
        values, names = values[best], tuple(names[k] for k in best)
    for name, value in zip(names, values, strict=True):
        click.echo(f"  {name:<{max(map(len, names))}}  {kind} {value:.4f}")
    click.echo(say("class", name=answer) + truth)
    pictures.show(
        lambda figure: plots.prediction(
            x[0], values, names, label=kind, picture=picture, figure=figure
        ),
        out,
    )


@click.command(cls=Command)
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
@language_option
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


@click.command(cls=Command)
@checkpoint_argument
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=writable,
    help="File to write.  [default: model.onnx beside the checkpoint]",
)
@language_option
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
    click.echo(say("exported", file=out, shape=f"(N, {', '.join(map(str, shape))})"))
    dtype = next(iter(network.params.values())).dtype
    if dtype != np.float32:
        click.echo(say("rounded", dtype=dtype))
    rng = np.random.default_rng(0)
    x = rng.random((8, *shape)).astype(dtype)
    try:
        difference = compare_onnx(out, network, x)
    except ImportError as error:
        tell(say("uncompared", error=error))
        return
    if not difference <= TOLERANCE:
        raise click.ClickException(say("differ", difference=difference, most=TOLERANCE))
    click.echo(say("agree", difference=difference))


@click.command(cls=Command)
@click.argument("run", type=click.Path(exists=True, path_type=Path))
@picture_option
@language_option
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
        raise click.ClickException(say("no_epoch", run=run))
    if not pictures.show(
        lambda figure: plots.learning_curves(history, figure, runs.watched(loaded)), out
    ):
        raise click.ClickException(say("no_screen"))
