"""Find the Chromium that the browser tests drive."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)

HOW_TO_GET_ONE = {
    "linux": "sudo apt install chromium   (Debian; elsewhere your package manager's chromium)",
    "darwin": "install Google Chrome, or run: .venv/bin/python -m playwright install chromium",
    "win32": "install Google Chrome, or run: .venv\\Scripts\\python -m playwright install chromium",
}


def find_chromium() -> Path | None:
    """Return the first Chromium (or Chrome, or Edge) there is, or None.

    The variable CHROMIUM has the first word, and the last: where it names nothing that can be
    run, no other browser is taken in its place.
    """
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        found = shutil.which(wanted)
        return Path(found) if found else None
    return next(filter(Path.is_file, candidates()), None)


def advice() -> str:
    """Say how to get a browser on this system."""
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        return f"CHROMIUM names {wanted}, which cannot be run: correct it, or unset it"
    return HOW_TO_GET_ONE.get(sys.platform, HOW_TO_GET_ONE["linux"])


def candidates() -> Iterator[Path]:
    """Yield the places where a browser usually is, whether or not one is there."""
    for command in COMMANDS:
        found = shutil.which(command)
        if found:
            yield Path(found)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            for name in ("Google Chrome", "Chromium", "Microsoft Edge"):
                yield folder / f"{name}.app" / "Contents" / "MacOS" / name
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            folder = Path(os.environ.get(variable, "C:/"))
            yield folder / "Google/Chrome/Application/chrome.exe"
            yield folder / "Chromium/Application/chrome.exe"
            yield folder / "Microsoft/Edge/Application/msedge.exe"
    yield from playwright_downloads()


def playwright_downloads() -> Iterator[Path]:
    """Yield what `playwright install chromium` has put on this machine, newest first."""
    caches = {
        "darwin": Path.home() / "Library/Caches",
        "win32": Path(os.environ.get("LOCALAPPDATA", "C:/")),
    }
    cache = caches.get(sys.platform, Path.home() / ".cache") / "ms-playwright"
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or cache)
    executables = (
        "chrome-linux*/chrome",
        "chrome-mac*/*.app/Contents/MacOS/*",
        "chrome-win*/chrome.exe",
    )
    by_revision = sorted(cache.glob("chromium-*"), key=lambda path: (len(path.name), path.name))
    for folder in reversed(by_revision):
        for executable in executables:
            yield from sorted(folder.glob(executable))
