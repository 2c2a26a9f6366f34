"""What the loaders of data sets share."""

from typing import NamedTuple

from lesson_code._types import Array, Labels


class Split(NamedTuple):
    """One part of a data set.

    Attributes:
        x: images, shape (N, C, H, W), or (N, C * H * W) when flattened.
        t: labels, shape (N,) or (N, 10).
    """

    x: Array
    t: Labels


class DamagedFileError(OSError):
    """A data file is missing, cut short or changed."""


class DownloadError(OSError):
    """A data set could not be fetched."""


def check_validation(validation: int, available: int) -> None:
    """Refuse to set apart a negative number of images, or all of them.

    Args:
        validation: how many are to be set apart.
        available: how many training images there are.

    Raises:
        ValueError: if `validation` is not between 0 and `available` - 1.
    """
    if not 0 <= validation < available:
        raise ValueError(
            f"validation: expected 0 to {available - 1} training images, got {validation}"
        )


def set_apart(train: Split, test: Split, validation: int) -> tuple[Split, ...]:
    """Take the last training images out, to validate with.

    Args:
        train: all training images.
        test: the test images, which stay as they are.
        validation: how many to take out.

    Returns:
        `train` and `test`, or with `validation` three parts: `train`, `validation`, `test`.
    """
    if not validation:
        return train, test
    kept = len(train.x) - validation
    return Split(train.x[:kept], train.t[:kept]), Split(train.x[kept:], train.t[kept:]), test
