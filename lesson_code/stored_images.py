"""Images that stay in a file, for sets that would fill the memory."""

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array

IMAGES_AT_A_TIME = 1000  # that are bytes and numbers at once


class StoredImages:
    """Images that lie in a file as bytes, and become float32 from 0 to 1 when they are asked for.

    `Trainer.fit`, `Sequential.predict` and `Sequential.accuracy` take them in place of an array. A
    slice reads nothing and gives such images again; any other index reads, and gives an array;
    `np.asarray` reads them all.

    Args:
        file: an open file that holds the pixels of all images, one byte each, image after image.
        shape: shape of one image, e.g. (3, 32, 32).
        rows: which of the file's images these are, in order, shape (N,).

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryFile() as file:
        ...     _ = file.write(bytes([0, 255, 51, 102])), file.flush()
        ...     x = StoredImages(file, (1, 1, 2), np.array([1, 0]))
        ...     x.shape, x[:1].shape, x[0]
        ((2, 1, 1, 2), (1, 1, 1, 2), array([[[0.2, 0.4]]], dtype=float32))
    """

    dtype = np.dtype(np.float32)
    ndim = 4

    def __init__(self, file: Any, shape: tuple[int, int, int], rows: NDArray[np.int64]) -> None:
        self._file, self._image_shape, self._rows = file, shape, rows

    @property
    def shape(self) -> tuple[int, ...]:
        """How many images there are, and the shape of one."""
        return (len(self._rows), *self._image_shape)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: slice) -> "StoredImages": ...
    @overload
    def __getitem__(self, index: int | NDArray[Any]) -> Array: ...
    def __getitem__(self, index: slice | int | NDArray[Any]) -> "StoredImages | Array":
        if isinstance(index, slice):
            return StoredImages(self._file, self._image_shape, self._rows[index])
        return self._read(self._rows[index])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        x = np.empty(self.shape, np.float32)
        for start in range(0, len(x), IMAGES_AT_A_TIME):
            part = slice(start, start + IMAGES_AT_A_TIME)
            x[part] = self._read(self._rows[part])
        return x if dtype is None else x.astype(dtype, copy=False)

    def _read(self, rows: NDArray[np.int64]) -> Array:
        # mapped anew each time: the pages of a mapping that stays would count as memory in use
        pixels = np.memmap(self._file, np.uint8, "r").reshape(-1, *self._image_shape)
        return np.divide(pixels[rows], 255, dtype=np.float32)
