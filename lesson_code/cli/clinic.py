"""The command `doctor`, which says why a network does not learn."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from lesson_code._help import Command
from lesson_code._language import language_option
from lesson_code.archive import BadCheckpointError
from lesson_code.build import build_model
from lesson_code.checkpoint import Checkpoint
from lesson_code.cli import runs
from lesson_code.cli.options import data_folder_option, data_of_run_option
from lesson_code.clinic.decoder import decode, decode_log, digits_answered
from lesson_code.clinic.doctor import diagnose
from lesson_code.clinic.findings import Finding
from lesson_code.datasets import DamagedFileError, Split
from lesson_code.exercises.telling import Speaker
from lesson_code.losses import SoftmaxCrossEntropy
from lesson_code.network import Sequential
from lesson_code.stored_images import StoredImages

LONGEST_LOG = 2**24  # bytes
ENOUGH = 10_000  # images of a set that lies in a file

TEXTS = {
    "read": {"ja": "続きを読む: docs/ja/{page}", "en": "read on: docs/en/{page}"},
    "no_start": {
        "ja": "測れなかったもの: 学習前の損失と重み（チェックポイントにシードがありません）",
        "en": "not measured: loss and weights before training (the checkpoint records no seed)",
    },
    "no_epoch": {
        "ja": "測れなかったもの: 学習の結果（まだ1エポックも終わっていません）",
        "en": "not measured: the result of training (no epoch is finished yet)",
    },
    "digits": {
        "ja": "どの画像にも同じ数字を答えたなら、それは（エポック順、- は該当なし）: {digits}",
        "en": "digit that fits if always answered, epoch by epoch (- where none does): {digits}",
    },
    "ill": {"ja": "診断: 異常あり。{found}", "en": "verdict: ill: {found}"},
    "healthy": {
        "ja": "診断: 正常。{n} 項目を測り、すべて正常な範囲でした。",
        "en": "verdict: healthy: {n} things were measured, and all are within their limits",
    },
    "no_sign": {
        "ja": "診断: 異常のしるしなし。この数だけで分かる異常には、どれも当てはまりません。",
        "en": "verdict: no sign of a fault; from these numbers alone, no more can be said",
    },
    "no_numbers": {
        "ja": "{file} に、損失も正解率も見つかりません。loss 2.3012 や accuracy 0.1135 のような行が"
        "必要です",
        "en": "{file} holds no loss and no accuracy; expected lines such as loss 2.3012 or "
        "accuracy 0.1135",
    },
    "which": {
        "ja": "何を調べるか指定してください: run/、--log train.log、または "
        "--loss 2.3012 --accuracy 0.1135",
        "en": "say what to look at: run/, or --log train.log, or --loss 2.3012 --accuracy 0.1135",
    },
    "one": {
        "ja": "RUN、--log、数（--loss など）は、どれか一つだけ指定してください",
        "en": "give only one of RUN, --log, or numbers such as --loss",
    },
}  # fmt: skip


class _NotExamined(click.ClickException):
    """There is nothing that could be examined."""

    exit_code = 2


@click.command(cls=Command)
@click.argument("run", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--log",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What a training run on MNIST printed, in this package or another program, or a "
    "history.json.",
)
@click.option("--loss", metavar="NUMBER", help="A loss from training on MNIST, as printed.")
@click.option("--accuracy", metavar="NUMBER", help="An accuracy on any images, as printed.")
@click.option("--train-accuracy", metavar="NUMBER", help="An accuracy on training images.")
@click.option("--test-accuracy", metavar="NUMBER", help="An accuracy on test images.")
@data_of_run_option
@data_folder_option
@language_option
@click.pass_context
def doctor(
    ctx: click.Context,
    run: Path | None,
    log: Path | None,
    loss: str | None,
    accuracy: str | None,
    train_accuracy: str | None,
    test_accuracy: str | None,
    data: str | None,
    data_folder: Path | None,
) -> None:
    """Say why a network does not learn, by numbers and their limits.

    A run is looked at together with its images and a few steps that a copy of it takes; the run
    itself stays as it is. From a log, or from numbers, a stuck run on MNIST shows which
    digit it always answers.

    \b
    RUN is the folder of a run, or the checkpoint.npz in it.

    The last line is the verdict. The exit code is 0 if nothing is ill, 1 if something is, and 2 if
    there is nothing to examine.

    \b
    Examples:
      python -m lesson_code doctor run/
      python -m lesson_code doctor --log train.log
      python -m lesson_code doctor --loss 2.3012 --accuracy 0.1135
    """
    say = Speaker(TEXTS)
    numbers = (loss, train_accuracy, test_accuracy, accuracy)
    asked = [run is not None, log is not None, any(number is not None for number in numbers)]
    if sum(asked) != 1:
        raise click.UsageError(say("one" if any(asked) else "which"))
    if run is not None:
        findings = _examined(run, data, data_folder, say)
    elif log is not None:
        findings = _read(log, say)
    else:
        try:
            findings = decode(*numbers)
        except ValueError as error:
            raise click.UsageError(f"--{str(error).replace('_', '-', 1)}") from error
    ctx.exit(_report(findings, say, decoded=run is None))


def _examined(path: Path, data: str | None, folder: Path | None, say: Speaker) -> list[Finding]:
    """Examine a run; a word on what could not be measured."""
    try:
        run = runs.load(path)
        name = runs.data_of(run, data)
        splits = runs.with_validation(run, runs.images_of(run, name, folder))
        (x, t), (x_test, t_test) = _in_memory(splits[0]), _in_memory(splits[1])
        start = _start(run)
        findings = diagnose(run.trainer, x, t, x_test, t_test, start=start)
        names = runs.classes_of(run, name, run.trainer.network.predict(x[:1]).shape[1])
        findings = [_with_name(finding, names) for finding in findings]
    except click.UsageError:
        raise
    except click.ClickException as error:
        raise _NotExamined(error.message) from error
    except (BadCheckpointError, DamagedFileError, ValueError, OSError) as error:
        raise _NotExamined(str(error)) from error
    if start is None:
        click.echo(say("no_start"))
    if not run.trainer.history:
        click.echo(say("no_epoch"))
    elif name == "mnist":
        findings += _decoded(run)
    return findings


def _in_memory(split: Split) -> Split:
    """A part of a data set; of one that lies in a file, as much as fits into memory well."""
    x, t = split
    if not isinstance(x, StoredImages):
        return split
    some = slice(None, None, 1 + len(x) // ENOUGH)
    return Split(np.asarray(x[some]), t[some])


def _with_name(finding: Finding, names: Sequence[str]) -> Finding:
    """A finding on one class, by the name of the class instead of its number."""
    if finding.name != "one-answer" or not finding.place:
        return finding
    return dataclasses.replace(finding, place=names[int(finding.place)])


def _start(run: Checkpoint) -> Sequential | None:
    """The network as it was before training, drawn anew from the seed that the run notes."""
    seed = run.notes.get("seed")
    if type(seed) is not int or seed < 0:
        return None
    return build_model(str(run.model), run.settings, np.random.default_rng(seed))


def _decoded(run: Checkpoint) -> list[Finding]:
    """What the numbers of the last epoch tell by themselves."""
    last = run.trainer.history[-1]
    softmax = isinstance(run.trainer.network.loss_function, SoftmaxCrossEntropy)
    held_out = "test_accuracy" if runs.watched(run) == "test" else "accuracy"
    shares = {"train_accuracy": last.train_accuracy, held_out: last.test_accuracy}
    given = {key: f"{share:.4f}" for key, share in shares.items() if share is not None}
    return decode(f"{last.loss:.4f}" if softmax else None, **given)


def _read(log: Path, say: Speaker) -> list[Finding]:
    """Decode the last epoch of a log; say which digits would fit, from epoch to epoch."""
    with log.open("rb") as file:
        found = decode_log(file.read(LONGEST_LOG).decode("utf-8", "replace"))
    if not found:
        raise _NotExamined(say("no_numbers", file=log))
    named = [digits_answered(findings) for findings in found]
    digits = ["/".join(map(str, one)) or "-" for one in named]
    if len(digits) > 1 and any(named):
        click.echo(say("digits", digits=", ".join(digits)))
    return found[-1]


def _report(findings: Sequence[Finding], say: Speaker, *, decoded: bool) -> int:
    """Print all that was found, and the verdict; return the exit code."""
    for finding in findings:
        click.echo(finding.line(say.language))
        if finding.ill:
            click.echo(f"         {finding.meaning(say.language)}")
            click.echo(f"         {say('read', page=finding.page)}")
    ill = [finding for finding in findings if finding.ill]
    if ill:
        found = "; ".join(finding.brief(say.language) for finding in ill)
        click.echo(say("ill", found=found))
        return 1
    click.echo(say("no_sign") if decoded else say("healthy", n=len(findings)))
    return 0
