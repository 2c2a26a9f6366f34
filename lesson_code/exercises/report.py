"""The command `report`, which shows a teacher what stands in a folder of exported progress."""

import csv
import io
import itertools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from lesson_code._help import Command
from lesson_code._language import language_option
from lesson_code._text import one_line
from lesson_code.archive import write_atomically
from lesson_code.exercises.files import Exercise, ExerciseError, all_exercises
from lesson_code.exercises.progress import (
    FORMAT,
    VARIANTS,
    VERSION,
    Progress,
    Record,
    progress_from,
)
from lesson_code.exercises.questions import Quiz, all_quizzes
from lesson_code.exercises.telling import Speaker, or_sentence, tell

LARGEST = 5_000_000  # bytes of a file: an export of all answers has a few hundred thousand
EXPORTED_AS = "lesson-code-progress"  # what the page and our examples call an export
COPY = re.compile(r" ?\(\d+\)$")  # what a browser adds to a name that is there already
MOODLE = re.compile(r"_\d+_assignsubmission_.*$")  # what Moodle adds to a student's name
FORMULA = ("=", "+", "-", "@")  # a cell that begins so is calculated by spreadsheets

TEXTS = {
    "name": {"ja": "名前", "en": "name"},
    "files": {"ja": "ファイル", "en": "files"},
    "passed": {"ja": "合格", "en": "passed"},
    "hints": {"ja": "ヒント", "en": "hints"},
    "last": {"ja": "最後の合格日", "en": "last passed"},
    "questions": {"ja": "質問", "en": "questions"},
    "answered": {"ja": "答えた質問", "en": "questions answered"},
    "right": {"ja": "1 回で正解", "en": "right at once"},
    "wrong": {"ja": "1 回目は不正解", "en": "wrong at first"},
    "variants": {"ja": "合格した類題", "en": "variants passed"},
    "yes": {"ja": "合格", "en": "passed"},
    "legend": {
        "ja": "レッスンの番号の下は、合格した演習の数です。"
        "「質問」は、1 回で正解した数と、答えた数です。",
        "en": "Below the number of a lesson: how many of its exercises were passed. Questions: how "
        "many were right at once, of those answered.",
    },
    "days": {
        "ja": "演習の番号の下は、合格した日です。「{yes}」は日付が分からないもの、"
        "「.」はまだのものです。",
        "en": "Below the number of an exercise: the day on which it was passed; {yes!r} if that is "
        "not known, and a dot if it was not.",
    },
    "people": {"ja": "{n} 人分を読みました。", "en": "students in this report: {n}"},
    "written": {"ja": "{file} に書きました。", "en": "wrote {file}"},
    "no_files": {
        "ja": "{folder} に、進み具合のファイル（.json）がありません。"
        "学生が書き出したファイルを、このフォルダに入れてください",
        "en": "{folder} holds no exported progress (.json); put the students' exports there",
    },
    "none_read": {
        "ja": "{folder} には、読めるファイルが一つもありません。理由は上の行にあります",
        "en": "no file in {folder} could be read; the lines above say why",
    },
    "no_lesson": {
        "ja": "レッスン {lesson} の演習はありません。あるのは {lessons} です",
        "en": "lesson {lesson} has no exercises; the lessons that do are {lessons}",
    },
    "exists": {
        "ja": "{file} はもうあります。上書きするには --overwrite を付けてください",
        "en": "{file} is already here; write over it with --overwrite",
    },
    "no_folder": {
        "ja": "{file}: フォルダ {folder} がありません。先に作るか、別の場所を指定してください",
        "en": "{file}: the folder {folder} does not exist; make it first, or name another place",
    },
    "other_kind": {
        "ja": "{file}: 名前が .json で終わらないので、読みませんでした。",
        "en": "{file}: not read, for its name does not end in .json",
    },
    "large": {
        "ja": "{file}: {size} MBあり、大きすぎるので読みませんでした。",
        "en": "{file}: not read, for {size} MB is too large for an export",
    },
    "unreadable": {
        "ja": "{file}: ファイルを開けませんでした（{error}）。",
        "en": "{file}: it cannot be opened ({error})",
    },
    "broken": {
        "ja": "{file}: 壊れているか、途中で切れています。もう一度書き出してもらってください。",
        "en": "{file}: damaged, or cut off; ask for another export",
    },
    "foreign": {
        "ja": "{file}: この本の進み具合のファイルではありません。"
        "「記録を書き出す」で保存したファイルをもらってください。",
        "en": "{file}: this is not progress from this book; ask for what Export progress saves",
    },
    "newer": {
        "ja": "{file}: 新しい形式（版 {version}）で、ここで読めるのは版 {known} までです。"
        "こちらのプログラムを更新してください。",
        "en": "{file}: its format is {version}, and this program reads up to {known}: update it",
    },
    "older": {
        "ja": "{file}: 古い形式（版 1）です。レッスンごとに演習が一つだったころのもので、"
        "部品を作る演習の記録として読みました。",
        "en": "{file}: its format is 1, from when lessons had one exercise; counted as the one to "
        "build",
    },
    "damaged": {
        "ja": "{file}: 中身が正しくありません。もう一度書き出してもらってください（{error}）。",
        "en": "{file}: something in it is not right; ask for another export ({error})",
    },
    "unknown": {
        "ja": "{file}: この版にない演習の記録（{n} 問）は、数えませんでした: {names}",
        "en": "{file}: progress on exercises not known here does not count ({n}): {names}",
    },
    "several": {
        "ja": "{name}: {n} 個のファイルを一人分にまとめました: {files}",
        "en": "{name}: {n} files were combined: {files}",
    },
    "unnamed": {
        "ja": "{file}: 書き出したままの名前なので、だれのものか分かりません。"
        "ファイルの名前を、学生の名前に変えてください。",
        "en": "{file}: nobody's name, only that of the export; name it after the student",
    },
    "same": {
        "ja": "{files}: 中身がまったく同じです。写したものでないか、本人に確かめてください。",
        "en": "{files}: their contents are exactly the same; ask whose they are",
    },
}  # fmt: skip


@dataclass(frozen=True)
class _Person:
    """A student, and what the files of that name hold together."""

    name: str
    files: Sequence[str]
    progress: Progress

    def record(self, exercise: Exercise) -> Record:
        return self.progress.records.get(exercise.name, Record())

    def answer(self, question: str) -> Mapping[str, Any]:
        """How a question was answered: `tried` and `first`; nothing if it was not."""
        answers = self.progress.others.get("questions")
        answer = answers.get(question) if isinstance(answers, dict) else None
        good = isinstance(answer, dict) and type(answer.get("first")) is bool
        return answer if good and isinstance(answer, dict) else {}

    def answers(self, questions: Iterable[str]) -> list[bool]:
        """Of those questions that were answered, whether at once."""
        return [answer["first"] for q in questions if (answer := self.answer(q))]


@click.command(cls=Command)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--lesson", metavar="LESSON", help="Show the exercises and questions of one lesson, with days."
)
@click.option(
    "--csv",
    "target",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write all of it as a table for spreadsheets.",
)
@click.option("--overwrite", is_flag=True, help="Write over a file that is already there.")
@language_option
@click.pass_context
def report(
    ctx: click.Context,
    /,
    folder: Path,
    lesson: str | None,
    target: Path | None,
    overwrite: bool,
) -> None:
    """Show what students have passed, from a folder of their exported progress.

    \b
    FOLDER holds one file for each student, named after the student: what `Export progress` on
    the page wrote, or `mine export`. The names may also be those of folders in it, each with a
    file, as learning platforms deliver what was submitted. Nothing leaves this computer.

    The exit code is 1 if a file could not be read; all others are in the report.

    \b
    Examples:
      python -m lesson_code report submitted/
      python -m lesson_code report submitted/ --csv report.csv
      python -m lesson_code report submitted/ --lesson 5
    """
    say = Speaker(TEXTS)
    known = exercises = or_sentence(all_exercises)
    quizzes = or_sentence(all_quizzes)
    if lesson is not None:
        exercises, quizzes = _of_lesson(lesson, exercises, quizzes, say)
    if target is not None:
        _refuse(target, overwrite, say)
    people, remarks, all_read = _read(folder, known, say)
    for remark in remarks:
        tell(remark)
    if not people:
        key = "none_read" if remarks else "no_files"
        raise click.ClickException(say(key, folder=folder))
    table = _details if lesson is not None else _overview
    click.echo(_aligned(table(people, exercises, quizzes, say)))
    click.echo("\n" + (say("legend") if lesson is None else say("days", yes=say("yes"))))
    click.echo(say("people", n=len(people)))
    if target is not None:
        rows = _spreadsheet(people, exercises, quizzes, say)
        text = io.StringIO(newline="")
        csv.writer(text).writerows([[_cell(value) for value in row] for row in rows])
        # with a mark at its beginning, by which spreadsheets know the encoding
        write_atomically(target, lambda file: file.write(text.getvalue().encode("utf-8-sig")))
        click.echo(say("written", file=target))
    if not all_read:
        ctx.exit(1)


# ---- Reading


def _read(
    folder: Path, exercises: list[Exercise], say: Speaker
) -> tuple[list[_Person], list[str], bool]:
    """Read the files: who is there, what is to be said of them, and whether all could be read."""
    known = {exercise.name for exercise in exercises}
    found: dict[str, list[tuple[str, str, Progress]]] = {}
    contents: dict[bytes, list[str]] = {}
    remarks, all_read = [], True
    for file in _files(folder):
        label = file.relative_to(folder).as_posix()
        name = file.stem if file.parent == folder else MOODLE.sub("", file.parent.name)
        name = unicodedata.normalize("NFKC", name).strip()
        progress, problem = None, say("other_kind", file=label)
        if file.suffix.lower() == ".json":
            progress, problem = _progress(file, label, say)
        remarks += [problem] if problem else []
        if progress is None:
            all_read = False
            continue
        if strange := sorted(set(progress.records) - known):
            names = ", ".join(strange[:3]) + (" ..." if len(strange) > 3 else "")
            remarks.append(say("unknown", file=label, n=len(strange), names=names))
        if progress.records:
            contents.setdefault(file.read_bytes(), []).append(label)
        if COPY.sub("", name) == EXPORTED_AS:
            remarks.append(say("unnamed", file=label))
        else:
            name = COPY.sub("", name)
        found.setdefault(name.casefold(), []).append((name, label, progress))
    people = []
    for of_one in found.values():
        (name, _, progress), files = of_one[0], [label for _, label, _ in of_one]
        for _, _, other in of_one[1:]:
            progress.merge(other)
        if len(files) > 1:
            remarks.append(say("several", name=name, n=len(files), files=", ".join(files)))
        people.append(_Person(name, files, progress))
    for labels in contents.values():
        if len(labels) > 1:
            remarks.append(say("same", files=", ".join(labels)))
    return sorted(people, key=lambda person: person.name.casefold()), remarks, all_read


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it, in order; none that is hidden."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__")):
            continue
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if not p.name.startswith("."))
            yield from (p for p in inside if p.is_file())
        elif path.suffix.lower() != ".csv":  # a report of before
            yield path


def _progress(file: Path, label: str, say: Speaker) -> tuple[Progress | None, str]:
    """What a file holds, if it can be read, and what is to be said of it."""
    try:
        size = file.stat().st_size
        if size > LARGEST:
            return None, say("large", file=label, size=round(size / 1e6))
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None, say("broken", file=label)
    except OSError as error:
        return None, say("unreadable", file=label, error=error.strerror)
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return None, say("broken", file=label)
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        return None, say("foreign", file=label)
    version = kept.get("version")
    if type(version) is int and version > VERSION:
        return None, say("newer", file=label, version=version, known=VERSION)
    try:
        progress = progress_from(text, label)
    except ExerciseError as error:
        return None, say("damaged", file=label, error=one_line(error.__cause__ or error))
    return progress, say("older", file=label) if version == 1 else ""


# ---- Tables, a list of rows each


def _of_lesson(
    lesson: str, exercises: list[Exercise], quizzes: list[Quiz], say: Speaker
) -> tuple[list[Exercise], list[Quiz]]:
    wanted = lesson.lstrip("0") or "0"
    chosen = [e for e in exercises if wanted in (_lesson(e), e.lesson.lstrip("0"))]
    if not chosen:
        there = ", ".join(dict.fromkeys(map(_lesson, exercises)))
        raise click.ClickException(say("no_lesson", lesson=lesson, lessons=there))
    return chosen, [q for q in quizzes if q.name.replace("_", "-") == chosen[0].lesson]


def _lesson(exercise: Exercise) -> str:
    """The number of an exercise's lesson."""
    return exercise.number.partition(".")[0]


def _questions(quizzes: list[Quiz]) -> list[str]:
    return [f"{quiz.name}/{question.id}" for quiz in quizzes for question in quiz.questions]


def _overview(
    people: list[_Person], exercises: list[Exercise], quizzes: list[Quiz], say: Speaker
) -> list[list[str]]:
    """How many exercises of each lesson that anybody has begun have passed."""
    questions = _questions(quizzes)
    groups = [(lesson, list(of)) for lesson, of in itertools.groupby(exercises, _lesson)]
    begun = {e.name for e in exercises for person in people if person.record(e).passed}
    lessons = [(lesson, of) for lesson, of in groups if any(e.name in begun for e in of)]
    rows = [[*map(say, ("name", "passed", "last")), *(n for n, _ in lessons), say("questions")]]
    for person in people:
        passed = [person.record(e) for e in exercises if person.record(e).passed]
        counts = [sum(person.record(e).passed for e in of) for _, of in lessons]
        answers = person.answers(questions)
        rows.append(
            [
                person.name,
                f"{len(passed)}/{len(exercises)}",
                max((record.on for record in passed), default="") or "-",
                *(str(count or ".") for count in counts),
                f"{sum(answers)}/{len(answers)}",
            ]
        )
    return rows


def _details(
    people: list[_Person], exercises: list[Exercise], quizzes: list[Quiz], say: Speaker
) -> list[list[str]]:
    """The days on which the exercises of a lesson have passed, and its questions."""
    questions = _questions(quizzes)
    rows = [[say("name"), *(e.number for e in exercises), say("hints"), say("questions")]]
    for person in people:
        records = [person.record(e) for e in exercises]
        answers = person.answers(questions)
        days = [(r.on or say("yes")) if r.passed else "." for r in records]
        hints = str(sum(record.hints for record in records))
        rows.append([person.name, *days, hints, f"{sum(answers)}/{len(answers)}"])
    return rows


def _spreadsheet(
    people: list[_Person], exercises: list[Exercise], quizzes: list[Quiz], say: Speaker
) -> list[list[str]]:
    """A row a student, a column for each exercise and each question."""
    questions = _questions(quizzes)
    head = ["name", "files", "passed", "hints", "last", "right", "answered", "variants"]
    rows = [[*map(say, head), *(e.name for e in exercises), *questions]]
    for person in people:
        records = [person.record(e) for e in exercises]
        answers = person.answers(questions)
        passed = [record for record in records if record.passed]
        variants = person.progress.others.get(VARIANTS)
        results = [person.answer(question).get("first") for question in questions]
        rows.append(
            [
                person.name,
                ", ".join(person.files),
                str(len(passed)),
                str(sum(record.hints for record in records)),
                max((record.on for record in passed), default=""),
                str(sum(answers)),
                str(len(answers)),
                ", ".join(sorted(variants)) if isinstance(variants, dict) else "",
                *((record.on or say("yes")) if record.passed else "" for record in records),
                *("" if r is None else say("right" if r else "wrong") for r in results),
            ]
        )
    return rows


def _cell(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _aligned(rows: list[list[str]]) -> str:
    """Rows as columns: names to the left, the rest to the right; kanji are two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for name, *others in rows:
        cells = [name + " " * (widths[0] - _width(name))]
        cells += [" " * (w - _width(o)) + o for o, w in zip(others, widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def _refuse(file: Path, overwrite: bool, say: Speaker) -> None:
    if not file.absolute().parent.is_dir():
        raise click.ClickException(say("no_folder", file=file, folder=file.parent))
    if file.exists() and not overwrite:
        raise click.ClickException(say("exists", file=file))
