"""The strokes of one digit in a photograph, without paper, ruling, frame and specks.

A photograph is no scan: light falls off, a hand throws a shadow, paper is ruled, sensors are noisy.
Each function here takes one of these away; `find_strokes` is their order. Lengths are parts of the
picture's longer side, so that the size of the picture does not matter.

Source:
    Paper as the morphological closing of the picture: P. Soille, Morphological Image Analysis,
    Springer, 2nd edition 2004, chapter 4. Lines by the votes of their points: R. O. Duda,
    P. E. Hart, "Use of the Hough Transformation to Detect Lines and Curves in Pictures",
    Communications of the ACM 15(1), 1972. A line is taken away column by column, where its run is
    short, as staff lines are taken from sheet music: C. Dalitz, M. Droettboom, B. Pranzas,
    I. Fujinaga, "A Comparative Study of Staff Removal Algorithms", IEEE Transactions on Pattern
    Analysis and Machine Intelligence 30(5), 2008.
"""

from dataclasses import dataclass

import numpy as np

from lesson_code._types import Array

SIDE = 400  # pixels of the longer side at which a picture is looked at
CONTRAST = 0.1  # of the paper's brightness; less is no ink
QUIET = 0.02  # noise, as a standard deviation of brightness, that does no harm
THICKEST = 0.3  # of the shorter side: a dark place into which a square of this size fits is paper
LINE = 0.025  # of the longer side: no printed line is thicker
SLOPE = 0.25  # of ruling and frames, seen at a slant


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
    notes = []
    image, noise = _without_noise(image, notes)
    ink, noise = _ink(image, noise, notes)
    faint = max(0.08, 4 * noise)
    if ink.max() <= max(CONTRAST, 8 * noise):
        raise BadImageError("there is no ink on the paper; expected a dark digit or a light one")
    mask = ink > faint
    lines = _ruling(ink, mask)
    rest = mask & ~lines.any(axis=0)
    if not _is_something(rest):
        rest, lines = mask, lines[:0]
    elif len(lines):
        notes.append(f"took away {len(lines)} ruled line" + "s" * (len(lines) > 1))
    digit = _one_digit(ink, rest, notes)
    return Strokes(_cut_out(ink, digit, lines.any(axis=0), noise), tuple(notes))


def shrink(image: Array, side: int) -> Array:
    """Average a picture down until its longer side has at most so many pixels."""
    H, W = image.shape
    if max(H, W) <= side:
        return image
    OH, OW = (max(1, round(side * n / max(H, W))) for n in (H, W))
    return averages(H, OH) @ image @ averages(W, OW).T


def averages(n: int, m: int) -> Array:
    """Matrix (m, n) that shares n pixels out among m: each is the mean of what it covers."""
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
    around = _neighbours(image)
    alone = (image < around.min(axis=0) - 0.1) | (image > around.max(axis=0) + 0.1)
    spoilt = alone[1:-1, 1:-1].sum() > max(12, 0.003 * image.size)
    if spoilt:  # black and white pixels all over: the median does not care how black they are
        image = np.median(np.concatenate([around, image[None]]), axis=0)
    checks = image[1:, 1:] - image[1:, :-1] - image[:-1, 1:] + image[:-1, :-1]
    noise = float(np.median(np.abs(checks))) / (2 * 0.6745)
    if spoilt:
        noise = max(noise, 2 * QUIET)
    # n passes of (1, 2, 1) / 4, along both axes, leave 1 / sqrt(2 pi n) of the noise
    passes = np.ceil((noise / QUIET) ** 2 / (2 * np.pi)) if noise > QUIET else 0
    passes = int(min(passes, max(image.shape) ** 2 / 2000))
    for _ in range(passes):
        image = _blurred(_blurred(image).T).T
    if spoilt or passes:
        notes.append("smoothed the noise")
    return image, noise / np.sqrt(2 * np.pi * passes) if passes else noise


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
    paper = _closing(image, max(3, int(THICKEST * min(image.shape))))
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


def _closing(image: Array, window: int) -> Array:
    """Fill what is darker than its surroundings and holds no square of this size.

    The square may stick out by half, so that what gets darker towards the border is not filled.
    """
    half = window // 2
    image = np.pad(image, half, mode="edge")
    for reduce, outside in ((np.maximum, -np.inf), (np.minimum, np.inf)):
        for _ in range(2):
            image = _running(reduce, image, half, outside).T
    H, W = image.shape
    return image[half : H - half, half : W - half]


def _running(reduce: np.ufunc, image: Array, half: int, outside: float) -> Array:
    """Largest or smallest value of so many rows above and below each, by doubling."""
    window = 2 * half + 1
    image = np.pad(image, [(half, half), (0, 0)], constant_values=outside)
    seen = 1
    while seen < window:
        step = min(seen, window - seen)
        image = reduce(image[step:], image[:-step])
        seen += step
    return image


# --- ruling


def _ruling(ink: Array, mask: Array) -> Array:
    """Masks of the straight thin lines that cross the picture, shape (lines, H, W)."""
    level = _strips(ink, mask)
    upright = _strips(ink.T, mask.T & ~level.any(axis=0).T)
    return np.concatenate([level, upright.transpose(0, 2, 1)])


def _strips(ink: Array, mask: Array) -> Array:
    """Masks of the lines from the left border to the right one."""
    H, W = mask.shape
    top, bottom = _runs(mask)
    y = np.arange(H)[:, None]
    found = []
    for left, right in _crossings(mask):
        course = np.linspace(left, right, W)
        near = _nearest(mask, course, tolerance=1 + H // 100)
        on = near >= 0
        columns = np.flatnonzero(on)
        first, last = top[near[on], columns], bottom[near[on], columns]
        thickness = last - first + 1
        usual = np.percentile(thickness, 25)  # more than half of its way may lie in the digit
        if usual > max(2, LINE * max(H, W)):
            continue
        depth = ink[near[on], columns]
        crossed = thickness > 1.6 * usual + 1.5
        crossed |= depth > 1.5 * np.median(depth[~crossed]) + 0.1
        strip = np.zeros_like(mask)
        strip[:, columns] = (y >= first) & (y <= last) & ~crossed
        found.append(strip)
    return np.array(found, bool).reshape(-1, H, W)


def _runs(mask: Array) -> tuple[Array, Array]:
    """First and last row of the run of ink, down its column, to which each pixel belongs."""
    y = np.broadcast_to(np.arange(len(mask))[:, None], mask.shape)
    first = np.maximum.accumulate(np.where(mask, -1, y), axis=0) + 1
    last = np.minimum.accumulate(np.where(mask, len(mask), y)[::-1], axis=0)[::-1] - 1
    return first, last


def _nearest(mask: Array, course: Array, tolerance: int) -> Array:
    """Row of the ink nearest to a line in each column; -1 where it is too far."""
    H, W = mask.shape
    near = np.full(W, -1)
    columns = np.arange(W)
    for step in sorted(range(-tolerance, tolerance + 1), key=abs, reverse=True):
        rows = np.clip(np.round(course).astype(int) + step, 0, H - 1)
        near = np.where(mask[rows, columns], rows, near)
    return near


def _crossings(mask: Array, cover: float = 0.75) -> list[tuple[float, float]]:
    """Heights at the left and the right border of lines that are ink nearly all the way.

    For each slope, each point of ink votes for the height at which its line crosses the middle.
    """
    H, W = mask.shape
    x = np.arange(W) - (W - 1) / 2
    ends = np.abs(x) > 0.45 * W
    y, column = np.nonzero(mask | _shifted(mask, 1) | _shifted(mask, -1))  # no line is quite straight
    exact_y, exact_column = np.nonzero(mask)
    reach = int(SLOPE * W / 2) + 1
    candidates = []
    for slope in np.arange(-SLOPE, SLOPE + 1e-9, 2 / W):
        drop = np.round(slope * x).astype(int)
        row = y - drop[column] + reach
        votes = np.bincount(row, minlength=H + 2 * reach)
        exact = np.bincount(exact_y - drop[exact_column] + reach, minlength=H + 2 * reach)
        left, right = (
            np.bincount(row[at[column]], minlength=H + 2 * reach) > 0
            for at in (ends & (x < 0), ends & (x > 0))
        )
        height = np.arange(H + 2 * reach) - reach
        inside = np.searchsorted(np.sort(drop), H - height) - np.searchsorted(np.sort(drop), -height)
        whole = (left & right) | (inside < W)
        for at in np.flatnonzero((votes >= cover * np.maximum(inside, W / 2)) & whole):
            at_left, at_right = (height[at] + slope * side for side in (x[0], x[-1]))
            candidates.append(((votes[at] + exact[at]) / inside[at], at_left, at_right))
    lines: list[tuple[float, float]] = []
    margin = max(1, H // 50)
    for _, at_left, at_right in sorted(candidates, reverse=True):
        if max(at_left, at_right) < margin or min(at_left, at_right) > H - 1 - margin:
            continue  # it lies along the border, where also a digit may be that was cut out closely
        apart = [(at_left - a, at_right - b) for a, b in lines]
        if all(min(abs(a), abs(b)) > 1 + H // 80 and a * b > 0 for a, b in apart):
            lines.append((at_left, at_right))
    return lines


def _shifted(mask: Array, step: int) -> Array:
    """The mask a row lower, or higher."""
    moved = np.zeros_like(mask)
    if step > 0:
        moved[step:] = mask[:-step]
    else:
        moved[:step] = mask[-step:]
    return moved


# --- frames, specks, and the digit


def _is_something(mask: Array) -> bool:
    """Whether more than crumbs are left: a piece of a twentieth of the picture's side."""
    least = max(mask.shape) / 20
    return any(p.side >= least for p in _pieces(mask))


@dataclass(frozen=True)
class _Piece:
    """Ink that hangs together: its pixels, and its bounding box, all sides within."""

    rows: Array
    columns: Array
    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    @property
    def side(self) -> int:
        return max(self.height, self.width)

    @property
    def size(self) -> int:
        return len(self.rows)

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.top, self.bottom, self.left, self.right


def _pieces(mask: Array) -> list[_Piece]:
    """What hangs together, the largest first; diagonal neighbours do."""
    H, W = mask.shape
    padded = np.pad(mask, 1)
    inside = np.flatnonzero(padded)
    root = np.arange(padded.size)  # each pixel points to another of its piece, with a lower number
    steps = [1, W + 1, W + 2, W + 3]
    pairs = [(inside[padded.ravel()[inside - step]], step) for step in steps]
    a = np.concatenate([pixels for pixels, _ in pairs])
    b = np.concatenate([pixels - step for pixels, step in pairs])
    while True:
        low, high = np.minimum(root[a], root[b]), np.maximum(root[a], root[b])
        if (low == high).all():
            break
        np.minimum.at(root, high, low)
        while not np.array_equal(root, root[root]):
            root = root[root]
    labels = root[inside]
    order = np.argsort(labels, kind="stable")
    rows, columns = inside[order] // (W + 2) - 1, inside[order] % (W + 2) - 1
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    if not len(starts):
        return []
    boxes = [
        reduce.reduceat(at, starts) for at in (rows, columns) for reduce in (np.minimum, np.maximum)
    ]
    parts = (np.split(at, starts[1:]) for at in (rows, columns))
    pieces = [_Piece(r, c, *map(int, box)) for r, c, *box in zip(*parts, *boxes, strict=True)]
    return sorted(pieces, key=lambda piece: -piece.size)


def _one_digit(ink: Array, mask: Array, notes: list[str]) -> Array:
    """The mask of the only digit."""
    mask, faint_frames = _without_frames(mask)
    strong, frames = _without_frames(_strong(ink, mask))
    strong &= _strong(ink, strong)
    pieces = _pieces(strong)
    frames += faint_frames
    inner = [piece for piece in pieces if not _embraces(piece, pieces)]
    frames = max(frames, int(len(inner) < len(pieces)))
    pieces = inner
    if frames:
        notes.append("took away a frame" if frames == 1 else f"took away {frames} frames")
    pieces = _away_from_the_border(pieces, mask.shape)
    digits = _groups(pieces)
    if not digits:
        raise BadImageError("there are only specks and lines on the paper; expected a digit")
    if len(digits) > 1:
        raise BadImageError(
            f"there are {len(digits)} digits on the paper; expected one; cut out one of them"
        )
    digit = np.zeros_like(mask)
    for piece in digits[0]:
        digit[piece.rows, piece.columns] = True
    dropped = len(pieces) - len(digits[0])
    if dropped:
        notes.append(f"left out {dropped} speck" + "s" * (dropped > 1))
    return digit


def _without_frames(mask: Array) -> tuple[Array, int]:
    """The mask without frames, and how many there were."""
    frames = 0
    while (frame := _frame(_pieces(mask), mask.shape)) is not None:
        frames += 1
        gone = np.zeros_like(mask)
        gone[frame.rows, frame.columns] = ~_stays(frame)
        mask = mask & ~_grown(gone)
    return mask, frames


def _embraces(piece: _Piece, pieces: list[_Piece]) -> bool:
    """Whether a piece is what is left of a frame: thin, around or along something else."""
    top, bottom, left, right = piece.box
    thin = piece.size < 0.12 * piece.height * piece.width
    slim = min(piece.height, piece.width) < piece.side / 8
    for other in pieces:
        a, b, c, d = other.box
        if other is piece or other.size < 0.1 * piece.size or other.side < 20:
            continue
        within = top < (a + b) / 2 < bottom and left < (c + d) / 2 < right
        along = (
            piece.side > 1.3 * other.side
            and (bottom < a or b < top or right < c or d < left)
        )
        if (thin and within) or (slim and along):
            return True
    return False


def _strong(ink: Array, mask: Array) -> Array:
    """Where there is at least 0.4 times as much ink as in the darkest 500th of the picture."""
    values = np.sort(ink[mask])
    return mask & (ink > 0.4 * values[-min(len(values), 1 + ink.size // 500)])


def _frame(pieces: list[_Piece], shape: tuple[int, ...]) -> _Piece | None:
    """A piece with four straight sides around other ink."""
    for piece in pieces:
        if piece.height < 0.4 * shape[0] or piece.width < 0.4 * shape[1]:
            continue
        if all(_is_straight(side) for side in _sides(piece)):
            left = _stays(piece).sum()
            top, bottom, start, end = piece.box
            within = sum(
                p.size
                for p in pieces
                if p is not piece and top < p.top and p.bottom < bottom
                and start < p.left and p.right < end
            )
            if 0.1 * (gone := piece.size - left) < left + within and gone:
                return piece
    return None


def _sides(piece: _Piece) -> list[Array]:
    """How far ink begins from the bounding box, seen from above, below, left and right."""
    top, bottom, left, right = piece.box
    mask = np.zeros((bottom - top + 1, right - left + 1), bool)
    mask[piece.rows - top, piece.columns - left] = True
    views = (mask, mask[::-1], mask.T, mask.T[::-1])
    return [np.where(view.any(axis=0), view.argmax(axis=0), len(view)) for view in views]


def _is_straight(side: Array) -> bool:
    """Whether most of an outline lies on one line."""
    middle = side[len(side) // 8 : len(side) - len(side) // 8]
    x = np.arange(len(middle))
    half = len(middle) // 2
    slope = (np.median(middle[half:]) - np.median(middle[:half])) / max(1, half)
    rest = middle - slope * x
    return abs(slope) <= SLOPE and bool((np.abs(rest - np.median(rest)) <= 0.6 + len(side) / 80).mean() > 0.8)


def _stays(piece: _Piece) -> Array:
    """Which pixels of a frame are no frame: where a stroke meets it, the run is longer."""
    top, bottom, left, right = piece.box
    mask = np.zeros((bottom - top + 1, right - left + 1), bool)
    mask[piece.rows - top, piece.columns - left] = True
    peel = np.zeros_like(mask)
    for view, out in ((mask, peel), (mask.T, peel.T)):
        y = np.arange(len(view))[:, None]
        first, last = _runs(view)
        for outer in (view.argmax(axis=0), len(view) - 1 - view[::-1].argmax(axis=0)):
            columns = np.arange(view.shape[1])
            a, b = first[outer, columns], last[outer, columns]
            thickness = b - a + 1
            out |= (y >= a) & (y <= b) & (thickness <= 1.6 * np.median(thickness) + 1.5)
    rest = mask & ~peel
    kept = np.zeros_like(mask)
    for part in _pieces(rest):
        if part.side > 0.2 * max(mask.shape):
            kept[part.rows, part.columns] = True
    return kept[piece.rows - top, piece.columns - left]


def _away_from_the_border(pieces: list[_Piece], shape: tuple[int, ...]) -> list[_Piece]:
    """Without what touches the border, such as a table's edge, unless that is all there is."""
    H, W = shape

    def touches(piece: _Piece) -> bool:
        top, bottom, left, right = piece.box
        return top <= 1 or left <= 1 or bottom >= H - 2 or right >= W - 2

    inner = [piece for piece in pieces if not touches(piece)]
    least = max(8, 0.1 * max(shape))
    return inner if any(p.side >= least for p in inner) else pieces


def _groups(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The digits, each as its pieces; specks are none."""
    if not pieces:
        return []
    largest = pieces[0]
    digits: list[list[_Piece]] = [[largest]]
    for piece in pieces[1:]:
        if piece.size < 0.03 * largest.size:
            continue
        for digit in digits:
            if _belongs(piece, digit[0]):
                digit.append(piece)
                break
        else:
            if _is_beside(piece, largest):
                digits.append([piece])
    return digits


def _is_beside(piece: _Piece, digit: _Piece) -> bool:
    """Whether a piece is as large as a digit, and stands apart from the first."""
    top, bottom, left, right = piece.box
    a, b, c, d = digit.box
    apart = bottom < a or b < top or right < c or d < left
    return apart and piece.height >= 0.5 * digit.height and piece.size >= 0.2 * digit.size


def _belongs(piece: _Piece, digit: _Piece) -> bool:
    """Whether a piece may be a stroke of the digit: near, and not a neighbour of its height."""
    top, bottom, left, right = piece.box
    a, b, c, d = digit.box
    beside = max(left - d, c - right, 0)
    above = max(top - b, a - bottom, 0)
    size = digit.side
    together = max(max(bottom, b) - min(top, a), max(right, d) - min(left, c)) + 1
    if together > 1.8 * size or piece.side > 1.2 * size:
        return False
    if beside > 0 and piece.height > 0.6 * digit.height:
        return beside < 0.06 * size
    return max(beside, above) < 0.25 * size


def _cut_out(ink: Array, digit: Array, lines: Array, noise: float) -> Array:
    """The bounding box of the digit's ink, soft at the edges as it was in the picture."""
    level = np.percentile(ink[digit], 95)
    reach = 1 + max(np.ptp(axis) for axis in np.nonzero(digit)) // 20  # one pixel of MNIST's
    region = _running(np.maximum, _running(np.maximum, digit, reach, 0).T, reach, 0).T
    soft = np.where(region & ~(lines & ~digit), np.minimum(ink / level, 1), 0)
    soft = np.where(soft > max(0.02, 4 * noise / level), soft, 0)
    seen = digit | (soft > max(0.1, 6 * noise / level))
    rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    return soft[box]


def _grown(mask: Array) -> Array:
    """The mask and all neighbours."""
    return mask | _neighbours(mask).any(axis=0)
