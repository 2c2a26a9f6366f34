"""One's own picture of a digit, brought to MNIST's convention.

Source:
    Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST Database of Handwritten Digits, 1998: digits
    "size normalized to fit in a 20x20 pixel box while preserving their aspect ratio", grey by
    anti-aliasing, "centered in a 28x28 image by computing the center of mass of the pixels".
"""

import os
import warnings
from typing import TYPE_CHECKING

import numpy as np

from lesson_code._types import Array

if TYPE_CHECKING:
    from PIL.Image import Image

FIELD, BOX, CENTRE = 28, 20, 14  # the centre of mass of MNIST's digits is at pixel 14, not 13.5
CONTRAST = 0.1  # of the way from black to white; less is no ink


class BadImageError(ValueError):
    """A picture cannot be read, or shows no digit."""


def load_digit(path: str | os.PathLike[str]) -> Array:
    """Read a picture of one digit and make it look like one of MNIST's.

    Any size; dark on light or light on dark; grey, colour or transparent; turned upright as the
    camera noted. Nothing but the digit should be on the paper.

    Args:
        path: a PNG or JPEG file.

    Returns:
        A batch of one image, shape (1, 1, 28, 28), from 0 (paper) to 1 (ink), as `load_mnist`
        gives them.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadImageError: if it is no PNG or JPEG, is damaged or too large, or shows no ink.

    Examples:
        >>> x = load_digit("seven.jpg")  # doctest: +SKIP
        >>> network.predict(x).argmax()  # doctest: +SKIP
        7
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    with open(path, "rb") as file, warnings.catch_warnings():
        # Pillow only warns of a small file that unfolds to a hundred million pixels
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file, formats=("PNG", "JPEG")) as image:
                image.load()
                grey = _grey(ImageOps.exif_transpose(image))
        except UnidentifiedImageError as error:
            raise BadImageError(f"{path} is neither a PNG nor a JPEG picture") from error
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise BadImageError(f"{path} is too large; make it smaller: {error}") from error
        except Exception as error:  # Pillow has no one name for all that damage leads to
            raise BadImageError(f"{path} is damaged: {error}") from error
    try:
        return to_mnist(grey)
    except BadImageError as error:
        raise BadImageError(f"{path}: {error}") from error


def to_mnist(image: Array) -> Array:
    """Bring a grey picture of one digit to MNIST's convention.

    Paper is what the border shows, and may grow evenly darker from side to side; all that differs
    from it is ink. The ink's bounding box is scaled by area averaging until its longer side is 20
    pixels, its darkest pixel becomes 1, and its centre of mass is put at pixel (14, 14) of 28x28.

    Args:
        image: brightness from 0 (black) to 1 (white), shape (H, W).

    Returns:
        A batch of one image, shape (1, 1, 28, 28), float32, from 0 (paper) to 1 (ink).

    Raises:
        ValueError: if `image` has not two axes, or values outside 0 to 1.
        BadImageError: if there is no ink.

    Examples:
        >>> picture = np.ones((90, 60))
        >>> picture[20:70, 25:35] = 0.2  # a grey stroke on white paper
        >>> to_mnist(picture)[0, 0, 3:6, 12:16]
        array([[0., 0., 0., 0.],
               [1., 1., 1., 1.],
               [1., 1., 1., 1.]], dtype=float32)
    """
    image = np.asarray(image, np.float32)
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"image: expected shape (H, W), got {image.shape}")
    if not (image.min() >= 0 and image.max() <= 1):  # so said, NaN is refused too
        raise ValueError(
            f"image: expected brightness from 0 to 1, got {image.min()} to {image.max()}; "
            "divide bytes by 255"
        )
    ink = _ink(image)
    H, W = ink.shape
    OH, OW = (max(1, round(BOX * side / max(H, W))) for side in (H, W))
    ink = _averages(H, OH) @ ink @ _averages(W, OW).T
    ink /= ink.max()
    digit = np.zeros((1, 1, FIELD, FIELD), np.float32)
    top, left = (_start(ink.sum(axis=axis)) for axis in (1, 0))
    digit[0, 0, top : top + OH, left : left + OW] = ink
    return digit


def _grey(image: "Image") -> Array:
    """Brightness from 0 to 1, shape (H, W)."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits a pixel
        return np.asarray(image, np.float32) / 65535
    if not image.has_transparency_data:
        return np.asarray(image.convert("L"), np.float32) / 255
    # What shows through is paper: white, unless the ink is so light that it needs black
    image = image.convert("RGBA")
    sheets = (Image.new("RGBA", image.size, colour) for colour in ("white", "black"))
    on_white, on_black = (
        np.asarray(Image.alpha_composite(sheet, image).convert("L"), np.float32) / 255
        for sheet in sheets
    )
    return on_black if np.ptp(on_black) > np.ptp(on_white) else on_white


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


def _averages(n: int, m: int) -> Array:
    """Matrix (m, n) that shares n pixels out among m: each is the mean of what it covers."""
    edges = np.linspace(0, n, m + 1)
    first, last = edges[:-1, None], edges[1:, None]
    pixel = np.arange(n)
    covered = np.minimum(last, pixel + 1) - np.maximum(first, pixel)
    return np.maximum(covered, 0) * (m / n)


def _start(profile: Array) -> int:
    """Where to begin so that the centre of mass falls on the centre, within the field."""
    centre = profile @ np.arange(len(profile)) / profile.sum()
    return int(np.clip(round(CENTRE - centre), 0, FIELD - len(profile)))
