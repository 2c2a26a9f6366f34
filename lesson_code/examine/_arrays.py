"""The examination of data: do images and labels belong together?"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._text import one_line
from lesson_code._types import Array
from lesson_code.examine._mistakes import found
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem

SAMPLES = 2000  # drawn from what there is; each half foretells the other
DEVIATIONS = 3.0  # above chance, from which labels are taken to be foretold
# What is right half again as often as chance, or half as often wrong, would have to stand out by
# this many deviations
SURE = 5.0
SMALLEST, LARGEST = 0.01, 10.0  # root mean square of inputs that initial weights are made for


def load_arrays(path: str) -> dict[str, Any]:
    """The arrays of an .npz file.

    Raises:
        Problem: if it is no such file.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile, AttributeError, TypeError) as error:
        raise Problem(
            en=f"{Path(path).name} cannot be read ({one_line(error)}); expected a file that "
            "np.savez has written, of arrays of numbers",
            ja=f"{Path(path).name} を読めません（{one_line(error)}）。np.savez で書いた、数の配列の"
            "ファイルを指定してください",
        ) from error


def examine(held: Mapping[str, Any], names: Sequence[str], file: str) -> tuple[list[Finding], str]:
    """What is found of pairs of inputs and labels, and what was examined.

    Args:
        held: a program's variables, or the arrays of a file.
        names: of the inputs and the labels; after them, those of the test data.
        file: what to call where they are from.

    Raises:
        Problem: if an array is not there, or is none of numbers.
    """
    arrays = [_array(held, name, file) for name in names]
    findings: list[Finding] = []
    for (x, t), pair in zip(
        zip(arrays[::2], arrays[1::2], strict=True),
        zip(names[::2], names[1::2], strict=True),
        strict=True,
    ):
        findings += _examine_pair(x, t, *pair)
    shapes = ", ".join(f"{n} {a.shape}" for n, a in zip(names, arrays, strict=True))
    return findings, shapes


def _array(held: Mapping[str, Any], name: str, file: str) -> NDArray[Any]:
    value = held.get(name)
    array = np.asarray(value) if isinstance(value, np.ndarray | list) else np.empty(0, object)
    if array.dtype.kind in "fiub" and array.ndim:
        return array
    listed = ", ".join(arrays_of(held)) or "-"
    raise Problem(
        en=f"{file} has no array {name!r}; its arrays are: {listed}. For what lives within a "
        "function, write np.savez('data.npz', x=x, t=t) at the line where you train, and examine "
        "data.npz:x,t",
        ja=f"{file} に配列 {name!r} がありません。ある配列は {listed} です。関数の中の配列なら、"
        "学習に使う行に np.savez('data.npz', x=x, t=t) と書き、data.npz:x,t を調べてください",
    )


def arrays_of(held: Mapping[str, Any]) -> list[str]:
    """The names of arrays of numbers."""
    return [
        name
        for name, value in held.items()
        if isinstance(value, np.ndarray) and value.dtype.kind in "fiub" and value.ndim
    ]


def _examine_pair(x: NDArray[Any], t: NDArray[Any], x_name: str, t_name: str) -> Iterator[Finding]:
    who: dict[str, Any] = {"x": x_name, "t": t_name}
    if t.ndim == 2 and 1 in t.shape:
        t = t.ravel()
    if len(x) != len(t):
        yield found("data-counts", **who, images=len(x), labels=len(t))
        return
    if not np.isfinite(x).all():
        share = f"{1 - np.isfinite(x).mean():.2%}"
        yield found("data-not-finite", **who, share=share)
        return
    size = float(np.sqrt(np.mean(np.square(x, dtype=np.float64))))
    if not SMALLEST <= size <= LARGEST:
        yield found("data-range", **who, size=f"{size:.3g}", high=f"{x.max():.3g}")
    if t.ndim == 2 and ((t == 0) | (t == 1)).all() and (t.sum(axis=1) == 1).all():
        t = t.argmax(axis=1)
    if t.ndim != 1 or not np.array_equal(t, np.round(t)):
        yield found("labels-no-classes", **who)
        return
    labels: NDArray[np.intp] = t.astype(np.intp)
    if labels.min() == 1 and (np.diff(np.unique(labels)) == 1).all():
        yield found("labels-from-1", **who, high=int(labels.max()))
    yield _belong(x.reshape(len(x), -1).astype(np.float32), labels, who)


def _belong(x: Array, t: NDArray[np.intp], who: Mapping[str, Any]) -> Finding:
    """Whether alike inputs have alike labels, more often than chance would have it."""
    rng = np.random.default_rng(0)  # the same samples of the same data
    chosen = rng.permutation(len(x))[:SAMPLES]
    x, t = x[chosen], np.unique(t[chosen], return_inverse=True)[1]
    half = len(x) // 2
    halves = (x[:half], t[:half], x[half:], t[half:]), (x[half:], t[half:], x[:half], t[:half])
    guesses = {
        "mean": [_by_means(*h[:3]) for h in halves],
        "near": [_nearest(*h[:3]) for h in halves],
    }
    answers = np.concatenate([t[half:], t[:half]])
    best = ("", 0.0, 0.0, -np.inf)
    for name, parts in guesses.items():
        guess = np.concatenate(parts)
        share = float((guess == answers).mean())
        counts = [np.bincount(a, minlength=t.max() + 1) / len(a) for a in (guess, answers)]
        chance = float(counts[0] @ counts[1])  # of guesses in the same numbers, at random
        deviation = np.sqrt(max(chance * (1 - chance), 1e-12) / len(answers))
        best = max(best, (name, share, chance, (share - chance) / deviation), key=lambda b: b[3])
    _, share, chance, deviations = best
    shown: dict[str, Any] = {
        **who,
        "share": f"{share:.1%}",
        "chance": f"{chance:.1%}",
        "count": len(x),
    }
    if deviations >= DEVIATIONS:
        return found("labels-foretold", **shown)
    better = min(chance, 1 - chance) / 2
    sure = better > 0 and better >= SURE * np.sqrt(chance * (1 - chance) / len(x))
    return found("labels-torn" if sure else "labels-untold", **shown)


def _by_means(x: Array, t: NDArray[np.intp], others: Array) -> NDArray[np.intp]:
    """The class whose mean is nearest."""
    present = np.unique(t)
    if not len(present):
        return np.zeros(len(others), np.intp)
    return _nearest(np.stack([x[t == k].mean(axis=0) for k in present]), present, others)


def _nearest(points: Array, labels: NDArray[np.intp], x: Array) -> NDArray[np.intp]:
    """The label of the nearest point."""
    if not len(points):
        return np.zeros(len(x), np.intp)
    distances = (points**2).sum(axis=1) - 2 * x @ points.T
    return labels[distances.argmin(axis=1)]
