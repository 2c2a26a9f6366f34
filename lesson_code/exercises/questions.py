"""The questions of the pages, as files: three to a lesson, each with its options and their whys.

In the project these files are in docs/questions, one a lesson, and one for a page that is no lesson
and may ask more or fewer; an installed package carries a copy.
Their texts are read in a page and in a terminal: code stands in backticks, and there are no
formulas.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lesson_code._text import one_line
from lesson_code.exercises.files import LANGUAGES, PACKAGE, ExerciseError, stripped

FOLDERS = (PACKAGE / "question_files", PACKAGE.parent / "docs" / "questions")
QUESTIONS = 3  # to a lesson
FEWEST, MOST = 3, 5  # options of a question


@dataclass(frozen=True)
class Option:
    """One answer to choose.

    Args:
        text: the answer, by language.
        why: why it is right, or wrong, by language.
    """

    text: Mapping[str, str]
    why: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question.

    Args:
        id: its name within the page.
        text: what is asked, by language.
        options: the answers to choose from.
        right: which of them is right, from 0.
        proof: the sample that shows the answer, `03_affine/one_by_one.py`, if one does: a number is
            always shown.
    """

    id: str
    text: Mapping[str, str]
    options: tuple[Option, ...]
    right: int
    proof: str | None = None


@dataclass(frozen=True)
class Quiz:
    """The questions of a page.

    Args:
        name: of its file, `03_affine`; that of a lesson begins with its number.
        questions: one after the other.
    """

    name: str
    questions: tuple[Question, ...]

    @property
    def number(self) -> str:
        """Number of the lesson, as one would type it; the name of a page that is no lesson."""
        number = self.name.partition("_")[0]
        return str(int(number)) if number.isdecimal() else self.name


def all_quizzes(folder: Path | None = None) -> list[Quiz]:
    """The questions of all pages that have some, those of the lessons first and in their order.

    Args:
        folder: where they are, if not where the package or the project has them.

    Returns:
        The questions, page by page.

    Raises:
        ExerciseError: if there are none, or a file of them cannot be read.
    """
    folders = FOLDERS if folder is None else (folder,)
    files = next((found for f in folders if (found := sorted(f.glob("*.toml")))), [])
    if not files:
        raise ExerciseError(f"expected questions in {folders[0]}, found none; install again")
    return [read_quiz(file) for file in files]


def find_quiz(name: str, quizzes: list[Quiz]) -> Quiz:
    """The questions that somebody means.

    Args:
        name: the number of their lesson, or the name of their file.
        quizzes: all there are.

    Returns:
        The questions.

    Raises:
        ExerciseError: if there are none.
    """
    wanted = name.strip().replace("-", "_")
    for quiz in quizzes:
        if wanted in (quiz.name, quiz.number, quiz.number.zfill(2)):
            return quiz
    names = ", ".join(quiz.name for quiz in quizzes)
    raise ExerciseError(f"there are no questions for {name!r}, only for {names}")


def read_quiz(file: Path) -> Quiz:
    """Read the questions of one page.

    Args:
        file: the TOML file.

    Returns:
        The questions.

    Raises:
        ExerciseError: if it is not as it must be; the message says what is wrong where.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        _expect(set(table) == {"question"}, "expected tables [[question]] and nothing else")
        questions = tuple(_question(entry) for entry in table["question"])
        quiz = Quiz(file.stem, questions)
        is_lesson = quiz.number != quiz.name
        _expect(len(questions) == QUESTIONS or not is_lesson, f"expected {QUESTIONS} questions")
        ids = [question.id for question in questions]
        _expect(len(set(ids)) == len(ids), f"each question needs an id of its own, got {ids}")
        return quiz
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        problem = f"{error} is missing" if isinstance(error, KeyError) else one_line(error)
        raise ExerciseError(f"{file}: {problem}") from error


def _question(entry: Mapping[str, Any]) -> Question:
    name = entry["id"]
    _expect(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name), f"id: expected a_name, got {name!r}")
    options = entry["option"]
    _expect(FEWEST <= len(options) <= MOST, f"{name}: expected {FEWEST} to {MOST} options")
    _only(entry, {"id", "text", "option", "proof"}, name)
    for option in options:
        _only(option, {"ja", "en", "why", "right"}, name)
        _expect(option.get("right", True) is True, f"{name}: right: expected true, or no such line")
    right = [index for index, option in enumerate(options) if "right" in option]
    _expect(len(right) == 1, f"{name}: expected one right option, got {len(right)}")
    proof = entry.get("proof")
    _expect(proof is None or isinstance(proof, str), f"{name}: proof: expected a sample's name")
    return Question(
        id=name,
        text=_texts(entry["text"], f"{name}: text"),
        options=tuple(
            Option(
                _texts({k: option[k] for k in LANGUAGES if k in option}, f"{name}: option"),
                _texts(option["why"], f"{name}: why"),
            )
            for option in options
        ),
        right=right[0],
        proof=proof,
    )


def _texts(texts: Mapping[str, str], where: str) -> Mapping[str, str]:
    found = stripped(texts)
    good = set(found) == set(LANGUAGES) and all(found.values())
    _expect(good, f"{where} needs {' and '.join(LANGUAGES)}")
    for text in found.values():
        _expect("$" not in text, f"{where}: write code in backticks, no formula: {text}")
    return found


def _only(table: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(table) - known)
    _expect(not unknown, f"{where}: {unknown} is unknown, known are {sorted(known)}")


def _expect(condition: object, otherwise: str) -> None:
    if not condition:
        raise ValueError(otherwise)
