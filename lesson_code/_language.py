"""In which language the command line speaks: that of `--lang`, or else the system's."""

from collections.abc import Sequence

import click

from lesson_code.exercises.files import LANGUAGES
from lesson_code.exercises.progress import default_language

NAMES = ("--lang", "--language")
_KEY = "lesson_code.language"  # in what click's contexts share


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language that a command line asks for, before anything of it is understood.

    A help text and the word on a mistake come before click has read the rest of the line.

    Args:
        arguments: the command line, as it was typed.

    Returns:
        "ja" or "en"; None if it asks for neither.
    """
    asked = None
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name in NAMES and (found := value if equals else following) in LANGUAGES:
            asked = found
    return asked


def speak(ctx: click.Context, language: str | None) -> None:
    """Let a command, and those below it, speak a language.

    Args:
        ctx: the command's context.
        language: "ja" or "en"; None for what it speaks already.
    """
    if language is not None:
        ctx.meta[_KEY] = language


def spoken_language(ctx: click.Context | None = None) -> str:
    """The language of the command that is running.

    Args:
        ctx: its context, if it is not the current one.

    Returns:
        "ja" or "en".
    """
    ctx = ctx or click.get_current_context(silent=True)
    asked: str | None = ctx.meta.get(_KEY) if ctx else None
    return asked or default_language()


def _chosen(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    speak(ctx, value)


language_option = click.option(
    *NAMES,
    type=click.Choice(LANGUAGES),
    expose_value=False,
    callback=_chosen,
    help="Language of the texts.  [default: the system's]",
)
