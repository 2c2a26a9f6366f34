"""State with more than one owner: layers of one class that share it, calls that hand it on."""

import copy
import inspect
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.examine._instances import Case, error_between, is_parameter, numbers
from lesson_code.examine._mistakes import found
from lesson_code.examine._network_forms import Network, account_of, arrays_in, inside, things_in
from lesson_code.examine._state import Examination
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem

STEPS = 3  # passes in training after which a layer's statistics have moved
SAME = 1e-9  # up to which what another layer gives has not changed


# ---- What parameters() gives


def check_account(made: Any) -> Iterator[Finding]:
    """Whether two calls with nothing in between give the same parameters."""
    first, second = _told(made), _told(made)
    if first is None or second is None:
        return
    counts = {"first": len(first), "second": len(second)}
    if len(second) > len(first):
        yield found("parameters-grow", third=len(_told(made) or ()), **counts)
    elif len(second) < len(first):
        yield found("parameters-used-up", **counts)


def _told(made: Any) -> list[Array] | None:
    """The arrays that it calls its parameters, each as often as it does."""
    try:
        given = account_of(made)
        each = list(given.values() if isinstance(given, Mapping) else given)
    except TypeError:  # it wants something, or gives nothing that could be gone through
        return None
    arrays = [p.data if is_parameter(p) else p for p in each]
    return [a for a in arrays if isinstance(a, np.ndarray)]


# ---- Two layers of one class


def check_two_layers(examination: Examination, case: Case) -> Iterator[Finding]:
    """One layer is trained: is another one of its class still what it was?"""
    subject = examination.subject
    if subject.pair:
        return
    try:
        mine, other = subject.fresh(case), subject.fresh(case, seed=40)
    except Problem:
        return
    if mine.layer is other.layer:
        return
    yield from check_account(mine.layer)
    handed = any(isinstance(value, np.ndarray) for value in subject.given.values())
    if not subject.fixed and not handed:
        for name, p in mine.params.items():
            q = other.params.get(name)
            if q is not None and np.shares_memory(p, q):
                yield found("parameters-shared", which=name)
                return
    if not mine.has_mode:
        return
    x = numbers(case.x, seed=1)

    def at_inference() -> Any:
        y, _ = examination.call(lambda _: copy.deepcopy(other).forward(x.copy(), False), "x")
        return y

    before = at_inference()
    for _ in range(STEPS):
        examination.call(lambda _: mine.forward(2 * x + 3, True), "x")
    after = at_inference()
    if not all(isinstance(y, np.ndarray) and np.isfinite(y).all() for y in (before, after)):
        return
    if before.shape == after.shape and error_between(after, before) > SAME:
        yield found("running-shared", difference=f"{np.abs(after - before).max():.2g}")


# ---- The layers of one network


@dataclass
class State:
    """A dictionary, a list or an array that outlives a call, and who can reach it."""

    value: Any
    name: str = ""  # where it is, if that is no attribute of an object
    layers: dict[int, str] = field(default_factory=dict)  # objects that reach it, with their paths
    places: list[str] = field(default_factory=list)  # where else it stands
    entries: list[str] = field(default_factory=list)  # those in a list or dictionary, a layer each

    @property
    def owners(self) -> list[str]:
        """The layers that share it."""
        return list(self.layers.values()) if len(self.layers) > 1 else self.entries

    @property
    def where(self) -> str:
        """Where one would look for it."""
        return self.name or " = ".join(self.places[:2])


def shared_state(module: types.ModuleType, network: Network, x: Array, t: Any) -> State | None:
    """What several layers share, that training changes and inference uses; None if there is none.

    Args:
        module: the program.
        network: as it was made.
        x: a batch.
        t: its targets.
    """
    memo: dict[int, Any] = {}
    states = [s for s in _states(module, network.made) if len(s.owners) > 1]
    trained = Network(copy.deepcopy(network.made, memo), network.still)
    for _ in range(STEPS):
        trained.pass_in_training(x.copy(), t)
    for state in states:
        live = memo.get(id(state.value), state.value)
        before = [a.copy() for a in _arrays_of(live)]
        trained.pass_in_training(2 * x + 3, t)
        after = _arrays_of(live)
        still = all(np.array_equal(a, b) for a, b in zip(before, after, strict=False))
        if after and not (still and len(before) == len(after)) and _is_used(trained, after, x):
            return state
    return None


def _is_used(network: Network, arrays: list[Array], x: Array) -> bool:
    """Whether what comes out at inference depends on the arrays."""
    before = network.scores(x.copy())
    kept = [a.copy() for a in arrays]
    for a in arrays:
        if a.flags.writeable:
            a += 1
    after = network.scores(x.copy())
    for a, old in zip(arrays, kept, strict=True):
        if a.flags.writeable:
            a[...] = old
    return not np.allclose(before, after)


def _arrays_of(value: Any) -> list[Array]:
    return [value] if isinstance(value, np.ndarray) else [h.array for h in arrays_in(value)]


def _states(module: types.ModuleType, made: Any) -> list[State]:
    """All that could be shared: by attributes, by a class, a function's default, the program."""
    states: dict[int, State] = {}

    def reached(value: Any) -> State:
        if not isinstance(value, dict | list | np.ndarray):
            return State(value)  # of which nobody hears
        return states.setdefault(id(value), State(value))

    for path, thing in things_in(made):
        for where, _, value in inside(thing, path):
            state = reached(value)
            state.places.append(where)
            if isinstance(thing, list | tuple | Mapping):
                state.entries.append(where)
            elif thing is not made:
                state.layers[id(thing)] = path
        for name, value in _of_class(type(thing), module):
            state = reached(value)
            state.name = name
            if thing is not made:
                state.layers[id(thing)] = path
    return list(states.values())


def _of_class(kind: type, module: types.ModuleType) -> Iterator[tuple[str, Any]]:
    """What a class of the program holds for all its objects, by name.

    That is, its attributes, the defaults of its methods' arguments, and the program's variables
    that these name.
    """
    for base in kind.__mro__:
        if base.__module__ != module.__name__:
            continue
        for name, value in vars(base).items():
            yield f"{base.__name__}.{name}", value
            if not inspect.isfunction(value):
                continue
            for argument, parameter in inspect.signature(value).parameters.items():
                yield f"{value.__qualname__}({argument}=...)", parameter.default
            for used in value.__code__.co_names:
                yield used, vars(module).get(used)
