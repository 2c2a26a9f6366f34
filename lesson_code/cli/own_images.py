"""Which images a command is about: a set known by name, or a folder or a file of one's own."""

import difflib
import os
from collections.abc import Callable
from typing import Any

import click

from lesson_code._text import one_line
from lesson_code.datasets import CIFAR10_CLASSES, FASHION_MNIST_CLASSES, KMNIST_CLASSES
from lesson_code.datasets.own_images import ImageSet, Source, find_images
from lesson_code.exercises.telling import Speaker

SHAPES = {
    "mnist": (1, 28, 28),
    "cifar10": (3, 32, 32),
    "fashion-mnist": (1, 28, 28),
    "kmnist": (1, 28, 28),
}
CLASSES = {
    "mnist": tuple("0123456789"),
    "cifar10": CIFAR10_CLASSES,
    "fashion-mnist": FASHION_MNIST_CLASSES,
    "kmnist": KMNIST_CLASSES,
}
TEXTS = {
    "neither": {
        "ja": "{value!r} は {names} のどれでもなく、そのようなフォルダもファイルもありません。",
        "en": "{value!r} is none of {names}, and there is no such folder or file.",
    },
    "pixels": {
        "ja": "{value!r}: 32 のような画素数か、24x32 のような 高さx幅 を指定してください",
        "en": "{value!r}: expected a number of pixels, such as 32, or height x width, such as "
        "24x32",
    },
    "published": {
        "ja": "{option} は画像のフォルダにだけ使えます。{data} の画像は公開されたまま使います",
        "en": "{option} is for folders of pictures; the images of {data} are as published",
    },
    "grey": {"ja": "グレースケール", "en": "grey"},
    "colour": {"ja": "カラー", "en": "colour"},
    "images": {
        "ja": "画像: 学習用 {train} 枚、テスト用 {test} 枚、{size}、{kind}",
        "en": "images: {train} to train on, {test} to test with; {size}, {kind}",
    },
    "classes": {"ja": "クラス: {names}", "en": "classes: {names}"},
    "note": {"ja": "注意: {note}", "en": "note: {note}"},
}
say = Speaker(TEXTS)
LONGEST_NAME = 60  # characters of a class's name that are shown


class Images(click.ParamType):  # type: ignore[type-arg] # click 8.2 has no arguments there
    """The name of a set, or a path, which is made absolute."""

    name = "images"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or the absolute path.

        Args:
            value: what was typed.
            param: for which option.
            ctx: what click knows of the call.

        Returns:
            One of `SHAPES`, or a path.

        Raises:
            click.BadParameter: if it is neither.
        """
        if value in SHAPES:
            return str(value)
        path = os.path.abspath(os.path.expanduser(value))  # noqa: PTH100, PTH111 (see _FromHome)
        if os.path.exists(path):  # noqa: PTH110
            return path
        near = difflib.get_close_matches(str(value), SHAPES, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        message = say("neither", value=value, names=", ".join(SHAPES))
        raise click.BadParameter(message + hint, ctx=ctx, param=param)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it in a help text.

        Args:
            param: for which option.
            ctx: what click knows of the call.

        Returns:
            A few words.
        """
        return "NAME|PATH"


def _size(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> int | tuple[int, int] | None:
    """32, or 24x32: height and width."""
    if value is None:
        return None
    sides = value.lower().split("x")
    if not 1 <= len(sides) <= 2 or not all(side.isdecimal() for side in sides):
        raise click.BadParameter(say("pixels", value=value))
    return int(sides[0]) if len(sides) == 1 else (int(sides[0]), int(sides[1]))


size_option = click.option(
    "--size",
    metavar="PIXELS",
    callback=_size,
    help="Bring the pictures of a folder to this height and width, such as 32 or 24x32.  "
    "[default: as they are if all have one size up to 64, else 32]",
)
skip_damaged_option = click.option(
    "--skip-damaged", is_flag=True, help="Leave out pictures of a folder that cannot be read."
)


def look_at(
    data: str, size: int | tuple[int, int] | None = None, skip_damaged: bool = False
) -> Source | None:
    """Look at one's own images, as far as is needed to build a network for them.

    Args:
        data: name of a set, or a path.
        size: as --size gives it.
        skip_damaged: as --skip-damaged gives it.

    Returns:
        Where they are; None for a set known by name.

    Raises:
        click.UsageError: if an option does not fit.
        BadImageError: if they are not as they should be.
        OSError: if they cannot be read.
    """
    if data in SHAPES:
        for option, value in (("--size", size), ("--skip-damaged", skip_damaged)):
            if value:
                raise click.UsageError(say("published", option=option, data=data))
        return None
    return told(lambda: find_images(data, size=size, skip_damaged=skip_damaged))


def told(read: Callable[[], Any]) -> Any:
    """Read something; what is wrong with an option becomes a word on that option.

    Args:
        read: what to do.

    Returns:
        What it returns.

    Raises:
        click.UsageError: if an option does not fit.
    """
    try:
        return read()
    except ValueError as error:
        if str(error).startswith("size: "):
            raise click.UsageError(f"--{error}") from error
        raise


def say_what_was_read(images: ImageSet) -> None:
    """Print what there is to train on.

    Args:
        images: what was read.
    """
    (x, _), (x_test, _) = images.train, images.test
    names = ", ".join(printable(name) for name in images.classes[:10])
    more = ", ..." * (len(images.classes) > 10)
    H, W = x.shape[2:]
    kind = say("grey" if x.shape[1] == 1 else "colour")
    click.echo(say("images", train=len(x), test=len(x_test), size=f"{H} x {W}", kind=kind))
    click.echo(say("classes", names=names + more))
    for note in images.notes:
        click.echo(say("note", note=one_line(note)))


def printable(name: str) -> str:
    """The name of a class, without what a terminal would obey.

    Args:
        name: the name, which may be anybody's.

    Returns:
        The text.
    """
    return one_line(name, LONGEST_NAME)
