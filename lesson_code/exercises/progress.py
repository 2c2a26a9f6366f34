"""How far a learner has come, and where that is kept."""

import json
import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lesson_code.archive import write_atomically
from lesson_code.exercises.files import Exercise, ExerciseError

HOME_VARIABLE = "LESSON_CODE_HOME"
FORMAT = "lesson-code progress"  # of the page's exports, too


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
