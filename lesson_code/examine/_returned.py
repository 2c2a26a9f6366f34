"""What a layer gives back: no array, no numbers, or numbers in another shape than they should."""

from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.examine._instances import Run
from lesson_code.examine._mistakes import found
from lesson_code.examine.report import Finding


def copied(value: Any) -> Any:
    """An array of its own, where it is one."""
    return value.copy() if isinstance(value, np.ndarray) else value


def numbers_in(
    value: Any, call: str, function: str, finite: bool = True
) -> tuple[Any, Finding | None]:
    """What came back, as an array, or what is wrong with it."""
    if value is None:
        return None, found("no-return", function=function)
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.empty(0, object)
    if array.dtype.kind not in "fiub":
        return None, found("no-array", call=call, got=type(value).__name__)
    if finite and not np.isfinite(array).all():
        return None, found("not-finite", call=call, shape=array.shape)
    return array, None


def wrong_shape(which: str, given: Any, point: Array, run: Run) -> Finding:
    """What a gradient of another shape tells of how it was added up."""
    given = np.asarray(given)
    N = len(run.x)
    values = {"which": which, "got": given.shape, "want": point.shape, "count": N}
    if given.size == 0:
        return found("cut-to-nothing", **values)
    if given.ndim == 0 or given.size == 1 < point.size:
        return found("summed-over-everything", **values)
    if given.ndim > point.ndim and given.size == point.size:
        return found("keeps-axes", **values)
    if given.shape == (N, *point.shape) or (point.ndim == 1 and given.shape == run.r.shape[:2]):
        return found("one-per-sample", **values)
    if point.ndim == 2 and given.shape == point.shape[::-1]:
        return found("transposed-shape", **values)
    if given.shape == (N,) and point.shape != (N,):
        return found("other-axis", **values)
    if given.ndim == 2 and given.size == run.x.size * run.r.size:
        return found("outer-product", **values)
    if which == "x" and given.shape == run.r.shape:
        return found("dout-shape", **values)
    return found("gradient-shape", **values)
