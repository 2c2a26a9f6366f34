"""What the commands of exercises and library say, in the learner's language, and what they keep."""

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from lesson_code._language import spoken_language
from lesson_code._program import PROGRAM
from lesson_code.exercises.files import ExerciseError
from lesson_code.exercises.progress import Progress, change_progress, load_progress

T = TypeVar("T")

TEXTS = {
    "unread": {
        "ja": "進み具合を読めません: {error}",
        "en": "your progress cannot be read: {error}",
    },
    "unkept": {
        "ja": "進み具合は残りません: {error}",
        "en": "your progress is not kept: {error}",
    },
    "anew": {
        "ja": "{error}。{file} に残し、進み具合は初めから数え直します。",
        "en": "{error}; it is kept as {file}, and your progress begins anew",
    },
}


class Speaker:
    """Looks a text up in the learner's language: what `--lang` says, or else the system's.

    Args:
        texts: by name, each by language; beside those of this module.
    """

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self.texts = {**TEXTS, **texts}

    @property
    def language(self) -> str:
        """The language of the command that is running, "ja" or "en"."""
        return spoken_language()

    def __call__(self, text: str, **values: Any) -> str:
        """A text.

        Args:
            text: its name.
            **values: what to put into it.

        Returns:
            The text.
        """
        return self.texts[text][self.language].format(program=PROGRAM, **values)

    def damaged(self, error: ExerciseError, file: Path) -> None:
        """Say that the kept file was damaged, and where it is now.

        Args:
            error: what is wrong with it.
            file: where it is.
        """
        tell(self("anew", error=error, file=file))


def tell(text: str) -> None:
    """Say something beside a command's own output, if anybody can hear it.

    Args:
        text: what to say.
    """
    with contextlib.suppress(OSError):  # a closed terminal changes nothing in what is to be done
        click.echo(text, err=True)


def read_progress(say: Speaker, *, aloud: bool = True) -> Progress:
    """What is kept of the learner's work; nothing, and a word on it, where that cannot be read.

    Args:
        say: in which language.
        aloud: whether to say that word.

    Returns:
        The progress.
    """
    try:
        try:
            return load_progress()
        except ExerciseError:  # damaged, and unless another program does it now, set aside here
            with change_progress(say.damaged) as progress:
                return progress
    except OSError as error:
        if aloud:
            tell(say("unread", error=error))
        return Progress()


def keep_progress(say: Speaker, change: Callable[[Progress], object]) -> Progress:
    """Change what is kept; say so where that cannot be done.

    Args:
        say: in which language.
        change: is given the progress, and changes it.

    Returns:
        The progress as it is then.
    """
    progress = Progress()
    try:
        with change_progress(say.damaged) as progress:
            change(progress)
    except OSError as error:
        tell(say("unkept", error=error))
        change(progress)
    return progress


def or_sentence(call: Callable[[], T]) -> T:
    """The result of a call; what is wrong with an exercise or a piece ends the command in a word.

    Args:
        call: is called.

    Returns:
        Its result.

    Raises:
        click.ClickException: for an ExerciseError.
    """
    try:
        return call()
    except ExerciseError as error:
        raise click.ClickException(str(error)) from error
