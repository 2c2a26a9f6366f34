"""What a layer keeps from call to call, and what it shares with another of its class."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np

from lesson_code.examine._instances import Case, Instance, Run, error_between, generator, numbers
from lesson_code.examine._mistakes import found, in_words
from lesson_code.examine._returned import copied
from lesson_code.examine._subjects import Subject
from lesson_code.examine.report import Finding

SAME = 1e-6  # up to which two runs give the same


class Examination(Protocol):
    """What is needed of the examination that asks this."""

    subject: Subject
    wrong: dict[str, Any]
    other_forward: set[bool]

    def prepared(self, case: Case, **how: Any) -> Instance:
        """A layer made anew."""

    def call(self, call: Callable[[Any], Any], which: str) -> tuple[Any, Finding | None]:
        """What a call gives, or what stopped it."""


def check_state(examination: Examination, run: Run) -> Iterator[Finding]:
    """Whether backward and forward give the same after other calls, and after another layer's."""
    if run.dx is None:
        return
    train, r = run.train, run.r

    def all_of(layer: Instance, dx: Any) -> dict[str, Any]:
        return {"x": copied(dx), **{n: copied(g) for n, g in layer.grads().items()}}

    layer = examination.prepared(run.case)
    examination.call(lambda _: layer.forward(run.x.copy(), train), "x")
    dx, stop = examination.call(lambda _: layer.backward(r.copy()), "dout")
    once = all_of(layer, dx)
    dx, stop_again = examination.call(lambda _: layer.backward(r.copy()), "dout")
    twice = all_of(layer, dx)
    clean = True
    if stop is None and stop_again is None:
        for name, gradient in once.items():
            again = twice.get(name)
            if again is None or np.shape(again) != np.shape(gradient):
                continue
            if np.array_equal(again, gradient, equal_nan=True):
                continue
            clean = False
            if error_between(again, 2 * np.asarray(gradient)) < SAME:
                yield found(
                    "accumulates-with-zero" if layer.piles_up else "accumulates", which=name
                )
            elif error_between(again, np.asarray(gradient)) > SAME:
                yield found("second-backward", which=name)
            else:
                clean = True
    if stop is None and not examination.wrong and not examination.other_forward:
        for finding in _kept_from_first(examination, run, once):
            clean = False
            yield finding
    if not examination.subject.pair and not examination.subject.fixed and stop is None:
        for finding in _shared(examination, run, once):
            clean = False
            yield finding
    if clean:
        yield found("state")


def _kept_from_first(examination: Examination, run: Run, once: dict[str, Any]) -> Iterator[Finding]:
    """Another batch, of another size, has gone through before."""
    layer = examination.prepared(run.case)
    more = 0 if examination.subject.single else 2
    before = numbers((run.case.x[0] + more, *run.case.x[1:]), seed=8)
    _, stop = examination.call(lambda _: layer.forward(before, run.train), "x")
    if stop is not None:
        return
    y, stop = examination.call(lambda _: layer.forward(run.x.copy(), run.train), "x")
    dx, stop_back = examination.call(lambda _: layer.backward(run.r.copy()), "dout")
    if stop is not None or stop_back is not None:
        error = stop or stop_back
        assert error is not None
        yield found("first-batch-kept", error=in_words(error))
        return
    if isinstance(y, np.ndarray) and y.shape == run.y.shape and error_between(y, run.y) > SAME:
        yield found("forward-remembers")
        return
    again = {"x": dx, **layer.grads()}
    for name, gradient in once.items():
        other = again.get(name)
        same_shape = other is not None and np.shape(other) == np.shape(gradient)
        if not same_shape or error_between(np.asarray(other), np.asarray(gradient)) > SAME:
            yield found("first-batch-kept", error="")
            return


def _shared(examination: Examination, run: Run, once: dict[str, Any]) -> Iterator[Finding]:
    """Another layer of the same class works in between."""
    mine, other = examination.prepared(run.case), examination.prepared(run.case, seed=40)
    x = numbers(run.case.x, seed=9)
    r = generator(4).standard_normal(run.r.shape)
    examination.call(lambda _: mine.forward(run.x.copy(), run.train), "x")
    _, stop = examination.call(lambda _: other.forward(x, run.train), "x")
    dx, stop_back = examination.call(lambda _: mine.backward(run.r.copy()), "dout")
    if stop is not None or stop_back is not None or not isinstance(dx, np.ndarray):
        return
    if dx.shape == np.shape(once["x"]) and error_between(dx, once["x"]) > SAME:
        yield found("shared-between-layers", which="x")
        return
    _, stop = examination.call(lambda _: other.backward(r), "dout")
    for name, gradient in mine.grads().items():
        had = np.asarray(once.get(name, np.nan))
        if np.shape(gradient) == had.shape and error_between(gradient, had) > SAME:
            yield found("shared-between-layers", which=name)
            return
