"""Run one sample as a reader would: `python -W error scripts/book/run_sample.py SAMPLE FIGURES`.

The sample prints to this process's output and works in the current folder. Each figure that it
shows is written into the folder FIGURES as STEM.svg, STEM.2.svg and so on. scripts/book/samples.py
starts this.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

STYLE = Path(__file__).resolve().parents[2] / "docs" / "shared" / "figures.mplstyle"


def main() -> None:
    sample, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    sys.path.pop(0)  # the folder of this script: a reader has none of it
    sys.argv = [str(sample)]
    if "plt.show(" in sample.read_text(encoding="utf-8"):
        _save_instead_of_showing(sample.stem, folder)
    runpy.run_path(str(sample), run_name="__main__")

    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        sys.exit(f"{sample.name} leaves a figure that it never shows; end it with plt.show()")


def _save_instead_of_showing(stem: str, folder: Path) -> None:
    """Give pyplot the house style, and a `show` that saves the open figures and closes them."""
    import matplotlib
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    plt.style.use(STYLE)
    shown = 0

    def show(*_args: object, **_kwargs: object) -> None:
        nonlocal shown
        for number in plt.get_fignums():
            shown += 1
            name = f"{stem}.svg" if shown == 1 else f"{stem}.{shown}.svg"
            # Without date and version, so that the same picture is the same file.
            plt.figure(number).savefig(folder / name, metadata={"Date": None, "Creator": None})
        plt.close("all")

    plt.show = show


if __name__ == "__main__":
    main()
