"""Run one sample as a reader would: `python -W error scripts/book/run_sample.py SAMPLE FIGURES`.

The sample prints to this process's output and works in the current folder. Each figure that it
shows is written into the folder FIGURES as STEM.svg, STEM.2.svg and so on. scripts/book/samples.py
starts this.

With the variable SHAKE_DRAWS, say 3, what it draws is moved by so many units in the last place (see
scripts/book/shaken_draws.py).

With `--fork` instead of the two, it imports what samples import and reads MNIST once, and then
forks for each line of its input, a list in JSON: SAMPLE, FIGURES, the folder to work in, the files
for output and errors, and after how many seconds to end it. It prints the exit code of the fork.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import sys
from pathlib import Path

STYLE = Path(__file__).resolve().parents[2] / "docs" / "shared" / "figures.mplstyle"


def main() -> None:
    sys.path.pop(0)  # the folder of this script: a reader has none of it
    job = _fork_for_each_line() if sys.argv[1] == "--fork" else sys.argv[1:]
    sample, folder = (Path(name).resolve() for name in job)
    sys.argv = [str(sample)]
    if units := int(os.environ.get("SHAKE_DRAWS", 0)):
        from scripts.book.shaken_draws import shake

        shake(units)
    if "plt.show(" in sample.read_text(encoding="utf-8"):
        _save_instead_of_showing(sample.stem, folder)
    runpy.run_path(str(sample), run_name="__main__")

    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        sys.exit(f"{sample.name} leaves a figure that it never shows; end it with plt.show()")


def _fork_for_each_line() -> list[str]:
    """Return, in each fork, sample and figures; it goes on, and ends, like a process of its own."""
    import matplotlib.pyplot  # noqa: F401
    import numpy as np

    import lesson_code

    lesson_code.load_mnist()
    for line in sys.stdin:
        *job, folder, output, errors, seconds = json.loads(line)
        fork = os.fork()
        if not fork:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            for number, name in enumerate((os.devnull, output, errors)):
                os.dup2(os.open(name, os.O_RDWR), number)
            os.chdir(folder)
            np.random.seed()  # noqa: NPY002 - who draws without a seed draws anew, as in a process
            return job
        print(os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]), flush=True)
    sys.exit()


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
