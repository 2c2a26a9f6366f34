"""Saving and loading a network's parameters, in a file that cannot run code."""

import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np

from lesson_code.layers.base import Layer


class BadCheckpointError(ValueError):
    """A file does not hold the parameters it should."""


def write_atomically(path: str | os.PathLike[str], write: Callable[[IO[bytes]], object]) -> None:
    """Write a file under a temporary name and move it into place when it is whole.

    Args:
        path: where the file is wanted; its folder must exist.
        write: called with the open temporary file.

    Raises:
        OSError: if the file cannot be written; what stood at `path` before stays as it was.
    """
    path = Path(path)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def save_params(path: str | os.PathLike[str], network: Layer) -> None:
    """Save a network's parameters and buffers as one npz file.

    Args:
        path: where to write, e.g. `weights.npz`.
        network: what to save.

    Raises:
        OSError: if the file cannot be written.
    """
    arrays = {f"params/{name}": array for name, array in network.params.items()}
    arrays |= {f"buffers/{name}": array for name, array in network.buffers.items()}
    # np.savez takes names as keyword arguments; the slash keeps ours apart from its own
    write_atomically(path, lambda file: np.savez(file, allow_pickle=False, **arrays))


def load_params(path: str | os.PathLike[str], network: Layer) -> None:
    """Load parameters and buffers into a network of the same make-up.

    Nothing is changed unless everything fits. Pickled objects are refused, so no file can run code.

    Args:
        path: file written by `save_params`.
        network: what to load into; its arrays change in place.

    Raises:
        FileNotFoundError: if there is no such file.
        BadCheckpointError: if the file is damaged, or of another network.
    """
    wanted = {f"params/{name}": array for name, array in network.params.items()}
    wanted |= {f"buffers/{name}": array for name, array in network.buffers.items()}
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
    except FileNotFoundError:
        raise
    except (OSError, ValueError, EOFError, AttributeError, KeyError, zipfile.BadZipFile) as error:
        raise BadCheckpointError(f"{path} is not a whole file of parameters: {error}") from error
    if found.keys() != wanted.keys():
        raise BadCheckpointError(
            f"{path} is of another network: it holds {sorted(found)}, expected {sorted(wanted)}"
        )
    for name, array in wanted.items():
        if found[name].shape != array.shape or found[name].dtype.kind != "f":
            raise BadCheckpointError(
                f"{path}: {name} has shape {found[name].shape} and type {found[name].dtype}, "
                f"expected {array.shape} and {array.dtype}"
            )
    for name, array in wanted.items():
        array[...] = found[name]
