"""Build the site as the commands do, and compare two built sites file by file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def surroundings(**variables: str) -> dict[str, str]:
    """Return the environment variables for a builder."""
    ours = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    return {k: v for k, v in os.environ.items() if k != "SITE_URL"} | ours | variables


def build(
    project: Path,
    target: Path,
    *,
    python: Path = Path(sys.executable),
    builder: str = "mkdocs",
    **variables: str,
) -> None:
    """Build a project's site, strictly, into a folder."""
    command = [str(python), "-m", builder, "build", "--strict", "--site-dir", str(target)]
    subprocess.run(command, cwd=project, env=surroundings(**variables), check=True)


def content(folder: Path, *, without: re.Pattern[bytes]) -> dict[str, bytes]:
    """Return each file by its name; of pages, without what may differ."""
    return {
        path.relative_to(folder).as_posix(): without.sub(b"", path.read_bytes())
        if path.suffix == ".html"
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of the files that are not in both, or not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
