"""The examination of an optimiser: its steps against formulas written out by hand."""

import contextlib
import copy
import inspect
import itertools
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from lesson_code._text import one_line
from lesson_code._types import Array
from lesson_code.examine._instances import Still, is_parameter
from lesson_code.examine._mistakes import found, in_words, stopped
from lesson_code.examine._rules import RIGHT, WRONG, Rule
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem

NAMES = (
    ("adamw", r"adam_?w(?![a-z])"),
    ("adam", r"^adam"),
    ("adagrad", r"ada_?grad"),
    ("rmsprop", r"rms_?prop"),
    ("nesterov", r"nesterov|nag"),
    ("momentum", r"momentum"),
    ("sgd", r"^(sgd|gradient_?descent|gd)$"),
)
KINDS = tuple(sorted(name for name, _ in NAMES))
ALIASES: dict[str, tuple[str, ...]] = {
    "lr": ("lr", "learning_rate", "rate", "eta", "step_size", "alpha"),
    "momentum": ("momentum", "mu", "beta", "rho", "gamma"),
    "decay": ("decay", "decay_rate", "rho", "beta", "gamma", "alpha", "beta2"),
    "beta1": ("beta1", "beta_1", "b1"),
    "beta2": ("beta2", "beta_2", "b2"),
    "eps": ("eps", "epsilon", "delta"),
    "weight_decay": ("weight_decay", "wd", "l2", "lambda_"),
}
NEEDS: dict[str, tuple[str, ...]] = {
    "sgd": ("lr",),
    "momentum": ("lr", "momentum"),
    "nesterov": ("lr", "momentum"),
    "adagrad": ("lr", "eps"),
    "rmsprop": ("lr", "decay", "eps"),
    "adam": ("lr", "beta1", "beta2", "eps"),
    "adamw": ("lr", "beta1", "beta2", "eps", "weight_decay"),
}
# None of them usual, so that a constant in the code is told from what was handed over
VALUES = {"lr": 0.05, "momentum": 0.7, "decay": 0.8, "beta1": 0.7, "beta2": 0.95, "eps": 1e-3}
VALUES["weight_decay"] = 0.3
USUAL: dict[str, tuple[float, ...]] = {
    "lr": (0.01, 0.001, 0.1, 1.0),
    "momentum": (0.9, 0.99, 0.5),
    "decay": (0.9, 0.99, 0.999, 0.95),
    "beta1": (0.9,),
    "beta2": (0.999, 0.99),
    "eps": (1e-8, 1e-7, 1e-6, 1e-10, 1e-5, 0.0),
    "weight_decay": (0.01, 0.0),
}
DECAYS = ("weight_decay", "wd", "l2", "lambda_")
STEPS = 6
SAME = 1e-9  # relative error of a movement; a thousandth of what the smallest eps would change


def kind_of(name: str) -> str | None:
    """What a name says that an optimiser is."""
    plain = re.sub(r"^optimi[sz]er_?|_?optimi[sz]er$", "", name.lower())
    return next((kind for kind, pattern in NAMES if re.search(pattern, plain)), None)


UPDATES = ("update", "step", "update_params")  # what the method may be called that makes a step
GIVEN_ONCE = ("params", "parameters", "param_list")  # what PyTorch-like ones are made with


def is_optimizer(thing: Any) -> bool:
    """Whether a class, or an object, has a method that makes a step."""
    return any(callable(getattr(thing, name, None)) for name in UPDATES)


def is_rule(target: Any) -> bool:
    """Whether a function is an update rule as in CS231n, of w, dw and config."""
    try:
        names = list(inspect.signature(target).parameters)
    except (TypeError, ValueError):
        return False
    return len(names) == 3 and names[1] == f"d{names[0]}"


def gradients() -> list[dict[str, Array]]:
    """Of two parameters, in each step others; large and small ones, of both signs."""
    rng = np.random.default_rng(6)
    sizes = np.array([1.0, 1e-2, 1e-4])
    return [
        {"W": rng.standard_normal((2, 3)) * sizes, "b": rng.standard_normal(3) * sizes}
        for _ in range(STEPS)
    ]


GRADIENTS = gradients()


def start() -> dict[str, Array]:
    """Where the parameters begin."""
    rng = np.random.default_rng(8)
    return {"W": rng.uniform(0.1, 0.5, (2, 3)), "b": rng.uniform(0.1, 0.5, 3)}


@dataclass
class _Made:
    """An optimiser that was made, and what it works on from step to step, if it holds that."""

    optimizer: Any
    layer: Any = field(default_factory=types.SimpleNamespace)  # nnfs keeps velocities in layers
    parameters: dict[str, Any] = field(default_factory=dict)  # objects with data and grad
    configs: dict[str, Any] = field(default_factory=dict)  # of a rule, by parameter


class _Optimizer:
    """An optimiser, whichever way it is called; `style` is one of the ways of `update`."""

    def __init__(
        self, module: types.ModuleType, target: Any, name: str, given: Mapping[str, Any]
    ) -> None:
        self.module, self.target, self.name, self.given = module, target, name, given
        self.path = str(module.__file__)
        self.still = Still(module)
        self.parameters = {} if is_rule(target) else dict(inspect.signature(target).parameters)
        self.holds = next((n for n in GIVEN_ONCE if n in self.parameters), None)
        if inspect.isclass(target) and not is_optimizer(target):
            raise _no_update(name)
        self.style = "rule" if is_rule(target) else ""

    def settings(self, kind: str | None) -> dict[str, float]:
        """By our names, what it is made with: unusual values for all that it takes."""
        names = NEEDS[kind] if kind else tuple(n for n in VALUES if n != "weight_decay")
        taken: dict[str, float] = {}
        used: set[str] = set()
        for name in names:
            for alias in self._aliases(name):
                if alias in self.parameters and alias not in used:
                    used.add(alias)
                    taken[name] = float(self.given.get(alias, VALUES[name]))
                    break
            if self.style == "rule":
                taken[name] = float(self.given.get(self._in_config(name), VALUES[name]))
        return taken

    def _aliases(self, name: str) -> Iterator[str]:
        """An alias that two settings share belongs to whichever the optimiser has alone."""
        for alias in ALIASES[name]:
            if name == "lr" and alias == "alpha" and "lr" in self.parameters:
                continue
            # beside rho, or in nnfs, decay is that of the learning rate
            of_rate = "rho" in self.parameters or hasattr(self.target, "pre_update_params")
            if name == "decay" and alias == "decay" and of_rate:
                continue
            yield alias

    @staticmethod
    def _in_config(name: str) -> str:
        return {"lr": "learning_rate", "decay": "decay_rate", "eps": "epsilon"}.get(name, name)

    def make(self, taken: Mapping[str, float], dtype: DTypeLike = np.float64) -> _Made:
        self.still.again()
        if self.style == "rule":
            config = {self._in_config(n): v for n, v in taken.items()}
            return _Made(None, configs={name: dict(config) for name in start()})
        # what decays besides is set to nothing, for the formulas have no such term
        decays = (a for a in DECAYS if "weight_decay" not in taken and a in self.parameters)
        arguments = {**dict.fromkeys(decays, 0.0), **self.given}
        used: set[str] = set()
        for name, value in taken.items():
            for alias in self._aliases(name):
                if alias in self.parameters and alias not in used:
                    used.add(alias)
                    arguments[alias] = value
                    break
        objects = {}
        if self.holds:
            objects = {n: self._parameter(p.astype(dtype)) for n, p in start().items()}
            arguments[self.holds] = list(objects.values())
        try:
            return _Made(self.target(**arguments), parameters=objects)
        except Exception as error:
            what = f"{type(error).__name__}: {one_line(error)}"
            shown = ", ".join(f"{n}={v!r:.30}" for n, v in arguments.items())
            raise Problem(
                en=f"{self.name}({shown}) could not be made ({what}); say with what, such as "
                "--with lr=0.1, or name a function that makes the optimiser",
                ja=f"{self.name}({shown}) を作れませんでした（{what}）。--with lr=0.1 のように"
                "作り方を指定するか、最適化手法を作って返す関数の名前を渡してください",
            ) from error

    def _parameter(self, array: Array) -> Any:
        """An object with data and grad, of the program's own class where it has one."""
        here = self.module.__name__
        values: list[Any] = [v for v in vars(self.module).values() if inspect.isclass(v)]
        for value in values:
            with contextlib.suppress(Exception):
                made = value(array) if value.__module__ == here else None
                if is_parameter(made) and made.data.shape == array.shape:
                    return made
        return types.SimpleNamespace(data=array, grad=np.zeros_like(array))

    def update(self, made: _Made, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """One step; whoever rebinds an entry leaves its array in the dictionary."""
        if self.style == "rule":
            for name in list(params):
                result = self.target(params[name], grads[name], made.configs[name])
                if not isinstance(result, tuple) or len(result) != 2:
                    raise Problem(
                        en=f"{self.name} returned a {type(result).__name__}; expected the new w "
                        "and the config",
                        ja=f"{self.name} が {type(result).__name__} を返しました。新しい w と "
                        "config を返すはずです",
                    )
                params[name], made.configs[name] = result
        elif self.style == "layer":
            self._update_layer(made, params, grads)
        elif self.style == "objects":
            for name, p in params.items():
                made.parameters[name].data, made.parameters[name].grad = p, grads[name]
            made.optimizer.step()
            params.update({name: made.parameters[name].data for name in params})
        elif self.style == "dictionaries":
            self._step_of(made)(params, grads)
        elif self.style == "lists":
            arrays = list(params.values())
            self._step_of(made)(arrays, list(grads.values()))
            params.update(zip(params, arrays, strict=True))
        elif self.style == "arrays":
            for name in list(params):
                one = made.configs.setdefault(name, copy.deepcopy(made.optimizer))
                params[name] = self._step_of(_Made(one))(params[name], grads[name])
        else:
            self._step_of(made)([(params[name], grads[name]) for name in params])

    @staticmethod
    def _update_layer(made: _Made, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """As in nnfs: the layer holds all, and there are methods before and after."""
        names = {"W": "weights", "b": "biases"}
        for name, p in params.items():
            setattr(made.layer, names[name], p)
            setattr(made.layer, f"d{names[name]}", grads[name])
        for method in ("pre_update_params", "update_params", "post_update_params"):
            call = getattr(made.optimizer, method, None)
            if call is not None:
                call(made.layer) if method == "update_params" else call()
        params.update({name: getattr(made.layer, names[name]) for name in params})

    @staticmethod
    def _step_of(made: _Made) -> Any:
        return next(f for name in UPDATES if callable(f := getattr(made.optimizer, name, None)))

    @property
    def may_rebind(self) -> bool:
        """Whether a new array in the old one's place is right: whoever computes sees it there."""
        return self.style in ("rule", "layer", "objects", "arrays")

    def find_style(self, taken: Mapping[str, float]) -> Finding | None:
        """How update wants its parameters; or what stops it, whatever it gets."""
        if self.style == "rule":
            return None
        made = self.make(taken)
        if not is_optimizer(made.optimizer):
            raise _no_update(self.name)
        styles = self._styles(made)
        first: Exception | None = None
        for style in styles:
            self.style = style
            try:
                params = start()
                self.update(self.make(taken), params, _copied(GRADIENTS[0]))
                if all(isinstance(p, np.ndarray) for p in params.values()):
                    return None
            except Problem:
                raise
            except Exception as error:
                first = first or error
        self.style = styles[0]
        if first is None:
            raise _no_update(self.name)
        return stopped(first, self.path, "update")

    def _styles(self, made: _Made) -> tuple[str, ...]:
        if callable(getattr(made.optimizer, "update_params", None)):
            return ("layer",)
        if self.holds:
            return ("objects",)
        count = len(inspect.signature(self._step_of(made)).parameters)
        return ("pairs",) if count == 1 else ("dictionaries", "lists", "arrays")


def _no_update(name: str) -> Problem:
    return Problem(
        en=f"{name} has no update that is known; expected update(params, grads), with "
        "dictionaries or lists, update([(p, g), ...]), update_params(layer) as in nnfs, or step() "
        "after it was made with params as in PyTorch",
        ja=f"{name} に、使い方の分かる update がありません。update(params, grads)（辞書かリスト）、"
        "update([(p, g), ...])、nnfsの形の update_params(layer)、params を渡して作るPyTorchの形の "
        "step() のどれかを定義してください",
    )


def examine(
    module: types.ModuleType,
    target: Any,
    name: str,
    given: Mapping[str, Any],
    kind: str | None,
) -> tuple[list[Finding], tuple[str, str | None, str]]:
    """What is found, and what was examined as what."""
    examination = _Examination(_Optimizer(module, target, name, given), kind)
    findings = examination.without_what_follows()
    shown = ", ".join(f"{n} {v:g}" for n, v in examination.taken.items())
    return findings, ("optimizer", examination.kind, shown)


class _Examination:
    def __init__(self, optimizer: _Optimizer, kind: str | None) -> None:
        self.optimizer, self.kind = optimizer, kind
        self.taken: dict[str, float] = optimizer.settings(kind)

    def findings(self) -> Iterator[Finding]:
        trouble = self.optimizer.find_style(self.taken)
        if trouble is not None:
            yield self._stopped(trouble)
            return
        yield from self._reset()
        steps, problems = self._steps()
        yield from problems
        if steps is None:
            return
        broken = (
            k for k, p in enumerate(steps) if not all(np.isfinite(a).all() for a in p.values())
        )
        step = next(broken, None)
        if step is not None:
            from_0 = step == 1 and self.kind in ("adam", "adamw")
            yield found("t-from-0" if from_0 else "steps-not-finite", step=step)
            return
        yield from self._formula(steps)
        rest = [*self._alone(steps), *self._rate(), *self._zero(), *self._types()]
        yield from rest
        if not rest:
            yield found("optimizer-state")

    def without_what_follows(self) -> list[Finding]:
        """All findings, but for steps without a name where a mistake was found that makes such."""
        findings = list(self.findings())
        names = {f.name for f in findings}
        follow = set()
        if names & {"gradient-changed", "first-only", "optimizers-share"}:
            follow |= {"unknown-steps", "unknown-b", "steps-not-finite"}
        if names & {"no-rate", "setting-ignored"}:
            follow.add("rate-fixed")
        if names & {"optimizers-share", "replaces", "lr-less-gradient"}:
            follow.add("zero-gradient-moves")
        return [f for f in findings if f.name not in follow]

    def _stopped(self, trouble: Finding) -> Finding:
        """What stops at two parameters of two shapes, and not at either alone, shares a memory."""
        for name in start():
            made, params = self.optimizer.make(self.taken), {name: start()[name]}
            try:
                self.optimizer.update(made, params, {name: GRADIENTS[0][name].copy()})
            except Exception:
                return trouble
        return found("one-for-all", error=in_words(trouble))

    # ---- Running it

    def _steps(self) -> tuple[list[dict[str, Array]] | None, list[Finding]]:
        """Where each step leads; what it writes into, and whether it changes the arrays."""
        optimizer = self.optimizer
        problems: list[Finding] = []
        made, params = optimizer.make(self.taken), start()
        places = [start()]
        replaced = moved_ever = False
        for grads in GRADIENTS:
            held = dict(params)
            before = {n: p.copy() for n, p in params.items()}
            handed = _copied(grads)
            try:
                with np.errstate(all="ignore"):
                    optimizer.update(made, params, handed)
            except Problem:
                raise
            except Exception as error:
                return None, [*problems, stopped(error, optimizer.path, "update")]
            for n, g in grads.items():
                if not np.array_equal(handed[n], g):
                    problems.append(found("gradient-changed", which=n))
            if optimizer.style != "rule":
                new = [n for n in params if params[n] is not held[n]]
                replaced = replaced or (bool(new) and not optimizer.may_rebind)
                moved = [n for n in params if not np.array_equal(params[n], before[n])]
                moved_ever = moved_ever or bool(moved)
                if moved and len(moved) < len(params) and len(places) == 1:
                    problems.append(found("first-only", moved=len(moved), count=len(params)))
            else:
                for n in held:
                    if params[n] is not held[n] and not np.array_equal(held[n], before[n]):
                        problems.append(found("w-changed"))
            places.append({n: np.array(p, np.float64) for n, p in params.items()})
            params = {n: np.array(p) if p is not held[n] else p for n, p in params.items()}
        if not moved_ever and optimizer.style != "rule":
            return None, [*problems, found("nothing-moved")]
        if replaced:
            problems.append(found("rebinds"))
        return places, problems

    # ---- Which formula

    def _formula(self, places: list[dict[str, Array]]) -> Iterator[Finding]:
        kinds = [self.kind] if self.kind else list(RIGHT)
        all_right = [(k, name, rule) for k in kinds for name, rule in RIGHT[k].items()]
        for may_ignore in (False, True):
            for kind, name, rule in all_right:
                ignored = self._fits(kind, rule, places, may_ignore=may_ignore)
                if ignored is None:
                    continue
                self.kind = kind
                if name:
                    yield found(name.strip(), kind=kind)
                for setting, value in ignored.items():
                    handed = self.taken[setting]
                    yield found("setting-ignored", setting=setting, value=value, handed=handed)
                if not ignored:
                    yield found("steps", kind=kind, steps=STEPS)
                return
        for kind in kinds:
            for name, rule in WRONG[kind].items():
                if self._fits(kind, rule, places) is not None:
                    self.kind = kind
                    yield found(name.strip(), kind=kind, step=self._step(places))
                    return
        if self.kind is None:
            raise Problem(
                en=f"{self.optimizer.name} makes the steps of none of {', '.join(RIGHT)}, nor "
                f"those of a known mistake; say what it is meant to be, such as --as adam. The "
                f"first step moved W by {self._step(places)} for the gradient "
                f"{GRADIENTS[0]['W'].ravel()[0]:.4g}",
                ja=f"{self.optimizer.name} の更新は {'、'.join(RIGHT)} のどれとも、知っている間違い"
                "とも違います。--as adam のように、どの手法かを指定してください。勾配 "
                f"{GRADIENTS[0]['W'].ravel()[0]:.4g} に対し、W は最初の一歩で "
                f"{self._step(places)} 動きました",
            )
        yield self._unnamed(places)

    def _unnamed(self, places: list[dict[str, Array]]) -> Finding:
        """Another optimiser's steps; the mistakes of memory; or numbers without a name."""
        assert self.kind is not None
        for kind, rules in RIGHT.items():
            if kind != self.kind:
                for rule in rules.values():
                    if self._fits(kind, rule, places) is not None:
                        return found("is-another", kind=self.kind, other=kind)
        for name, order in (("one-for-all", "shared"), ("t-per-parameter", "clock")):
            for rule in RIGHT[self.kind].values():
                if self._fits(self.kind, rule, places, order) is not None:
                    return found(name, kind=self.kind, error="")
        for rule in RIGHT[self.kind].values():
            if self._fits(self.kind, rule, places, "forgets") is not None:
                return found("forgets", kind=self.kind, step="")
        right = list(self._walk(RIGHT[self.kind][""], self._hyper(self.kind)))
        for k in range(1, STEPS + 1):
            a, b = places[k]["W"], right[k]["W"]
            moved, want = a - places[k - 1]["W"], b - right[k - 1]["W"]
            if _error(moved, want) > SAME:
                place = np.unravel_index(np.abs(moved - want).argmax(), moved.shape)
                return found(
                    "unknown-steps", kind=self.kind, step=k, place=tuple(map(int, place)),
                    got=f"{moved[place]:.6g}", want=f"{want[place]:.6g}",
                    gradient=f"{GRADIENTS[k - 1]['W'][place]:.4g}",
                )  # fmt: skip
        return found("unknown-b", kind=self.kind)

    def _hyper(self, kind: str) -> dict[str, float]:
        return {**{name: USUAL[name][0] for name in NEEDS[kind]}, **self._taken_for(kind)}

    def _fits(
        self,
        kind: str,
        rule: Rule,
        places: list[dict[str, Array]],
        memory: str = "",
        may_ignore: bool = False,
    ) -> dict[str, float] | None:
        """The settings that it must have ignored to have made these steps; None if none would do.

        What it does not take must be a number in its code: the usual ones are tried.
        """
        taken = self._taken_for(kind)
        unknown = [n for n in NEEDS[kind] if n not in taken]
        for values in itertools.product(*(self._written(n) for n in unknown)):
            hyper = {**taken, **dict(zip(unknown, values, strict=True))}
            if self._same(rule, hyper, places, memory):
                return {}
        if unknown or not may_ignore:
            return None
        for name in taken:
            for value in self._written(name):
                if value not in (0.0, 1.0, taken[name]):  # which would be a mistake of its own
                    hyper = {**taken, name: value}
                    if self._same(rule, hyper, places, memory):
                        return {name: value}
        pairs = [(a, b) for a in USUAL.get("beta1", ()) for b in USUAL["beta2"]]
        if {"beta1", "beta2"} <= taken.keys():
            for a, b in pairs:
                if self._same(rule, {**taken, "beta1": a, "beta2": b}, places, memory):
                    return {"beta1": a, "beta2": b}
        return None

    def _taken_for(self, kind: str) -> dict[str, float]:
        """What it was handed, by the names that this kind has for it."""
        if self.optimizer.style == "rule":
            return {n: VALUES[n] if n not in self.taken else self.taken[n] for n in NEEDS[kind]}
        taken: dict[str, float] = {}
        used: set[str] = set()
        handed: dict[str, float] = {}
        for name, value in self.taken.items():
            alias = next(
                (a for a in ALIASES[name] if a in self.optimizer.parameters and a not in handed),
                None,
            )
            if alias is not None:
                handed[alias] = value
        for name in NEEDS[kind]:
            for alias in ALIASES[name]:
                if alias in handed and alias not in used:
                    used.add(alias)
                    taken[name] = handed[alias]
                    break
        return taken

    def _written(self, name: str) -> list[float]:
        """Numbers that may stand in its code, or as its defaults, or attributes."""
        found_: list[float] = []
        for alias in ALIASES[name]:
            parameter = self.optimizer.parameters.get(alias)
            if parameter is not None and isinstance(parameter.default, int | float):
                found_.append(float(parameter.default))
        return [*found_, *USUAL[name]]

    def _same(
        self, rule: Rule, hyper: Mapping[str, float], places: list[dict[str, Array]], memory: str
    ) -> bool:
        """Whether a formula makes these steps; given up at the first that is another."""
        before = places[0]
        try:
            for k, now in enumerate(self._walk(rule, hyper, memory)):
                if k and not _moves_alike(_less(now, before), _less(places[k], places[k - 1])):
                    return False
                before = now
        except ValueError:  # a shared memory that does not fit
            return False
        return True

    def _walk(
        self, rule: Rule, hyper: Mapping[str, float], memory: str = ""
    ) -> Iterator[dict[str, Array]]:
        """Where the steps of a formula lead, from the same start, for the same gradients."""
        params = start()
        states: dict[str, dict[str, Any]] = {name: {} for name in params}
        common: dict[str, Any] = {}
        if memory == "shared":  # one memory for all parameters
            states = dict.fromkeys(params, common)
        clock = 0
        yield params
        for t, grads in enumerate(GRADIENTS, start=1):
            new = {}
            for name, p in params.items():
                clock += 1
                if memory == "forgets":
                    states[name] = {}
                now = clock if memory == "clock" else t
                new[name] = rule(hyper, states[name], p, grads[name], now)
            params = new
            yield params

    def _step(self, places: list[dict[str, Array]]) -> str:
        return f"{(places[1]['W'] - places[0]['W']).ravel()[0]:.6g}"

    # ---- What else

    def _alone(self, places: list[dict[str, Array]]) -> Iterator[Finding]:
        """Another optimiser of the same class works in between."""
        if self.optimizer.style == "rule":
            return
        one, other = self.optimizer.make(self.taken), self.optimizer.make(self.taken)
        params, others = start(), {n: 2 * p for n, p in start().items()}
        try:
            for grads in GRADIENTS:
                self.optimizer.update(one, params, _copied(grads))
                self.optimizer.update(other, others, {n: -3 * g for n, g in grads.items()})
        except Exception as error:
            line = stopped(error, self.optimizer.path, "update")
            yield found("optimizers-share", line=line.line)
            return
        if not _moves_alike(_less(params, places[0]), _less(places[-1], places[0])):
            yield found("optimizers-share")

    def _rate(self) -> Iterator[Finding]:
        """A schedule changes the learning rate between steps."""
        made = self.optimizer.make(self.taken)
        held = made.optimizer
        name = next((a for a in ("current_learning_rate", *ALIASES["lr"]) if hasattr(held, a)), "")
        if not isinstance(getattr(held, name, None), float):
            return
        grads = GRADIENTS[0]
        params = start()
        self.optimizer.update(made, params, _copied(grads))
        moved = []
        for factor in (1.0, 1e-6):
            again = copy.deepcopy(made)
            setattr(again.optimizer, name, getattr(held, name) * factor)
            for other in again.configs.values():
                setattr(other, name, getattr(held, name) * factor)
            places = {n: p.copy() for n, p in params.items()}
            # nothing is left of a velocity for a parameter that did not move before
            self.optimizer.update(again, places, _copied(grads))
            moved.append({n: places[n] - params[n] for n in places})
        if all(np.array_equal(moved[0][n], moved[1][n]) for n in moved[0]):
            yield found("rate-fixed", rate=name)

    def _zero(self) -> Iterator[Finding]:
        """A gradient that is 0 from the first step on, as that of a white pixel's weight."""
        made, params = self.optimizer.make(self.taken), start()
        before = _copied(params)
        decays = self.kind == "adamw" or any(name in self.optimizer.given for name in DECAYS)
        with np.errstate(all="ignore"):
            for _ in range(2):
                grads = {n: np.zeros_like(p) for n, p in params.items()}
                try:
                    self.optimizer.update(made, params, grads)
                except Exception as error:
                    yield stopped(error, self.optimizer.path, "update")
                    return
        if not all(np.isfinite(p).all() for p in params.values()):
            yield found("zero-gradient-nan")
        elif any(not np.array_equal(params[n], before[n]) for n in params) and not decays:
            move = max(float(np.abs(params[n] - before[n]).max()) for n in params)
            yield found("zero-gradient-moves", move=f"{move:.3g}")

    def _reset(self) -> Iterator[Finding]:
        """What zero_grad leaves of gradients."""
        made = self.optimizer.make(self.taken)
        zero = getattr(made.optimizer, "zero_grad", None)
        if self.optimizer.style != "objects" or not callable(zero):
            return
        for p in made.parameters.values():
            p.grad = np.ones_like(p.data)
        try:
            zero()
        except Exception as error:
            yield stopped(error, self.optimizer.path, "zero_grad")
            return
        left = [n for n, p in made.parameters.items() if p.grad is not None and np.any(p.grad)]
        if left:
            yield found("zero-grad-leaves", which=", ".join(left))

    def _types(self) -> Iterator[Finding]:
        """Parameters of float32 stay so, and what is remembered of them."""
        made = self.optimizer.make(self.taken, np.float32)
        params = {n: p.astype(np.float32) for n, p in start().items()}
        try:
            for grads in GRADIENTS[:2]:
                some = {n: g.astype(np.float32) for n, g in grads.items()}
                self.optimizer.update(made, params, some)
        except Exception as error:
            yield stopped(error, self.optimizer.path, "update")
            return
        for name, p in params.items():
            if np.asarray(p).dtype != np.float32:
                yield found("float64", which=name, dtype=np.asarray(p).dtype)
                return


def _copied(arrays: Mapping[str, Array]) -> dict[str, Array]:
    return {name: array.copy() for name, array in arrays.items()}


def _moves_alike(a: dict[str, Array], b: dict[str, Array]) -> bool:
    """Whether two movements are the same, each element by itself."""
    for name in b:
        size = np.maximum(np.abs(a[name]), np.abs(b[name]))
        if a[name].shape != b[name].shape:
            return False
        if not (np.abs(a[name] - b[name]) <= SAME * size + 1e-14).all():
            return False
    return True


def _less(a: dict[str, Array], b: dict[str, Array]) -> dict[str, Array]:
    return {name: a[name] - b[name] for name in a}


def _error(a: Array, b: Array) -> float:
    size = max(float(np.abs(a).max()), float(np.abs(b).max()), 1e-300)
    error = float(np.abs(a - b).max()) / size
    return error if np.isfinite(error) else np.inf
