"""The examination of dropout, whose mask can be read from what it lets through."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array
from lesson_code.examine._instances import ALIASES, Case, Instance, generator
from lesson_code.examine._mistakes import WRITES, found, in_words, stopped
from lesson_code.examine._subjects import Subject
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem, frozen

SHAPE = (60, 50)


def examine_dropout(subject: Subject) -> Iterator[Finding]:
    """What is dropped, how the rest is scaled, what comes back, and what inference does."""
    x = generator(1).uniform(1, 2, SHAPE)  # nowhere 0, so that the mask is seen
    r = generator(2).standard_normal(SHAPE)
    share: float | None = None
    clean = True
    for rate in (0.4, 0.7):
        settings: dict[str, Any] = {"rate": rate, "keep": 1 - rate, "p": rate}
        case = Case(SHAPE, settings=settings)
        layer = subject.fresh(case)
        if not layer.has_mode:
            yield found("no-inference", kind="dropout")
        trial = _Trial(subject, layer, x, r)
        for finding in trial.writes():
            clean = False
            yield finding
        if trial.stop is not None:
            return
        said = _said(subject, layer, rate)
        if said is not None and not 0.02 <= said <= 0.98:
            raise Problem(
                en=f"{said:g} to be dropped leaves too little to be seen; examine it with a rate "
                "between 0.02 and 0.98",
                ja=f"0 にする割合が {said:g} では、ほとんど見分けられません。0.02 から 0.98 の "
                "rate で調べてください",
            )
        problems = list(trial.training(said))
        yield from problems
        if trial.dropped is None:
            return
        share = trial.dropped
        back = list(trial.backward())
        yield from back
        clean = clean and not problems and not back
        if layer.has_mode:
            for finding in trial.inference():
                # what follows from a mistake that was named is no mistake of its own
                follows = {"mean-moves"} if problems else set()
                if finding.name not in follows | ({"mask-held-at-inference"} if back else set()):
                    clean = False
                    yield finding
        for finding in trial.again():
            clean = False
            yield finding
        if not _RATES & subject.accepts.keys():
            break
    if share is not None and clean:
        yield found("dropout", share=f"{share:.1%}")


_RATES = {name for setting in ("rate", "keep", "p") for name in ALIASES[setting]}
_RATES.add("dropout_param")


def _said(subject: Subject, layer: Instance, rate: float) -> float | None:
    """The share that is to be dropped, where the name of the argument says so without doubt."""
    for setting, turned in (("rate", False), ("keep", True)):
        value = layer.setting(setting)
        given = [v for n, v in subject.given.items() if n in subject.accepts]
        if setting in layer.case.settings and not subject.takes(setting):
            value = given[0] if len(given) == 1 and isinstance(given[0], float) else None
        if value is not None:
            return float(1 - value) if turned else float(value)
    return None


class _Trial:
    """One dropout, and what was seen of it."""

    def __init__(self, subject: Subject, layer: Instance, x: Array, r: Array) -> None:
        self.subject, self.layer, self.x, self.r = subject, layer, x, r
        self.stop: Finding | None = None
        self.dropped: float | None = None
        self.scale = 1.0
        self.kept: NDArray[np.bool_] = np.ones(SHAPE, np.bool_)
        self.y: Array = x

    def writes(self) -> Iterator[Finding]:
        """Run it on what cannot be written into."""
        path = str(self.subject.module.__file__)
        for which in ("x", "dout"):
            try:
                if which == "x":
                    self.y = np.array(self.layer.forward(frozen(self.x), True), np.float64)
                else:
                    self.layer.backward(frozen(self.r))
            except Exception as error:
                finding = stopped(error, path, which)
                yield finding
                if finding.name not in WRITES:
                    self.stop = finding
                    return
                if which == "x":
                    self.y = np.array(self.layer.forward(self.x.copy(), True), np.float64)
        if self.y.shape != SHAPE:
            self.stop = found("output-shape", got=self.y.shape, want=SHAPE, kind="dropout")
            yield self.stop

    def training(self, said: float | None) -> Iterator[Finding]:
        """What is dropped, and how the rest is scaled."""
        x, y = self.x, self.y
        self.kept = y != 0
        dropped = float((~self.kept).mean())
        if dropped == 0:
            yield found("nothing-dropped", rate=said)
            return
        if dropped == 1:
            yield found("everything-dropped", rate=said)
            return
        self.dropped, named = dropped, ""
        if (self.kept == self.kept[0]).all():
            yield found("same-for-all-samples")
        elif (self.kept == self.kept[:, :1]).all():
            yield found("whole-samples")
        elif said is not None and abs(dropped - said) > 5 * self._deviation():
            turned = abs(1 - dropped - said) <= 5 * self._deviation()
            named = "drops-what-it-keeps" if turned else ""
            name = "drops-what-it-keeps" if turned else "wrong-share"
            yield found(name, said=f"{said:.0%}", share=f"{dropped:.1%}")
        ratios = y[self.kept] / x[self.kept]
        self.scale = float(ratios.mean())
        if np.ptp(ratios) > 1e-6:
            yield found("not-one-factor", low=f"{ratios.min():.4g}", high=f"{ratios.max():.4g}")
            return
        rate = dropped if said is None else said
        exact = 1 / (1 - dropped)
        halves = abs(rate - 0.5) < 1e-9  # there, rate and 1 - rate are one number
        values: dict[str, Any] = {"factor": f"{self.scale:.4g}", "want": f"{1 / (1 - rate):.4g}"}
        if said is not None and abs(self.scale - exact) < 1e-6 < abs(exact - 1 / (1 - said)):
            yield found("share-of-this-batch", **values)
        elif abs(self.scale - (1 - rate)) < 0.03 * (1 - rate) and abs(self.scale - 1) > 0.05:
            yield found("multiplied", **values)
        elif said is not None and abs(self.scale - 1 / said) < 1e-6 and not (named or halves):
            yield found("divided-by-rate", **values)

    def backward(self) -> Iterator[Finding]:
        """The same numbers, back again."""
        self.y = np.array(self.layer.forward(self.x.copy(), True), np.float64)
        self.kept = self.y != 0
        dx = self.layer.backward(self.r.copy())
        if dx is None:
            yield found("no-return", function="backward")
            return
        dx, r, kept, c = np.asarray(dx, np.float64), self.r, self.kept, self.scale
        if dx.shape != r.shape:
            yield found("gradient-shape", which="x", got=dx.shape, want=r.shape, count=len(r))
            return
        values: dict[str, Any] = {"factor": f"{c:.4g}"}
        factor = np.where(kept, self.y / self.x, 0)
        if np.allclose(dx, r * factor, rtol=1e-6):
            return
        if np.allclose(dx, r):
            yield found("mask-ignored", **values)
        elif np.allclose(dx, r * c, rtol=1e-6):
            yield found("mask-ignored-scaled", **values)
        elif np.allclose(dx, r * kept):
            yield found("factor-missing", **values)
        elif np.allclose(dx, r * kept * c * c, rtol=1e-6):
            yield found("scaled-twice-back", **values)
        elif (dx[~kept] != 0).any():
            share = f"{(dx[~kept] != 0).mean():.0%}"
            yield found("new-mask", share=share, **values)
        else:
            ratio = float((dx[kept] / r[kept]).mean())
            yield found("dropout-gradient", ratio=f"{ratio:.4g}", **values)

    def inference(self) -> Iterator[Finding]:
        """Every number goes through, and the mean is that of training."""
        y = np.array(self.layer.forward(self.x.copy(), False), np.float64)
        values: dict[str, Any] = {"factor": f"{self.scale:.4g}"}
        if (y == 0).any():
            yield found("drops-at-inference", share=f"{(y == 0).mean():.0%}", **values)
            return
        ratios = y / self.x
        through = float(ratios.mean())
        expected = self.scale * (1 - (self.dropped or 0))
        values = {**values, "through": f"{through:.4g}", "mean": f"{expected:.4g}"}
        if np.ptp(ratios) > 1e-6:
            yield found("not-one-factor", low=f"{ratios.min():.4g}", high=f"{ratios.max():.4g}")
        elif abs(through - expected) > 5 * self.scale * self._deviation():
            if abs(self.scale - 1) < 1e-6:
                yield found("never-scaled", **values)
            elif through < 1 - 1e-6:
                yield found("scaled-twice", **values)
            elif through > 1 + 1e-6:
                yield found("scaled-at-inference", **values)
            else:
                yield found("mean-moves", **values)
        try:
            dx = np.asarray(self.layer.backward(self.r.copy()), np.float64)
        except Exception as error:
            finding = stopped(error, str(self.subject.module.__file__), "dout")
            yield found("no-backward-at-inference", why=in_words(finding))
            return
        if dx.shape == self.r.shape and not np.allclose(dx, self.r * through, rtol=1e-6):
            yield found("mask-held-at-inference", **values)

    def _deviation(self) -> float:
        """By how much the share that is dropped may differ by chance."""
        share = self.dropped or 0
        return float(np.sqrt(share * (1 - share) / self.x.size))

    def again(self) -> Iterator[Finding]:
        """A new mask each time, and two layers with two generators."""
        first = np.array(self.layer.forward(self.x.copy(), True)) != 0
        second = np.array(self.layer.forward(self.x.copy(), True)) != 0
        if np.array_equal(first, second):
            yield found("mask-held")
            return
        if "rng" in self.subject.accepts and "rng" not in self.subject.given:
            masks = []
            for _ in range(2):
                self.subject.still.again()
                other = self.subject.fresh(self.layer.case)
                masks.append(np.array(other.forward(self.x.copy(), True)) != 0)
            if not np.array_equal(*masks):
                yield found("own-generator")
