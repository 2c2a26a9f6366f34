"""The strokes of one digit in a photograph, without paper, ruling, frame and specks.

A photograph is not a scan: light falls off, a hand throws a shadow, paper is ruled, sensors are
noisy. Each function here takes one of these away; `find_strokes` is their order. Lengths are
fractions of the picture's longer side, so that the size of the picture does not matter.

Source:
    Paper as the morphological closing of the picture: P. Soille, Morphological Image Analysis,
    Springer, 2nd edition 2004, chapter 4.
"""

from dataclasses import dataclass

import numpy as np

from lesson_code._text import counted
from lesson_code._types import Array
from lesson_code.datasets._pieces import (
    away_from_the_border,
    groups,
    is_something,
    not_around_others,
    pieces_of,
    without_frames,
)
from lesson_code.datasets._ruling import Mask, ruling

SIDE = 400  # pixels of the longer side at which a picture is looked at
CONTRAST = 0.1  # of the paper's brightness; less is no ink
QUIET = 0.02  # noise, as a standard deviation of brightness, that does no harm
THICKEST = 0.3  # of the shorter side: a dark place into which a square of this size fits is paper


class BadImageError(ValueError):
    """A picture cannot be read, or shows no digit."""


@dataclass(frozen=True)
class Strokes:
    """What was found in a picture.

    Attributes:
        ink: the digit's bounding box, from 0 (paper) to 1 (ink), shape (H, W).
        notes: what was done to get it, in words.
    """

    ink: Array
    notes: tuple[str, ...]


def find_strokes(image: Array) -> Strokes:
    """Find the strokes of the one digit in a picture.

    Args:
        image: brightness from 0 (black) to 1 (white), shape (H, W).

    Returns:
        The digit's ink, and what was taken away.

    Raises:
        BadImageError: if there is no ink, nothing but lines, or more than one digit.
    """
    image = shrink(image, SIDE)
    notes: list[str] = []
    image, noise = _without_noise(image, notes)
    ink, noise = _ink(image, noise, notes)
    faint = max(0.08, 4 * noise)
    if ink.max() <= max(CONTRAST, 8 * noise):
        raise BadImageError("there is no ink on the paper; expected a dark digit or a light one")
    mask = ink > faint
    ruled, lines = ruling(ink, mask)
    if is_something(mask & ~ruled):
        notes += ["took away " + counted(lines, "ruled line")] * (lines > 0)
    elif lines > 1:
        raise BadImageError("there are only lines on the paper; expected a digit")
    else:
        ruled = np.zeros_like(mask)  # a one, cut out so closely that it crosses the picture
    digit = _one_digit(ink, mask & ~ruled, notes)
    return Strokes(_cut_out(ink, digit, ruled, noise), tuple(notes))


def shrink(image: Array, side: int) -> Array:
    """Average a picture down until its longer side has at most so many pixels.

    Args:
        image: shape (H, W).
        side: the largest number of pixels of the longer side.

    Returns:
        The smaller picture; the same one if it is small enough.
    """
    H, W = image.shape
    if max(H, W) <= side:
        return image
    OH, OW = (max(1, round(side * n / max(H, W))) for n in (H, W))
    rows, columns = (averages(*n).astype(image.dtype) for n in ((H, OH), (W, OW)))
    return rows @ image @ columns.T


def averages(n: int, m: int) -> Array:
    """The matrix that shares n pixels out among m: each is the mean of what it covers.

    Args:
        n: pixels there are.
        m: pixels to make of them.

    Returns:
        The matrix, shape (m, n).
    """
    edges = np.linspace(0, n, m + 1)
    first, last = edges[:-1, None], edges[1:, None]
    pixel = np.arange(n)
    covered = np.minimum(last, pixel + 1) - np.maximum(first, pixel)
    return np.maximum(covered, 0) * (m / n)


# --- noise and light


def _without_noise(image: Array, notes: list[str]) -> tuple[Array, float]:
    """The picture, smoothed as far as it needs to be, and the noise that is left."""
    if min(image.shape) < 3:
        return image, 0.0
    noise = _grain(image)
    around = _neighbours(image)
    apart = max(0.1, 4 * noise)
    alone = (image < around.min(axis=0) - apart) | (image > around.max(axis=0) + apart)
    spoilt = alone[1:-1, 1:-1].sum() > max(12, 0.003 * image.size)
    if spoilt:  # black and white pixels all over: the median does not care how black they are
        image = np.median(np.concatenate([around, image[None]]), axis=0)
        noise = max(_grain(image), 2 * QUIET)
    # n passes of (1, 2, 1) / 4, along both axes, leave 1 / sqrt(2 pi n) of the noise
    passes = np.ceil((noise / QUIET) ** 2 / (2 * np.pi)) if noise > QUIET else 0
    passes = int(min(passes, max(image.shape) ** 2 / 2000))
    for _ in range(passes):
        image = _blurred(_blurred(image).T).T
    if spoilt or passes:
        notes.append("smoothed the noise")
    return image, noise / np.sqrt(2 * np.pi * passes) if passes else noise


def _grain(image: Array) -> float:
    """Noise as a standard deviation: what neighbours differ by, where no edge passes."""
    checks = image[1:, 1:] - image[1:, :-1] - image[:-1, 1:] + image[:-1, :-1]
    return float(np.median(np.abs(checks))) / (2 * 0.6745)  # of a normal distribution


def _neighbours(image: Array) -> Array:
    """The eight neighbours of each pixel, shape (8, H, W)."""
    H, W = image.shape
    padded = np.pad(image, 1, mode="edge")
    steps = [(y, x) for y in range(3) for x in range(3) if (y, x) != (1, 1)]
    return np.stack([padded[y : y + H, x : x + W] for y, x in steps])


def _blurred(image: Array) -> Array:
    """Each pixel with its neighbours above and below, by weights (1, 2, 1) / 4."""
    padded = np.pad(image, [(1, 1), (0, 0)], mode="edge")
    return (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4


def _ink(image: Array, noise: float, notes: list[str]) -> tuple[Array, float]:
    """How much darker than the paper around it each pixel is, 0 to 1; or lighter, if ink is.

    Noise too comes back as a part of the paper's brightness.
    """
    if _is_light_on_dark(image):
        image = 1 - image
        notes.append("light strokes on dark ground")
    window = max(3, int(THICKEST * min(image.shape)))
    tilt = _plane(image)  # light from one side; a shadow's edge is better seen without it
    paper = np.minimum(_closing(image, window), tilt + _closing(image - tilt, window))
    if paper.min() < 0.7 * paper.max():
        notes.append("evened out light and shadow")
    paper_at_least = np.maximum(paper, 0.05)
    ink = (paper - image) / paper_at_least
    noise /= float(np.median(paper_at_least))
    # Of noisy paper the closing sees the lightest grains
    return np.maximum(ink - np.median(ink) * (noise > 0), 0), noise


def _is_light_on_dark(image: Array) -> bool:
    """Ink is what there is less of: seen from the mean around it, it is the longer tail."""
    window = max(3, max(image.shape) // 3)
    local = image - _box_mean(_box_mean(image, window).T, window).T
    return float(np.mean((local - local.mean()) ** 3)) > 0


def _box_mean(image: Array, window: int) -> Array:
    """Mean over so many rows, fewer at the border."""
    total = np.cumsum(np.pad(image, [(1, 0), (0, 0)]), axis=0)
    rows = np.arange(len(image))
    first = np.maximum(rows - window // 2, 0)
    last = np.minimum(rows + window // 2 + 1, len(image))
    return (total[last] - total[first]) / (last - first)[:, None]


def _plane(image: Array) -> Array:
    """The plane that lies closest to the brightness."""
    H, W = image.shape
    y, x = (np.linspace(-1, 1, n, dtype=image.dtype) for n in (H, W))
    # over a grid the two slopes and the mean do not depend on each other
    down = float(y @ image.mean(axis=1)) / max(float(y @ y), 1.0)
    across = float(x @ image.mean(axis=0)) / max(float(x @ x), 1.0)
    return image.mean() + down * y[:, None] + across * x


def _closing(image: Array, window: int) -> Array:
    """Fill what is darker than its surroundings and holds no square of this size.

    The square may stick out by half, so that what gets darker towards the border is not filled.
    """
    half = window // 2
    padded = np.pad(image, half, mode="edge")
    lightest = _running(np.maximum, _running(np.maximum, padded, half).T, half).T
    padded = np.pad(lightest, half, constant_values=np.inf)
    return _running(np.minimum, _running(np.minimum, padded, half).T, half).T


def _running(reduce: np.ufunc, image: Array, half: int) -> Array:
    """Largest or smallest of so many rows above and below each, by doubling; those rows go."""
    window = 2 * half + 1
    seen = 1
    while seen < window:
        step = min(seen, window - seen)
        image = reduce(image[step:], image[:-step])
        seen += step
    return image


# --- the digit


def _one_digit(ink: Array, mask: Mask, notes: list[str]) -> Mask:
    """The mask of the only digit."""
    mask, pale = without_frames(mask)
    mask, dark = without_frames(_strong(ink, mask))
    pieces = away_from_the_border(pieces_of(_strong(ink, mask)), mask.shape)
    inner = not_around_others(pieces, mask.shape)
    frames = max(pale + dark, int(len(inner) < len(pieces)))
    notes += ["took away " + counted(frames, "frame")] * (frames > 0)
    digits = groups(inner)
    if not digits:
        raise BadImageError("there are only specks and lines on the paper; expected a digit")
    if len(digits) > 1:
        raise BadImageError(
            f"there are {len(digits)} digits on the paper; expected one; cut out one of them"
        )
    digit = np.zeros_like(mask)
    for piece in digits[0]:
        digit[piece.rows, piece.columns] = True
    specks = len(inner) - len(digits[0])
    notes += ["left out " + counted(specks, "speck")] * (specks > 0)
    return digit


def _strong(ink: Array, mask: Mask) -> Mask:
    """Where there is at least 0.4 times as much ink as in the darkest 500th of the picture."""
    values = np.sort(ink[mask])
    return mask & (ink > 0.4 * values[-min(len(values), 1 + ink.size // 500)])


def _cut_out(ink: Array, digit: Mask, ruled: Mask, noise: float) -> Array:
    """The bounding box of the digit's ink, soft at the edges as it was in the picture."""
    level = np.percentile(ink[digit], 95)
    reach = 1 + max(int(np.ptp(axis)) for axis in np.nonzero(digit)) // 20  # one of MNIST's pixels
    padded = np.pad(digit.astype(ink.dtype), reach)
    region = _running(np.maximum, _running(np.maximum, padded, reach).T, reach).T
    soft = np.where((region > 0) & ~(ruled & ~digit), np.minimum(ink / level, 1), 0)
    soft = np.where(soft > max(0.02, 4 * noise / level), soft, 0)
    seen = digit | (soft > max(0.1, 6 * noise / level))
    rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    return soft[box]
