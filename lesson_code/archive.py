"""Arrays in a file that cannot run code: npz, read with care and written whole or not at all.

NumPy reads an npz file safely if it is told to refuse pickled objects, but it believes what a file
says about sizes. Here no more is read than was asked for.
"""

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import numpy as np

from lesson_code._locks import locked
from lesson_code._text import one_line
from lesson_code._types import Array

if TYPE_CHECKING:  # imported where it is used: it would take a tenth of the package's import
    from zipfile import ZipFile

_TEMPORARY = ".part"


class BadCheckpointError(ValueError):
    """A file does not hold the parameters or the training that it should."""


def write_atomically(path: str | os.PathLike[str], write: Callable[[IO[bytes]], object]) -> None:
    """Write a file under a temporary name and move it into place when it is whole.

    Args:
        path: where the file is wanted; its folder must exist.
        write: called with the open temporary file.

    Raises:
        OSError: if the file cannot be written; what stood at `path` before stays as it was.
    """
    path = Path(path)
    temporary = ""
    try:
        remove_leftovers(path.parent, path.name)
        descriptor, temporary = _temporary_file(path)
        try:
            with os.fdopen(descriptor, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(temporary, 0o644)
                if sys.platform != "win32":  # while its lock still says that it is no leftover
                    os.replace(temporary, path)
            if sys.platform == "win32":  # where an open file cannot be moved
                os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        if error.filename is None or str(error.filename).endswith(_TEMPORARY):
            error.filename = str(path)  # which is the file that one knows
        raise


def remove_leftovers(folder: Path, name: str | None = None) -> None:
    """Remove temporary files that `write_atomically` could not, because the program was killed.

    Those that another program is writing just now stay.

    Args:
        folder: where they are.
        name: the file that they were to become; any if not given.
    """
    wanted = r"\..+" if name is None else re.escape(f".{name}")
    for file in folder.iterdir():
        if re.fullmatch(rf"{wanted}\.\w{{8}}{re.escape(_TEMPORARY)}", file.name):
            with contextlib.suppress(OSError):  # gone meanwhile, or no locks on this drive
                with file.open("rb") as opened:
                    left = locked(opened.fileno())
                    if left and sys.platform != "win32":  # while the lock keeps its writer off
                        file.unlink()
                if left and sys.platform == "win32":  # where an open file cannot be removed
                    file.unlink()


def _temporary_file(path: Path) -> tuple[int, str]:
    """A new file beside another, open and locked, so that nobody takes it for a leftover."""
    import tempfile

    while True:
        descriptor, name = tempfile.mkstemp(_TEMPORARY, f".{path.name}.", path.parent)
        with contextlib.suppress(OSError):  # no locks on this drive, so nobody can tell either
            if not locked(descriptor) or not Path(name).exists():
                os.close(descriptor)
                continue
        return descriptor, name


def save_arrays(path: str | os.PathLike[str], arrays: Mapping[str, Any]) -> None:
    """Save arrays as one npz file, uncompressed.

    Args:
        path: where to write.
        arrays: arrays by name.

    Raises:
        ValueError: if an array holds objects.
        OSError: if the file cannot be written.
    """
    for name, array in arrays.items():
        if np.asarray(array).dtype.hasobject:
            raise ValueError(
                f"{name}: expected numbers, got objects, which only pickle could write; hand over "
                "an array of numbers"
            )
    # np.savez takes names as keyword arguments, its own among them: ours hold a slash, or are meta.
    # NumPy 1 has no allow_pickle there, and would write it as one more array
    write_atomically(path, lambda file: np.savez(file, **arrays))


@contextlib.contextmanager
def open_arrays(path: str | os.PathLike[str]) -> "Iterator[ZipFile]":
    """Open an npz file; whatever fails on a damaged or hostile one becomes one kind of error.

    Args:
        path: the file.

    Yields:
        The archive, for `read_arrays` and `read_bytes`.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadCheckpointError: if anything goes wrong in the block.
    """
    from zipfile import ZipFile

    with open(path, "rb") as file:
        try:
            with ZipFile(file) as archive:
                yield archive
        except BadCheckpointError as error:
            raise BadCheckpointError(f"{path}: {one_line(error, 1000)}") from error
        except Exception as error:  # changed bytes can make nearly everything fail in some way
            raise BadCheckpointError(
                f"{path} is damaged, or was not saved by lesson_code "
                f"({type(error).__name__}: {one_line(error)}); take another copy of it, or train "
                "anew"
            ) from error


def read_arrays(
    archive: "ZipFile",
    wanted: Mapping[str, Array],
    *,
    exact: bool,
    besides: Iterable[str] = (),
) -> dict[str, Any]:
    """Read all arrays of a file.

    Args:
        archive: what `open_arrays` gave.
        wanted: arrays like those that are expected, by name.
        exact: True if types must be the same, False if any floating-point type will do.
        besides: names of what else the file may hold.

    Returns:
        The arrays by name, of the same shapes as `wanted`, read-only.

    Raises:
        BadCheckpointError: if the file holds others.
    """
    names = [name.removesuffix(".npy") for name in archive.namelist()]
    expected = [*wanted, *besides]
    if sorted(names) != sorted(expected):
        more, less = (sorted(set(a) - set(b)) for a, b in ((names, expected), (expected, names)))
        refuse(
            f"it is of another network: it lacks {less[:5] or 'nothing'}, "
            f"and holds {more[:5] or 'nothing'!r:.300} besides"
        )
    found = {}
    for name, array in wanted.items():
        with _member(archive, name) as member:
            shape, dtype, order = _read_header(member)
            fits = dtype == array.dtype if exact else dtype.kind == array.dtype.kind
            if shape != array.shape or not fits:
                refuse(
                    f"{name} has shape {shape!s:.60} and type {dtype!s:.60}, "
                    f"expected {array.shape} and {array.dtype}"
                )
            data = _read_exactly(member, name, array.size * dtype.itemsize)
        found[name] = np.frombuffer(data, dtype).reshape(shape, order=order)
    return found


def read_bytes(archive: "ZipFile", name: str, limit: int) -> bytes:
    """Read an array of bytes, of any length up to a limit.

    Args:
        archive: what `open_arrays` gave.
        name: the array's name.
        limit: the most bytes that there may be.

    Returns:
        The bytes.

    Raises:
        BadCheckpointError: if there are more, or they are something else.
    """
    with _member(archive, name) as member:
        shape, dtype, _ = _read_header(member)
        if len(shape) != 1 or not 0 <= shape[0] <= limit or dtype != np.uint8:
            refuse(
                f"{name} has shape {shape!s:.60} and type {dtype!s:.60}, "
                f"expected up to {limit} bytes"
            )
        return _read_exactly(member, name, shape[0])


def refuse(reason: str) -> NoReturn:
    """Say what is wrong with a file.

    Args:
        reason: a sentence without the file's name, which `open_arrays` puts before it.

    Raises:
        BadCheckpointError: always.
    """
    raise BadCheckpointError(reason)


def _member(archive: "ZipFile", name: str) -> IO[bytes]:
    """An array's file, open; it may be packed only in ways that take a fixed amount of memory."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    info = archive.getinfo(f"{name}.npy")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        refuse(f"{name} is packed in a way that was not used here")
    return archive.open(info)


def _read_header(member: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any], Any]:
    """Shape, type and order of an array in NumPy's format, of which nothing else is read yet."""
    if np.lib.format.read_magic(member) != (1, 0):
        refuse("it holds an array in a format that was not written here")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(member)
    return shape, dtype, "F" if fortran else "C"


def _read_exactly(member: IO[bytes], name: str, size: int) -> bytes:
    """So many bytes and no more; at their end zipfile compares the checksum."""
    data = member.read(size)
    if len(data) != size or member.read(1):
        refuse(f"{name} does not have the {size} bytes that its shape asks for")
    return data
