"""Locks that a killed program does not leave behind: the system's own, on open files."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def locked(file: int) -> bool:
    """Try to lock an open file for as long as it stays open.

    Args:
        file: its descriptor.

    Returns:
        False if somebody else has locked it.

    Raises:
        OSError: where there are no such locks: on some network drives, and in a browser.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError as error:
        raise OSError(f"no locks here: {error}") from error
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextlib.contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Hold the lock that a file stands for; the file goes when the block ends.

    A killed program leaves the file behind but not the lock.

    Args:
        path: the file; its folder must exist.

    Yields:
        False if somebody else holds it.

    Raises:
        OSError: if the file cannot be made.
    """
    while True:
        with path.open("a") as file:
            try:
                free = locked(file.fileno())
            except OSError:
                free = True  # this drive has no locks: better to go on than to refuse for ever
            if free and not _is_at(path, file.fileno()):
                continue  # who held it has just removed it: what is locked here is no longer seen
            try:
                yield free
            finally:
                if free:
                    with contextlib.suppress(OSError):  # so Windows says of an open file
                        path.unlink()
        if free and sys.platform == "win32":
            with contextlib.suppress(OSError):  # somebody else has opened it meanwhile
                path.unlink()
        return


def _is_at(path: Path, file: int) -> bool:
    """Whether an open file is still the one that a path leads to."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False
