"""The command `examine`: a layer, loss, optimiser or network of one's own, or data, checked."""

import json
from pathlib import Path
from typing import Any

import click

from lesson_code._help import Command
from lesson_code._language import language_option
from lesson_code.cli.options import Name
from lesson_code.examine.examining import KINDS, LARGEST, sizes_of
from lesson_code.examine.report import Finding
from lesson_code.examine.running import SECONDS, run_examination
from lesson_code.exercises.grading import Problem
from lesson_code.exercises.library import library_for_check
from lesson_code.exercises.pieces import all_pieces
from lesson_code.exercises.telling import Speaker, or_sentence, read_progress

FAULT, NOT_EXAMINED = 1, 2  # exit codes

TEXTS = {
    "fine": {"ja": "正常", "en": "fine "},
    "note": {"ja": "注意", "en": "note "},
    "fault": {"ja": "誤り", "en": "FAULT"},
    "read": {"ja": "続きを読む: docs/ja/{page}", "en": "read on: docs/en/{page}"},
    "line": {"ja": "{line} 行目: ", "en": "line {line}: "},
    "healthy": {"ja": "誤りは見つかりませんでした。", "en": "No fault was found."},
    "faults": {"ja": "誤りが {n} 個見つかりました。", "en": "Faults found: {n}."},
    "not": {"ja": "調べられませんでした。{why}", "en": "could not be examined: {why}"},
    "given": {
        "ja": "{given!r}: rate=0.5 のように、名前=値 の形で指定してください",
        "en": "{given!r}: expected NAME=VALUE, such as rate=0.5",
    },
    "sizes": {
        "ja": "{value!r}: 784 や 3,32,32 のように、1サンプルの各軸の大きさを指定してください"
        "（数は全部で {most} 個まで）",
        "en": "{value!r}: expected the sizes of one sample, such as 784 or 3,32,32, {most} numbers "
        "at most",
    },
    "form": {
        "ja": "{file}: ファイルの名前に続けて、クラスや関数、または配列の名前を、"
        "my_layers.py:Dropout や my_program.py:X,Y のように指定してください",
        "en": "{file}: expected a file and the name of a class or function in it, such as "
        "my_layers.py:Dropout, or of two arrays, such as my_program.py:X,Y",
    },
}  # fmt: skip


def _given(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, Any]:
    """rate=0.5: JSON where it is JSON, text elsewhere."""
    given = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise click.BadParameter(Speaker(TEXTS)("given", given=text))
        try:
            given[name] = json.loads(value)
        except (ValueError, RecursionError):
            given[name] = value
    return given


def _shape(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, ...] | None:
    """3,8,8: the sizes of one sample."""
    if value is None:
        return None
    try:
        return sizes_of(value)
    except ValueError:
        raise click.BadParameter(Speaker(TEXTS)("sizes", value=value, most=LARGEST)) from None


@click.command(cls=Command)
@click.argument("target", metavar="FILE:NAME")
@click.option(
    "--with",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_given,
    help="An argument to make it with, such as rate=0.5; may be repeated.",
)
@click.option("--as", "kind", type=Name(KINDS), help="What it is meant to be.", metavar="KIND")
@click.option(
    "--input",
    "shape",
    metavar="SIZES",
    callback=_shape,
    help="Shape of one sample that goes into a layer or network, such as 784 or 3,32,32.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    default=SECONDS,
    show_default=True,
    help="How long it may take.",
)
@language_option
@click.pass_context
def examine(
    ctx: click.Context,
    /,
    target: str,
    given: dict[str, Any],
    kind: str | None,
    shape: tuple[int, ...] | None,
    seconds: float,
) -> None:
    """Check a layer, loss, optimiser or network of your own, or your data; name the mistake.

    \b
    FILE is your own program, and it is RUN, as when it is imported.
    NAME is what it defines: a class with forward and backward (a layer, a loss), with update, step
    or update_params (an optimiser), or of a network, also one with fit and predict; a function
    without arguments that makes one; or a function as in CS231n, with its partner beside it:
    affine_forward, softmax_loss.
    Two names, such as X,Y, are images and labels: do they belong together?

    A layer is tried at awkward shapes, and its gradients compared with small differences. What is
    known by its name or by what it does is also compared with its formula; --as says what it
    is meant to be, and --as other that there is no formula to compare with. Of a network it is
    also asked whether layers share running statistics, whether parameters() gives the same when it
    is called again, and whether hidden units stay alike.

    Exit code 0: no fault. 1: a fault was found. 2: it could not be examined.

    \b
    Examples:
      python -m lesson_code examine my_layers.py:Affine
      python -m lesson_code examine my_layers.py:Dropout --with rate=0.5
      python -m lesson_code examine optim.py:MyOptimizer --as adam
      python -m lesson_code examine layers.py:conv_forward_naive
      python -m lesson_code examine my_net.py:Net --input 784
      python -m lesson_code examine my_program.py:X,Y
      python -m lesson_code examine data.npz:x,t
    """
    say = Speaker(TEXTS)
    file, colon, name = target.rpartition(":")
    if not colon or not file or not all(part.strip().isidentifier() for part in name.split(",")):
        click.echo(say("form", file=target), err=True)
        ctx.exit(NOT_EXAMINED)
    progress = read_progress(say, aloud=False)
    library, _ = library_for_check(or_sentence(all_pieces), progress)
    try:
        report = run_examination(Path(file), name, given, kind, shape, seconds, library)
    except Problem as problem:
        click.echo(f"{file}: {say('not', why=problem.texts[say.language])}", err=True)
        ctx.exit(NOT_EXAMINED)
    click.echo(f"{file}: {report.subject[say.language]}")
    for finding in report.findings:
        _show(finding, say)
    faults = len(report.faults)
    click.echo(say("faults", n=faults) if faults else say("healthy"))
    if faults:
        ctx.exit(FAULT)


def _show(finding: Finding, say: Speaker) -> None:
    """One finding, its lines under one another."""
    mark = say(finding.level)
    first, *rest = finding.texts[say.language].split("\n")
    where = "" if finding.line is None else say("line", line=finding.line)
    click.echo(f"  {mark}  {where}{first}")
    if finding.level == "fault" and finding.page:
        rest.append(say("read", page=finding.page))
    indent = " " * sum(2 if ord(letter) > 0xFF else 1 for letter in mark)  # Japanese is wide
    for line in rest:
        click.echo(f"  {indent}  {line}")
