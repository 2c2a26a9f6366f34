"""Where the pixels of a set are kept until it is known which go where: in memory, or a file."""

from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array
from lesson_code.stored_images import IMAGES_AT_A_TIME, StoredImages

IN_MEMORY = 2**29  # bytes of float32; larger sets go into a file


class PixelStore:
    """Pixels of images, one after another.

    The file has no name, or goes when it is closed: whatever happens, nothing of it is left.

    Args:
        images: how many there will be at most.
        shape: shape of one.
        in_file: True to keep them in a file, None to do so where memory would be short.
    """

    def __init__(self, images: int, shape: tuple[int, int, int], in_file: bool | None) -> None:
        self.shape = shape
        self.count = 0
        size = images * int(np.prod(shape))
        self._file: Any = None
        if in_file or (in_file is None and 4 * size > IN_MEMORY):
            self._file = _Nameless(cache_folder())
        else:
            self._pixels = np.empty((images, *shape), np.uint8)

    @property
    def in_file(self) -> bool:
        """Whether they lie in a file."""
        return self._file is not None

    def add(self, pixels: NDArray[np.uint8]) -> None:
        """Add images.

        Args:
            pixels: shape (N, C, H, W).

        Raises:
            OSError: if the file cannot be written.
        """
        if self._file is None:
            self._pixels[self.count : self.count + len(pixels)] = pixels
        else:
            try:
                self._file.write(np.ascontiguousarray(pixels).data)
            except OSError as error:
                raise self._full(error) from error
        self.count += len(pixels)

    def images(self, rows: NDArray[np.int64]) -> Array:
        """Some of the images, in any order.

        Args:
            rows: which, by the order in which they were added.

        Returns:
            float32 from 0 to 1, shape (N, C, H, W); `StoredImages` if they lie in a file.

        Raises:
            OSError: if the file cannot be written.
        """
        if self._file is None:
            x = np.empty((len(rows), *self.shape), np.float32)
            for start in range(0, len(rows), IMAGES_AT_A_TIME):
                part = slice(start, start + IMAGES_AT_A_TIME)
                np.divide(self._pixels[rows[part]], 255, out=x[part])
            return x
        try:
            self._file.flush()
        except OSError as error:
            raise self._full(error) from error
        # what a training asks of an array, they can do
        return cast(Array, StoredImages(self._file, self.shape, rows))

    def _full(self, error: OSError) -> OSError:
        return OSError(
            f"the pictures, as bytes, could not be written into {self._file.folder}: "
            f"{error.strerror}; make room there, or take a smaller --size"
        )


class _Nameless:
    """A file without a name, closed, and with that gone, when nobody holds it any longer."""

    def __init__(self, folder: Path | None) -> None:
        import tempfile  # here: most sets fit into memory

        self.folder = folder or tempfile.gettempdir()
        self._file = tempfile.TemporaryFile(dir=self.folder)  # noqa: SIM115 (see __del__)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __del__(self) -> None:
        self._file.close()


def cache_folder() -> Path | None:
    """The user's folder for what can be made anew; None where there is none."""
    try:
        import pooch

        folder = Path(pooch.os_cache("lesson_code"))
        folder.mkdir(parents=True, exist_ok=True)
    except (ImportError, OSError, RuntimeError):
        return None
    return folder
