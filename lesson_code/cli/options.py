"""What several commands share: how they fail, and their options."""

import contextlib
import difflib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

import click
import numpy as np

from lesson_code._help import Group, show_error
from lesson_code._interrupts import exit_code, signals_interrupt
from lesson_code._language import asked_language
from lesson_code.archive import BadCheckpointError
from lesson_code.build import build_model
from lesson_code.cli.own_images import SHAPES, Images
from lesson_code.datasets import BadImageError
from lesson_code.datasets.own_images import Source
from lesson_code.exercises.progress import default_language
from lesson_code.exercises.telling import Speaker, tell
from lesson_code.network import Sequential

TEXTS = {
    "interrupted": {"ja": "中断しました", "en": "interrupted"},
    "error": {"ja": "エラー: {text}", "en": "Error: {text}"},
    "memory": {"ja": "メモリが足りません: {error}", "en": "there is not enough memory: {error}"},
    "output_lost": {
        "ja": "標準出力に書けなくなりました（{error}）",
        "en": "standard output takes no more ({error})",
    },
    "no_folder": {
        "ja": "{file}: フォルダ {folder} がありません。先に作るか、別の場所を指定してください",
        "en": "{file}: the folder {folder} does not exist; make it first, or name another place",
    },
    "setting": {
        "ja": "{given!r}: hidden=50 のように、名前=値 の形で指定してください",
        "en": "{given!r}: expected NAME=VALUE, such as hidden=50",
    },
    "from_data": {
        "ja": "{name} は --data で決まります。--set では指定しないでください",
        "en": "{name} follows from --data; leave it out of --set",
    },
}
say = Speaker(TEXTS)


class Commands(Group):
    """The commands; what may well go wrong in one ends in a sentence, not in a traceback."""

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Run what the command line says, and end the program.

        Args:
            *args: as click takes them.
            standalone_mode: False to return instead, and raise what went wrong.
            **kwargs: as click takes them.

        Returns:
            What the command returned, if the program is not to be ended.
        """
        run: Callable[..., Any] = super().main
        arguments = kwargs.get("args", next(iter(args), None))
        language = asked_language(sys.argv[1:] if arguments is None else arguments)
        try:
            with signals_interrupt():
                code = run(*args, standalone_mode=False, **kwargs)
        except (click.ClickException, click.Abort, OSError) as error:
            if not standalone_mode:
                raise
            code = _last_words(error, language or default_language())
        finally:
            for stream in filter(None, (sys.stdout, sys.stderr)):  # there may be none
                _forget_if_lost(stream)
        return sys.exit(code or 0) if standalone_mode else code

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        Args:
            ctx: what click knows of the call.

        Returns:
            What the command returned.

        Raises:
            click.ClickException: for an expected failure.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            tell(say("interrupted"))
            ctx.exit(exit_code(error))
        except (BadCheckpointError, BadImageError, FloatingPointError, ImportError) as error:
            raise click.ClickException(str(error)) from error
        except MemoryError as error:
            raise click.ClickException(say("memory", error=error)) from error
        except OSError as error:
            raise click.ClickException(_sentence(error)) from error


def _last_words(error: click.ClickException | click.Abort | OSError, language: str) -> int:
    """Say what ended the program, and return its exit code."""
    texts = {name: text[language] for name, text in TEXTS.items()}  # no command runs any more
    if isinstance(error, click.Abort):  # Ctrl-C, before or after the command itself
        tell(texts["interrupted"])
        cause = error.__cause__
        return exit_code(cause) if isinstance(cause, KeyboardInterrupt) else 1
    if isinstance(error, OSError):  # click could not say what it had to, such as a help text
        lost = texts["output_lost"].format(error=error.strerror)
        tell(texts["error"].format(text=lost))
        return 1
    with contextlib.suppress(OSError):
        show_error(error, language)
    return error.exit_code


def output_lost(error: OSError) -> str:
    """What to say when standard output takes no more.

    Args:
        error: what writing there raised.

    Returns:
        The beginning of a sentence.
    """
    return say("output_lost", error=error.strerror)


def _forget_if_lost(stream: TextIO) -> None:
    """Let the rest of a stream go nowhere if it takes no more: Python would complain at its end."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


class Name(click.Choice[str]):
    """One of several names; a wrong one is answered with the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if it is one of them.

        Args:
            value: what was typed.
            param: for which option or argument.
            ctx: what click knows of the call.

        Returns:
            The name.

        Raises:
            click.BadParameter: if it is not.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = difflib.get_close_matches(str(value), [str(name) for name in self.choices], n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.BadParameter(f"{error.message}{hint}", ctx=ctx, param=param) from None


def writable(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Refuse a file in a folder that does not exist; a callback of options.

    Args:
        ctx: what click knows of the call.
        param: the option.
        value: the file, if one was named.

    Returns:
        The file.

    Raises:
        click.BadParameter: if its folder does not exist.
    """
    if value is not None and not value.absolute().parent.is_dir():
        raise click.BadParameter(say("no_folder", file=value, folder=value.parent))
    return value


def _settings(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, Any]:
    """hidden=50 or channels=[16,32] or cost=quadratic: JSON where it is JSON, text elsewhere."""
    settings = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(say("setting", given=text))
        if name in ("input_shape", "classes"):
            raise click.BadParameter(say("from_data", name=name))
        try:
            settings[name] = json.loads(value)
        except json.JSONDecodeError:
            settings[name] = value
        except (ValueError, RecursionError) as error:  # a number or a list without end
            raise click.BadParameter(f"{name}: {error}") from error
    return settings


def _sentence(error: OSError) -> str:
    """What went wrong with which file, without the number that the system has for it."""
    if error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    if error.strerror:  # files have names, so it was where the command's words go
        return output_lost(error)
    return str(error)


class _FromHome(click.Path):
    """A path that may begin with ~, which no shell replaces in --data-folder=~/cifar."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        # not Path.expanduser, which fails where there is no home
        return super().convert(os.path.expanduser(value), param, ctx)  # noqa: PTH111


data_folder_option = click.option(
    "--data-folder",
    type=_FromHome(exists=True, path_type=Path),
    help="Where the images are: CIFAR-10's folder or archive (.tar.gz), or the folder with the IDX "
    "files of Fashion-MNIST or Kuzushiji-MNIST, if they are not to be fetched; or one's own, if "
    "they were moved. A run remembers it.",
)
data_of_run_option = click.option(
    "--data",
    type=Images(),
    help=f"Which images: {', '.join(SHAPES)}, or a folder or a file of one's own.  [default: those "
    "of the training]",
)
settings_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_settings,
    help="A setting of the network, such as hidden=50, filters=8, channels=[16,32]; any number.",
)
checkpoint_argument = click.argument("checkpoint", type=click.Path(exists=True, path_type=Path))


def build_network(
    model: str, settings: dict[str, Any], data: str, rng: np.random.Generator, source: Source | None
) -> tuple[Sequential, dict[str, Any]]:
    """Build the network that --model, --set and --data ask for.

    Args:
        model: its name.
        settings: what is set of it.
        data: for which images.
        rng: draws the weights.
        source: the images, where they are one's own.

    Returns:
        The network, and all its settings.

    Raises:
        click.UsageError: if a setting does not fit.
    """
    if source is None:
        settings = settings | {"input_shape": SHAPES[data]}
    else:
        settings = settings | {"input_shape": source.shape, "classes": len(source.classes)}
    try:
        return build_model(model, settings, rng), settings
    except ValueError as error:
        hint = "" if source is None else "; every network takes pictures of --size 32"
        raise click.UsageError(f"{error}{hint}") from error
