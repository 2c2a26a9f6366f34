"""The command `train`."""

import contextlib
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from click.core import ParameterSource

from lesson_code._help import Command
from lesson_code._interrupts import exit_code
from lesson_code._language import language_option
from lesson_code._program import PROGRAM
from lesson_code.checkpoint import Checkpoint
from lesson_code.cli import runs
from lesson_code.cli.options import (
    Name,
    build_network,
    data_folder_option,
    output_lost,
    settings_option,
)
from lesson_code.cli.own_images import SHAPES, Images, look_at, size_option, skip_damaged_option
from lesson_code.cli.workers import in_parallel
from lesson_code.datasets.own_images import Source
from lesson_code.exercises.telling import Speaker, tell
from lesson_code.models import MODELS
from lesson_code.optimizers import OPTIMIZERS, Optimizer
from lesson_code.parallel import LostWorkerError
from lesson_code.schedules import CosineDecay, Schedule, StepDecay
from lesson_code.trainer import Epoch, Trainer

# An epoch's line is a log, which `doctor --log` and other programs read: it is the same everywhere
TEXTS = {
    "kept": {
        "ja": "。結果は保存してあり、次のコマンドで続けられます: {way}",
        "en": "; the run is saved, go on with: {way}",
    },
    "not_kept": {"ja": "。何も保存していません", "en": ", and nothing was saved"},
    "unsaved": {
        "ja": "--out がないので、何も保存していません",
        "en": "nothing was saved, for lack of --out",
    },
    "saved_so_far": {
        "ja": "{file} に保存しました。続ける: {way}",
        "en": "saved {file}; go on with: {way}",
    },
    "none_yet": {"ja": "まだありません", "en": "there is none yet"},
    "saved": {
        "ja": "{file}、history.json、curves.svg を保存しました",
        "en": "saved {file}, history.json, curves.svg",
    },
    "validation accuracy": {"ja": "検証画像の正解率", "en": "validation accuracy"},
    "loss": {"ja": "損失", "en": "loss"},
    "early": {
        "ja": "途中で終えました: {what}は、エポック {epoch} の {value:.4f} から更新されていません",
        "en": "ended early: no new best {what} since epoch {epoch}, with {value:.4f}",
    },
    "best": {
        "ja": "エポック {epoch} のネットワークは {file} にあります",
        "en": "the network of epoch {epoch} is kept in {file}",
    },
    "patience": {
        "ja": "--patience には、止めどきを決めるための画像が要ります。--validation 10000 "
        "を付けてください"
        "（テスト画像で決めると、その成績が良く出すぎます）",
        "en": "--patience needs images to decide by; add --validation 10000 (if the test "
        "images decided, their result would come out too good)",
    },
    "settled": {
        "ja": "{option} は、続ける学習ですでに決まっています。外すか、--resume "
        "なしで新しく始めてください",
        "en": "{option} is settled by the run that is resumed; leave it out, or begin a run "
        "without "
        "--resume",
    },
    "after": {
        "ja": "エポック {epoch} のあとで中断しました",
        "en": "interrupted after epoch {epoch}",
    },
    "within": {
        "ja": "エポック {epoch} の途中、{images} 枚中 {position} 枚のあとで中断しました",
        "en": "interrupted in epoch {epoch}, after {position} of {images} images",
    },
}
say = Speaker(TEXTS)


@click.command(cls=Command)
@click.option(
    "--model",
    type=Name(sorted(MODELS)),
    default="simple-convnet",
    show_default=True,
    help="Which network.",
)
@settings_option
@click.option(
    "--data",
    type=Images(),
    default="mnist",
    show_default=True,
    help=f"Which images: {', '.join(SHAPES)}, or your own: a folder with a folder of pictures for "
    "each class, a folder of IDX files, or an npz file with x_train, t_train, x_test, t_test.",
)
@size_option
@skip_damaged_option
@data_folder_option
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    help="How many times to go through the training images, those of a resumed run included.  "
    "[default: 1, or as many as the resumed run was asked for]",
)
@click.option("--batch-size", type=click.IntRange(min=1), default=50, show_default=True)
@click.option(
    "--drop-last",
    is_flag=True,
    help="Leave out, in each epoch, the images that are left over and fill no mini-batch.",
)
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
    help="Learning rate.  [default: 0.001 for adam, adamw and rmsprop, 0.01 for the others]",
)
@click.option(
    "--schedule",
    type=Name(["constant", "step", "cosine"]),
    default="constant",
    show_default=True,
    help="How the learning rate changes: step, to a tenth after each third of the epochs; cosine, "
    "down along half a cosine. The epochs are those asked for at the start; if the run is resumed "
    "for more, the rate stays at its last.",
)
@click.option(
    "--weight-decay",
    type=click.FloatRange(min=0),
    help="How strongly weights are drawn towards 0.  [default: 0.01 for adamw, 0 for the others]",
)
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
@language_option
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

    Ctrl-C ends a training after the step under way, and so do SIGTERM and SIGHUP; with --out what
    was learned is saved, and --resume goes on from there.

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
    source = None
    if resume is None:
        _refuse_without_data(options)
        source = look_at(options["data"], options["size"], options["skip_damaged"])
        run = _new_run(epochs or 1, source, **options)
        if out is not None:
            ctx.with_resource(runs.held(out, overwrite))
    else:
        _refuse_changes(ctx, options)
        out = out or runs.folder_of(resume)
        ctx.with_resource(runs.held(out, overwrite or _goes_on(resume, out)))
        run = runs.load(resume)  # not before nobody else can change it
    notes, trainer = run.notes, run.trainer
    total = notes["epochs"] = epochs or runs.epochs_of(run)
    data = runs.data_of(run, None)
    splits = runs.with_validation(run, runs.images_of(run, data, data_folder, source))
    (x, t), watched, (x_test, t_test) = splits[0], splits[1], splits[-1]
    if data_folder is not None:
        notes["data_folder"] = str(data_folder.absolute())
    trainer.network.check_finite = check_finite
    kind, stop = runs.watched(run), runs.early_stopping(run)
    way = f"{PROGRAM} train --resume {out}"
    if workers is not None:
        notes["workers"] = workers  # before anything can interrupt: it decides how sums are rounded

    def keep_best(epoch: Epoch) -> None:
        if out is not None and stop and stop.best is epoch:
            runs.save_network(out / "best.npz", run)

    def report(epoch: Epoch) -> None:
        if out is not None:
            runs.save(out, run)
        line = (
            f"epoch {epoch.epoch}/{total}  loss {epoch.loss:.4f}  "
            f"{_accuracy('train', epoch.train_accuracy)}"
            f"{_accuracy(kind, epoch.test_accuracy)}{epoch.seconds:.1f} s"
        )
        try:
            click.echo(line)
        except OSError as error:
            kept = say("kept", way=way) if out else say("not_kept")
            raise click.ClickException(output_lost(error) + kept) from error

    left = total - len(trainer.history)
    callbacks: list[Callable[[Epoch], object]] = [stop, keep_best, report] if stop else [report]
    try:
        if stop and any(stop(epoch) for epoch in trainer.history):
            left = 0
        if left > 0:
            with in_parallel(run, workers, cluster) as trainer.parallel:
                notes["workers"] = 1 if trainer.parallel is None else trainer.parallel.workers
                trainer.fit(x, t, *watched, epochs=left, on_epoch=callbacks)
    except KeyboardInterrupt as error:
        if out is not None:
            with contextlib.suppress(KeyboardInterrupt):
                runs.save(out, run)
        _say_interrupted(trainer)
        if out is None:
            tell(say("unsaved"))
        else:
            tell(say("saved_so_far", file=out / "checkpoint.npz", way=way))
        ctx.exit(exit_code(error))
    except LostWorkerError as error:
        way = way if out and trainer.history else say("none_yet")
        raise click.ClickException(f"{error} ({way})") from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if out is not None and left > 0:
        click.echo(say("saved", file=out / "checkpoint.npz"))
    if stop and stop.best and len(trainer.history) < total:
        best = stop.best
        what, value = "validation accuracy", best.test_accuracy
        if value is None:
            what, value = "loss", best.loss
        click.echo(say("early", what=say(what), epoch=best.epoch, value=value))
    if stop and stop.best and out is not None and (out / "best.npz").exists():
        click.echo(say("best", epoch=stop.best.epoch, file=out / "best.npz"))
    done = trainer.history[-1].test_accuracy if kind == "test" else None
    if done is None:  # not measured: for validation, or trained elsewhere
        done = trainer.network.accuracy(x_test, t_test)
    if done is not None:  # the loss knows none
        click.echo(f"test accuracy {done:.4f}")


def _refuse_without_data(options: dict[str, Any]) -> None:
    """What can be wrong before an image is looked at, which may take long."""
    if options["patience"] and not options["validation"]:
        raise click.UsageError(say("patience"))


def _new_run(epochs: int, source: Source | None, **options: Any) -> Checkpoint:
    """A network that has not been trained yet, and how it is to be."""
    rng = np.random.default_rng(options["seed"])
    network, settings = build_network(
        options["model"], options["settings"], options["data"], rng, source
    )
    optimizer = _optimizer(options["optimizer"], options["lr"], options["weight_decay"])
    schedule: Schedule | None = None
    if options["schedule"] == "step":
        schedule = StepDecay(optimizer.lr, factor=0.1, every=-(-epochs // 3))
        schedule = dataclasses.replace(schedule, least=schedule(epochs))
    elif options["schedule"] == "cosine":
        schedule = CosineDecay(optimizer.lr, epochs)
    trainer = Trainer(
        network,
        optimizer,
        rng=rng,
        batch_size=options["batch_size"],
        drop_last=options["drop_last"],
        sampling=options["sampling"],
        schedule=schedule,
    )
    if source is None:
        del options["size"], options["skip_damaged"]
    else:
        options["classes"] = source.classes
    return Checkpoint(
        trainer,
        options["model"],
        settings,
        notes=options
        | {"lr": optimizer.lr, "weight_decay": optimizer.weight_decay, "epochs": epochs},
    )


def _optimizer(name: str, lr: float | None, weight_decay: float | None) -> Optimizer:
    settings = {"lr": lr, "weight_decay": weight_decay}
    given = {key: value for key, value in settings.items() if value is not None}
    make: Callable[..., Optimizer] = OPTIMIZERS[name]
    try:
        return make(**given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _refuse_changes(ctx: click.Context, options: dict[str, Any]) -> None:
    """A run goes on as it began: nothing but its length and its folder can be chosen anew."""
    for param in ctx.command.params:
        if (
            param.name in options
            and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
        ):
            raise click.UsageError(say("settled", option=param.opts[0]))


def _goes_on(resume: Path, out: Path) -> bool:
    """Whether the run in a folder is the one resumed; an older network of it, best.npz, is not."""
    return out == runs.folder_of(resume) and (resume.is_dir() or resume.name == "checkpoint.npz")


def _accuracy(kind: str, value: float | None) -> str:
    """An accuracy in an epoch's line; nothing where the loss knows none."""
    return "" if value is None else f"{kind} accuracy {value:.4f}  "


def _say_interrupted(trainer: Trainer) -> None:
    number, under_way = len(trainer.history), trainer.under_way
    if under_way is None:
        tell(say("after", epoch=number))
    else:
        position, images = under_way.position, len(under_way.order)
        tell(say("within", epoch=number + 1, position=position, images=images))
