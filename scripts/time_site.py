"""Time the site, and prove that `mkdocs serve` shows what a build from nothing would.

    python scripts/time_site.py

It builds both languages, then serves a copy of the project, changes a page in each language and
measures how long it takes until the change can be read; at last it compares every file that is
served with those of a new build. Run it while the machine has nothing else to do.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from scripts.book.built_site import build, content, differences, surroundings  # noqa: E402
from scripts.book.memory import SETTINGS  # noqa: E402
from scripts.machine.environment import ROOT, run, say  # noqa: E402

PARTS = ("docs", "lesson_code", "scripts")
PAGES = (
    "ja/lessons/15-im2col.md",
    "en/lessons/15-im2col.md",
    "ja/glossary.md",
    "en/index.md",
    "ja/reference/layers.md",
)
PATIENCE = 300  # seconds

# `serve` allows the script that reloads a page
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def copy_project(target: Path) -> Path:
    """Copy what the site is built from."""
    target.mkdir(parents=True)
    for name in SETTINGS:
        shutil.copy(ROOT / name, target)
    for name in PARTS:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    return target


class Served:
    """A project that `mkdocs serve` serves.

    Args:
        project: its folder.
        temporary: an empty folder, in which the built site lies.
    """

    def __init__(self, project: Path, temporary: Path) -> None:
        self.project = project
        self.temporary = temporary
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        folder = {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "--quiet", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project,
            env=surroundings(**folder),
        )

    @property
    def folder(self) -> Path:
        """Where the built site lies."""
        return next(self.temporary.glob("mkdocs_*"))

    def read(self, path: str) -> str:
        """Return a page, or nothing where it is not served (yet)."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return answer.read().decode("utf-8")
        except OSError:
            return ""

    def wait(self, path: str, text: str, *, without: str = "\0") -> float:
        """Wait until a page holds one text and lacks another; return the seconds."""
        start = time.perf_counter()
        while time.perf_counter() - start < PATIENCE:
            if text in (page := self.read(path)) and without not in page:
                return time.perf_counter() - start
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"{path} did not come to hold {text!r}; mkdocs serve says why above")

    def change(self, page: str, text: str) -> float:
        """Write a paragraph at the end of a page, wait until it is shown; return the seconds."""
        file = self.project / "docs" / page
        file.write_text(file.read_text("utf-8") + f"\n\n{text}\n", encoding="utf-8")
        return self.wait(address_of(page), text)


def address_of(page: str) -> str:
    """Return the address of a page, `en/lessons/15-im2col.md`, in the site."""
    place = page.removeprefix("ja/").removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{place}/" if place else ""


@contextlib.contextmanager
def serve(project: Path, temporary: Path) -> Iterator[Served]:
    """Serve a project as long as the block lasts."""
    temporary.mkdir(parents=True, exist_ok=True)
    served = Served(project, temporary)
    try:
        served.wait("en/", "</html>")
        yield served
    finally:
        served.process.terminate()
        served.process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python scripts/time_site.py",
        description="Time the build of the site and how soon mkdocs serve shows a changed page, and"
        " compare what it shows with a new build.",
    )
    parser.add_argument("--builds", type=int, default=3, help="how many builds (default 3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        project = copy_project(folder / "project")
        for _ in range(options.builds):
            start = time.perf_counter()
            build(project, folder / "built")
            say(f"both languages built    {time.perf_counter() - start:5.1f} s")
        start = time.perf_counter()
        with serve(project, folder / "served") as served:
            say(f"served at first         {time.perf_counter() - start:5.1f} s")
            for number, page in enumerate(PAGES):
                say(f"{page:24}{served.change(page, f'Change {number}'):5.1f} s")
            shown = content(served.folder, without=POLICY)
            build(project, folder / "built", SITE_URL=served.address)
        different = differences(shown, content(folder / "built", without=POLICY))
        say(f"{len(shown)} files served; other than in a new build: {different or 'none'}")
    return int(bool(different))


if __name__ == "__main__":
    run(main)
