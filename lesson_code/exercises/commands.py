"""The commands `exercise` and `check`, which hand out the lessons' exercises and grade them."""

import contextlib
import datetime
import os
import tokenize
from collections.abc import Collection
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from lesson_code._help import Command
from lesson_code._interrupts import exit_code
from lesson_code._language import language_option, spoken_language
from lesson_code.archive import write_atomically
from lesson_code.exercises.checking import run_check
from lesson_code.exercises.files import (
    Exercise,
    ExerciseError,
    all_exercises,
    find_exercise,
    find_exercises,
    free_backup,
)
from lesson_code.exercises.grading import Problem
from lesson_code.exercises.library import keep_passed, library_for_check, present, uses
from lesson_code.exercises.pieces import all_pieces
from lesson_code.exercises.progress import RIGHT, VARIANTS, Progress
from lesson_code.exercises.telling import (
    Speaker,
    keep_progress,
    or_sentence,
    read_progress,
    tell,
)
from lesson_code.exercises.variants import Variant, has_variants, seed_of, variant_of
from lesson_code.exercises.watching import saves

TEXTS = {
    "passed": {"ja": "合格　", "en": "passed"},
    "failed": {"ja": "不合格", "en": "failed"},
    "count": {"ja": "{n} 問中 {k} 問に合格しました。", "en": "{k} of {n} passed."},
    "write": {
        "ja": "問題のファイルを作る: {program} exercise {number}",
        "en": "write an exercise as a file: {program} exercise {number}",
    },
    "written": {"ja": "{file} を作りました。", "en": "wrote {file}"},
    "kept": {
        "ja": "前のファイルは {file} に残しました。",
        "en": "kept the earlier file as {file}",
    },
    "grade": {
        "ja": "書き直したら: {program} check {number}",
        "en": "when you have changed it: {program} check {number}",
    },
    "printed": {"ja": "プログラムの表示:", "en": "your program printed:"},
    "right": {"ja": "すべて正解です。", "en": "All of it is right."},
    "hint": {
        "ja": "ヒント: {program} check {number} --hint",
        "en": "hint: {program} check {number} --hint",
    },
    "compare": {
        "ja": "解答例と比べる: {program} check {number} --solution",
        "en": "compare with our solution: {program} check {number} --solution",
    },
    "next": {
        "ja": "次は {name}「{title}」: {program} exercise {number}",
        "en": "next is {name}, {title}: {program} exercise {number}",
    },
    "all": {"ja": "これで全問です。", "en": "That was the last one."},
    "watching": {
        "ja": "{file} を保存するたびに採点します。Ctrl-Cで終わります。",
        "en": "{file} is graded each time you save it; Ctrl-C ends this",
    },
    "gone": {
        "ja": "{file} が見当たりません。戻るのを待ちます。",
        "en": "{file} is not there any more; waiting for it to come back",
    },
    "on": {
        "ja": "{name} に合格しました。次に進みます。",
        "en": "{name} has passed; on to the next one",
    },
    "finished": {
        "ja": "これで全 {n} 問に合格です。よく続けました。作ったものを見る: {program} mine",
        "en": "All {n} exercises have passed. You have come a long way. What you have built: "
        "{program} mine",
    },
    "ended": {
        "ja": "採点を終わります。続けるとき: {program} check {number} --watch",
        "en": "watching ended; to go on: {program} check {number} --watch",
    },
    "one_file": {
        "ja": "--watch は、--hint や --solution といっしょには使えません",
        "en": "--watch goes with neither --hint nor --solution",
    },
    "not_here": {
        "ja": "{file} がここにありません。作るには: {program} exercise {number}",
        "en": "{file} is not here; write it with: {program} exercise {number}",
    },
    "already": {
        "ja": "{files}: すでにあります。初めからやり直すなら --force を付けてください",
        "en": "{files}: already here; begin anew with --force",
    },
    "which": {
        "ja": "--all はレッスンの演習をすべて作ります。レッスンを指定してください",
        "en": "--all writes the exercises of a lesson: say which",
    },
    "uses": {"ja": "自分のライブラリから: {names}", "en": "from your library: {names}"},
    "yours": {"ja": "{name}（自分のもの）", "en": "{name} (yours)"},
    "ours": {"ja": "{name}（お手本）", "en": "{name} (ours)"},
    "built": {
        "ja": "{name} を自分のライブラリに入れました（{yours} / {all}）: {program} mine",
        "en": "{name} is now part of your library, yours: {yours} of {all}: {program} mine",
    },
    "unfit": {
        "ja": "{name} は自分のライブラリに入れませんでした。{why}。",
        "en": "{name} did not go into your library: {why}.",
    },
    "without": {
        "ja": "{error}。代わりに、お手本を使います。",
        "en": "{error}; ours are used instead",
    },
    "change": {"ja": "類題 {seed} で変わること:", "en": "what variant {seed} changes:"},
    "no_variant": {
        "ja": "演習 {number} には類題がありません。類題があるのは {numbers} です",
        "en": "exercise {number} has no variants; those of {numbers} have some",
    },
    "one_variant": {
        "ja": "--variant には演習を一つ指定してください。--all とはいっしょに使えません",
        "en": "--variant is for one exercise: say which, without --all",
    },
    "no_help": {
        "ja": "類題には、ヒントも解答例もありません",
        "en": "a variant has neither hints nor a solution",
    },
    "hint_of": {"ja": "ヒント {k}/{n}", "en": "hint {k} of {n}"},
    "no_more": {
        "ja": "ヒントは以上です。解答: {program} check {number} --solution",
        "en": "there are no more hints; the solution: {program} check {number} --solution",
    },
}  # fmt: skip


def _numbers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What Tab makes of the beginning of an exercise's number."""
    with contextlib.suppress(ExerciseError):
        return [
            CompletionItem(e.number, help=e.title[spoken_language(ctx)])
            for e in all_exercises()
            if e.number.startswith(incomplete)
        ]
    return []


def _numbers_and_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The same, and programs that begin so."""
    folder, slash, beginning = incomplete.rpartition("/")
    names = sorted(file.name for file in Path(folder + slash).glob("*.py"))
    files = [folder + slash + name for name in names if name.startswith(beginning)]
    return [*_numbers(ctx, param, incomplete), *map(CompletionItem, files)]


variant_option = click.option(
    "--variant",
    "seed",
    metavar="SEED",
    type=click.IntRange(min=0),
    help="A variant of the exercise, which computes something else; each number gives one.",
)


@click.command(cls=Command)
@click.argument("name", metavar="[LESSON]", required=False, shell_complete=_numbers)
@click.option("--all", "every", is_flag=True, help="Write all exercises of the lesson.")
@click.option("--force", is_flag=True, help="Begin anew; the file that is there is kept beside it.")
@variant_option
@language_option
def exercise(name: str | None, every: bool, force: bool, seed: int | None) -> None:
    """List the exercises, or write one as a file to work on.

    \b
    LESSON is the number of the lesson: its exercise is to build what the lesson is about. Where a
    lesson has three, 3.1 is to say something in a line, 3.2 to build, 3.3 to find a bug.
    lab stands for the two checks to write in the lab of planted mistakes.
    The file is written into the current folder.

    \b
    Examples:
      python -m lesson_code exercise
      python -m lesson_code exercise 15
      python -m lesson_code exercise 3.1
      python -m lesson_code exercise 3 --all
      python -m lesson_code exercise 7 --variant 42
    """
    say = Speaker(TEXTS)
    exercises = _exercises()
    if seed is not None:
        if name is None or every:
            raise click.UsageError(say("one_variant"))
        _write_variant(_variant(name, seed, exercises, say), force, say)
        return
    if name is None:
        if every:
            raise click.UsageError(say("which"))
        _list(exercises, read_progress(say), say)
        return
    chosen = _find_all(name, exercises) if every else [_find(name, exercises)]
    if not force and (there := [e.file for e in chosen if Path(e.file).exists()]):
        raise click.ClickException(say("already", files=", ".join(there)))
    for one in chosen:
        _write(one, Path(one.file), say)
        click.echo(say("grade", number=one.number))


def _write(exercise: Exercise, file: Path, say: Speaker) -> None:
    _write_file(file, exercise.text("starter"), say)
    _tell_task(exercise, say)


def _tell_task(exercise: Exercise, say: Speaker) -> None:
    click.echo(f"\n{exercise.title[say.language]}\n{exercise.task[say.language]}\n")


def _write_file(file: Path, text: str, say: Speaker) -> None:
    if file.exists():
        backup = free_backup(file)
        os.replace(file, backup)
        click.echo(say("kept", file=backup))
    write_atomically(file, lambda stream: stream.write(text.encode()))
    click.echo(say("written", file=file))


def _write_variant(variant: Variant, force: bool, say: Speaker) -> None:
    file = Path(variant.file)
    if file.exists() and not force:
        raise click.ClickException(say("already", files=file))
    _write_file(file, variant.text(say.language), say)
    _tell_task(variant.exercise, say)
    click.echo(f"{say('change', seed=variant.seed)}\n{variant.change[say.language]}\n")
    click.echo(say("grade", number=variant.number))


@click.command(cls=Command)
@click.argument("name", metavar="LESSON|FILE", required=False, shell_complete=_numbers_and_files)
@click.option(
    "--exercise",
    "of",
    metavar="LESSON",
    help="Of which exercise FILE is an answer.",
    shell_complete=_numbers,
)
@click.option("--hint", is_flag=True, help="Show the next hint, and no more than that.")
@click.option("--solution", is_flag=True, help="Show our solution.")
@click.option(
    "--watch",
    is_flag=True,
    help="Grade at each save, and go on to the next exercise when one has passed. Ctrl-C ends it.",
)
@variant_option
@language_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    name: str | None,
    of: str | None,
    hint: bool,
    solution: bool,
    watch: bool,
    seed: int | None,
) -> None:
    """Grade an answer: what is right, what is wrong first, and what to do next.

    \b
    LESSON is the number of the lesson; its answers are the files that `exercise` wrote, of which
    those that are here are graded. 3.1, 3.2 or 3.3 is one of them.
    FILE is an answer elsewhere.
    With --watch neither is needed: it begins with the first exercise that has not passed, and
    writes what is not there yet.

    The exit code is 0 if all is right and 1 if not.

    \b
    Examples:
      python -m lesson_code check 15
      python -m lesson_code check 15 --hint
      python -m lesson_code check 3.1
      python -m lesson_code check my/15_im2col.py
      python -m lesson_code check --watch
      python -m lesson_code check 7 --variant 42
    """
    say = Speaker(TEXTS)
    exercises = _exercises()
    if watch and (hint or solution):
        raise click.UsageError(say("one_file"))
    if name is None:
        if not watch:
            raise click.MissingParameter(ctx=ctx, param_hint="'LESSON|FILE'", param_type="argument")
        _watch(ctx, exercises, None, exercises, say)
        return
    named, of_file = seed_of(Path(name)) or (name, None)
    seed = of_file if seed is None else seed
    if seed is not None:
        if hint or solution or watch:
            raise click.UsageError(say("no_help"))
        variant = _variant(of or Path(named).stem, seed, exercises, say)
        answer = Path(name if name.endswith(".py") else variant.file)
        ctx.exit(not _check_variant(variant, answer, say))
    given = Path(name) if name.endswith(".py") else None
    called = of or (name if given is None else given.stem)
    chosen = _find(called, exercises)
    if solution:
        click.echo(chosen.text("solution"), nl=False)
        return
    if hint:
        _hint(chosen, say)
        return

    if given is not None:
        answers = [(chosen, given)]
    else:
        answers = [(e, Path(e.file)) for e in _find_all(called, exercises)]
        if watch:
            _watch(ctx, [e for e, _ in answers], None, exercises, say)
            return
    here = [(e, file) for e, file in answers if file.is_file()]
    if not here:
        file, number = given or chosen.file, chosen.number
        raise click.ClickException(say("not_here", file=file, number=number))
    if watch:
        _watch(ctx, [chosen], given, exercises, say)
        return
    library = _library(say)
    passed = [(e, file) for e, file in here if _grade(e, file, library, say)]
    progress = _keep_passed(passed, say) if passed else Progress()
    if len(passed) < len(here):
        ctx.exit(1)
    click.echo(f"\n{say('right')}")
    for e, _ in passed:
        click.echo(say("compare", number=e.number))
    following = _following(passed[-1][0], exercises, {e.name for e in _left(exercises, progress)})
    if following is None:
        click.echo(say("all"))
    else:
        title, number = following.title[say.language], following.number
        click.echo(say("next", name=following.name, title=title, number=number))


def _watch(
    ctx: click.Context,
    wanted: list[Exercise],
    file: Path | None,
    exercises: list[Exercise],
    say: Speaker,
) -> None:
    """Grade at each save, one exercise after the other.

    It begins with the first of those wanted that has not passed, and of these with one whose file
    is here. A file elsewhere brings all others into its own folder.
    """
    left = {e.name for e in _left(exercises, read_progress(say))}
    if not left and wanted == exercises:
        click.echo(say("finished", n=len(exercises)))
        return
    able = [e for e in wanted if e.name in left] or wanted
    exercise = next((e for e in able if Path(e.file).is_file()), able[0])
    folder = file.parent if file else Path()
    try:
        while True:
            file = file or folder / exercise.file
            _pass(exercise, file, say)
            _keep_passed([(exercise, file)], say)
            left.discard(exercise.name)
            following = _following(exercise, exercises, left)
            if following is None:
                break
            click.echo(f"\n{say('on', name=exercise.name)}\n")
            exercise, file = following, None
    except KeyboardInterrupt as error:
        tell(f"\n{say('ended', number=exercise.number)}")
        ctx.exit(exit_code(error))
    click.echo(f"\n{say('finished', n=len(exercises))}")


def _pass(exercise: Exercise, file: Path, say: Speaker) -> None:
    """Hand an exercise out where it is not there, and grade it until it passes."""
    if file.exists():
        _tell_task(exercise, say)
    else:
        _write(exercise, file, say)
    click.echo(say("watching", file=file))
    for _ in saves(file, lambda: tell(say("gone", file=file))):
        click.echo()
        if _grade(exercise, file, _library(say), say):
            return


def _left(exercises: list[Exercise], progress: Progress) -> list[Exercise]:
    return [e for e in exercises if not progress.of(e).passed]


def _following(
    exercise: Exercise, exercises: list[Exercise], left: Collection[str]
) -> Exercise | None:
    """The exercise to go on with: the next that is left, or the first; None if none is."""
    names = [e for e in exercises if e.name in left]
    return next((e for e in names if e.name > exercise.name), names[0] if names else None)


def _variant(name: str, seed: int, exercises: list[Exercise], say: Speaker) -> Variant:
    exercise = _find(name, exercises)
    if not has_variants(exercise):
        numbers = ", ".join(e.number for e in exercises if has_variants(e))
        raise click.ClickException(say("no_variant", number=exercise.number, numbers=numbers))
    return or_sentence(lambda: variant_of(exercise, seed))


def _check_variant(variant: Variant, file: Path, say: Speaker) -> bool:
    """Grade the answer to a variant, and keep the day if it passes; whether it does."""
    if not file.is_file():
        raise click.ClickException(say("not_here", file=file, number=variant.number))
    if not _grade(variant.exercise, file, _library(say), say, variant):
        return False
    today = datetime.date.today().isoformat()

    def change(progress: Progress) -> None:
        kept = progress.others.setdefault(VARIANTS, {})
        if isinstance(kept, dict):
            kept.setdefault(f"{variant.exercise.number} {variant.seed}", today)

    keep_progress(say, change)
    click.echo(f"\n{say('right')}")
    return True


def _program(file: Path) -> str:
    """The text of a program as Python reads it; nothing where that is none."""
    try:
        with tokenize.open(file) as stream:
            return stream.read()
    except (SyntaxError, UnicodeDecodeError):
        return ""


def _say_what_is_used(file: Path, say: Speaker) -> None:
    progress = read_progress(say, aloud=False)
    used = uses(_program(file), or_sentence(all_pieces), progress)
    names = [say("yours" if of["yours"] else "ours", name=of["name"]) for of in used]
    if names:
        click.echo(say("uses", names=", ".join(names)))


def _hint(exercise: Exercise, say: Speaker) -> None:
    # where nothing can be read nothing can be kept either, which is said once, below
    shown_before = read_progress(say, aloud=False).of(exercise).hints
    if shown_before >= len(exercise.hints):
        for shown in range(len(exercise.hints)):
            _show_hint(exercise, shown, say)
        click.echo(say("no_more", number=exercise.number))
        return
    _show_hint(exercise, shown_before, say)

    def change(progress: Progress) -> None:
        progress.of(exercise).hints = shown_before + 1

    keep_progress(say, change)


def _library(say: Speaker) -> str:
    """The learner's library for answers that import from it; what is missing is ours."""
    progress = read_progress(say, aloud=False)
    program, unreadable = library_for_check(or_sentence(all_pieces), progress)
    if unreadable:
        tell(say("without", error=unreadable))
    return program


def _keep_passed(passed: list[tuple[Exercise, Path]], say: Speaker) -> Progress:
    """Keep that answers have passed, and as pieces of the library those that are some."""
    pieces = or_sentence(all_pieces)
    built = [(piece, _program(f)) for e, f in passed if (piece := pieces.built_by(e.name))]
    whys: list[Problem | None] = []

    def change(progress: Progress) -> None:
        for exercise, file in passed:
            record = progress.of(exercise)
            record.succeed()
            record.others[RIGHT] = _program(file)
        whys[:] = [keep_passed(piece, program, pieces, progress) for piece, program in built]

    progress = keep_progress(say, change)
    yours = sum(not answer.ours for answer in present(pieces, progress).values())
    for (piece, _), why in zip(built, whys, strict=True):
        if why:
            click.echo(say("unfit", name=piece.name, why=why.texts[say.language]))
        else:
            click.echo(say("built", name=piece.name, yours=yours, all=len(pieces.pieces)))
    return progress


def _grade(
    exercise: Exercise, file: Path, library: str, say: Speaker, variant: Variant | None = None
) -> bool:
    """Show the steps of a check, and what to do where one failed; whether all passed."""
    click.echo(f"{exercise.name}  {exercise.title[say.language]}")
    _say_what_is_used(file, say)
    if variant:
        click.echo(f"{say('change', seed=variant.seed)}\n{variant.change[say.language]}\n")
    steps = run_check(exercise, file, say.language, library, variant)
    for step in steps:
        verdict = say("passed" if step.passed else "failed")
        click.echo(f"  {verdict}  {step.title}")
    if steps[-1].passed:
        return True
    click.echo(f"\n{steps[-1].message}")
    if printed := "".join(step.printed for step in steps).rstrip():
        click.echo(f"\n{say('printed')}\n{printed}")
    if not variant:  # the hints are on the lesson's own exercise
        click.echo(f"\n{say('hint', number=exercise.number)}")
    return False


def _exercises() -> list[Exercise]:
    return or_sentence(all_exercises)


def _find(name: str, exercises: list[Exercise]) -> Exercise:
    return or_sentence(lambda: find_exercise(name, exercises))


def _find_all(name: str, exercises: list[Exercise]) -> list[Exercise]:
    return or_sentence(lambda: find_exercises(name, exercises))


def _list(exercises: list[Exercise], progress: Progress, say: Speaker) -> None:
    names = max(len(e.name) for e in exercises)
    for e in exercises:
        mark = "x" if progress.of(e).passed else " "
        click.echo(f"  [{mark}] {e.name:{names}}  {e.title[say.language]}")
    passed = sum(progress.of(e).passed for e in exercises)
    click.echo(say("count", n=len(exercises), k=passed))
    first = next((e for e in exercises if not progress.of(e).passed), exercises[0])
    click.echo(say("write", number=first.number))


def _show_hint(exercise: Exercise, index: int, say: Speaker) -> None:
    title = say("hint_of", k=index + 1, n=len(exercise.hints))
    click.echo(f"{title}: {exercise.hints[index][say.language]}")
