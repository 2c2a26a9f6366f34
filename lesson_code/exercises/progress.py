"""How far a learner has come, and where that is kept."""

import contextlib
import datetime
import itertools
import json
import locale
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lesson_code._locks import alone
from lesson_code._text import one_line
from lesson_code.archive import write_atomically
from lesson_code.exercises.files import BUILD, Exercise, ExerciseError, free_backup

HOME_VARIABLE = "LESSON_CODE_HOME"
FILE = "progress.json"
ATTEMPTS, PAUSE = 100, 0.05  # to wait for another program that changes it: 5 seconds
FORMAT = "lesson-code progress"  # of the page's exports, too
VERSION = 2  # in version 1 a lesson had one exercise, and that had the lesson's name
MINE = "mine"  # what the pieces stand under
RIGHT = "right"  # the answer that has passed, which the page shows beside ours
PLACE = "place"  # where the learner stopped reading, which the page knows
VARIANTS = "variants"  # what the days of the variants that have passed stand under
ANSWERS = 5  # of a piece, that are kept: the present one and four before


@dataclass
class Record:
    """How far a learner has come with an exercise.

    Args:
        passed: whether an answer has passed.
        hints: how many hints have been shown.
        others: what else is kept of it, which the page knows: an answer begun there.
        on: the day on which an answer first passed, `2026-11-30`; "" where that is not known.
    """

    passed: bool = False
    hints: int = 0
    others: dict[str, Any] = field(default_factory=dict)
    on: str = ""

    def succeed(self) -> None:
        """Keep that an answer has passed, today if it is the first."""
        if not self.passed:
            self.on = datetime.date.today().isoformat()
        self.passed = True


@dataclass(frozen=True)
class Answer:
    """A piece of the learner's own library.

    Args:
        text: the program, as it was when it passed.
        ours: whether it is ours, taken as it is.
    """

    text: str
    ours: bool = False


@dataclass
class Progress:
    """What is kept of a learner's work: a record for each exercise, and the pieces of the library.

    Args:
        records: by the exercise's name.
        pieces: by the piece's name, the present one first, then older ones.
        others: what else is kept, by its key; carried along as it is.
    """

    records: dict[str, Record] = field(default_factory=dict)
    pieces: dict[str, list[Answer]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def of(self, exercise: Exercise) -> Record:
        """The record of an exercise, to be changed.

        Args:
            exercise: which.

        Returns:
            Its record, a new one the first time.
        """
        return self.records.setdefault(exercise.name, Record())

    def keep(self, piece: str, answer: Answer) -> None:
        """Let an answer be the present one of a piece; the one before becomes an older one.

        Args:
            piece: the piece's name.
            answer: the answer; one that is there already only comes to the front.
        """
        before = [other for other in self.pieces.get(piece, []) if other != answer]
        self.pieces[piece] = [answer, *before][:ANSWERS]

    def merge(self, other: "Progress") -> None:
        """Take in what was kept elsewhere: what has passed anywhere has passed.

        Args:
            other: that; its answers and pieces become the present ones, and of what else stands in
                both, entry by entry, what is here stays, but reading goes on where it stopped last.
        """
        for name, record in other.records.items():
            mine = self.records.setdefault(name, Record())
            mine.passed |= record.passed
            mine.on = min(filter(None, (mine.on, record.on)), default="")
            mine.hints = max(mine.hints, record.hints)
            mine.others |= record.others
        for name, answers in other.pieces.items():
            for answer in reversed(answers):
                self.keep(name, answer)
        for key, value in other.others.items():
            here = self.others.get(key)
            if key == PLACE:
                self.others[key] = max(here or value, value, key=_time)
                continue
            if isinstance(here, dict) and isinstance(value, dict):
                value = {**value, **here}
            self.others[key] = value


def _time(place: Any) -> int:
    """When reading stopped at a place."""
    time = place.get("time") if isinstance(place, dict) else None
    return time if type(time) is int else 0


def data_folder() -> Path:
    """Where progress is kept: `LESSON_CODE_HOME`, or the user's folder for data.

    Returns:
        The folder; it need not exist yet.

    Raises:
        OSError: if the user has no folder at all.
    """
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen)
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Application Support"
        else:
            base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    except RuntimeError as error:
        raise OSError(
            f"the user has no home folder; set {HOME_VARIABLE} to a folder to keep progress in"
        ) from error
    return base / "lesson_code"


def load_progress(folder: Path | None = None) -> Progress:
    """Read what is kept.

    Args:
        folder: where, if not in `data_folder()`.

    Returns:
        The progress; none where nothing is kept yet.

    Raises:
        ExerciseError: if the file is damaged, or none of ours.
        OSError: if it cannot be opened.

    Examples:
        >>> load_progress(Path("no/such/folder"))
        Progress(records={}, pieces={}, others={})
    """
    file = (folder or data_folder()) / FILE
    try:
        return progress_from(file.read_text(encoding="utf-8"), str(file))
    except FileNotFoundError:
        return Progress()
    except UnicodeDecodeError as error:
        raise ExerciseError(f"{file} cannot be read ({one_line(error)})") from error


def progress_from(text: str, source: str) -> Progress:
    """Read what is kept, or an export of the page: of this version or the one before.

    Args:
        text: what stands in the file.
        source: what to call the file.

    Returns:
        The progress.

    Raises:
        ExerciseError: if it is damaged, or none of ours.
    """
    try:
        kept = json.loads(text)
        if kept.pop("format") != FORMAT or (version := kept.pop("version")) not in (1, VERSION):
            raise ValueError(f"expected {FORMAT}, version up to {VERSION}")
        records = {name: _record(of) for name, of in kept.pop("exercises").items()}
        if version == 1:
            records = {f"{name}/{BUILD}": record for name, record in records.items()}
        pieces = {name: _answers(of) for name, of in kept.pop(MINE, {}).items()}
        return Progress(records, pieces, kept)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExerciseError(f"{source} cannot be read ({one_line(error)})") from error


def text_of(progress: Progress) -> str:
    """What `progress_from` reads.

    Args:
        progress: what to keep.

    Returns:
        The text of a file.
    """
    exercises = {
        name: {
            "passed": record.passed,
            "hints": record.hints,
            **({"on": record.on} if record.on else {}),
            **record.others,
        }
        for name, record in sorted(progress.records.items())
    }
    mine = {name: list(map(asdict, answers)) for name, answers in progress.pieces.items()}
    kept = {"format": FORMAT, "version": VERSION, "exercises": exercises}
    kept |= {MINE: mine} if mine else {}
    kept |= progress.others
    return json.dumps(kept, indent=2) + "\n"


@contextlib.contextmanager
def change_progress(
    say_damaged: Callable[[ExerciseError, Path], object], folder: Path | None = None
) -> Iterator[Progress]:
    """Change what is kept, one program after the other, so that no change is lost.

    A damaged file is kept under another name, and progress begins anew.

    Args:
        say_damaged: called with what is wrong with the file and where it is kept now.
        folder: where, if not in `data_folder()`.

    Yields:
        The progress as it is now; it is kept when the block ends.

    Raises:
        OSError: if it cannot be read or written.
    """
    folder = folder or data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for attempt in itertools.count(1):
        with alone(folder / ".progress") as free:
            if free or attempt == ATTEMPTS:  # nobody is so long at it: better kept than lost
                try:
                    progress = load_progress(folder)
                except ExerciseError as error:
                    file = folder / FILE
                    say_damaged(error, file.rename(free_backup(file)))
                    progress = Progress()
                yield progress
                save_progress(progress, folder)
                return
        time.sleep(PAUSE)


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
    text = text_of(progress)
    write_atomically(folder / FILE, lambda file: file.write(text.encode()))


def _record(kept: Mapping[str, Any]) -> Record:
    others = dict(kept)
    passed, hints = others.pop("passed"), others.pop("hints")
    on = others.pop("on", "")
    good = type(passed) is bool and type(hints) is int and hints >= 0
    if not good or not re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})?", on):
        raise ValueError(f"not a record: {kept!r:.60}")
    return Record(passed, hints, others, on)


def _answers(kept: list[Mapping[str, Any]]) -> list[Answer]:
    answers = [Answer(of["text"], of["ours"]) for of in kept[:ANSWERS]]
    if not answers or any(type(a.text) is not str or type(a.ours) is not bool for a in answers):
        raise ValueError(f"no piece: {kept!r:.60}")
    return answers


def default_language() -> str:
    """The language of the terminal's user.

    Returns:
        "ja" where the system speaks Japanese, "en" elsewhere.
    """
    names = [os.environ.get(v) for v in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith(("ja", "japanese")) else "en"
