"""A run: the folder that a training writes, and what its checkpoint notes."""

import contextlib
import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np

from lesson_code import plots
from lesson_code._interrupts import interrupts_wait
from lesson_code._locks import alone
from lesson_code.archive import remove_leftovers, write_atomically
from lesson_code.build import input_shape
from lesson_code.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from lesson_code.cli.own_images import CLASSES, SHAPES, look_at, printable, say_what_was_read
from lesson_code.cli.pictures import write_figure
from lesson_code.datasets import Split, load_cifar10, load_mnist
from lesson_code.datasets.named_sets import load_named
from lesson_code.datasets.own_images import Source
from lesson_code.datasets.splits import check_validation, set_apart
from lesson_code.exercises.telling import Speaker
from lesson_code.trainer import EarlyStopping

TEXTS = {
    "no_run": {
        "ja": "{folder} に学習の結果がありません。{file} が見つかりません。--out に"
        "指定したフォルダを渡してください",
        "en": "{folder} holds no run: there is no {file} in it; name the folder that train --out "
        "wrote",
    },
    "which_data": {
        "ja": "どの画像で学習したか、チェックポイントに書かれていません。{options} か、"
        "自分の画像のフォルダを --data で指定してください",
        "en": "the checkpoint does not say on which images it was trained; add {options}, or a "
        "folder of your own",
    },
    "or": {"ja": " か ", "en": " or "},
    "other_shape": {
        "ja": "{data} の画像の形状は {shape} ですが、ネットワークに合うのは {expected} です。"
        "学習に使った画像を指定するか、この画像で新しく学習させてください",
        "en": "images of {data} are {shape}, the network expects {expected}; name the images that "
        "it was trained on, or train a new one on these",
    },
    "no_folder_needed": {
        "ja": "--data-folder は、ダウンロードする画像か自分の画像のためのものです。"
        "MNISTはパッケージに入っています",
        "en": "--data-folder is for images that are fetched, and your own; MNIST travels with the "
        "package",
    },
    "other_classes": {
        "ja": "{folder} のクラスは {here} ですが、ネットワークが知っているのは {known} です。"
        "学習に使った画像のフォルダを指定するか、この画像で新しく学習させてください",
        "en": "{folder} has the classes {here}, the network knows {known}; name the folder with "
        "the images that it was trained on, or train a new one on these",
    },
    "changed": {
        "ja": "{folder} の画像が、学習したときと変わっています。"
        "学習に使った画像がテスト画像に混ざるので、元に戻すか、--resume なしで新しく始めてください",
        "en": "the images in {folder} are no longer those that this run was trained on, and what "
        "it learned from would be among its test images; bring them back, or begin a run without "
        "--resume",
    },
    "folder_gone": {
        "ja": "この学習の画像は {folder} にありましたが、いまはありません。--data-folder "
        "で場所を指定してください",
        "en": "the images of this run were in {folder}, which is not there; say where they are "
        "with "
        "--data-folder",
    },
    "no_writing": {
        "ja": "--out {out}: そこには書けません（{error}）",
        "en": "--out {out}: cannot write there ({error})",
    },
    "busy": {
        "ja": "{out}: 別の学習がこのフォルダに書いています。続けると一方が失われるので、"
        "終わるのを待つか、--out で"
        "別のフォルダを指定してください",
        "en": "{out}: another training is writing into this folder, and one of the two would be "
        "lost; wait until it has ended, or name another folder with --out",
    },
    "taken": {
        "ja": "--out {out} には前の結果があります。別のフォルダを指定するか、--resume {out} "
        "で続けるか、"
        "--overwrite で置き換えてください",
        "en": "--out {out} already holds a run; name another folder, go on with it with "
        "--resume {out}, or replace it with --overwrite",
    },
}
say = Speaker(TEXTS)


def folder_of(path: Path) -> Path:
    """Folder of a run.

    Args:
        path: the folder, or a checkpoint in it.

    Returns:
        The folder.
    """
    return path if path.is_dir() else path.parent


def load(path: Path) -> Checkpoint:
    """Load a run.

    Args:
        path: its folder, or a checkpoint in it.

    Returns:
        The run.

    Raises:
        click.ClickException: if there is none.
        BadCheckpointError: if its file is damaged, or no checkpoint.
    """
    path = path / "checkpoint.npz" if path.is_dir() else path
    if not path.exists():
        raise click.ClickException(say("no_run", folder=path.parent, file=path.name))
    return load_checkpoint(path)


def epochs_of(run: Checkpoint) -> int:
    """How many epochs a run was asked for; at least as many as it has.

    Args:
        run: the run.

    Returns:
        At least 1.
    """
    asked = run.notes.get("epochs")
    return max(asked if type(asked) is int else 1, len(run.trainer.history), 1)


def data_of(run: Checkpoint, data: str | None) -> str:
    """The images that a network is for.

    Args:
        run: the run, which notes them if it was trained from the command line.
        data: what the command says, if it does.

    Returns:
        The name of a set, or the path of one's own images.

    Raises:
        click.UsageError: if nobody says it, or the network takes images of another shape.
    """
    data = data or run.notes.get("data")
    own = isinstance(data, str) and Path(data).is_absolute() and not _is_elsewhere(data)
    if not isinstance(data, str) or not (data in SHAPES or own):
        options = say("or").join(f"--data {name}" for name in SHAPES)
        raise click.UsageError(say("which_data", options=options))
    _check_shape(run, data, SHAPES.get(data, shape_of(run)))
    return data


def _check_shape(run: Checkpoint, data: str, shape: tuple[int, ...]) -> None:
    if shape != shape_of(run):
        raise click.UsageError(say("other_shape", data=data, shape=shape, expected=shape_of(run)))


def shape_of(run: Checkpoint) -> tuple[int, ...]:
    """Shape of the images that a network takes.

    Args:
        run: the run.

    Returns:
        The shape of one.
    """
    return input_shape(str(run.model), run.settings)


def classes_of(run: Checkpoint, data: str, outputs: int) -> tuple[str, ...]:
    """What a network's answers are called.

    Args:
        run: the run, which notes the names if they are one's own.
        data: the images, as `data_of` gives them.
        outputs: how many answers it has.

    Returns:
        As many names; numbers where there are none.
    """
    names = CLASSES.get(data) or run.notes.get("classes")
    if not isinstance(names, list | tuple) or len(names) != outputs:
        names = range(outputs)
    return tuple(printable(str(name)) for name in names)


def images_of(
    run: Checkpoint, data: str, folder: Path | None, source: Source | None = None
) -> Sequence[Split]:
    """Read the images that a network is for.

    Args:
        run: the run, which may note where they are.
        data: the images, as `data_of` gives them.
        folder: where the command says they are, if it does.
        source: the images, for a new run with one's own; what is read is told then.

    Returns:
        Training images and test images.

    Raises:
        click.UsageError: if there is no such folder any more, none is needed, or the images are not
            those of the training.
        BadImageError: if one's own images cannot be used.
        OSError: if they cannot be read.
    """
    if data == "mnist":
        if folder is not None:
            raise click.UsageError(say("no_folder_needed"))
        return load_mnist()
    folder = _noted_folder(run) if folder is None else folder
    if data == "cifar10":
        return load_cifar10(folder)
    if data in SHAPES:
        images = load_named(data, folder)
        return images.train, images.test
    return _own_images(run, data, folder, source)


def _own_images(
    run: Checkpoint, data: str, folder: Path | None, source: Source | None
) -> Sequence[Split]:
    """Read a folder, or a file, and compare it with what the run was trained on."""
    where = Path(data) if folder is None else folder
    if not where.exists():
        raise click.UsageError(say("folder_gone", folder=where))
    C, H, W = shape_of(run)
    found = source
    if found is None or folder is not None:
        found = look_at(str(where.absolute()), (H, W), run.notes.get("skip_damaged") is True)
        assert found is not None  # for it is no name
    _check_shape(run, str(where), found.shape)
    noted = run.notes.get("classes")
    if isinstance(noted, list | tuple) and list(found.classes) != list(noted):
        here = ", ".join(map(printable, found.classes[:10]))
        known = ", ".join(printable(str(name)) for name in noted[:10])
        raise click.UsageError(say("other_classes", folder=where, here=here, known=known))
    images = found.load(rng=np.random.default_rng(_noted_number(run, "seed")))
    if source is not None:
        run.notes["fingerprint"] = images.fingerprint
        say_what_was_read(images)
    elif run.notes.get("data") == data and run.notes.get("fingerprint") != images.fingerprint:
        raise click.UsageError(say("changed", folder=where))
    return images.train, images.test


def _noted_folder(run: Checkpoint) -> Path | None:
    """Where the run was once told that the images are."""
    noted = run.notes.get("data_folder")
    if not isinstance(noted, str):
        return None
    if _is_elsewhere(noted):
        return None
    if not Path(noted).exists():
        raise click.UsageError(say("folder_gone", folder=noted))
    return Path(noted)


def _is_elsewhere(path: str) -> bool:
    """Whether it is on a network drive: a checkpoint from somebody else opens none."""
    return path.startswith(("//", "\\\\"))


def with_validation(run: Checkpoint, splits: Sequence[Split]) -> Sequence[Split]:
    """Set images apart for validation, if the run has some.

    Args:
        run: the run.
        splits: training images and test images.

    Returns:
        Training, validation and test images; the two of before if nothing is set apart.

    Raises:
        click.UsageError: if more are to be set apart than there are.
    """
    train, test = splits
    validation = _noted_number(run, "validation")
    try:
        check_validation(validation, len(train.x))
    except ValueError as error:
        raise click.UsageError(f"--{error}") from error
    return set_apart(train, test, validation)


def watched(run: Checkpoint) -> str:
    """On which images accuracy is measured after each epoch.

    Args:
        run: the run.

    Returns:
        `"validation"` or `"test"`.
    """
    return "validation" if _noted_number(run, "validation") else "test"


def early_stopping(run: Checkpoint) -> EarlyStopping | None:
    """What ends a training early, if the run asks for it.

    Args:
        run: the run.

    Returns:
        The callback, or None.
    """
    patience = _noted_number(run, "patience")
    return EarlyStopping(patience) if patience else None


def _noted_number(run: Checkpoint, name: str) -> int:
    """A count among the notes, which may be another program's; 0 if there is none."""
    value = run.notes.get(name)
    return value if type(value) is int and value > 0 else 0


@contextlib.contextmanager
def held(out: Path, overwrite: bool) -> Iterator[None]:
    """Keep a folder for one training: a second one would replace what the first has saved.

    What a killed training left half written goes. That nothing can be saved is found out here,
    before the training, not after it.

    Args:
        out: folder to write into; made if it is not there.
        overwrite: whether a run that is in it may be replaced.

    Raises:
        click.ClickException: if it cannot be written into, another training writes into it, or it
            holds a run that may not be replaced.
    """
    with contextlib.ExitStack() as stack:
        try:
            out.mkdir(parents=True, exist_ok=True)
            free = stack.enter_context(alone(out / ".training"))
            if free:
                remove_leftovers(out)
                write_atomically(out / ".writable", lambda file: None)
                (out / ".writable").unlink()
        except OSError as error:
            raise click.ClickException(say("no_writing", out=out, error=error.strerror)) from error
        if not free:
            raise click.ClickException(say("busy", out=out))
        if (out / "checkpoint.npz").exists() and not overwrite:
            raise click.ClickException(say("taken", out=out))
        yield


def save(out: Path, run: Checkpoint) -> None:
    """Write the run as it stands; each file is whole at any moment.

    Args:
        out: folder to write into.
        run: the run.

    Raises:
        KeyboardInterrupt: when it is done, if Ctrl-C was pressed meanwhile.
    """
    with interrupts_wait():  # until the files agree again
        _save(out, run)


def _save(out: Path, run: Checkpoint) -> None:
    save_network(out / "checkpoint.npz", run)
    kind = watched(run)
    history = [dataclasses.asdict(epoch) for epoch in run.trainer.history]
    for row in history:
        row[f"{kind}_accuracy"] = row.pop("test_accuracy")
    text = json.dumps({"settings": run.notes, "history": history}, indent=2) + "\n"
    write_atomically(out / "history.json", lambda file: file.write(text.encode()))
    if history:
        write_figure(
            out / "curves.svg", lambda: plots.learning_curves(run.trainer.history, None, kind)
        )
    else:
        (out / "curves.svg").unlink(missing_ok=True)  # of an earlier run
    if not _noted_number(run, "patience"):
        (out / "best.npz").unlink(missing_ok=True)  # likewise


def save_network(path: Path, run: Checkpoint) -> None:
    """Write a checkpoint.

    Args:
        path: the file.
        run: the run.
    """
    save_checkpoint(path, run.trainer, model=run.model, settings=run.settings, notes=run.notes)
