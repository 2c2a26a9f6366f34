"""MNIST: 70 000 handwritten digits, carried along with the package.

Source:
    Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST Database of Handwritten Digits, 1998.
    Licence CC BY-SA 3.0.
"""

import functools
import hashlib
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._text import one_line
from lesson_code.datasets.splits import DamagedFileError, Split, check_validation, set_apart
from lesson_code.functions import one_hot as to_one_hot

DATA = Path(__file__).parent / "data"

GZIP = 16 + zlib.MAX_WBITS  # as zlib calls this kind of file, which closes with a checksum
# Bytes of each file as published; none is unpacked further
SIZES = {
    "train-images-idx3-ubyte": 47_040_016,
    "train-labels-idx1-ubyte": 60_008,
    "t10k-images-idx3-ubyte": 7_840_016,
    "t10k-labels-idx1-ubyte": 10_008,
}

# SHA-256 of each file as published, that is, uncompressed
CHECKSUMS = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def load_mnist(
    *, flatten: bool = False, one_hot: bool = False, validation: int = 0
) -> tuple[Split, ...]:
    """MNIST as arrays; no internet connection is needed.

    Args:
        flatten: give images as rows of 784 numbers instead of (1, 28, 28).
        one_hot: give labels as rows of ten numbers instead of integers.
        validation: how many of the 60 000 training images, the last ones, to set apart.

    Returns:
        `train` and `test`, or with `validation` also what was set apart: `train`, `validation`,
        `test`. Images are float32 from 0 (paper) to 1 (ink), shape (N, 1, 28, 28); labels are
        int64 of shape (N,), or float32 of shape (N, 10).

    Raises:
        DamagedFileError: if a data file is missing or is not the published one.
        ValueError: if `validation` is not between 0 and 59 999.

    Examples:
        >>> (x_train, t_train), (x_test, t_test) = load_mnist()
        >>> x_train.shape, t_train.shape, x_test.shape, t_test[:3]
        ((60000, 1, 28, 28), (60000,), (10000, 1, 28, 28), array([7, 2, 1]))
    """
    check_validation(validation, 60_000)
    splits = []
    for name in ("train", "t10k"):
        pixels = _read(f"{name}-images-idx3-ubyte", header=16)
        shape = (-1, 28 * 28) if flatten else (-1, 1, 28, 28)
        x = np.divide(pixels, 255, dtype=np.float32).reshape(shape)
        t = _read(f"{name}-labels-idx1-ubyte", header=8).astype(np.int64)
        splits.append(Split(x, to_one_hot(t, 10) if one_hot else t))
    train, test = splits
    return set_apart(train, test, validation)


def mnist_labels() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The labels of MNIST alone, which take no time to read.

    Returns:
        Those of the 60 000 training and of the 10 000 test images.

    Raises:
        DamagedFileError: if a data file is missing or is not the published one.

    Examples:
        >>> mnist_labels()[1][:3]
        array([7, 2, 1])
    """
    train, test = (
        _read(f"{name}-labels-idx1-ubyte", header=8).astype(np.int64) for name in ("train", "t10k")
    )
    return train, test


@functools.cache
def _read(name: str, header: int) -> NDArray[np.unsignedinteger[Any]]:
    """Bytes of an IDX file after its header, decompressed and checked once in a process."""
    path = DATA / f"{name}.gz"
    try:
        unpacker = zlib.decompressobj(GZIP)
        raw = unpacker.decompress(path.read_bytes(), SIZES[name] + 1)
        if not unpacker.eof:
            raise zlib.error("it is cut short, or unpacks to more than it should")
    except (OSError, zlib.error) as error:
        raise DamagedFileError(
            f"{path} cannot be read ({one_line(error)}); it belongs to the package: fetch or "
            "install it anew"
        ) from error
    if hashlib.sha256(raw).hexdigest() != CHECKSUMS[name]:
        raise DamagedFileError(
            f"{path} is not the published file: its SHA-256 differs; fetch or install it anew"
        )
    return np.frombuffer(raw, np.uint8, offset=header)
