"""IDX files, in which MNIST and the sets made after its pattern are published.

Source:
    Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST Database of Handwritten Digits, 1998: "the IDX
    file format".
"""

import math
import os
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._text import one_line
from lesson_code.datasets.splits import DamagedFileError

GZIP_MAGIC = b"\x1f\x8b"
GZIP = 16 + zlib.MAX_WBITS  # as zlib calls this kind of file, which closes with a checksum
KINDS = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
UNPACKED = 2**24  # bytes that any file may unpack to
UNPACKED_A_BYTE = 100  # that a larger one may; images come to about five


def load_idx(path: str | os.PathLike[str]) -> NDArray[Any]:
    """Read an IDX file, plain or packed by gzip.

    Args:
        path: the file, such as `train-images-idx3-ubyte.gz`.

    Returns:
        The numbers as they stand in the file: images are bytes of shape (N, H, W), from 0 to 255;
        labels are bytes of shape (N,).

    Raises:
        DamagedFileError: if it is no such file, is damaged, or is longer or shorter than it says.
        OSError: if there is no such file, or it cannot be opened.

    Examples:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp(), "labels-idx1-ubyte")
        >>> path.write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1]))
        11
        >>> load_idx(path)
        array([7, 2, 1], dtype=uint8)
    """
    content = Path(os.path.expanduser(path)).read_bytes()  # noqa: PTH111 (fails without a home)
    try:
        return _array(content)
    except (ValueError, zlib.error) as error:
        raise DamagedFileError(
            f"{path} is not an IDX file as MNIST's are, or is damaged: {one_line(error)}; fetch it "
            "anew"
        ) from error


def _array(content: bytes) -> NDArray[Any]:
    """The array in a file; of a packed one no more is unpacked than its header promises."""
    packed = content.startswith(GZIP_MAGIC)
    longest = max(UNPACKED, UNPACKED_A_BYTE * len(content)) if packed else len(content)
    start = zlib.decompressobj(GZIP).decompress(content, 4 + 4 * 255) if packed else content
    if len(start) < 4 or start[:2] != b"\0\0" or start[2] not in KINDS or not start[3]:
        raise ValueError(f"it begins with {start[:4].hex(' ')}, expected 00 00 08 and 01 or 03")
    dtype, axes = np.dtype(KINDS[start[2]]), start[3]
    header = 4 + 4 * axes
    shape = tuple(int(n) for n in np.frombuffer(start[4:header], ">u4"))
    size = header + math.prod(shape) * dtype.itemsize
    if len(shape) != axes or size > longest:
        raise ValueError(f"it promises {size} bytes, of which {len(content)} cannot be all")
    if packed:
        unpacker = zlib.decompressobj(GZIP)
        content = unpacker.decompress(content, size + 1)
        if len(content) == size and not unpacker.eof:
            content += unpacker.decompress(unpacker.unconsumed_tail, 1)
        if not unpacker.eof and len(content) <= size:
            raise ValueError("it is cut short")
    if len(content) != size:
        raise ValueError(f"it has {len(content)} bytes, where its header promises {size}")
    return (
        np.frombuffer(content, dtype, offset=header).reshape(shape).astype(dtype.newbyteorder("="))
    )
