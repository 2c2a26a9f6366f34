"""Help texts, and click's own words, in the reader's language."""

import inspect
import re
import unicodedata
from collections.abc import Iterable

import click
from click.exceptions import NoArgsIsHelpError

from lesson_code._help_ja import CLICK, HEADINGS, HELP
from lesson_code._language import asked_language, speak, spoken_language

_EXAMPLES = re.compile(r"^\x08\nExamples:\n(?:.+\n?)+", re.MULTILINE)
_MARK = "\b"  # before what click is not to wrap
# What may not be parted: a word of Latin letters; a letter, and what must not begin or end a line
_PARTS = re.compile(
    r"[（「『]*(?:[!-~]+|[^ ])[、。，．・：）」』ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]*| +"
)


class _Formatter(click.HelpFormatter):
    """Writes Japanese as wide as it is: a letter takes two columns, and a line ends anywhere."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "使い方: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            raw = paragraph.startswith(_MARK)
            lines = paragraph.split("\n")[1:] if raw else _wrapped(paragraph, self.width - 4)
            self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in lines))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        column = min(max(_columns(first) for first, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in rows:
            lines = _wrapped(second, self.width - column - 2) or [""]
            if _columns(first) > column - col_spacing:
                self.write(f"{indent}{first}\n")
                first = ""
            for line in lines:
                self.write(f"{indent}{first:{column}}{line}".rstrip() + "\n")
                first = ""


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        if spoken_language(self) == "ja":
            return _Formatter(width=self.terminal_width, max_width=self.max_content_width)
        return super().make_formatter()


class Command(click.Command):
    """A command whose help is in the reader's language."""

    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        speak(ctx, asked_language(args))  # where there is no group that has done so
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if spoken_language(ctx) != "ja":
            return super().format_help_text(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(japanese_help(self, _key(ctx)))
        return None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if spoken_language(ctx) != "ja":
            return super().format_options(ctx, formatter)
        rows = [
            _japanese_row(param, _key(ctx), *record)
            for param in self.get_params(ctx)
            if (record := param.get_help_record(ctx)) and not isinstance(param, click.Argument)
        ]
        with formatter.section("Options"):
            formatter.write_dl(rows)
        return None


class Group(Command, click.Group):
    """A group of commands whose help is in the reader's language."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        if spoken_language(ctx) == "ja":  # click's own lists them at the end of the options
            self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if spoken_language(ctx) != "ja":
            return super().format_commands(ctx, formatter)
        key = f"{_key(ctx)} ".lstrip()
        rows = [(n, HELP[f"{key}{n}"].partition("\n")[0]) for n in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
        return None


def japanese_help(command: click.Command, key: str) -> str:
    """The Japanese help of a command, with the examples of the English one.

    Args:
        command: the command.
        key: its name below the program, such as `mine write`.

    Returns:
        Paragraphs, as click has them.
    """
    text = inspect.cleandoc(HELP[key])
    examples = _EXAMPLES.search(inspect.cleandoc(command.help or ""))
    if examples is None:
        return text
    return f"{text}\n\n{examples[0].replace('Examples:', '例:', 1)}".rstrip()


def japanese_option(key: str, option: str) -> str:
    """The Japanese help of an option.

    Args:
        key: name of its command.
        option: its first name, such as `--out`.

    Returns:
        The text: the command's own, or else that of all commands.
    """
    return HELP[name if (name := f"{key} {option}") in HELP else option]


def in_japanese(message: str) -> str:
    """What click says about a mistake, in Japanese.

    Args:
        message: click's words; what is in them of ours stays.

    Returns:
        The sentence; the same, where it is none of those that click says.
    """
    for pattern, text in CLICK:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return text.format(*(in_japanese(group or "") for group in match.groups()))
    return message


def show_error(error: click.ClickException, language: str) -> None:
    """Say what was wrong with a command line, or went wrong.

    Args:
        error: what click raised.
        language: "ja" or "en".

    Raises:
        OSError: if nobody can hear it.
    """
    if language != "ja" or isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        speak(error.ctx, language)
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(f"詳しい使い方: {error.ctx.command_path} --help\n", err=True)
    click.echo(f"エラー: {in_japanese(error.format_message())}", err=True)


def _key(ctx: click.Context) -> str:
    """What HELP calls a command: its names below the program."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return " ".join(names)


def _japanese_row(param: click.Parameter, key: str, names: str, help: str) -> tuple[str, str]:
    """An option's row; what click adds at the end in brackets stays, with its words translated."""
    english = getattr(param, "help", None) or ""
    added = help.removeprefix(english).strip()
    added = added.replace("default: ", "既定値: ").replace("required", "必須")
    option = next(name for name in param.opts if name.startswith("--"))
    return names, f"{japanese_option(key, option)} {added}".strip()


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _wrapped(text: str, width: int) -> list[str]:
    text = re.sub(r"(?<=[^!-~])\n(?=[^!-~])", "", text)  # a line ends anywhere in a word
    lines = [""]
    for part in _PARTS.findall(" ".join(text.split())):
        if lines[-1] and _columns(lines[-1] + part) > max(width, 20):
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line for line in lines if line.strip()]
