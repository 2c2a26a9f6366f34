"""Run the lessons' notebooks as a reader would: with the wheel that the site serves.

    python scripts/run_notebooks.py                 all lessons, in both languages
    python scripts/run_notebooks.py 5 16            these alone
    python scripts/run_notebooks.py --language en   in one language

Each is run from its first cell to its last, in an environment to which the first cell brings the
package, from a site on this machine. What its programs print must be what the page shows.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import sysconfig
import tempfile
import time
import venv
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from nbclient.exceptions import CellExecutionError  # noqa: E402
from tqdm import tqdm  # noqa: E402

from lesson_code.exercises.files import LANGUAGES  # noqa: E402
from scripts.book import notebooks, run_notebook, wheel  # noqa: E402
from scripts.book.pages import DOCS  # noqa: E402
from scripts.machine.environment import ExpectedError, run, say  # noqa: E402
from scripts.machine.server import serving  # noqa: E402


def make_site(folder: Path) -> None:
    """Write into a folder what notebooks fetch from the site."""
    for language in ("", "en"):
        shutil.copytree(DOCS / "results", folder / language / "results")
        shutil.copytree(DOCS / "shared", folder / language / "shared")
    place = folder / wheel.FOLDER / wheel.name()
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(wheel.wheel())


def make_environment(folder: Path) -> Path:
    """Return the Python of a new environment: this one's packages, but not ours."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return python


def run_one(language: str, name: str, address: str, python: Path) -> list[str]:
    """Run a lesson's notebook; return what went wrong."""
    markdown = notebooks.prepared(language, name)
    text = notebooks.notebook(language, name, markdown, address)
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = run_notebook.run(text, Path(folder), python)
        except CellExecutionError as error:
            return [str(error)]
    return list(run_notebook.differences(done))


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python scripts/run_notebooks.py",
        description="Run the lessons' notebooks, and compare what they print with the pages.",
    )
    parser.add_argument("lessons", nargs="*", type=int, help="numbers of lessons; default: all")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="default: both")
    options = parser.parse_args()
    by_number = {int(name.removeprefix("lessons/")[:2]): name for name in notebooks.names()}
    if unknown := [number for number in options.lessons if number not in by_number]:
        raise ExpectedError(f"there is no lesson {unknown[0]}: they are 0 to {max(by_number)}")
    chosen = [
        (language, by_number[number])
        for number in options.lessons or sorted(by_number)
        for language in options.language or LANGUAGES
    ]
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        make_site(folder / "site")
        python = make_environment(folder / "environment")
        with serving(folder / "site") as address:
            for language, name in (bar := tqdm(chosen, unit="notebook")):
                bar.set_description(f"{language} {name}")
                start = time.perf_counter()
                site = address + ("en/" if language == "en" else "")
                problems = run_one(language, name, site, python)
                wrong += bool(problems)
                verdict = "NOT as on the page" if problems else "as on the page"
                took = f"{time.perf_counter() - start:.0f} s"
                bar.write("\n".join([f"{language} {name}: {verdict} ({took})", *problems]))
    say(f"{len(chosen)} notebooks were run; {wrong} gave something else than their pages")
    return int(bool(wrong))


if __name__ == "__main__":
    run(main)
