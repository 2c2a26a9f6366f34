"""The exercises of the lessons, as files: what one consists of, and how it is found.

A lesson's folder has up to three, its rungs: say it in a line, build the piece, find the bug. Each
is a folder: `exercise.toml` with its title, task and hints in both languages, and the programs
`starter.py`, `check.py` and `solution.py`. In the project all these are in docs/exercises; an
installed package carries a copy.
"""

import itertools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lesson_code._text import one_line

LANGUAGES = ("ja", "en")
RUNGS = ("1_say", "2_build", "3_find")
BUILD = "2_build"  # the one that every lesson has
PACKAGE = Path(__file__).resolve().parents[1]
FOLDERS = (PACKAGE / "exercise_files", PACKAGE.parent / "docs" / "exercises")
SECONDS = 10.0
LONGEST = 600.0  # seconds that a check may take


class ExerciseError(ValueError):
    """An exercise cannot be found, or what it consists of cannot be read."""


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Args:
        name: of its folder, `15_im2col/2_build`.
        folder: where it is.
        lesson: name of its lesson's page, `15-im2col`; `lab` is a page beside the lessons.
        title: by language.
        task: what is to be done, by language.
        hints: one after the other, each by language.
        seconds: how long a check may take.
    """

    name: str
    folder: Path
    lesson: str
    title: Mapping[str, str]
    task: Mapping[str, str]
    hints: tuple[Mapping[str, str], ...]
    seconds: float = SECONDS

    @property
    def number(self) -> str:
        """What one would type for it, see `number_of`."""
        return number_of(self.name)

    @property
    def page(self) -> str:
        """Where its page is in the site: `lessons/15-im2col`, or beside the lessons `lab`."""
        return f"lessons/{self.lesson}" if self.lesson[0].isdigit() else self.lesson

    @property
    def rung(self) -> str:
        """Which of the lesson's exercises it is: one of `RUNGS`."""
        return self.name.partition("/")[2]

    @property
    def file(self) -> str:
        """Name of the file to work on: `15_im2col.py`, `15_im2col_1_say.py`."""
        return self.name.removesuffix(f"/{BUILD}").replace("/", "_") + ".py"

    @property
    def check(self) -> Path:
        """The program that grades."""
        return self.folder / "check.py"

    def text(self, which: str) -> str:
        """One of its programs.

        Args:
            which: "starter" or "solution".

        Returns:
            Its text.
        """
        return (self.folder / f"{which}.py").read_text(encoding="utf-8")


def number_of(name: str) -> str:
    """What one would type for an exercise.

    Args:
        name: the exercise's, `15_im2col/1_say`.

    Returns:
        `15` for what is built, else with the rung, `15.1`; beside the lessons `lab_affine`.
    """
    lesson, _, rung = name.partition("/")
    number = lesson.partition("_")[0].lstrip("0") if lesson[0].isdigit() else lesson
    return number if rung == BUILD else f"{number}.{rung[0]}"


def all_exercises(folder: Path | None = None) -> list[Exercise]:
    """All exercises, in the order of the lessons.

    Args:
        folder: where they are, if not where the package or the project has them.

    Returns:
        The exercises.

    Raises:
        ExerciseError: if there are none, or the description of one cannot be read.
    """
    folders = FOLDERS if folder is None else (folder,)
    files = next((found for f in folders if (found := sorted(f.glob("*/*/exercise.toml")))), [])
    if not files:
        raise ExerciseError(f"expected exercises in {folders[0]}, found none; install again")
    for rung in (file.parent for file in files):
        if rung.name not in RUNGS:
            raise ExerciseError(f"{rung}: expected one of {', '.join(RUNGS)}, got {rung.name}")
    return [_read(file) for file in files]


def find_exercises(name: str, exercises: list[Exercise]) -> list[Exercise]:
    """The exercises that somebody means: all of a lesson, or one.

    Args:
        name: the number or name of a lesson, or of one of its exercises: `15`, `15-im2col`, `15.1`,
            `15_im2col/1_say`, `15_im2col_1_say.py`.
        exercises: all there are.

    Returns:
        The exercises, in order.

    Raises:
        ExerciseError: if none has that name.
    """
    wanted = name.strip().removesuffix(".py").lstrip("0") or name
    one, lesson = [], []
    for exercise in exercises:
        folder, _, rung = exercise.name.lstrip("0").partition("/")
        number = folder.partition("_")[0]
        if wanted in (f"{folder}/{rung}", f"{folder}_{rung}", f"{number}.{rung[0]}"):
            one.append(exercise)
        if wanted in (number, folder, exercise.lesson.lstrip("0")):
            lesson.append(exercise)
    if found := one or lesson:
        return found
    names = ", ".join(e.name for e in exercises)
    raise ExerciseError(f"there is no exercise {name!r}; there are {names}")


def find_exercise(name: str, exercises: list[Exercise]) -> Exercise:
    """The one exercise that somebody means: where all of a lesson are meant, the one to build.

    Args:
        name: as for `find_exercises`.
        exercises: all there are.

    Returns:
        The exercise.

    Raises:
        ExerciseError: if none has that name.
    """
    found = find_exercises(name, exercises)
    return next((e for e in found if e.rung == BUILD), found[0])


def _read(file: Path) -> Exercise:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        both = [table["title"], table["task"], *table["hints"]]
        if any(set(texts) != set(LANGUAGES) for texts in both):
            raise ExerciseError(f"{file}: each text needs {' and '.join(LANGUAGES)}")
        folder = file.parent
        seconds = float(table.get("seconds", SECONDS))
        if not 0 < seconds <= LONGEST:
            raise ExerciseError(f"{file}: seconds: expected up to {LONGEST:g}, got {seconds}")
        return Exercise(
            name=f"{folder.parent.name}/{folder.name}",
            folder=folder,
            lesson=str(table["lesson"]),
            title=stripped(table["title"]),
            task=stripped(table["task"]),
            hints=tuple(stripped(hint) for hint in table["hints"]),
            seconds=seconds,
        )
    except ExerciseError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ExerciseError(f"{file}: {type(error).__name__}: {one_line(error)}") from error


def free_backup(file: Path) -> Path:
    """Where a file may be put aside: beside it, under a name that no other has.

    Args:
        file: the file.

    Returns:
        `file.1.bak`, or the next number.
    """
    names = (Path(f"{file}.{n}.bak") for n in itertools.count(1))
    return next(name for name in names if not name.exists())


def stripped(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts without the line breaks that only keep a file narrow; between kana no space is left.

    Args:
        texts: by language.

    Returns:
        The same, each in one line.
    """
    return {
        language: re.sub(r"\s*\n\s*", "" if language == "ja" else " ", text.strip())
        for language, text in texts.items()
    }
