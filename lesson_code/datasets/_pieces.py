"""Pieces of ink that hang together: which of them are frames, specks, strokes of one digit."""

from dataclasses import dataclass

import numpy as np

from lesson_code.datasets._ruling import SLOPE, Mask, Places, runs, thicker

FRAMES = 4  # one in another


def is_something(mask: Mask) -> bool:
    """Whether more than crumbs are left: a piece of a twentieth of the picture's side."""
    least = max(mask.shape) / 20
    return any(p.side >= least for p in pieces_of(mask))


@dataclass(frozen=True)
class Piece:
    """Ink that hangs together: its pixels, and its bounding box, all sides within."""

    rows: Places
    columns: Places
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
    def mask(self) -> Mask:
        """The piece in its bounding box."""
        mask = np.zeros((self.height, self.width), bool)
        mask[self.rows - self.top, self.columns - self.left] = True
        return mask

    def gap(self, other: "Piece") -> tuple[int, int]:
        """Rows and columns between two bounding boxes; 0 where they overlap."""
        above = max(self.top - other.bottom, other.top - self.bottom, 0)
        return above, max(self.left - other.right, other.left - self.right, 0)

    def holds(self, row: float, column: float) -> bool:
        """Whether a place lies within the bounding box."""
        return self.top < row < self.bottom and self.left < column < self.right


def pieces_of(mask: Mask) -> list[Piece]:
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
    pieces = [Piece(r, c, *map(int, box)) for r, c, *box in zip(*parts, *boxes, strict=True)]
    return sorted(pieces, key=lambda piece: -piece.size)


# --- frames


def without_frames(mask: Mask) -> tuple[Mask, int]:
    """The mask without frames, and how many there were."""
    for frames in range(FRAMES):
        pieces = pieces_of(mask)
        frame = next((piece for piece in pieces if _is_frame(piece, pieces, mask.shape)), None)
        if frame is None:
            return mask, frames
        gone = np.zeros_like(mask)
        gone[frame.rows, frame.columns] = ~_stays(frame)
        mask = mask & ~_grown(gone)
    return mask, FRAMES


def _is_frame(piece: Piece, pieces: list[Piece], shape: tuple[int, ...]) -> bool:
    """Whether a piece has four straight sides around other ink."""
    if piece.height < 0.4 * shape[0] or piece.width < 0.4 * shape[1]:
        return False
    mask = piece.mask
    if not all(_is_straight(_outline(view)) for view in (mask, mask[::-1], mask.T, mask.T[::-1])):
        return False
    inner = int(np.count_nonzero(_stays(piece)))
    frame = piece.size - inner
    for p in pieces:
        if piece.holds(p.top, p.left) and piece.holds(p.bottom, p.right):
            inner += p.size
    return 0 < 0.1 * frame < inner


def _outline(mask: Mask) -> Places:
    """How far below the bounding box's upper side ink begins."""
    return np.where(mask.any(axis=0), mask.argmax(axis=0), len(mask))


def _is_straight(outline: Places) -> bool:
    """Whether most of an outline lies on one line."""
    corner = len(outline) // 8
    middle = outline[corner : len(outline) - corner]
    half = len(middle) // 2
    slope = float(np.median(middle[half:]) - np.median(middle[:half])) / max(1, half)
    rest = middle - slope * np.arange(len(middle))
    close = np.abs(rest - np.median(rest)) <= 0.6 + len(outline) / 80
    return abs(slope) <= SLOPE and float(close.mean()) > 0.8


def _stays(frame: Piece) -> Mask:
    """Which pixels of a frame are none: where a stroke meets it, the run from outside is longer."""
    mask = frame.mask
    peel = np.zeros_like(mask)
    for view, out in ((mask, peel), (mask.T, peel.T)):
        first, last = runs(view)
        y, columns = np.arange(len(view))[:, None], np.arange(view.shape[1])
        for outer in (view.argmax(axis=0), len(view) - 1 - view[::-1].argmax(axis=0)):
            a, b = first[outer, columns], last[outer, columns]
            thickness = b - a + 1
            out |= (y >= a) & (y <= b) & (thickness <= 1.6 * np.median(thickness) + 1.5)
    stays = np.zeros_like(mask)
    for part in pieces_of(mask & ~peel):
        if part.side > 0.2 * frame.side:
            stays[part.rows, part.columns] = True
    return stays[frame.rows - frame.top, frame.columns - frame.left]


def not_around_others(pieces: list[Piece], shape: tuple[int, ...]) -> list[Piece]:
    """Without what is left of a broken frame: thin, and around or along something else."""
    least = max(8, max(shape) / 20)
    others = [piece for piece in pieces if piece.side >= least]

    def is_around(piece: Piece, other: Piece) -> bool:
        middle = (other.top + other.bottom) / 2, (other.left + other.right) / 2
        thin = piece.size < 0.12 * piece.height * piece.width
        slim = min(piece.height, piece.width) < piece.side / 8
        along = piece.side > 1.3 * other.side and any(piece.gap(other))
        return other.size >= 0.1 * piece.size and (
            (thin and piece.holds(*middle)) or (slim and along)
        )

    frames = [p for p in others if any(is_around(p, other) for other in others if other is not p)]
    return [piece for piece in pieces if not any(piece is frame for frame in frames)]


def _grown(mask: Mask) -> Mask:
    """The mask and all neighbours."""
    return thicker(thicker(mask).T).T


# --- the digit


def away_from_the_border(pieces: list[Piece], shape: tuple[int, ...]) -> list[Piece]:
    """Without what touches the border, such as a table's edge, unless that is all there is."""
    H, W = shape
    inner = [p for p in pieces if p.top > 1 and p.left > 1 and p.bottom < H - 2 and p.right < W - 2]
    least = max(8, 0.1 * max(shape))
    return inner if any(piece.side >= least for piece in inner) else pieces


def groups(pieces: list[Piece]) -> list[list[Piece]]:
    """The digits, each as its pieces; specks are none."""
    if not pieces:
        return []
    largest = pieces[0]
    digits: list[list[Piece]] = [[largest]]
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


def _is_beside(piece: Piece, digit: Piece) -> bool:
    """Whether a piece is as large as a digit, and stands apart from the first."""
    large = piece.height >= 0.5 * digit.height and piece.size >= 0.2 * digit.size
    return large and any(piece.gap(digit))


def _belongs(piece: Piece, digit: Piece) -> bool:
    """Whether a piece may be a stroke of the digit: near, and not a neighbour of its height."""
    above, beside = piece.gap(digit)
    height = max(piece.bottom, digit.bottom) - min(piece.top, digit.top) + 1
    width = max(piece.right, digit.right) - min(piece.left, digit.left) + 1
    if max(height, width) > 1.8 * digit.side or piece.side > 1.2 * digit.side:
        return False
    if beside > 0 and piece.height > 0.6 * digit.height:
        return beside < 0.06 * digit.side
    return max(above, beside) < 0.25 * digit.side
