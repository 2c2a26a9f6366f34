"""The exercises of the lessons: find them, grade an answer in a process of its own, keep progress.

An exercise is a folder: `exercise.toml` with its title, task and hints in both languages, and the
programs `starter.py`, `check.py` and `solution.py`. In the project these folders are in
docs/exercises; an installed package carries a copy.
"""

import contextlib
import json
import locale
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lesson_code.archive import write_atomically
from lesson_code.grading import Step

LANGUAGES = ("ja", "en")
PACKAGE = Path(__file__).resolve().parent
FOLDERS = (PACKAGE / "exercise_files", PACKAGE.parent / "docs" / "exercises")
HOME_VARIABLE = "LESSON_CODE_HOME"
FORMAT = "lesson-code progress"  # of the page's exports, too
SECONDS = 10.0

_RECORD = "\x1e"  # begins each line that is a step, not the learner's print
_END = "end"
_GRADER = f"""
import faulthandler, json, sys
from dataclasses import asdict
from lesson_code.grading import grade
answer, check, language, seconds = sys.argv[1:]
faulthandler.dump_traceback_later(float(seconds), exit=True)
out = sys.stdout
for step in grade(answer, check, language):
    print({_RECORD!r} + json.dumps(asdict(step)), file=out, flush=True)
print({_RECORD!r} + {_END!r}, file=out, flush=True)
"""


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


@dataclass
class Record:
    """How far a learner has come with an exercise.

    Args:
        passed: whether an answer has passed.
        hints: how many hints have been shown.
    """

    passed: bool = False
    hints: int = 0


@dataclass
class Progress:
    """What is kept of a learner's work: a record an exercise.

    Args:
        records: by the exercise's name.
    """

    records: dict[str, Record] = field(default_factory=dict)

    def of(self, exercise: Exercise) -> Record:
        """The record of an exercise, to be changed.

        Args:
            exercise: which.

        Returns:
            Its record, a new one the first time.
        """
        return self.records.setdefault(exercise.name, Record())


# ---- Finding


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
        return Exercise(
            name=file.parent.name,
            folder=file.parent,
            lesson=table["lesson"],
            title=_stripped(table["title"]),
            task=_stripped(table["task"]),
            hints=tuple(_stripped(hint) for hint in table["hints"]),
            seconds=float(table.get("seconds", SECONDS)),
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ExerciseError(f"{file}: {type(error).__name__}: {error}") from error


def _stripped(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts without the line breaks that only keep the file narrow; between kana nothing stands."""
    return {
        language: re.sub(r"\s*\n\s*", "" if language == "ja" else " ", text.strip())
        for language, text in texts.items()
    }


# ---- Grading


def run_check(exercise: Exercise, answer: Path, language: str) -> list[Step]:
    """Grade a program in a process of its own, which is ended when it takes too long.

    Args:
        exercise: which.
        answer: the learner's program.
        language: "ja" or "en".

    Returns:
        The steps; the answer is right if the last one passed.
    """
    answer = answer.absolute()
    path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-P", "-X", "utf8", "-c", _GRADER, str(answer), str(exercise.check)]
    try:
        done = subprocess.run(
            [*command, language, str(exercise.seconds)],
            cwd=answer.parent,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path), "MPLBACKEND": "agg"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=exercise.seconds + 60,
        )
        output, errors, code = done.stdout, done.stderr, done.returncode
    except subprocess.TimeoutExpired as error:  # it caught even the end of its time
        output, errors, code = str(error.stdout or ""), "Timeout", 1
    lines = output.split("\n")
    steps = []
    for line in lines:
        # Whatever else stands there, the learner's program wrote past the grader
        with contextlib.suppress(ValueError, TypeError):
            if line.startswith(_RECORD):
                steps.append(Step(**json.loads(line.removeprefix(_RECORD))))
    if steps and (_RECORD + _END in lines or not steps[-1].passed):
        return steps
    return [*steps, _broken_off(exercise, answer, language, errors, code)]


def _broken_off(exercise: Exercise, answer: Path, language: str, errors: str, code: int) -> Step:
    """The step in which a check came to no end."""
    if "Timeout" in errors:
        match = re.search(rf'File "{re.escape(str(answer))}", line (\d+)', errors)
        line = None if match is None else int(match[1])
        seconds = f"{exercise.seconds:g}"
        at = {"ja": f"（止めたとき {line} 行目）", "en": f" (stopped in line {line})"}
        where = at[language] if line is not None else ""
        title = {"ja": f"{seconds} 秒以内に終わる", "en": f"It ends within {seconds} s"}
        text = {
            "ja": f"{seconds} 秒たっても終わりません{where}。終わらない繰り返しはありませんか。",
            "en": f"It has not ended after {seconds} s{where}. Is there a loop without an end?",
        }
        return Step(title[language], False, text[language], line)
    last = errors.strip().rpartition("\n")[2]
    title = {"ja": "最後まで動く", "en": "It runs to its end"}
    text = {
        "ja": f"Pythonが途中で終了しました（終了コード {code}）。{last}",
        "en": f"Python itself ended in the middle (exit code {code}). {last}",
    }
    return Step(title[language], False, text[language].strip())


# ---- What is kept


def data_folder() -> Path:
    """Where progress is kept: `LESSON_CODE_HOME`, or the user's folder for data.

    Returns:
        The folder; it need not exist yet.
    """
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "lesson_code"


def load_progress(folder: Path | None = None) -> Progress:
    """Read what is kept.

    Args:
        folder: where, if not in `data_folder()`.

    Returns:
        The progress; none where nothing is kept yet.

    Raises:
        ExerciseError: if the file is none of ours.

    Examples:
        >>> load_progress(Path("no/such/folder"))
        Progress(records={})
    """
    file = (folder or data_folder()) / "progress.json"
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["format"] != FORMAT or kept["version"] != 1:
            raise ValueError(f"expected {FORMAT} 1")
        return Progress({name: _record(of) for name, of in kept["exercises"].items()})
    except FileNotFoundError:
        return Progress()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExerciseError(f"{file} cannot be read ({error}); move it away") from error


def save_progress(progress: Progress, folder: Path | None = None) -> None:
    """Keep progress; the file is whole at any moment.

    Args:
        progress: what to keep.
        folder: where, if not in `data_folder()`.

    Raises:
        OSError: if it cannot be written.
    """
    folder = folder or data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    exercises = {name: asdict(record) for name, record in sorted(progress.records.items())}
    kept = {"format": FORMAT, "version": 1, "exercises": exercises}
    text = json.dumps(kept, indent=2) + "\n"
    write_atomically(folder / "progress.json", lambda file: file.write(text.encode()))


def _record(kept: Mapping[str, Any]) -> Record:
    passed, hints = kept["passed"], kept["hints"]
    if type(passed) is not bool or type(hints) is not int or hints < 0:
        raise ValueError(f"not a record: {kept}")
    return Record(passed, hints)


def default_language() -> str:
    """The language of the terminal's user.

    Returns:
        "ja" where the system speaks Japanese, "en" elsewhere.
    """
    names = [os.environ.get(v) for v in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith(("ja", "japanese")) else "en"
