"""The examination of a loss."""

import copy
import inspect
import re
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._text import one_line
from lesson_code._types import Array
from lesson_code.examine._instances import MODES, Still, error_between, generator
from lesson_code.examine._mistakes import found, in_words, stopped
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem, frozen
from lesson_code.functions import log_softmax, sigmoid, softmax
from lesson_code.gradient_check import numerical_gradient

NAMES = (
    ("binary-cross-entropy", r"binary_?cross|bce|sigmoid_?(with_?loss|cross)"),
    ("softmax-cross-entropy", r"softmax|cross_?entropy"),
    ("sum-of-squares", r"sum_?(of_?)?squares?|sum_?squared|^squares$"),
    ("mean-squared-error", r"mean_?squared?|mse"),
    ("hinge", r"hinge|svm"),
)
OTHER = "other-loss"
# Of probabilities, which a softmax has made; a name does not tell it from that of logits
OF_PROBABILITIES = "cross-entropy"
KINDS = (*sorted([*(name for name, _ in NAMES), OF_PROBABILITIES]), OTHER)
TARGETS = {"t", "y_true", "target", "targets", "label", "labels", "y", "Y"}
RIGHT, SAME = 1e-5, 1e-5  # a small constant within the logarithm moves the sixth digit
SHAPES = ((4, 3), (1, 3), (3, 5))
LARGE = 3000.0

Call = Callable[[Array, Any], float]


def kind_of(name: str) -> str | None:
    """What a name says that a loss is."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return next((kind for kind, pattern in NAMES if re.search(pattern, plain)), None)


def takes_targets(forward: Any, name: str = "") -> bool:
    """Whether a forward takes answers and targets."""
    if not callable(forward):
        return False
    names = _arguments(forward)
    if len(names) != 2 or names[1] in MODES:
        return False
    return names[1] in TARGETS or kind_of(name) is not None


def is_function(target: Any) -> bool:
    """Whether a function is a loss as in CS231n: of scores and labels, loss and gradient back."""
    names = _arguments(target)
    return len(names) == 2 and names[1] in TARGETS


def _arguments(call: Any) -> list[str]:
    try:
        parameters = inspect.signature(call).parameters.values()
    except (TypeError, ValueError):
        return []
    empty = inspect.Parameter.empty
    return [p.name for p in parameters if p.default is empty and p.name != "self"]


class _Loss:
    """A loss, made anew for each run.

    As a class of nnfs it leaves what it computes in attributes, its forward may give a loss for
    each sample, of which `calculate` takes the mean, and its backward is handed what went into the
    loss: the probabilities, also where softmax is a part of it.
    """

    def __init__(self, module: types.ModuleType, target: Any, given: Mapping[str, Any]) -> None:
        self.target, self.given, self.still = target, given, Still(module)
        self.path = str(module.__file__)
        self.function = not inspect.isclass(target) and is_function(target)
        self.made = None if self.function else self.make()
        self.gradient: Any = None
        self.came_in: tuple[Array, Any] = np.empty(0), None

    def make(self) -> Any:
        try:
            return self.target(**self.given)
        except Exception as error:
            what = f"{type(error).__name__}: {one_line(error)}"
            raise Problem(
                en=f"the loss could not be made ({what}); hand over what it needs, such as --with "
                "reduction=mean",
                ja=f"損失関数を作れませんでした（{what}）。必要なものを --with reduction=mean の"
                "ように渡してください",
            ) from error

    def fresh(self) -> "_Loss":
        other = copy.copy(self)
        other.made = None if self.function else self.make()
        return other

    @property
    def takes_targets_back(self) -> bool:
        """Whether backward is that of nnfs, of values and targets."""
        return len(_arguments(getattr(self.made, "backward", None))) == 2

    def forward(self, y: Array, t: Any) -> Any:
        if self.function:
            result = self.target(y, t)
            if isinstance(result, tuple) and len(result) == 2:
                self.gradient = result[1]
                return result[0]
            return result
        made: Any = self.made
        self.came_in = y, t
        if not self.takes_targets_back:
            return made.forward(y, t)
        if callable(getattr(made, "new_pass", None)):
            made.new_pass()
        value = (made.calculate if hasattr(made, "calculate") else made.forward)(y, t)
        return np.mean(value) if np.ndim(value) == 1 else value

    def backward(self, dout: float = 1.0) -> Any:
        if self.function:
            return self.gradient
        made: Any = self.made
        if not hasattr(made, "backward"):
            return None
        if self.takes_targets_back:
            y, t = self.came_in
            values = getattr(made, "output", y)
            result = made.backward(values, t)
        else:
            takes = list(inspect.signature(made.backward).parameters)
            result = made.backward(dout) if takes else made.backward()
        return getattr(made, "dinputs", None) if result is None else result


def examine(
    module: types.ModuleType,
    target: Any,
    name: str,
    given: Mapping[str, Any],
    kind: str | None,
) -> tuple[list[Finding], tuple[str, str | None, str]]:
    """What is found, and what was examined as what."""
    examination = _Examination(_Loss(module, target, given), kind)
    findings = list(examination.findings())
    return findings, ("loss", examination.kind, f"{examination.targets}")


class _Examination:
    def __init__(self, loss: _Loss, kind: str | None) -> None:
        self.loss, self.kind = loss, kind
        self.targets = ""

    def findings(self) -> Iterator[Finding]:
        self.probabilities = self._of_probabilities()
        y = self._answers(*SHAPES[0])
        chosen = self._choose_targets(y)
        if isinstance(chosen, Finding):
            yield chosen
            return
        self.targets = chosen
        yield from self._writes(y)
        value, trouble = self._value(y, _targets(self.targets, *SHAPES[0]))
        if trouble is not None:
            yield trouble
            return
        other = list(self._values())
        yield from other
        wrong = list(self._gradients())
        yield from wrong
        yield from self._state(y)
        if self.probabilities:
            yield from self._zero()
        elif self.kind == "softmax-cross-entropy":
            yield from self._large(any(f.level == "fault" for f in (*other, *wrong)))

    def _of_probabilities(self) -> bool:
        """Whether it is a loss of probabilities, from which no softmax or sigmoid is taken."""
        if self.kind == OF_PROBABILITIES:
            return True
        if self.kind not in (None, "softmax-cross-entropy", "binary-cross-entropy"):
            return False
        N, K = SHAPES[0]
        logits = _answers(N, K)
        for kind, p, targets in (
            (OF_PROBABILITIES, softmax(logits), "labels"),
            (OF_PROBABILITIES, softmax(logits), "rows"),
            ("binary-cross-entropy", sigmoid(logits), "yes-no"),
        ):
            t = _targets(targets, N, K)
            value, trouble = self._value(p, t)
            right = [want for name, want in _losses(kind, p, t, True) if not name]
            if trouble is None and any(_near(value, want) for want in right):
                self.kind = kind
                return True
        return False

    def _answers(self, N: int, K: int) -> Array:
        """What goes into the loss."""
        logits = _answers(N, K)
        if not self.probabilities:
            return logits
        return softmax(logits) if self.kind == OF_PROBABILITIES else sigmoid(logits)

    def _choose_targets(self, y: Array) -> str | Finding:
        """Labels, one-hot rows, or numbers: what the loss is for, and else what it takes."""
        N, K = y.shape
        order = ("labels", "rows", "numbers")
        if self.kind == "binary-cross-entropy":
            order = ("yes-no", "rows", "labels")
        elif self.kind in ("mean-squared-error", "sum-of-squares"):
            order = ("numbers", "rows", "labels")
        first: Exception | None = None
        ran: str | None = None
        for targets in order:
            try:
                value = self.loss.fresh().forward(y.copy(), _targets(targets, N, K))
                if np.size(value) == 1:
                    return targets
                ran = ran or targets
            except Exception as error:
                first = first or error
        if ran is not None:
            return ran
        assert first is not None
        finding = stopped(first, self.loss.path, "y")
        if self.kind is not None and finding.line is not None:
            return finding
        raise Problem(
            en=f"the loss takes neither labels (N,) nor one-hot rows nor numbers (N, K) for its "
            f"targets. {in_words(finding)['en']}",
            ja="ラベル (N,)、one-hotの行、数 (N, K) のどれを正解として渡しても動きません。"
            f"{in_words(finding)['ja']}",
            line=finding.line,
        )

    def _value(self, y: Array, t: Any) -> tuple[float, Finding | None]:
        try:
            with np.errstate(all="ignore"):
                value = self.loss.fresh().forward(y.copy(), t)
        except Exception as error:
            return 0.0, stopped(error, self.loss.path, "y")
        if value is None:
            return 0.0, found("no-return", function="forward")
        if np.size(value) != 1 or np.asarray(value).dtype.kind not in "fiu":
            got = f"{type(value).__name__} of shape {np.shape(value)}"
            return 0.0, found("no-number", got=got)
        number = float(np.asarray(value).ravel()[0])
        if not np.isfinite(number):
            return number, found("loss-not-finite", got=number, shape=y.shape)
        return number, None

    def _writes(self, y: Array) -> Iterator[Finding]:
        t = _targets(self.targets, *y.shape)
        try:
            loss = self.loss.fresh()
            loss.forward(frozen(y), frozen(t))
            loss.backward()
        except Exception as error:
            finding = stopped(error, self.loss.path, "y")
            if finding.name != "writes":
                yield finding
                return
            code = finding.texts["en"].rpartition("\n")[2]
            yield found("loss-writes", line=finding.line, which="y or t", code=code)

    # ---- The value

    def _values(self) -> Iterator[Finding]:
        named: list[list[str]] = []
        first: tuple[tuple[int, ...], float, float] | None = None
        fits_all: set[str] | None = None
        for shape in SHAPES:
            y, t = self._answers(*shape), _targets(self.targets, *shape)
            value, trouble = self._value(y, t)
            if trouble is not None:
                yield trouble
                return
            if self.kind is None:
                fits = {k for k in KINDS if k != OTHER and self._is(k, y, t, value)}
                fits_all = fits if fits_all is None else fits_all & fits
                continue
            known = list(_losses(self.kind, y, t, self.probabilities))
            if not known:
                return
            if any(_near(value, want) for name, want in known if not name):
                continue
            right = next(want for name, want in known if not name)
            first = first or (shape, value, right)
            named.append([name for name, want in known if name and _near(value, want)])
        if self.kind is None:
            self.kind = sorted(fits_all)[0] if fits_all else None
            if self.kind is not None:
                yield found("loss-value", kind=self.kind, shapes=len(SHAPES))
            return
        if first is None:
            yield found("loss-value", kind=self.kind, shapes=len(SHAPES))
            return
        at, value, right = first
        values: dict[str, Any] = {
            "kind": self.kind,
            "shape": at,
            "got": f"{value:.6g}",
            "want": f"{right:.6g}",
        }
        names = [n for n in named[0] if all(n in others for others in named)]
        yield found(names[0] if names else "unknown-loss", **values)

    def _is(self, kind: str, y: Array, t: Any, value: float) -> bool:
        return any(_near(value, want) for name, want in _losses(kind, y, t) if not name)

    # ---- The gradient

    def _gradient(self, y: Array, t: Any, loss: _Loss | None = None) -> Any:
        loss = loss or self.loss.fresh()
        with np.errstate(all="ignore"):
            loss.forward(y.copy(), t)
            return loss.backward()

    def _gradients(self) -> Iterator[Finding]:
        wrong: list[tuple[tuple[int, ...], Array, Array, float, dict[str, dict[str, Any]]]] = []
        worst = 0.0
        for shape in SHAPES:
            y, t = self._answers(*shape), _targets(self.targets, *shape)

            def value(y: Array, t: Any = t) -> float:
                return float(np.asarray(self.loss.fresh().forward(y.copy(), t)).ravel()[0])

            try:
                given = self._gradient(y, t)
                measured = numerical_gradient(value, y)
            except Exception as error:
                yield stopped(error, self.loss.path, "dout")
                return
            if given is None:
                no_backward = not self.loss.function and not hasattr(self.loss.made, "backward")
                if no_backward:
                    yield found("no-backward", what="the loss")
                else:
                    yield found("no-return", function="backward")
                return
            given = np.asarray(given)
            if given.dtype.kind not in "fiu" or given.shape != y.shape:
                yield found(
                    "gradient-shape", which="y", got=given.shape, want=y.shape, count=len(y)
                )
                return
            error_ = error_between(given, measured)
            worst = max(worst, error_ if error_ <= RIGHT else 0)
            if error_ > RIGHT:
                suspects = self._suspects(y, t, given, measured)
                wrong.append((shape, given, measured, error_, suspects))
        if not wrong:
            yield found("loss-gradients", shapes=len(SHAPES), error=f"{worst:.0e}")
            return
        at, given, measured, error_, suspects = wrong[0]
        names = [n for n in suspects if all(n in w[4] for w in wrong)]
        if names:
            yield found(names[0], **{"count": at[0], "classes": at[1], **suspects[names[0]]})
            return
        place = np.unravel_index(np.abs(given - measured).argmax(), given.shape)
        yield found(
            "loss-gradient",
            error=f"{error_:.2g}",
            shape=at,
            place=tuple(int(i) for i in place),
            got=f"{given[place]:.6g}",
            want=f"{measured[place]:.6g}",
        )

    def _suspects(
        self, y: Array, t: Any, given: Array, measured: Array
    ) -> dict[str, dict[str, Any]]:
        N, K = y.shape
        fits: dict[str, dict[str, Any]] = {}

        def same(array: Array) -> bool:
            return array.shape == given.shape and error_between(given, array) < SAME

        for name, factor in (
            ("factor-n-missing", float(N)), ("divided-twice", 1 / N), ("loss-gradient-sign", -1.0),
            ("divided-by-classes", 1 / K), ("times-classes", float(K)),
            ("loss-gradient-half", 2.0), ("loss-gradient-half", 0.5),
        ):  # fmt: skip
            if factor != 1 and same(factor * measured):
                fits.setdefault(name, {"factor": f"{factor:g}"})
        rows = _rows(t, K)
        if rows is not None:
            p, columns = softmax(y), softmax(y.T).T
            some = p.copy()
            some[:, np.asarray(rows.argmax(axis=1))] -= 1
            for divisor in (N, 1):
                for name, array in (
                    ("at-the-probabilities", -rows / p),
                    ("probabilities-alone", p),
                    ("more-than-one-class", some),
                    ("loss-gradient-columns", columns - rows),
                    ("loss-gradient-columns", np.exp(y) / np.exp(y).sum() - rows),
                    ("logarithm-for-probabilities", log_softmax(y) - rows),
                ):
                    if same(array / divisor):
                        fits.setdefault(name, {})
        total = float((measured * measured).sum())
        best = float((given * measured).sum()) / total if total else 0.0
        if abs(best - 1) > 1e-3 and abs(best) > 1e-9 and same(best * measured):
            fits.setdefault("loss-gradient-factor", {"factor": f"{best:.6g}"})
        return fits

    # ---- Calls after one another

    def _state(self, y: Array) -> Iterator[Finding]:
        if self.loss.function:
            return
        N, K = y.shape
        t = _targets(self.targets, N, K)
        loss = self.loss.fresh()
        try:
            first = self._gradient(y, t, loss)
            once = None if first is None else np.array(first, np.float64)
            second = loss.backward()
            if once is None or second is None:
                return
            if np.shape(second) == once.shape and error_between(second, once) > SAME:
                yield found("loss-second-backward")
            loss = self.loss.fresh()
            loss.forward(self._answers(N + 2, K), _targets(self.targets, N + 2, K))
            again = self._gradient(y, t, loss)
            if np.shape(again) != once.shape or error_between(again, once) > SAME:
                yield found("loss-remembers")
                return
            one, other = self.loss.fresh(), self.loss.fresh()
            one.forward(y.copy(), t)
            other.forward(1 - y, t)
            if error_between(one.backward(), once) > SAME:
                yield found("loss-of-the-class")
            made = self.loss.fresh()
            assert made.made is not None
            if inspect.signature(made.made.backward).parameters and not made.takes_targets_back:
                made.forward(y.copy(), t)
                if error_between(made.backward(2.0), once) < SAME:
                    yield found("dout-not-used")
        except Exception as error:
            yield stopped(error, self.loss.path, "dout")

    # ---- Extreme answers

    def _zero(self) -> Iterator[Finding]:
        """Probabilities that are 0 and 1, and wrong."""
        N, K = SHAPES[0]
        t = _targets(self.targets, N, K)
        p = np.array(_rows(t, K) if self.kind == OF_PROBABILITIES else t, np.float64)
        _, trouble = self._value(1 - p if self.kind != OF_PROBABILITIES else p[:, ::-1].copy(), t)
        if trouble is not None:
            yield found("log-of-0")

    def _large(self, wrong: bool) -> Iterator[Finding]:
        label = self.targets
        t = _as_targets(label, np.array([0, 1]), 3)

        def both(y: Array) -> tuple[float, bool]:
            try:
                with np.errstate(all="ignore"):
                    loss = self.loss.fresh()
                    value = float(np.asarray(loss.forward(y.copy(), t)).ravel()[0])
                    gradient = np.asarray(loss.backward(), np.float64)
                # a gradient that is wrong has been named; what it does here follows from that
                return value, wrong or bool(np.isfinite(gradient).all())
            except Exception:
                return np.nan, False

        words = {True: {"en": "loss", "ja": "損失"}, False: {"en": "gradient", "ja": "勾配"}}
        # the right class leads, wherever it stands, so that no logarithm is of a small number
        high = np.array([[LARGE, 0.0, 1.0], [0.0, LARGE, 1.0]])
        for y in (high, high[:, ::-1].copy()):
            labels = t if y is high else _as_targets(label, np.array([2, 1]), 3)
            kept, t = t, labels
            value, finite = both(y)
            t = kept
            if not np.isfinite(value) or not finite:
                yield found("loss-overflows", size=f"{LARGE:g}", what=words[not np.isfinite(value)])
                return
        apart = np.array([[0.5, 0.0, 0.2], [-LARGE, -LARGE + 1, -LARGE]])
        value, finite = both(apart)
        if not np.isfinite(value) or not finite:
            yield found("batch-maximum", size=f"{LARGE:g}", what=words[not np.isfinite(value)])
            return
        behind = np.array([[-LARGE, 0.0, -LARGE], [0.0, -LARGE, -LARGE]])
        value, finite = both(behind)
        if not np.isfinite(value):
            yield found("loss-underflows", size=f"{LARGE:g}")
        elif value < 0.99 * LARGE and not wrong:
            yield found("small-constant", size=f"{LARGE:g}", got=f"{value:.4g}")
        elif not wrong:
            tiny = np.array([[40.0, 0.0, 0.0], [0.0, 40.0, 0.0]])
            value, _ = both(tiny)
            right = float(-log_softmax(tiny)[[0, 1], [0, 1]].mean())
            if value > 1e-12 + 10 * right or value < 0:
                yield found("constant-in-sum", got=f"{value:.3g}", want=f"{right:.3g}")
            else:
                yield found("loss-large", size=f"{LARGE:g}")


# ---- Answers, targets and formulas


def _answers(N: int, K: int) -> Array:
    return generator(N * 10 + K).standard_normal((N, K))


def _labels(N: int, K: int) -> NDArray[np.intp]:
    return (np.arange(N) * 2 + 1) % K  # not in order, and not the same for two in a row


def _as_targets(targets: str, labels: Any, K: int) -> Any:
    return labels if targets == "labels" else np.eye(K)[labels]


def _targets(targets: str, N: int, K: int) -> Any:
    if targets == "numbers":
        return generator(N + 100 * K).standard_normal((N, K))
    if targets == "yes-no":
        return (np.arange(N * K).reshape(N, K) % 3 == 0).astype(np.float64)
    return _as_targets(targets, _labels(N, K), K)


def _rows(t: Any, K: int) -> Array | None:
    t = np.asarray(t)
    if t.ndim == 1 and t.dtype.kind in "iu":
        return np.eye(K)[t]
    return t if ((t == 0) | (t == 1)).all() and (t.sum(axis=1) == 1).all() else None


def _losses(
    kind: str, y: Array, t: Any, probabilities: bool = False
) -> Iterator[tuple[str, float]]:
    """What a loss of this kind is, under "", and what mistakes would give."""
    N, K = y.shape
    rows = _rows(t, K)
    if kind == OF_PROBABILITIES and rows is not None:
        with np.errstate(all="ignore"):
            each = -np.log((rows * y).sum(axis=1))
        yield "", float(each.mean())
        yield "loss-sum", float(each.sum())
        yield "loss-sign", -float(each.mean())
        yield "loss-sign", -float(each.sum())
        yield "loss-bits", float(each.mean() / np.log(2))
        yield "loss-over-classes", float(each.mean() / K)
    if kind == "softmax-cross-entropy" and rows is not None:
        each = -(rows * log_softmax(y)).sum(axis=1)
        yield "", float(each.mean())
        yield "loss-sum", float(each.sum())
        yield "loss-over-classes", float(each.mean() / K)
        yield "loss-over-classes", float(each.sum() / K)
        yield "loss-sign", -float(each.mean())
        yield "loss-sign", -float(each.sum())
        yield "loss-bits", float(each.mean() / np.log(2))
        yield "loss-first-or-last", float(each[0])
        yield "loss-first-or-last", float(each[-1])
        yield "loss-of-probability", float((rows * softmax(y)).sum(axis=1).mean())
        yield "loss-of-probability", -float((rows * softmax(y)).sum(axis=1).mean())
        over_batch = y - np.log(np.exp(y).sum(axis=0))
        yield "softmax-columns", -float((rows * over_batch).sum() / N)
        over_all = y - np.log(np.exp(y).sum())
        yield "softmax-whole-batch", -float((rows * over_all).sum() / N)
    elif kind == "binary-cross-entropy" and np.shape(t) == y.shape:
        p = y if probabilities else sigmoid(y)
        each = -(t * np.log(p) + (1 - t) * np.log(1 - p))
        yield "", float(each.mean())
        yield "", float(each.sum() / N)
        yield "loss-sum", float(each.sum())
        yield "loss-sign", -float(each.mean())
    elif kind in ("mean-squared-error", "sum-of-squares"):
        target = rows if np.ndim(t) == 1 and rows is not None else np.asarray(t)
        if target.shape != y.shape:
            return
        squares = (y - target) ** 2
        right = (squares.mean(),) if kind == "mean-squared-error" else (squares.sum() / (2 * N),)
        more = (squares.sum() / N, squares.sum() / (2 * N), squares.mean() / 2)
        for value in (*right, *(more if kind == "mean-squared-error" else (squares.sum() / 2,))):
            yield "", float(value)
        yield "loss-half", float(squares.sum() / N)
        yield "loss-sum", float(squares.sum())
        yield "loss-sum", float(squares.sum() / 2)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= RIGHT * max(abs(a), abs(b))
