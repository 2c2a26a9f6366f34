"""Variants of exercises: the same names and shapes, but something else is to be computed.

Beside an exercise that has some, `variant.py` says what may be chosen (`CHOICES`), what then
changes (`CHANGE`, by language), and has a check of its own, which is handed what was chosen. The
same seed gives the same variant everywhere: a teacher can give each student one. No page shows how
to solve them.
"""

import hashlib
import math
import re
import textwrap
import types
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lesson_code._program import PROGRAM
from lesson_code._text import one_line
from lesson_code.exercises.files import LANGUAGES, Exercise, ExerciseError
from lesson_code.exercises.grading import import_program

FILE = "variant.py"
_NAMED = re.compile(r"(.+)_variant_(\d+)(?:\.py)?")


@dataclass(frozen=True)
class Variant:
    """A variant of an exercise.

    Args:
        exercise: of which.
        seed: which of its variants.
        values: what was chosen, by name.
        change: what is to be computed instead, by language.
        starter: the program to begin with.
    """

    exercise: Exercise
    seed: int
    values: Mapping[str, Any]
    change: Mapping[str, str]
    starter: str

    @property
    def number(self) -> str:
        """What one would type for it: `7 --variant 42`."""
        return f"{self.exercise.number} --variant {self.seed}"

    @property
    def file(self) -> str:
        """Name of the file to work on: `07_relu_variant_42.py`."""
        return f"{Path(self.exercise.file).stem}_variant_{self.seed}.py"

    @property
    def check(self) -> Path:
        """The program that grades."""
        return self.exercise.folder / FILE

    def text(self, language: str) -> str:
        """The file to work on: what changes, as a comment, and the starter.

        Args:
            language: "ja" or "en".

        Returns:
            A program.
        """
        said = self.change[language]
        lines = textwrap.wrap(said, 86)
        if language == "ja":  # where no blank tells where a line may end
            lines = re.findall("[^。]+。?", said)
        head = [f"# {PROGRAM} check {self.number}", "#", *(f"# {line}" for line in lines)]
        return "\n".join(head) + "\n\n" + self.starter


def has_variants(exercise: Exercise) -> bool:
    """Whether an exercise has variants.

    Args:
        exercise: which.

    Returns:
        Whether it has.
    """
    return (exercise.folder / FILE).is_file()


def variant_of(exercise: Exercise, seed: int) -> Variant:
    """A variant of an exercise.

    Args:
        exercise: of which.
        seed: any number from 0; the same one gives the same variant, whatever the computer.

    Returns:
        The variant.

    Raises:
        ExerciseError: if it has none, or its file cannot be used.
    """
    if not has_variants(exercise):
        raise ExerciseError(f"exercise {exercise.number} has no variants")
    module = _module(exercise)
    try:
        values = {
            name: options[_number(f"{exercise.name} {seed} {name}") % len(options)]
            for name, options in module.CHOICES.items()
        }
        others = module.words if hasattr(module, "words") else _no_words
        change = {
            language: module.CHANGE[language].format(**values, **others(language, **values))
            for language in LANGUAGES
        }
        starter = exercise.text("starter")
        if hasattr(module, "starter"):
            starter = module.starter(starter, **values)
        return Variant(exercise, seed, values, change, starter)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ExerciseError(
            f"{exercise.folder / FILE}: {type(error).__name__}: {one_line(error)}"
        ) from error


def count_variants(exercise: Exercise) -> int:
    """How many variants of an exercise there are that differ.

    Args:
        exercise: which; one that has some.

    Returns:
        Their number.
    """
    return math.prod(len(options) for options in _module(exercise).CHOICES.values())


def seed_of(file: Path) -> tuple[str, int] | None:
    """Of which exercise and seed a file is an answer, by its name.

    Args:
        file: `07_relu_variant_42.py`, in any folder.

    Returns:
        `07_relu` and 42, or None for another name.

    Examples:
        >>> seed_of(Path("my/07_relu_variant_42.py"))
        ('07_relu', 42)
    """
    match = _NAMED.fullmatch(file.name)
    return (match[1], int(match[2])) if match else None


def _number(text: str) -> int:
    """A number that is the same for a text on every computer, and otherwise looks drawn."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _module(exercise: Exercise) -> types.ModuleType:
    return import_program(str(exercise.folder / FILE), "variant")


def _no_words(language: str, **values: Any) -> dict[str, str]:
    """What the text of a change needs besides the values, where `variant.py` says nothing."""
    return {}
