"""What is asked of max pooling alone: where several are largest, which gets the gradient."""

from collections.abc import Iterator

import numpy as np

from lesson_code.examine._instances import Run
from lesson_code.examine._mistakes import found
from lesson_code.examine._state import Examination
from lesson_code.examine.report import Finding


def check_ties(examination: Examination, run: Run) -> Iterator[Finding]:
    """Where several pixels of a window are the largest, one gradient is to be given out."""
    if examination.wrong or run.dx is None:
        return
    layer = examination.prepared(run.case)
    y, stop = examination.call(lambda _: layer.forward(np.zeros_like(run.x), run.train), "x")
    dx, stop_back = examination.call(lambda _: layer.backward(np.ones_like(run.y)), "dout")
    if stop is not None or stop_back is not None or not isinstance(dx, np.ndarray):
        return
    if dx.sum() > run.y.size * (1 + 1e-6):
        yield found("every-maximum", total=f"{dx.sum():g}", count=run.y.size)
    elif ((dx > 0) & (dx < 1)).any():
        yield found("ties-shared")
    elif dx.sum() == run.y.size and dx[0, 0, 0, 0] == 0:
        yield found("ties-last")
