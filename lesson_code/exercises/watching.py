"""Waiting for a file to be saved.

The file is looked at again and again, which for a small one costs next to nothing, and works where
no notice of a change arrives: on network drives, in containers, between Windows and its Linux.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

PAUSE = 0.2  # seconds between two looks
GONE = 10  # looks without a file, until somebody is told


def saves(file: Path, say_gone: Callable[[], object]) -> Iterator[None]:
    """Wait for a file to be saved, the first time only for it to be there.

    A file counts as saved when it stands still: two looks show the same, and not what was there at
    the last time. So one that is half written waits for its other half, and an editor that moves
    the old file away and a new one into its place has saved once.

    Args:
        file: the file.
        say_gone: called when the file has not been there for a while.

    Yields:
        None, each time that it has been saved; without end.
    """
    last, before, missing = None, None, 0
    while True:
        now = _look(file)
        missing = 0 if now else missing + 1
        if missing == GONE:
            say_gone()
        if now and now == before and now != last:
            last = now
            yield
        before = now
        time.sleep(PAUSE)


def _look(file: Path) -> tuple[int, bytes] | None:
    """When a file was changed, and what it holds; None where none can be read."""
    try:
        return file.stat().st_mtime_ns, file.read_bytes()
    except OSError:
        return None
