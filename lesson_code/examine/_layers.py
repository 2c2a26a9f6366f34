"""The examination of a layer."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.examine import _formulas, _kinds
from lesson_code.examine._batch_norm import check_averages, check_still_feature
from lesson_code.examine._dropout import examine_dropout
from lesson_code.examine._instances import (
    Case,
    Instance,
    Run,
    error_between,
    generator,
    numbers,
)
from lesson_code.examine._max_pooling import check_ties
from lesson_code.examine._mistakes import WRITES, found, in_words, stopped
from lesson_code.examine._returned import copied, numbers_in, wrong_shape
from lesson_code.examine._sharing import check_two_layers
from lesson_code.examine._state import check_state
from lesson_code.examine._subjects import Subject
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem, frozen

H = 1e-5
RIGHT = 1e-6  # relative error up to which a gradient, or an output, is right
SAME = 1e-6  # up to which a wrong one is what a known mistake gives
DIRECTIONS = 2
EXPLAINED = 3  # at so many shapes a wrong gradient must be what a known mistake gives


@dataclass
class Wrong:
    """A gradient that is wrong at a case, and the mistakes that would give it."""

    run: Run
    given: Array
    measured: Array
    error: float
    suspects: dict[str, dict[str, Any]]


class Examination:
    """Of one layer; `findings` gives what it finds, one after the other."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.path = str(subject.module.__file__)
        self.wrong: dict[str, list[Wrong]] = {}
        self.worst, self.checked = 0.0, 0
        self.shapes: list[str] = []
        self.misshapen: set[str] = set()
        self.shares = False  # running statistics, with other layers
        self.other_forward: set[bool] = set()  # modes in which the output is not the kind's

    def findings(self) -> Iterator[Finding]:
        """All that is found.

        Raises:
            Problem: if it cannot be examined.
        """
        subject = self.subject
        cases = _kinds.cases_for(subject)
        subject.settle(cases[0])
        subject.kind = subject.kind or self._recognised(cases)
        if subject.kind == "dropout":
            yield from examine_dropout(subject)
            yield from self._types(cases[0])
            return
        shared = list(check_two_layers(self, cases[0]))
        yield from shared
        if any(finding.name == "parameters-shared" for finding in shared):
            return  # whatever is tried with a layer, it is tried with all of them
        # then what comes out at inference is that of all layers of the class: no more about it
        self.shares = any(finding.name == "running-shared" for finding in shared)
        runs: list[Run] = []
        first: Finding | None = None
        refused: Problem | None = None
        for case in cases:
            for train in self._modes(case):
                try:
                    run, trouble = self._run(case, train)
                except Problem as problem:  # it cannot be made for this shape
                    refused = refused or problem
                    continue
                for finding in trouble:
                    first = first or finding
                    if not self._may_refuse(case, finding):
                        yield finding
                        continue
                    run = None
                    if runs and len(runs[0].x.shape) != 4 == len(case.x):
                        yield found("images-refused", why=in_words(finding))
                if run is not None:
                    runs.append(run)
        if not runs:
            if first is None and refused is not None:
                raise refused
            if first is not None and subject.kind is None:
                raise Problem(
                    en=f"{subject.name} could not be run at any shape that was tried. "
                    f"{in_words(first)['en']} Say the shape of one sample, such as --input 3,8,8, "
                    "or what it is, such as --as convolution",
                    ja=f"{subject.name} は、試したどの形状でも動きませんでした。"
                    f"{in_words(first)['ja']} --input 3,8,8 のように 1 サンプルの形状を、または "
                    "--as convolution のように種類を指定してください",
                )
            return
        self.shapes = [run.case.words() for run in runs]
        yield from self._formula(runs)
        for run in runs:
            yield from self._gradients(run)
        yield from self._verdict()
        for finding in check_state(self, runs[0]):
            if finding.level != "fine" or not shared:
                yield finding
        yield from self._samples(runs)
        yield from self._types(runs[0].case)
        if subject.kind in _kinds.ELEMENTWISE:
            yield from self._large(runs[0])
        if subject.kind == "batch-norm" and not self.shares:
            yield from check_averages(self, runs)
            yield from check_still_feature(self, runs)
        if subject.kind == "max-pooling":
            yield from check_ties(self, runs[0])

    # ---- Running it

    def _modes(self, case: Case) -> tuple[bool, ...]:
        try:
            moded = self.subject.fresh(case).has_mode and not self.shares
            return (True, False) if moded else (True,)
        except Problem:
            return (True,)

    def prepared(self, case: Case, **how: Any) -> Instance:
        """A layer whose parameters were changed in place, as a training step does."""
        layer = self.subject.fresh(case, **how)
        moves = np.random.default_rng(11)
        for p in layer.params.values():
            if p.flags.writeable:
                p += np.abs(0.3 * moves.standard_normal(p.shape)).astype(p.dtype)
        if self.subject.kind == "batch-norm":
            shape = next((p.shape for p in layer.params.values()), None)
            if shape is not None and isinstance(layer.case, Case):
                mean, var = moves.standard_normal(shape), moves.uniform(0.5, 2, shape)
                dtype = next(iter(layer.params.values())).dtype
                layer.set_running(mean.astype(dtype), var.astype(dtype))
        return layer

    def _may_refuse(self, case: Case, finding: Finding) -> bool:
        """Whether a layer may raise here: who works on features need not work on images."""
        if finding.name != "stopped":
            return False
        if self.subject.kind == "batch-norm" or self.subject.kind in _kinds.ELEMENTWISE:
            return len(case.x) == 4
        deliberate = "raise " in finding.texts["en"].rpartition("\n")[2]
        return deliberate or self.subject.fixed

    def _run(self, case: Case, train: bool) -> tuple[Run | None, list[Finding]]:
        """Run it once; what stops it, and what it writes into, is found here."""
        layer, trouble = self.prepared(case), []
        x = numbers(case.x, seed=1)
        layer.before = {name: array.copy() for name, array in layer.running().items()}
        kept = copy.deepcopy(layer)
        y, problem = self.call(lambda hand: layer.forward(hand(x), train), "x")
        if problem is not None:
            trouble.append(problem)
            if problem.name not in WRITES:
                return None, trouble
            layer = kept
            y, _ = self.call(lambda _: layer.forward(x.copy(), train), "x")
        y, problem = numbers_in(y, "forward(x)", "forward")
        if problem is not None:
            return None, [*trouble, problem]
        r = generator(2).standard_normal(y.shape)
        run = Run(layer, case, train, x, r, y.astype(np.float64))
        before = {name: p.copy() for name, p in layer.params.items()}
        kept = copy.deepcopy(layer)
        if not hasattr(layer.layer, "backward") and not self.subject.pair:
            return run, [*trouble, found("no-backward", what=self.subject.name)]
        dx, problem = self.call(lambda hand: layer.backward(hand(r)), "dout")
        if problem is not None and problem.name == "stopped" and layer.has_mode and not train:
            return run, [*trouble, found("no-backward-at-inference", why=in_words(problem))]
        if problem is not None:
            trouble.append(problem)
            if problem.name not in WRITES:
                return run, trouble
            run.layer = layer = kept
            dx, _ = self.call(lambda _: layer.backward(r.copy()), "dout")
        run.grads = {name: copied(g) for name, g in layer.grads().items()}
        if layer.several and (not layer.returned or _left(layer)) and not self.subject.pair:
            trouble.append(found("returns-several", count=layer.several))
        for name, p in layer.params.items():
            if name in before and not np.array_equal(p, before[name]):
                trouble.append(found("updates-itself", which=name))
        run.dx, problem = numbers_in(dx, "backward(dout)", "backward")
        if problem is not None:
            trouble.append(problem)
        elif run.dx.shape != x.shape:
            if "x" not in self.misshapen:
                trouble.append(wrong_shape("x", run.dx, x, run))
            self.misshapen.add("x")
            run.dx = None
        return run, trouble

    def call(
        self, call: Callable[[Callable[[Array], Array]], Any], which: str
    ) -> tuple[Any, Finding | None]:
        """What a call gives, or why it gives nothing; what is handed over is read-only."""
        self.subject.still.again()
        try:
            with np.errstate(all="ignore"):
                return call(frozen), None
        except Exception as error:
            return None, stopped(error, self.path, which)

    # ---- What it is

    def _recognised(self, cases: list[Case]) -> str | None:
        """By what it does: the kind whose formula gives the same at every shape."""
        fits: set[str] | None = None
        for case in cases:
            try:
                layer = self.subject.fresh(case)
                x = numbers(case.x, seed=1)
                y = np.asarray(copy.deepcopy(layer).forward(x, True))
                z = np.asarray(copy.deepcopy(layer).forward(x, False))
            except Exception:
                continue
            if y.dtype.kind != "f":
                continue
            kinds = set()
            dropped = y.shape == x.shape and layer.has_mode and 0 < (y == 0).mean() < 1
            if dropped and (z != 0).all():
                kinds.add("dropout")
            for kind in _kinds.KINDS:
                right = (out for name, out in _formulas.outputs(kind, layer, x, True) if not name)
                if any(y.shape == out.shape and error_between(y, out) < RIGHT for out in right):
                    kinds.add(kind)
            fits = kinds if fits is None else fits & kinds
        ranked = [kind for kind, _ in _kinds.NAMES if fits and kind in fits]
        return ranked[0] if ranked else None

    # ---- The output against the formula

    def _formula(self, runs: list[Run]) -> Iterator[Finding]:
        kind = self.subject.kind
        if kind is None:
            return
        named: list[set[str]] = []
        first: tuple[Run, Array] | None = None
        compared = False
        for run in runs:
            known = list(_formulas.outputs(kind, run.layer, run.x, run.train))
            right = [out for name, out in known if not name]
            if not right:
                continue
            compared = True
            if all(out.shape != run.y.shape for out in right):
                self.other_forward |= {True, False}
                yield found("output-shape", got=run.y.shape, want=right[0].shape, kind=kind)
                return
            right = [out for out in right if out.shape == run.y.shape]
            if any(error_between(run.y, out) < RIGHT for out in right):
                continue
            self.other_forward.add(run.train)
            first = first or (run, min(right, key=lambda out: error_between(run.y, out)))
            fits = (n for n, o in known if n and o.shape == run.y.shape)
            wrong = [(n, o) for n, o in known if n and o.shape == run.y.shape]
            named.append({n for n, o in wrong if error_between(run.y, o) < SAME} & set(fits))
        if first is None:
            if compared:
                yield found("formula", kind=kind, count=len(runs))
            return
        run, right_y = first
        names = set.intersection(*named)
        place = np.unravel_index(np.abs(run.y - right_y).argmax(), run.y.shape)
        values: dict[str, Any] = {
            "kind": kind,
            "at": run.case.words(),
            "mode": run.train if run.layer.has_mode else None,
            "place": tuple(int(i) for i in place),
            "got": f"{run.y[place]:.6g}",
            "want": f"{right_y[place]:.6g}",
        }
        ordered = [n for n, _ in _formulas.outputs(kind, run.layer, run.x, run.train) if n in names]
        yield found(ordered[0] if ordered else "unknown-output", **values)

    # ---- Gradients

    def _output(self, layer: Instance, x: Array, train: bool) -> Array:
        self.subject.still.again()
        with np.errstate(all="ignore"):
            # a layer may hand out a view of what it was given, and that is going to change
            return np.array(copy.deepcopy(layer).forward(x.copy(), train), np.float64)

    def _gradients(self, run: Run) -> Iterator[Finding]:
        """Compare along a few directions; element by element only where these say no."""
        start = self.prepared(run.case)
        points = {"x": run.x, **start.params}
        if not np.array_equal(
            self._output(start, run.x, run.train), self._output(start, run.x, run.train)
        ):
            yield found("not-repeatable")
            return
        if run.dx is None:
            points.pop("x")
        for which, point in points.items():
            given = run.dx if which == "x" else run.grads.get(which)
            if run.dx is None and not run.grads:
                return
            if given is None:
                yield found("no-gradient", which=which)
                continue
            if which != "x":
                given, problem = numbers_in(given, which, "backward", finite=False)
                if problem is not None:
                    yield problem
                    continue
            if given.shape != point.shape:
                if which not in self.misshapen:
                    yield wrong_shape(which, given, point, run)
                self.misshapen.add(which)
                continue
            if point.dtype != np.float64:
                yield found("not-float64", which=which, dtype=point.dtype)
                continue
            error = self._along_directions(start, run, point, given)
            self.checked += 1
            if error <= RIGHT:
                self.worst = max(self.worst, error)
                continue
            if len(self.wrong.get(which, ())) == EXPLAINED:
                continue
            jacobian = self._jacobian(start, run, point)
            measured = (run.r.ravel() @ jacobian).reshape(point.shape)
            error = error_between(given, measured)
            if error <= RIGHT:
                continue
            suspects = self._suspects(which, run, given, measured, jacobian)
            self.wrong.setdefault(which, []).append(Wrong(run, given, measured, error, suspects))

    def _along_directions(self, start: Instance, run: Run, point: Array, given: Array) -> float:
        rng = np.random.default_rng(5)
        worst = 0.0
        old = point.copy()
        for _ in range(DIRECTIONS):
            v = rng.standard_normal(point.shape)
            ys = []
            for sign in (1, -1):
                point[...] = old + sign * H * v
                ys.append(self._output(start, run.x, run.train))
            point[...] = old
            measured = float((run.r * ((ys[0] - ys[1]) / (2 * H))).sum())
            scale = float(np.abs(given * v).sum()) + abs(measured) + 1e-12
            error = abs(float((given * v).sum()) - measured) / scale
            worst = max(worst, error if np.isfinite(error) else np.inf)
        return worst

    def _jacobian(self, start: Instance, run: Run, point: Array) -> Array:
        """How each output moves with each element, by differences; shape (outputs, elements)."""
        columns = []
        flat = point.reshape(-1)
        assert np.shares_memory(flat, point)
        for i in range(flat.size):
            old = flat[i]
            ys = []
            for sign in (1, -1):
                flat[i] = old + sign * H
                ys.append(self._output(start, run.x, run.train).ravel())
            flat[i] = old
            columns.append((ys[0] - ys[1]) / (2 * H))
        return np.stack(columns, axis=1)

    def _suspects(
        self, which: str, run: Run, given: Array, measured: Array, jacobian: Array
    ) -> dict[str, dict[str, Any]]:
        """The mistakes that would give these very numbers, the surest first."""
        fits: dict[str, dict[str, Any]] = {}
        N = len(run.x)
        r, flat = run.r, run.r.ravel()

        def same(array: Array) -> bool:
            return array.shape == given.shape and error_between(given, array) < SAME

        if which != "x" and not measured.any():
            return {"not-used": {}}
        known = list(_formulas.gradients(self.subject.kind, run.layer, run.x, run.y, r, run.train))
        for of, name, array in known:
            if name == "not-of-this-forward" and of == which and same(array):
                return {name: {"kind": self.subject.kind}}
        if same(np.zeros_like(given)):
            return {"zero": {}}
        factors = (
            ("sign", -1.0), ("averaged", 1 / N), ("summed", float(N)), ("half", 0.5),
            ("doubled", 2.0), ("averaged-values", run.x.shape[1] / run.x.size),
            ("averaged-values", r.shape[1] / r.size if r.ndim > 1 else 1.0),
            ("averaged-outputs", N / r.size), ("averaged-everything", 1 / r.size),
            ("averaged-features", N / run.x.size),
        )  # fmt: skip
        for of, name, array in known:
            if of == which and same(array):
                fits.setdefault(name, {})
        for name, factor in factors:
            if (N > 1 or name not in ("averaged", "summed")) and factor != 1:
                if not same(factor * measured):
                    continue
                fits.setdefault(name, {"factor": f"{factor:.4g}", "count": N})
        best = float((given * measured).sum() / (measured * measured).sum())
        if abs(best - 1) > 1e-3 and abs(best) > 1e-9 and same(best * measured):
            fits.setdefault("factor", {"factor": f"{best:.6g}"})
        if which == "x" and r.shape == run.x.shape:
            if same(r):
                fits.setdefault("dout-itself", {})
            if same((np.diag(jacobian) * flat).reshape(r.shape)):
                fits.setdefault("neighbours-missing", {})
            if same((jacobian @ flat).reshape(r.shape)):
                fits.setdefault("jacobian-not-transposed", {})
        if len(r) == N > 1:
            for name, n in (("first-sample", 0), ("last-sample", N - 1)):
                only = np.zeros_like(r)
                only[n] = r[n]
                if same((only.ravel() @ jacobian).reshape(given.shape)):
                    fits.setdefault(name, {"count": N})
        if not fits:
            fits.update(self._other_runs(which, run, given))
        if given.ndim == 2 and given.shape[0] == given.shape[1] and same(measured.T):
            fits.setdefault("transposed", {})
        return fits

    def _other_runs(self, which: str, run: Run, given: Array) -> dict[str, dict[str, Any]]:
        """Whether the gradient does not depend on dout, or belongs to parameters of before."""
        layer = copy.deepcopy(self.prepared(run.case))
        (_, trouble) = self.call(lambda _: layer.forward(run.x.copy(), run.train), "x")
        dx, trouble = self.call(lambda _: layer.backward(2 * run.r), "dout")
        again = dx if which == "x" else layer.grads().get(which)
        if trouble is None and isinstance(again, np.ndarray) and again.shape == given.shape:
            if error_between(again, given) < SAME:
                return {"dout-ignored": {}}
            if error_between(again, 4 * given) < SAME:
                return {"dout-squared": {}}
        if which == "x" and run.layer.stepped:
            layer = copy.deepcopy(self.prepared(run.case))
            for name, p in layer.params.items():
                p[...] = run.layer.stepped[name]
            then = (run.r.ravel() @ self._jacobian(layer, run, run.x)).reshape(run.x.shape)
            if error_between(then, given) < SAME:
                return {"weights-already-new": {}}
        old = self.subject.fresh(run.case)
        if self.subject.kind != "batch-norm" and old.params:
            point = run.x if which == "x" else old.params[which]
            then = (run.r.ravel() @ self._jacobian(old, run, point)).reshape(point.shape)
            if error_between(then, given) < SAME:
                return {"stale-copy": {}}
        return {}

    def _verdict(self) -> Iterator[Finding]:
        """Name what explains a gradient at every shape at which it is wrong, or give the number."""
        for which, cases in self.wrong.items():
            names = [n for n in cases[0].suspects if all(n in w.suspects for w in cases)]
            wrong = cases[0]
            if not names and len(cases) > 1:  # at a square, or one sample, two may look alike
                names = [n for n in wrong.suspects if n not in ("factor",)]
                names = names if all(w.suspects for w in cases) else []
            place = np.unravel_index(
                np.nan_to_num(np.abs(wrong.given - wrong.measured), nan=np.inf).argmax(),
                wrong.given.shape,
            )
            values: dict[str, Any] = {
                "which": which,
                "at": wrong.run.case.words(),
                "error": f"{wrong.error:.2g}",
                "place": tuple(int(i) for i in place),
                "got": f"{wrong.given[place]:.6g}",
                "want": f"{wrong.measured[place]:.6g}",
                "mode": wrong.run.train if wrong.run.layer.has_mode else None,
            }
            if names == ["not-used"] or (names and names[0] == "not-used"):
                yield self._not_used(which, wrong.run, values)
            elif names:
                # where samples are columns, the layers of a famous course divide, and not the loss
                here = names[0] == "averaged" and self.subject.columns
                name = "averaged-here" if here else names[0]
                yield found(name, **{**values, **wrong.suspects[names[0]]})
            elif wrong.run.train in self.other_forward:
                yield found("after-forward", **values)
            elif which not in self.misshapen:
                yield found("unknown", **values)
        if self.checked and not self.wrong:
            shapes = len(set(self.shapes))
            yield found("gradients", error=f"{self.worst:.0e}", shapes=shapes)

    def _not_used(self, which: str, run: Run, values: dict[str, Any]) -> Finding:
        """Forward does not read the array: it uses a copy, or nothing."""
        mine, other = self.subject.fresh(run.case), self.subject.fresh(run.case, seed=40)
        p, q = mine.params.get(which), other.params.get(which)
        if p is not None and q is not None and not self.subject.pair and not self.subject.fixed:
            made = self.subject.fresh(run.case)
            y = self._output(made, run.x, run.train)
            # another layer, alike but for this one array, from the very start
            names = [n for n in other.params if n != which]
            for name in names:
                other.params[name][...] = mine.params[name]
            z = self._output(other, run.x, run.train)
            if y.shape == z.shape and not np.allclose(y, z):
                return found("own-copy", **values)
        return found("not-used", **values)

    # ---- Samples, training and inference

    def _samples(self, runs: list[Run]) -> Iterator[Finding]:
        """A batch is its samples one by one, unless it is normalised in training."""
        checked = False
        for run in runs:
            moded = run.layer.has_mode
            if self.subject.kind == "batch-norm" and (run.train or not moded):
                if not moded:
                    yield found("no-inference", kind="batch-norm")
                continue
            if self.subject.kind == "batch-norm" and run.train in self.other_forward:
                continue  # and has been said
            if (moded and run.train and self.subject.kind is None) or len(run.x) < 2:
                continue
            layer = self.prepared(run.case)
            try:
                alone = self._output(layer, run.x[:1].copy(), run.train)
            except Exception:
                continue
            checked = True
            if alone.shape != run.y[:1].shape or error_between(alone, run.y[:1]) < SAME:
                continue
            difference = f"{np.abs(alone - run.y[:1]).max():.2g}"
            name = "batch-at-inference" if moded and not run.train else "samples-mixed"
            firsts = run.y.flat[0], alone.flat[0]
            got, want = (f"{number:.6g}" for number in firsts)
            yield found(
                name,
                mode=run.train if moded else None,
                at=run.case.words(),
                difference=difference,
                place=(0,) * run.y.ndim,
                got=got,
                want=want,
            )
            return
        if checked:
            yield found("samples")

    def _types(self, case: Case) -> Iterator[Finding]:
        """float32 in, float32 out."""
        if self.subject.fixed:
            return
        try:
            layer = self.prepared(case, dtype=np.float32)
            if any(p.dtype != np.float32 for p in layer.params.values()):
                return
            results = {}
            for train in (True, False) if layer.has_mode else (True,):
                x = numbers(case.x, seed=1).astype(np.float32)
                y = np.asarray(layer.forward(x, train))
                results["y"] = y.dtype
                dx = layer.backward(np.ones_like(y, dtype=np.float32))
                if dx is None:
                    return
                results["x"] = np.asarray(dx).dtype
                results.update({n: np.asarray(g).dtype for n, g in layer.grads().items()})
                for which, dtype in results.items():
                    if dtype.kind != "f" or dtype.itemsize < 4:
                        yield found("type-lost", which=which, dtype=dtype)
                        return
                    if dtype != np.float32:
                        yield found("float64", which=which, dtype=dtype)
                        return
        except Exception:
            return
        yield found("types")

    def _large(self, run: Run) -> Iterator[Finding]:
        """Large inputs, in float64 and in float32, where exp overflows from 89 on."""
        for dtype, size in ((np.float64, 1000.0), (np.float32, 100.0)):
            x: Array = np.where(run.x > 0, size, -size).astype(dtype)
            layer = self.prepared(run.case)
            y, stop = self.call(partial(_forward, layer, x, run.train), "x")
            if stop is None and not np.isfinite(np.asarray(y, np.float64)).all():
                yield found("overflows", size=f"{size:g}", dtype=np.dtype(dtype))
                return


# ---- Small things


def _forward(layer: Instance, x: Array, train: bool, _: Any) -> Any:
    return layer.forward(x, train)


def _left(layer: Instance) -> bool:
    """Whether backward has left gradients as attributes, too."""
    returned, layer.returned = layer.returned, {}
    left = bool(layer.grads())
    layer.returned = returned
    return left
