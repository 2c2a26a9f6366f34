"""The exercises of the lessons, as files: what one consists of, and how it is found.

An exercise is a folder: `exercise.toml` with its title, task and hints in both languages, and the
programs `starter.py`, `check.py` and `solution.py`. In the project these folders are in
docs/exercises; an installed package carries a copy.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lesson_code._text import one_line

LANGUAGES = ("ja", "en")
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
        name: of its folder, `15_im2col`.
        folder: where it is.
        lesson: name of its lesson's page, `15-im2col`.
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
        """Number of the lesson, as one would type it."""
        return self.name.partition("_")[0].lstrip("0")

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
    files = next((found for f in folders if (found := sorted(f.glob("*/exercise.toml")))), [])
    if not files:
        raise ExerciseError(f"expected exercises in {folders[0]}, found none; install again")
    return [_read(file) for file in files]


def find_exercise(name: str, exercises: list[Exercise]) -> Exercise:
    """The exercise that somebody means.

    Args:
        name: the number of its lesson, its name, or the name of its lesson.
        exercises: all there are.

    Returns:
        The exercise.

    Raises:
        ExerciseError: if none or several have that name.
    """
    wanted = name.strip().removesuffix(".py")
    for exercise in exercises:
        if wanted == exercise.name:
            return exercise
    number = wanted.lstrip("0")
    found = [e for e in exercises if number == e.number or wanted in (e.lesson, e.name)]
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(e.name for e in found)
        raise ExerciseError(f"lesson {name} has {len(found)} exercises; say {names}")
    names = ", ".join(e.name for e in exercises)
    raise ExerciseError(f"there is no exercise {name!r}; there are {names}")


def _read(file: Path) -> Exercise:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        both = [table["title"], table["task"], *table["hints"]]
        if any(set(texts) != set(LANGUAGES) for texts in both):
            raise ExerciseError(f"{file}: each text needs {' and '.join(LANGUAGES)}")
        seconds = float(table.get("seconds", SECONDS))
        if not 0 < seconds <= LONGEST:
            raise ExerciseError(f"{file}: seconds: expected up to {LONGEST:g}, got {seconds}")
        return Exercise(
            name=file.parent.name,
            folder=file.parent,
            lesson=str(table["lesson"]),
            title=_stripped(table["title"]),
            task=_stripped(table["task"]),
            hints=tuple(_stripped(hint) for hint in table["hints"]),
            seconds=seconds,
        )
    except ExerciseError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ExerciseError(f"{file}: {type(error).__name__}: {one_line(error)}") from error


def _stripped(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts without the line breaks that only keep the file narrow; between kana nothing stands."""
    return {
        language: re.sub(r"\s*\n\s*", "" if language == "ja" else " ", text.strip())
        for language, text in texts.items()
    }
