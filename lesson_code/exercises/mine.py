"""The command `mine`: the learner's own library, shown, written out, and trained with."""

import contextlib
import functools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from click.shell_completion import CompletionItem

from lesson_code._help import Command, Group
from lesson_code._language import language_option, spoken_language
from lesson_code.archive import write_atomically
from lesson_code.exercises import library
from lesson_code.exercises.contract import unnamed
from lesson_code.exercises.files import ExerciseError, number_of
from lesson_code.exercises.library import LibraryError, Misfit, Training, library_of, present
from lesson_code.exercises.pieces import Piece, Pieces, all_pieces
from lesson_code.exercises.progress import Answer, Progress, progress_from, text_of
from lesson_code.exercises.telling import (
    Speaker,
    keep_progress,
    or_sentence,
    read_progress,
)

NETWORKS = {"affine": 3, "convolution": 1}  # and how many epochs, unless somebody says

TEXTS = {
    "yours": {"ja": "自分のもの", "en": "yours"},
    "taken": {"ja": "お手本", "en": "taken"},
    "ours": {"ja": "まだ", "en": "not yet"},
    "older": {"ja": "、前のもの {n} 個", "en": ", {n} older"},
    "unnamed": {
        "ja": "。ただし、コードのどこにも {names} がありません",
        "en": ", but its code never says {names}",
    },
    "misfit": {
        "ja": "{name} が部品の決まりに合わないので、学習を始めません。{why}。",
        "en": "nothing was trained, for your {name} does not fit: {why}",
    },
    "again": {
        "ja": "{name} を直すには、演習にもう一度合格する: {program} exercise {number}",
        "en": "to mend {name}, pass its exercise again: {program} exercise {number}",
    },
    "instead": {
        "ja": "または、{name} にお手本を使う: {program} mine take {name}",
        "en": "or take our {name}: {program} mine take {name}",
    },
    "count": {"ja": "自分のもの: {n} 個中 {k} 個", "en": "yours: {k} of {n}"},
    "next": {
        "ja": "次に作る {name}: {program} exercise {number}",
        "en": "{name} is next: {program} exercise {number}",
    },
    "take": {
        "ja": "お手本を使う: {program} mine take {name}",
        "en": "take ours instead: {program} mine take {name}",
    },
    "write": {
        "ja": "一つのファイルに書き出す: {program} mine write mine.py",
        "en": "write it out as one file: {program} mine write mine.py",
    },
    "train": {
        "ja": "これで学習する: {program} mine train",
        "en": "train with it: {program} mine train",
    },
    "written": {
        "ja": "{file} を作りました。NumPyだけで動きます: python {file}",
        "en": "wrote {file}, which runs with NumPy alone: python {file}",
    },
    "present": {
        "ja": "{name} はお手本になりました。自分で作って合格すれば、入れ替わります。",
        "en": "{name} is ours now; yours takes its place when it passes its check",
    },
    "back": {
        "ja": "{name} の前のものを戻しました。",
        "en": "the older {name} is back",
    },
    "uses": {"ja": "使う部品: {names}", "en": "made of {names}"},
    "of_ours": {"ja": "お手本: {names}", "en": "ours: {names}"},
    "epoch": {
        "ja": "エポック {k}/{n}: 損失 {loss:.3f}、テスト画像の正解率 {right:.2%}",
        "en": "epoch {k} of {n}: loss {loss:.3f}, {right:.2%} of the test images",
    },
    "seconds": {"ja": "{seconds:.0f} 秒かかりました。", "en": "it took {seconds:.0f} s"},
    "saved": {
        "ja": "{file} に保存しました。レッスン 16 のページで、書いた数字を読ませられます。",
        "en": "saved as {file}; on the page of lesson 16 you can draw digits for it",
    },
    "stopped": {
        "ja": "自分のライブラリが途中で止まりました。\n{trace}",
        "en": "your library stopped:\n{trace}",
    },
    "imported": {
        "ja": "{file} から、演習 {n} 問と部品 {k} 個の記録を読み込みました。",
        "en": "taken from {file}: exercises: {n}, pieces: {k}",
    },
    "no_folder": {
        "ja": "{file}: フォルダ {folder} がありません。先に作るか、別の場所を指定してください",
        "en": "{file}: the folder {folder} does not exist; make it first, or name another place",
    },
    "here": {
        "ja": "{file} はすでにあります。書き換えるには --overwrite を付けてください",
        "en": "{file} is already here; write over it with --overwrite",
    },
    "batch": {
        "ja": "--batch-size は、画像の数 {images} 以下にしてください（{given} が指定されました）",
        "en": "--batch-size: expected at most the {images} images, got {given}",
    },
    "exported": {
        "ja": "{file} に書き出しました。ページで読み込めます。",
        "en": "wrote {file}, which the page can import",
    },
}  # fmt: skip

overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Write it even if there is such a file."
)


class _Spellings(Group):
    """Takes a command that is written like an option for the command: `--train` for `train`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, list(args))
        except click.NoSuchOption as error:
            command = error.option_name.removeprefix("--")
            if command not in self.commands or error.option_name not in args:
                raise
            place = args.index(error.option_name)
        return super().parse_args(ctx, [*args[:place], command, *args[place + 1 :]])


def _speaking(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command of `mine` begin with a speaker."""

    @language_option
    @functools.wraps(command)
    def spoken(**values: Any) -> None:
        command(Speaker(TEXTS), **values)

    return spoken


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What Tab makes of the beginning of a piece's name."""
    with contextlib.suppress(ExerciseError):
        return [
            CompletionItem(piece.name, help=piece.title[spoken_language(ctx)])
            for piece in all_pieces().pieces
            if piece.name.lower().startswith(incomplete.lower())
        ]
    return []


@click.group(cls=_Spellings, invoke_without_command=True)
@language_option
@click.pass_context
def mine(ctx: click.Context) -> None:
    """Your own library: what of it you have built, and what you can do with it.

    Each exercise that builds a piece adds your answer to it, as soon as that has passed its check.
    What you have not built yet is ours, until you do.

    \b
    Examples:
      python -m lesson_code mine
      python -m lesson_code mine write mine.py
      python -m lesson_code mine train --network convolution
      python -m lesson_code mine take Affine
    """
    say = Speaker(TEXTS)
    if ctx.invoked_subcommand is not None:
        return
    pieces = or_sentence(all_pieces)
    progress = read_progress(say)
    answers = present(pieces, progress)
    names = max(len(piece.name) for piece in pieces.pieces)
    misfits: list[Piece] = []
    for piece in pieces.pieces:
        answer = answers.get(piece.name)
        mark, state = _state(answer, say)
        if answer and (lacks := unnamed(piece, answer.text)):
            mark, misfits = "!", [*misfits, piece]
            state += say("unnamed", names=", ".join(f".{name}" for name in lacks))
        if older := len(progress.pieces.get(piece.name, [])[1:]):
            state += say("older", n=older)
        click.echo(f"  [{mark}] {piece.name:{names}}  {piece.title[say.language]} ({state})")
    click.echo(say("count", n=len(pieces.pieces), k=_built(answers)))
    for piece in misfits:
        click.echo("\n".join(_mend(piece, say)))
    left = [piece for piece in pieces.pieces if piece.name not in answers]
    if able := [piece for piece in left if piece.exercise]:
        click.echo(say("next", name=able[0].name, number=number_of(able[0].exercise)))
    if left:
        click.echo(say("take", name=left[0].name))
    click.echo(say("write"))
    click.echo(say("train"))


def _state(answer: Answer | None, say: Speaker) -> tuple[str, str]:
    if answer is None:
        return " ", say("ours")
    return ("-", say("taken")) if answer.ours else ("x", say("yours"))


def _mend(piece: Piece, say: Speaker) -> list[str]:
    """What to do about a piece of one's own that does not fit."""
    again = []
    if piece.exercise:
        again = [say("again", name=piece.name, number=number_of(piece.exercise))]
    return [*again, say("instead", name=piece.name)]


def _built(answers: dict[str, Answer]) -> int:
    return sum(not answer.ours for answer in answers.values())


@mine.command(cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=library.FILE)
@overwrite_option
@_speaking
def write(say: Speaker, file: Path, overwrite: bool) -> None:
    """Write your library as one program, mine.py or another FILE. It needs NumPy alone.

    What is ours in it says so.
    """
    pieces = or_sentence(all_pieces)
    text = or_sentence(lambda: library_of(pieces, read_progress(say)))
    _write(file, text, overwrite, say)
    click.echo(say("written", file=file))


@mine.command(cls=Command)
@click.option(
    "--network",
    type=click.Choice(list(NETWORKS)),
    default="affine",
    show_default=True,
    help="Which network of your pieces: two affine layers (lesson 6), or a CNN (lesson 16).",
)
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    help="How many times to go through the images.  [default: 3, a CNN 1]",
)
@click.option(
    "--images",
    type=click.IntRange(min=100, max=60_000),
    default=library.IMAGES,
    show_default=True,
    help="Learn from the first so many images, and test with a fifth as many, at most all.",
)
@click.option(
    "--lr",
    type=click.FloatRange(min=0, min_open=True),
    help="Learning rate: of SGD for affine layers, of Adam for a CNN.  [default: 1, a CNN 0.002]",
)
@click.option(
    "--batch-size",
    type=click.IntRange(min=1),
    default=library.BATCH_SIZE,
    show_default=True,
    help="Images in a mini-batch.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Of the weights, and of the order of the images.",
)
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Save what it has learned into this .npz file, by the piece `save`.  "
    "[default: mine-affine.npz or mine-convolution.npz, written anew each time]",
)
@overwrite_option
@_speaking
def train(
    say: Speaker,
    network: str,
    epochs: int | None,
    images: int,
    lr: float | None,
    batch_size: int,
    seed: int,
    save: Path | None,
    overwrite: bool,
) -> None:
    """Train a network of your library on MNIST.

    It runs what you have written, what is missing of ours, by name, and the loop that stands at the
    end of your library. Nothing else of ours runs but what loads the images. Without options it is
    the training of lesson 6.
    """
    from tqdm import tqdm  # only here: the other commands begin at once

    from lesson_code.datasets import load_mnist

    epochs = epochs or NETWORKS[network]
    if batch_size > images:
        raise click.UsageError(say("batch", images=images, given=batch_size))
    if save is not None:
        _refuse(save, overwrite, say)
    file = save or Path(f"mine-{network}.npz")
    pieces = or_sentence(all_pieces)
    progress = read_progress(say)
    text = or_sentence(lambda: library_of(pieces, progress))
    for line in _made_of(pieces, progress, text, network, say):
        click.echo(line)
    try:
        module = library.library_module(text)
        library.check_contracts(pieces, text, module, network)
        training = Training(module, network, np.random.default_rng(seed), lr, batch_size)
        (x, t), (x_test, t_test) = load_mnist()
        x, t, x_test, t_test = x[:images], t[:images], x_test[: images // 5], t_test[: images // 5]
        start = time.perf_counter()
        for k in range(1, epochs + 1):
            steps = training.epoch(x, t)
            losses = list(tqdm(steps, total=training.steps(x), leave=False, disable=None))
            right = training.accuracy(x_test, t_test)
            click.echo(say("epoch", k=k, n=epochs, loss=float(np.mean(losses)), right=right))
        click.echo(say("seconds", seconds=time.perf_counter() - start))
        training.save(file)
        click.echo(say("saved", file=file))
    except Misfit as misfit:
        why = misfit.texts[say.language]
        lines = [say("misfit", name=misfit.piece, why=why), *_mend(pieces[misfit.piece], say)]
        raise click.ClickException("\n".join(lines)) from misfit
    except LibraryError as error:
        click.echo(say("stopped", trace=error), err=True)
        click.get_current_context().exit(1)


def _made_of(
    pieces: Pieces, progress: Progress, text: str, network: str, say: Speaker
) -> list[str]:
    answers = present(pieces, progress)
    used = [piece.name for piece in library.pieces_of_network(pieces, text, network)]
    ours = [name for name in used if name not in answers or answers[name].ours]
    lines = [say("count", n=len(pieces.pieces), k=_built(answers))]
    lines.append(say("uses", names=", ".join(used)))
    return [*lines, say("of_ours", names=", ".join(ours))] if ours else lines


@mine.command(cls=Command)
@click.argument("piece", shell_complete=_names)
@_speaking
def take(say: Speaker, piece: str) -> None:
    """Take ours for a piece that you do not want to build now; it is marked so."""
    pieces = or_sentence(all_pieces)
    found = or_sentence(lambda: pieces[piece])
    keep_progress(say, lambda progress: library.take_ours(piece, pieces, progress))
    click.echo(say("present", name=found.name))


@mine.command(cls=Command)
@click.argument("piece", shell_complete=_names)
@click.argument("number", type=click.IntRange(min=1), default=1)
@_speaking
def back(say: Speaker, piece: str, number: int) -> None:
    """Fetch an older answer for a piece back: the one before, or with NUMBER one before that."""
    pieces = or_sentence(all_pieces)
    found = or_sentence(lambda: library.fetch_back(piece, number, pieces, read_progress(say)))
    keep_progress(say, lambda progress: library.fetch_back(piece, number, pieces, progress))
    click.echo(say("back", name=found.name))


@mine.command("import", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_speaking
def import_(say: Speaker, file: Path) -> None:
    """Take in the progress and pieces that a page, or another computer, has exported.

    What has passed anywhere has passed; the pieces of the file become the present ones.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    other = or_sentence(lambda: progress_from(text, str(file)))
    keep_progress(say, lambda progress: progress.merge(other))
    click.echo(say("imported", file=file, n=len(other.records), k=len(other.pieces)))


@mine.command(cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@overwrite_option
@_speaking
def export(say: Speaker, file: Path, overwrite: bool) -> None:
    """Write progress and pieces into a file that the page can import."""
    _write(file, text_of(read_progress(say)), overwrite, say)
    click.echo(say("exported", file=file))


def _write(file: Path, text: str, overwrite: bool, say: Speaker) -> None:
    _refuse(file, overwrite, say)
    write_atomically(file, lambda stream: stream.write(text.encode()))


def _refuse(file: Path, overwrite: bool, say: Speaker) -> None:
    if not file.absolute().parent.is_dir():
        raise click.ClickException(say("no_folder", file=file, folder=file.parent))
    if file.exists() and not overwrite:
        raise click.ClickException(say("here", file=file))
