"""Pictures that a command draws: into a file, or a window."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lesson_code._interrupts import interrupts_wait
from lesson_code.archive import write_atomically
from lesson_code.cli.options import writable
from lesson_code.exercises.telling import Speaker

if TYPE_CHECKING:
    from matplotlib.figure import Figure


TEXTS = {
    "ending": {
        "ja": "{file}: 名前は .svg、.png、.pdf のどれかで終わるようにしてください",
        "en": "{file}: expected a name that ends in .svg, .png or .pdf",
    },
    "saved": {"ja": "{file} に保存しました", "en": "saved {file}"},
}
say = Speaker(TEXTS)


def _picture(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Refuse a picture's file name before the work is done, not after it."""
    if value is not None and value.suffix.lower() not in {".svg", ".png", ".pdf"}:
        raise click.BadParameter(say("ending", file=value))
    return writable(ctx, param, value)


picture_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_picture,
    help="Draw into this file, .svg, .png or .pdf, instead of a window.",
)


def show(draw: Callable[[Figure | None], Figure], out: Path | None) -> bool:
    """Draw into a file, or into a window where there is a screen.

    Args:
        draw: draws into the figure that it is handed, or into a new one.
        out: the file; None for a window.

    Returns:
        False if there is neither.
    """
    if out is not None:
        write_figure(out, lambda: draw(None))
        click.echo(say("saved", file=out))
        return True
    try:
        with interrupts_wait():  # see write_figure
            matplotlib = _import_matplotlib()
            if backend := os.environ.get("MPLBACKEND"):
                matplotlib.use(backend)
            import matplotlib.pyplot as plt

            figure = plt.figure()
    except (ImportError, ValueError):  # the backend asked for is not there, or has no screen
        return False
    shown = type(figure.canvas).required_interactive_framework is not None
    if shown:
        draw(figure)
        plt.show()
    plt.close(figure)
    return shown


def write_figure(path: Path, draw: Callable[[], Figure]) -> None:
    """Draw a figure into a file, the same bytes for the same figure.

    Args:
        path: the file, whose name ends in .svg, .png or .pdf.
        draw: gives the figure.
    """
    kind = path.suffix[1:].lower()
    # without a date the same run gives the same file; PNG has none
    metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    with interrupts_wait():  # some of Matplotlib's modules take Ctrl-C for a failure to load
        _import_matplotlib()
        figure = draw()
        write_atomically(path, lambda file: figure.savefig(file, format=kind, metadata=metadata))


def _import_matplotlib() -> Any:
    """Matplotlib, also where MPLBACKEND names a backend that is not there.

    A notebook hands its own down to the commands that are started from it, and importing Matplotlib
    would fail; a file needs none.
    """
    backend = os.environ.pop("MPLBACKEND", None)
    try:
        return importlib.import_module("matplotlib")
    finally:
        if backend is not None:
            os.environ["MPLBACKEND"] = backend
