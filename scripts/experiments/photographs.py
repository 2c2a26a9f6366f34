"""Pictures of handwritten digits as readers photograph them, drawn by a program.

A picture is a digit (one of MNIST's test digits, or strokes of a pen that this module draws
itself) on a sheet with ruling, squares or a frame, seen by a camera: at a slant, in uneven light or
half in shadow, with noise, saved as JPEG. Every choice comes from the generator that is handed in.
TUNED_ON are the styles on which lesson_code/datasets/photographs.py was tuned, HELD_OUT those that
were kept aside until it was finished, TEN the pictures that a page shows.

    python scripts/experiments/photographs.py    draws the ten into docs/shared/pictures
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import load_mnist
from scripts.book import results

Array = np.ndarray
Draw = Callable[[Array, np.random.Generator], Array]

# Strokes of a pen, as points between which a smooth curve runs; x to the right, y down, in a box
# of 1 by 1
PEN: Mapping[int, Sequence[Sequence[tuple[float, float]]]] = {
    0: [
        [
            (0.55, 0.02),
            (0.25, 0.2),
            (0.2, 0.6),
            (0.45, 0.98),
            (0.75, 0.75),
            (0.78, 0.3),
            (0.55, 0.02),
        ]
    ],
    1: [[(0.38, 0.2), (0.55, 0.02), (0.52, 0.5), (0.5, 0.98)]],
    2: [
        [(0.22, 0.25), (0.45, 0.02), (0.75, 0.2), (0.6, 0.55), (0.2, 0.96)],
        [(0.2, 0.96), (0.5, 0.93), (0.82, 0.95)],
    ],
    3: [
        [(0.25, 0.1), (0.55, 0.02), (0.72, 0.2), (0.42, 0.46)],
        [(0.42, 0.46), (0.75, 0.6), (0.7, 0.88), (0.45, 0.99), (0.2, 0.88)],
    ],
    4: [
        [(0.5, 0.02), (0.35, 0.35), (0.15, 0.62)],
        [(0.15, 0.62), (0.5, 0.62), (0.88, 0.6)],
        [(0.66, 0.3), (0.65, 0.65), (0.62, 0.99)],
    ],
    5: [
        [(0.78, 0.04), (0.55, 0.05), (0.34, 0.05)],
        [(0.34, 0.05), (0.32, 0.25), (0.28, 0.43)],
        [(0.28, 0.43), (0.6, 0.4), (0.75, 0.65), (0.55, 0.95), (0.2, 0.92)],
    ],
    6: [
        [
            (0.65, 0.02),
            (0.38, 0.3),
            (0.25, 0.7),
            (0.45, 0.98),
            (0.72, 0.8),
            (0.6, 0.55),
            (0.3, 0.68),
        ]
    ],
    7: [[(0.2, 0.08), (0.5, 0.06), (0.8, 0.05)], [(0.8, 0.05), (0.58, 0.45), (0.42, 0.98)]],
    8: [
        [
            (0.7, 0.15),
            (0.45, 0.02),
            (0.3, 0.22),
            (0.55, 0.48),
            (0.72, 0.78),
            (0.48, 0.99),
            (0.27, 0.78),
            (0.5, 0.48),
            (0.7, 0.15),
        ]
    ],
    9: [
        [(0.7, 0.25), (0.45, 0.04), (0.28, 0.28), (0.48, 0.5), (0.7, 0.25)],
        [(0.7, 0.25), (0.68, 0.6), (0.6, 0.98)],
    ],
}


@dataclass(frozen=True)
class Kind:
    """A style of picture.

    Attributes:
        sheet: draws ruling or a frame on a sheet that holds the digit: reflectance from 0 to 1.
        noise: what the sensor adds.
        light: whether light and shadow fall on the sheet, and the camera is held at a slant.
        inverted: light strokes on a dark sheet.
        fill: height of the digit as a part of the picture's height, from and to.
    """

    sheet: Draw | None = None
    noise: Draw | None = None
    light: bool = True
    inverted: bool = False
    fill: tuple[float, float] = (0.35, 0.7)


# ---- the digit


def handwritten(digit: Array, height: int) -> Array:
    """Enlarge one of MNIST's digits, shape (28, 28), to so many pixels; the strokes stay sharp."""
    rows, columns = np.flatnonzero(digit.any(axis=1)), np.flatnonzero(digit.any(axis=0))
    digit = digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    digit = np.pad(digit, 1)
    width = max(1, round(height * digit.shape[1] / digit.shape[0]))
    large = Image.fromarray(np.float32(digit)).resize((width, height), Image.Resampling.BICUBIC)
    return np.clip((np.asarray(large) - 0.25) / 0.5, 0, 1)


def pen_stroke(
    label: int, height: int, thickness: float, rng: np.random.Generator, shake: float = 0.025
) -> Array:
    """Write a digit with a pen whose stroke is so thick, as a part of the height."""
    scale = 3  # drawn larger, so that edges are smooth
    side = round(scale * height * 1.3)
    slant = rng.uniform(-0.25, 0.1)
    stretch = rng.uniform(0.75, 1.05)
    sheet = Image.new("L", (side, side))
    draw = ImageDraw.Draw(sheet)
    width = max(1.0, scale * height * thickness)
    for stroke in PEN[label]:
        points = np.array(stroke) + rng.normal(0, shake, (len(stroke), 2))
        curve = _smooth(points)
        x = 0.5 + stretch * (curve[:, 0] - 0.5) - slant * (0.5 - curve[:, 1])
        points = np.stack([x, curve[:, 1]], axis=1) * scale * height + 0.15 * scale * height
        draw.line([tuple(p) for p in points], fill=255, width=round(width), joint="curve")
        for x, y in (points[0], points[-1]):
            r = width / 2
            draw.ellipse((x - r, y - r, x + r, y + r), fill=255)
    box = sheet.getbbox()
    assert box is not None
    sheet = sheet.crop(box)
    small = sheet.resize(
        (max(1, sheet.width // scale), max(1, sheet.height // scale)), Image.Resampling.BOX
    )
    return np.asarray(small, np.float32) / 255


def _smooth(points: Array, steps: int = 12) -> Array:
    """Points of a Catmull-Rom curve through the given ones."""
    if len(points) == 2:
        return points
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, steps)[:, None]
    curve = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        curve.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    return np.concatenate(curve)


# ---- the sheet


def rules(
    pitch: tuple[float, float],
    shade: tuple[float, float],
    width: tuple[float, float] = (1, 2.2),
    *,
    squares: bool = False,
    margin: bool = False,
) -> Draw:
    """Ruling: lines at a distance that is a part of the picture's height."""

    def draw(sheet: Array, rng: np.random.Generator) -> Array:
        distance = rng.uniform(*pitch) * 400
        depth, thick = rng.uniform(*shade), rng.uniform(*width)
        for axis in (0, 1) if squares else (0,):
            _rule(sheet, axis, rng.uniform(0, distance), distance, thick, depth)
        if margin:
            _rule(
                sheet,
                1,
                rng.uniform(0.25, 0.32) * sheet.shape[1],
                10 * sheet.shape[1],
                thick,
                1.3 * depth,
            )
        return sheet

    return draw


def _rule(
    sheet: Array, axis: int, start: float, distance: float, thick: float, depth: float
) -> None:
    """Darken lines across an axis of the sheet, in place, with soft edges."""
    position = np.arange(sheet.shape[axis], dtype=np.float32)
    offset = np.abs((position - start + distance / 2) % distance - distance / 2)
    line = 1 - depth * np.clip((thick + 1) / 2 - offset, 0, 1)
    sheet *= line[:, None] if axis == 0 else line


def frame(
    inset: tuple[float, float],
    width: tuple[float, float],
    shade: tuple[float, float],
    *,
    double: bool = False,
    radius: float = 0.0,
) -> Draw:
    """A box around the digit; `inset` is the part of the picture outside of it."""

    def draw(sheet: Array, rng: np.random.Generator) -> Array:
        H, W = sheet.shape
        pad = (H - 400) // 2  # of the sheet, beyond what the camera sees
        seen_h, seen_w = H - 2 * pad, W - 2 * pad
        picture = Image.new("L", (W, H))
        pen = ImageDraw.Draw(picture)
        thick = max(1, round(rng.uniform(*width)))
        left, right = (pad + rng.uniform(*inset) * seen_w, W - pad - rng.uniform(*inset) * seen_w)
        top, bottom = (pad + rng.uniform(*inset) * seen_h, H - pad - rng.uniform(*inset) * seen_h)
        for gap in (0, 3 * thick) if double else (0,):
            box = (left + gap, top + gap, right - gap, bottom - gap)
            pen.rounded_rectangle(box, radius=radius * seen_h, outline=255, width=thick)
        soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)), np.float32) / 255
        return sheet * (1 - rng.uniform(*shade) * soft)

    return draw


# ---- the camera


def gaussian(low: float, high: float) -> Draw:
    """Noise of each pixel by itself."""
    return lambda image, rng: image + rng.normal(0, rng.uniform(low, high), image.shape)


def salt_and_pepper(low: float, high: float) -> Draw:
    """Pixels that are simply black or white."""

    def draw(image: Array, rng: np.random.Generator) -> Array:
        part = rng.uniform(low, high)
        chance = rng.random(image.shape)
        return np.where(chance < part / 2, 0, np.where(chance > 1 - part / 2, 1, image))

    return draw


def coarse(low: float, high: float, grain: float = 3.0) -> Draw:
    """Noise in blots larger than a pixel, as after a telephone's own smoothing."""

    def draw(image: Array, rng: np.random.Generator) -> Array:
        H, W = image.shape
        blots = rng.normal(0, 1, (round(H / grain), round(W / grain))).astype(np.float32)
        noise = np.asarray(Image.fromarray(blots).resize((W, H), Image.Resampling.BICUBIC))
        return image + noise / noise.std() * rng.uniform(low, high)

    return draw


def light(image: Array, rng: np.random.Generator) -> Array:
    """Light that falls off to one side, and often the shadow of a hand or a telephone."""
    H, W = image.shape
    y, x = np.mgrid[-0.5 : 0.5 : H * 1j, -0.5 : 0.5 : W * 1j]
    angle = rng.uniform(0, 2 * np.pi)
    along = x * np.cos(angle) + y * np.sin(angle)
    brightness = rng.uniform(0.7, 0.95) * (1 + rng.uniform(0, 0.4) * along)
    if rng.random() < 0.6:
        angle = rng.uniform(0, 2 * np.pi)
        edge = x * np.cos(angle) + y * np.sin(angle) - rng.uniform(-0.3, 0.3)
        softness = rng.uniform(0.005, 0.1)
        brightness = brightness * (1 - rng.uniform(0.2, 0.5) / (1 + np.exp(-edge / softness)))
    return image * brightness


def slant(image: Array, rng: np.random.Generator, most: float, pad: int) -> Array:
    """Look at a sheet from one side, and cut off what is beyond the picture."""
    H, W = image.shape
    corners = np.array([(pad, pad), (pad, H - pad), (W - pad, H - pad), (W - pad, pad)], float)
    corners += rng.uniform(-most, most, (4, 2)) * (H - 2 * pad)
    size = (W - 2 * pad, H - 2 * pad)
    target = np.array([(0, 0), (0, size[1]), size, (size[0], 0)], float)
    rows = []
    for (u, v), (x, y) in zip(target, corners, strict=True):
        rows.append([u, v, 1, 0, 0, 0, -u * x, -v * x])
        rows.append([0, 0, 0, u, v, 1, -u * y, -v * y])
    coefficients = np.linalg.solve(np.array(rows), corners.ravel())
    how = Image.Resampling.BICUBIC
    sheet = Image.fromarray(np.float32(image))
    return np.asarray(sheet.transform(size, Image.Transform.PERSPECTIVE, tuple(coefficients), how))


def photograph(kind: Kind, ink: Callable[[int], Array], rng: np.random.Generator) -> Array:
    """Draw one picture.

    Args:
        kind: its style.
        ink: draws the digit so many pixels high, from 0 to 1.
        rng: decides everything else.

    Returns:
        Bytes of brightness, shape (H, W), as they come back from a JPEG file.
    """
    H, W, pad = 400, int(rng.choice([300, 400, 500])), 60
    sheet = np.ones((H + 2 * pad, W + 2 * pad), np.float32)
    if kind.sheet:
        sheet = kind.sheet(sheet, rng)
    digit = ink(round(rng.uniform(*kind.fill) * H))
    if digit.shape[1] > 0.75 * W:  # a wide digit in a narrow picture
        digit = ink(round(digit.shape[0] * 0.7 * W / digit.shape[1]))
    h, w = digit.shape
    top = pad + round((H - h) / 2 + rng.uniform(-0.25, 0.25) * (H - h) / 2)
    left = pad + round((W - w) / 2 + rng.uniform(-0.25, 0.25) * (W - w) / 2)
    strokes = np.zeros_like(sheet)
    strokes[top : top + h, left : left + w] = digit
    sheet *= 1 - rng.uniform(0.6, 0.9) * strokes
    if kind.inverted:
        sheet = 1.05 - 0.9 * sheet
    image = slant(sheet, rng, 0.05 if kind.light else 0.0, pad)
    image = light(image, rng) if kind.light else image * 0.95
    size = rng.choice([0.35, 0.6, 1.0])  # of what the telephone sends
    small = (max(1, round(image.shape[1] * size)), max(1, round(image.shape[0] * size)))
    image = np.asarray(Image.fromarray(np.float32(image)).resize(small, Image.Resampling.BOX))
    image = (kind.noise or gaussian(0.005, 0.02))(image, rng)
    return through_jpeg(np.uint8(np.round(255 * np.clip(image, 0, 1))), int(rng.integers(50, 95)))


def through_jpeg(image: Array, quality: int) -> Array:
    """Save and read again."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


TUNED_ON: Mapping[str, Kind] = {
    "plain": Kind(),
    "frame": Kind(frame((0.03, 0.1), (1.5, 4), (0.4, 0.85))),
    "ruled": Kind(rules((0.09, 0.16), (0.2, 0.5))),
    "squared": Kind(rules((0.07, 0.12), (0.2, 0.4), squares=True)),
    "noise": Kind(noise=gaussian(0.06, 0.15)),
    "light-on-dark": Kind(inverted=True),
}
HELD_OUT: Mapping[str, Kind] = {
    "plain": Kind(fill=(0.2, 0.35)),
    "frame": Kind(frame((0.0, 0.14), (3, 8), (0.3, 0.9), radius=0.06)),
    "double-frame": Kind(frame((0.02, 0.08), (1.5, 3), (0.5, 0.8), double=True)),
    "ruled": Kind(rules((0.05, 0.08), (0.3, 0.6))),
    "ruled-wide-with-margin": Kind(rules((0.17, 0.3), (0.15, 0.7), (2, 4), margin=True)),
    "squared": Kind(rules((0.04, 0.06), (0.2, 0.5), squares=True)),
    "noise": Kind(noise=salt_and_pepper(0.03, 0.15)),
    "noise-in-blots": Kind(noise=coarse(0.04, 0.09)),
    "light-on-dark": Kind(rules((0.1, 0.2), (0.2, 0.4)), inverted=True, noise=gaussian(0.02, 0.06)),
}


def ink_of(
    images: Array, labels: Array, rng: np.random.Generator
) -> tuple[int, Callable[[int], Array]]:
    """Choose a digit, half the time one of MNIST's; return its label and what draws it."""
    if rng.random() < 0.5:
        index = int(rng.integers(len(images)))
        return int(labels[index]), lambda height: handwritten(images[index, 0], height)
    label, thickness = int(rng.integers(10)), rng.uniform(0.03, 0.14)
    seed = int(rng.integers(2**31))
    return label, lambda height: pen_stroke(label, height, thickness, np.random.default_rng(seed))


# ---- the ten pictures of the page

PICTURES = results.ROOT / "docs" / "shared" / "pictures"


def _beside(
    first: Callable[[int], Array], second: Callable[[int], Array]
) -> Callable[[int], Array]:
    """Two digits, one after the other."""

    def draw(height: int) -> Array:
        a, b = first(height), second(height)
        rows = max(len(a), len(b))
        a, b = (np.pad(x, [(0, rows - len(x)), (0, 0)]) for x in (a, b))
        return np.hstack([a, np.zeros((rows, height // 4), a.dtype), b])

    return draw


def _pen(label: int, thickness: float, seed: int) -> Callable[[int], Array]:
    return lambda height: pen_stroke(label, height, thickness, np.random.default_rng(seed))


def _mnist(index: int) -> Callable[[int], Array]:
    return lambda height: handwritten(load_mnist()[1].x[index, 0], height)


# Name, style, digit, seed; the name begins with what is written
TEN: Sequence[tuple[str, Kind, Callable[[int], Array], int]] = [
    ("7-shadow", Kind(), _pen(7, 0.07, 1), 3),
    ("3-ruled", Kind(rules((0.08, 0.12), (0.3, 0.5))), _pen(3, 0.06, 2), 4),
    ("5-squared", Kind(rules((0.05, 0.08), (0.3, 0.4), squares=True)), _mnist(8), 5),
    ("2-frame", Kind(frame((0.04, 0.1), (3, 5), (0.6, 0.8))), _mnist(1), 6),
    ("8-noise", Kind(noise=gaussian(0.2, 0.25)), _pen(8, 0.08, 3), 7),
    ("9-chalk", Kind(inverted=True, noise=coarse(0.02, 0.04)), _mnist(7), 8),
    ("4-margin", Kind(rules((0.2, 0.25), (0.5, 0.7), (2, 3), margin=True)), _pen(4, 0.07, 4), 9),
    ("6-crossing", Kind(frame((0.2, 0.25), (3, 5), (0.6, 0.8)), fill=(0.72, 0.75)), _mnist(11), 10),
    ("2-black-lines", Kind(rules((0.11, 0.13), (0.85, 0.9), (7, 8))), _pen(2, 0.05, 2), 2),
    ("14-two-digits", Kind(fill=(0.4, 0.45)), _beside(_pen(1, 0.07, 6), _pen(4, 0.07, 7)), 12),
]


def main() -> None:
    """Draw the ten pictures into docs/shared/pictures."""
    PICTURES.mkdir(exist_ok=True)
    for name, kind, ink, seed in TEN:
        picture = photograph(kind, ink, np.random.default_rng(seed))
        Image.fromarray(picture).save(PICTURES / f"{name}.jpg", quality=75)
        print(f"{name}.jpg: {picture.shape[1]} by {picture.shape[0]} pixels")


if __name__ == "__main__":
    main()
