"""Ruled lines in a mask of ink: found by their votes, taken away column by column.

Source:
    R. O. Duda, P. E. Hart, "Use of the Hough Transformation to Detect Lines and Curves in
    Pictures", Communications of the ACM 15(1), 1972. What is taken away of a line is where its run
    is short, as staff lines are taken from sheet music: C. Dalitz, M. Droettboom, B. Pranzas,
    I. Fujinaga, "A Comparative Study of Staff Removal Algorithms", IEEE Transactions on Pattern
    Analysis and Machine Intelligence 30(5), 2008.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

LINE = 0.025  # of the longer side: no printed line is thicker
SLOPE = 0.25  # of ruling and frames, seen at a slant
COVER = 0.75  # of a ruled line's way: there is ink


def ruling(ink: Array, mask: Mask) -> tuple[Mask, int]:
    """The straight thin lines that cross the picture, and how many there are."""
    level, rows = _lines_across(ink, mask)
    upright, columns = _lines_across(ink.T, (mask & ~level).T)
    return level | upright.T, rows + columns


def _lines_across(ink: Array, mask: Mask) -> tuple[Mask, int]:
    """The lines from the left border to the right one, without the strokes that cross them."""
    H, W = mask.shape
    top, bottom = runs(mask)
    y = np.arange(H)[:, None]
    lines, number = np.zeros_like(mask), 0
    for left, right in _courses(mask):
        near = _nearest(mask, np.linspace(left, right, W), tolerance=1 + H // 100)
        columns = np.flatnonzero(near >= 0)
        near = near[columns]
        first, last = top[near, columns], bottom[near, columns]
        thickness = last - first + 1
        usual = np.percentile(thickness, 25)  # more than half of its way may lie in the digit
        if usual > max(2, LINE * max(H, W)):
            continue
        crossed = thickness > 1.6 * usual + 1.5
        depth = ink[near, columns]
        crossed |= depth > 1.5 * np.median(depth[~crossed]) + 0.1
        lines[:, columns] |= (y >= first) & (y <= last) & ~crossed
        number += 1
    return lines, number


def runs(mask: Mask) -> tuple[Places, Places]:
    """First and last row of the run of ink, down its column, to which each pixel belongs."""
    y = np.broadcast_to(np.arange(len(mask))[:, None], mask.shape)
    first = np.maximum.accumulate(np.where(mask, -1, y), axis=0) + 1
    last = np.minimum.accumulate(np.where(mask, len(mask), y)[::-1], axis=0)[::-1] - 1
    return first, last


def _nearest(mask: Mask, course: Array, tolerance: int) -> Places:
    """Row of the ink nearest to a line in each column; -1 where it is too far."""
    H, W = mask.shape
    near = np.full(W, -1)
    columns = np.arange(W)
    for step in sorted(range(-tolerance, tolerance + 1), key=abs, reverse=True):
        rows = np.clip(np.round(course).astype(int) + step, 0, H - 1)
        near = np.where(mask[rows, columns], rows, near)
    return near


def _courses(mask: Mask) -> list[tuple[float, float]]:
    """Heights at the left and the right border of lines that are ink nearly all the way.

    For each slope, each point of ink votes for the height at which its line crosses the middle.
    """
    H, W = mask.shape
    if mask.mean() > 0.6:
        return []  # no ruled paper: nearly any line would do
    x = np.arange(W) - (W - 1) / 2
    reach = int(SLOPE * W / 2) + 1  # how far above and below the picture a middle may lie
    height = np.arange(-reach, H + reach)
    exact = np.nonzero(mask)
    thick = np.nonzero(thicker(mask))  # no line is quite straight
    begin, end = ([at[side[thick[1]]] for at in thick] for side in (x < -0.45 * W, x > 0.45 * W))
    candidates: list[tuple[float, float, float]] = []
    for slope in np.arange(-SLOPE, SLOPE + 1e-9, 2 / W):
        drop = np.round(slope * x).astype(int)

        def votes(points: Sequence[Places], drop: Places = drop) -> Places:
            y, column = points
            return np.bincount(y - drop[column] + reach, minlength=len(height))

        seen = votes(thick)
        drops = np.sort(drop)
        inside = np.searchsorted(drops, H - height) - np.searchsorted(drops, -height)
        found = np.flatnonzero(seen >= COVER * np.maximum(inside, W / 2))
        if len(found):
            whole = (votes(begin) > 0) & (votes(end) > 0) | (inside < W)
            found = found[whole[found]]
            score = (seen + votes(exact))[found] / inside[found]
            left, right = (height[found] + slope * side for side in (x[0], x[-1]))
            candidates += zip(score, left, right, strict=True)
    return _best(candidates, H)


def thicker(mask: Mask) -> Mask:
    """The mask, and what lies right above and below it."""
    padded = np.pad(mask, [(1, 1), (0, 0)])
    return padded[:-2] | padded[1:-1] | padded[2:]


def _best(candidates: list[tuple[float, float, float]], H: int) -> list[tuple[float, float]]:
    """Of lines that cross or nearly touch, the one with the most votes."""
    margin = max(1, H // 50)  # along the border also a digit may lie that was cut out closely
    rest = np.array(sorted(candidates, reverse=True)).reshape(-1, 3)[:, 1:]
    rest = rest[(rest.max(axis=1) >= margin) & (rest.min(axis=1) <= H - 1 - margin)]
    lines: list[tuple[float, float]] = []
    while len(rest):
        lines.append((float(rest[0, 0]), float(rest[0, 1])))
        apart = rest - rest[0]
        rest = rest[(np.abs(apart).min(axis=1) > 1 + H // 80) & (apart.prod(axis=1) > 0)]
    return lines
