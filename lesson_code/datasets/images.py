"""One's own picture of a digit, brought to MNIST's convention.

Source:
    Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST Database of Handwritten Digits, 1998: digits
    "size normalized to fit in a 20x20 pixel box while preserving their aspect ratio", grey by
    anti-aliasing, "centered in a 28x28 image by computing the center of mass of the pixels".
"""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array
from lesson_code.datasets._picture_files import picture_in
from lesson_code.datasets.photographs import SIDE, BadImageError, averages, find_strokes, shrink

if TYPE_CHECKING:
    from PIL.Image import Image

FIELD, BOX, CENTRE = 28, 20, 14  # the centre of mass of MNIST's digits is at pixel 14, not 13.5
CONTRAST = 0.1  # of the way from black to white; less is no ink


@dataclass(frozen=True)
class DigitPicture:
    """A picture of a digit, and what a network sees of it.

    Attributes:
        picture: brightness from 0 (black) to 1 (white), upright, at most 400 pixels wide or high,
            shape (H, W).
        image: a batch of one image as `load_mnist` gives them, shape (1, 1, 28, 28).
        notes: what was done to the picture, in words.
    """

    picture: Array
    image: Array
    notes: tuple[str, ...]


def load_digit(path: str | os.PathLike[str]) -> Array:
    """Read a picture of one digit and make it look like one of MNIST's.

    It may be a scan, a drawing or a photograph: of any size; dark on light or light on dark; grey,
    colour or transparent. It is turned upright as the camera noted. Uneven light, ruled lines,
    squares, a frame, noise and specks are taken away as far as they can be told from the digit;
    `read_digit` also says what was done.

    Args:
        path: a PNG, JPEG, GIF, BMP, TIFF, WebP, AVIF or PGM file; of several frames the first is
            read.

    Returns:
        A batch of one image, shape (1, 1, 28, 28), from 0 (paper) to 1 (ink), as `load_mnist`
        gives them.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadImageError: if it is no such file, is damaged or too large, or shows no digit or several.

    Examples:
        >>> x = load_digit("seven.jpg")  # doctest: +SKIP
        >>> network.predict(x).argmax()  # doctest: +SKIP
        7
    """
    return read_digit(path).image


def read_digit(path: str | os.PathLike[str]) -> DigitPicture:
    """Read a picture of one digit as `load_digit` does, and keep what led there.

    Args:
        path: as for `load_digit`.

    Returns:
        The picture, the image that a network sees, and what was done in between.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadImageError: if it is no such file, is damaged or too large, or shows no digit or several.

    Examples:
        >>> digit = read_digit("seven.jpg")  # doctest: +SKIP
        >>> digit.notes  # doctest: +SKIP
        ('evened out light and shadow', 'took away 7 ruled lines')
    """
    picture = _brightness(path)
    try:
        return read_picture(picture)
    except BadImageError as error:
        raise BadImageError(f"{path}: {error}") from error


def read_picture(image: Array) -> DigitPicture:
    """Read a picture of one digit that is already an array, as `read_digit` reads a file.

    Args:
        image: brightness from 0 (black) to 1 (white), shape (H, W).

    Returns:
        The picture, the image that a network sees, and what was done in between.

    Raises:
        ValueError: if `image` does not have two axes, or has values outside 0 to 1.
        BadImageError: if it shows no digit, or several.

    Examples:
        >>> picture = np.full((120, 90), 0.9)
        >>> picture[30:90, 40:50] = 0.2  # a one
        >>> picture[10::25] -= 0.3  # on ruled paper
        >>> read_picture(picture.clip(0)).notes
        ('took away 5 ruled lines',)
    """
    picture = shrink(_checked(image), SIDE)
    strokes = find_strokes(picture)
    return DigitPicture(picture, _placed(strokes.ink), strokes.notes)


def to_mnist(image: Array) -> Array:
    """Bring a clean grey picture of one digit to MNIST's convention.

    Paper is what the border shows, and may grow evenly darker from side to side; all that differs
    from it is ink. The ink's bounding box is scaled by area averaging until its longer side is 20
    pixels, its darkest pixel becomes 1, and its centre of mass is put at pixel (14, 14) of 28x28.

    Args:
        image: brightness from 0 (black) to 1 (white), shape (H, W).

    Returns:
        A batch of one image, shape (1, 1, 28, 28), float32, from 0 (paper) to 1 (ink).

    Raises:
        ValueError: if `image` does not have two axes, or has values outside 0 to 1.
        BadImageError: if there is no ink.

    Examples:
        >>> picture = np.ones((90, 60))
        >>> picture[20:70, 25:35] = 0.2  # a grey stroke on white paper
        >>> to_mnist(picture)[0, 0, 3:6, 12:16]
        array([[0., 0., 0., 0.],
               [1., 1., 1., 1.],
               [1., 1., 1., 1.]], dtype=float32)
    """
    return _placed(_ink(_checked(image)))


def _checked(image: Array) -> Array:
    """The image as float32, if it is one."""
    image = np.asarray(image, np.float32)
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"image: expected shape (H, W), got {image.shape}")
    if not (image.min() >= 0 and image.max() <= 1):  # so said, NaN is refused too
        raise ValueError(
            f"image: expected brightness from 0 to 1, got {image.min()} to {image.max()}; "
            "divide bytes by 255"
        )
    return image


def _placed(ink: Array) -> Array:
    """A digit's ink, cut out closely, in the middle of a field as MNIST's are."""
    H, W = ink.shape
    OH, OW = (max(1, round(BOX * side / max(H, W))) for side in (H, W))
    ink = averages(H, OH) @ ink @ averages(W, OW).T
    ink /= ink.max()
    digit = np.zeros((1, 1, FIELD, FIELD), np.float32)
    top, left = (_start(ink.sum(axis=axis)) for axis in (1, 0))
    digit[0, 0, top : top + OH, left : left + OW] = ink
    return digit


def _brightness(path: str | os.PathLike[str]) -> Array:
    """The picture in a file, from 0 (black) to 1 (white), with at most SIDE pixels a side."""
    from PIL import ImageOps

    with picture_in(path) as image:
        image.draft("L", (2 * SIDE, 2 * SIDE))  # JPEG need not be unfolded whole
        ImageOps.exif_transpose(image, in_place=True)
        return shrink(_grey(image), SIDE).clip(0, 1)  # but for rounding it is within


def _grey(image: "Image") -> Array:
    """Brightness from 0 to 1, shape (H, W)."""
    from PIL import Image

    if image.mode[0] in "IF":  # more than 8 bits a pixel
        return _of_depth(np.asarray(image))
    few = max(1, max(image.size) // (2 * SIDE))  # averaged by Pillow, which needs less memory
    if not image.has_transparency_data:
        return np.asarray(image.convert("L").reduce(few), np.float32) / 255
    # What shows through is paper: white, unless the ink is so light that it needs black
    image = image.convert("RGBA").reduce(few)
    sheets = (Image.new("RGBA", image.size, colour) for colour in ("white", "black"))
    on_white, on_black = (
        np.asarray(Image.alpha_composite(sheet, image).convert("L"), np.float32) / 255
        for sheet in sheets
    )
    return on_black if np.ptp(on_black) > np.ptp(on_white) else on_white


def _of_depth(values: NDArray[Any]) -> Array:
    """Brightness from values of 10, 12, 14 or 16 bits, whichever holds them; or from any others."""
    least, most = float(values.min()), float(values.max())
    if not np.isfinite([least, most]).all():
        raise BadImageError("not all of its pixels are finite numbers; save the picture anew")
    few = shrink(np.asarray(values, np.float32), SIDE)
    if least >= 0 and most > 1:
        return few / next(
            (depth for depth in (255, 1023, 4095, 16383, 65535) if depth >= most), most
        )
    return few if least >= 0 else (few - least) / (most - least)


def _ink(image: Array) -> Array:
    """The bounding box of the ink, as how much each pixel of it differs from the paper."""
    H, W = image.shape
    sides = [image[0], image[-1], image[:, 0], image[:, -1]]
    top, bottom, left, right = (np.median(side) for side in sides)
    paper = np.median(np.concatenate(sides))
    darkest, lightest = image.min(), image.max()
    sign = 1 if paper > (darkest + lightest) / 2 else -1  # dark on light, or light on dark
    halfway = (paper + (darkest if sign == 1 else lightest)) / 2
    if min(sign * (side - halfway) for side in (top, bottom, left, right)) > 0:
        # no side is mostly ink: if they differ, the light falls off, and paper is a slanted plane
        y, x = (np.linspace(-0.5, 0.5, side, dtype=np.float32) for side in (H, W))
        paper = paper + (bottom - top) * y[:, None] + (right - left) * x
    ink = sign * (paper - image)
    grain = np.median(np.abs(np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])))
    most = ink.max()
    if most <= max(CONTRAST, 8 * grain):
        raise BadImageError("there is no ink on the paper; expected a dark digit or a light one")
    # Neither the rings that JPEG draws around a stroke nor a stray grain widens the box
    seen = ink > np.clip(24 * grain, 0.1 * most, 0.5 * most)
    rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.where(ink > 8 * grain, ink, 0)


def _start(profile: Array) -> int:
    """Where to begin so that the centre of mass falls on the centre, within the field."""
    centre = profile @ np.arange(len(profile)) / profile.sum()
    return int(np.clip(round(CENTRE - centre), 0, FIELD - len(profile)))
