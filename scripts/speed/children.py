"""Programs in processes of their own that take a line and answer with a number."""

from __future__ import annotations

import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path


def asked(program: Path, argument: str) -> Callable[[str], float]:
    """Start a program; return what hands it a line and returns its answer.

    Args:
        program: a Python file; it prints one number for each line that comes in.
        argument: what it is called with.

    Returns:
        A function. The process ends when nobody holds it any more.
    """
    process = subprocess.Popen(
        [sys.executable, str(program), argument],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        bufsize=1,
    )

    def ask(line: str) -> float:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{line}\n")
        return float(process.stdout.readline())

    weakref.finalize(ask, _end, process)
    return ask


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
