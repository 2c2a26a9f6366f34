"""Parameters, or a whole training, in one file that cannot run code.

A file is NumPy's npz without pickled objects. What is not an array is stored as JSON, in an
array of bytes named `meta`. A file only ever chooses among networks, optimisers and schedules that
are known here by name; it is checked in full before anything is changed, and no more is read
from it than the network can hold.
"""

import copy
import dataclasses
import inspect
import json
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from lesson_code._types import Array
from lesson_code.archive import open_arrays, read_arrays, read_bytes, refuse, save_arrays
from lesson_code.build import NoDraws, build_model, known_name, plain_settings
from lesson_code.layers.base import Layer
from lesson_code.models import MODELS
from lesson_code.network import Sequential
from lesson_code.optimizers import OPTIMIZERS, Optimizer
from lesson_code.schedules import SCHEDULES, Schedule
from lesson_code.trainer import Epoch, Trainer, UnderWay

if TYPE_CHECKING:
    from zipfile import ZipFile

FORMAT = "lesson-code checkpoint 1"
META_LIMIT = 2**23  # bytes of JSON: a history of some fifty thousand epochs


@dataclass(frozen=True)
class Checkpoint:
    """What `load_checkpoint` found.

    Attributes:
        trainer: the training as it was saved; its `network`, `optimizer` and `history` with it.
        model: name of the network in `MODELS`; None for a network of one's own.
        settings: what that network was made with.
        notes: what was noted besides.
    """

    trainer: Trainer
    model: str | None
    settings: dict[str, Any]
    notes: dict[str, Any]


def save_params(path: str | os.PathLike[str], network: Layer) -> None:
    """Save a network's parameters and buffers as one npz file.

    Args:
        path: where to write, e.g. `weights.npz`.
        network: what to save.

    Raises:
        FloatingPointError: if a parameter or a buffer holds NaN or infinity.
        OSError: if the file cannot be written.
    """
    save_arrays(path, _finite_arrays_of(network))


def load_params(path: str | os.PathLike[str], network: Layer) -> None:
    """Load parameters and buffers into a network of the same make-up.

    Nothing is changed unless everything fits. Pickled objects are refused, so no file can run code.

    Args:
        path: file written by `save_params`.
        network: what to load into; its arrays change in place.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadCheckpointError: if the file is damaged, of another network, or holds NaN or infinity.
    """
    wanted = _arrays_of(network)
    with open_arrays(path) as archive:
        found = read_arrays(archive, wanted, exact=False)
        _refuse_not_finite(found)
    for name, array in wanted.items():
        array[...] = found[name]


def save_checkpoint(
    path: str | os.PathLike[str],
    trainer: Trainer,
    *,
    model: str | None = None,
    settings: Mapping[str, Any] | None = None,
    notes: Mapping[str, Any] | None = None,
) -> None:
    """Save a whole training, so that it can go on as if it had never stopped.

    The file holds parameters, buffers, the optimiser with all that it remembers, the history, an
    interrupted epoch, and the state of every random generator: the trainer's and those of dropout,
    together with which of them are one and the same.

    Args:
        path: where to write, e.g. `checkpoint.npz`; what stood there stays until the new file is
            whole.
        trainer: what to save.
        model: name of the network in `MODELS`, so that loading can make it anew; None for one of
            your own, which you then hand to `load_checkpoint`.
        settings: what that network was made with, besides the generator, e.g. `{"hidden": 50}`.
        notes: what else to write down: text, numbers, and lists and dictionaries of them.

    Raises:
        ValueError: if something cannot be saved: `model` and `settings` do not make this network,
            the optimiser is none of `OPTIMIZERS`, or a generator is not of the kind that
            `np.random.default_rng` makes.
        FloatingPointError: if a parameter or a buffer holds NaN or infinity; an earlier file stays.
        OSError: if the file cannot be written.
    """
    network, optimizer = trainer.network, trainer.optimizer
    settings = plain_settings(model, settings or {})
    if model is not None:
        made = build_model(model, settings, NoDraws(sum(p.size for p in network.params.values())))
        if _shapes(made) != _shapes(network):
            raise ValueError(
                f"model: {model!r} with settings {settings} makes another network than the one "
                "that was trained; say how it was made, or leave model out"
            )
    generators = _generators(trainer)
    distinct = list({id(rng): rng for rng in generators.values()}.values())
    under_way = trainer.under_way
    meta = {
        "format": FORMAT,
        "model": model,
        "settings": settings,
        "notes": dict(notes or {}),
        "optimizer": _by_name("optimizer", OPTIMIZERS, optimizer),
        "steps": optimizer.t,
        "schedule": _describe_schedule(trainer.schedule),
        "batch_size": trainer.batch_size,
        "drop_last": trainer.drop_last,
        "sampling": trainer.sampling,
        "evaluation_samples": trainer.evaluation_samples,
        "epoch": len(trainer.history),
        "history": [dataclasses.astuple(epoch) for epoch in trainer.history],
        "under_way": under_way
        and [len(under_way.order), under_way.position, under_way.total_loss, under_way.seconds],
        "generators": [_state_of(rng) for rng in distinct],
        "places": {
            place: [rng is other for other in distinct].index(True)
            for place, rng in generators.items()
        },
    }
    text = json.dumps(meta, allow_nan=False, default=_plain).encode()
    if len(text) > META_LIMIT:
        raise ValueError(
            f"history and notes: expected at most {META_LIMIT} bytes, got {len(text)}; note less"
        )
    arrays = {"meta": np.frombuffer(text, np.uint8), **_finite_arrays_of(network)}
    arrays |= {f"state/{name}": array for name, array in optimizer.state.items()}
    if under_way is not None:
        arrays["under_way/order"] = under_way.order
    save_arrays(path, arrays)


def load_checkpoint(
    path: str | os.PathLike[str], *, network: Sequential | None = None
) -> Checkpoint:
    """Load a whole training; `fit` then goes on as if it had never stopped.

    Args:
        path: file written by `save_checkpoint`.
        network: where the file has no model's name, a network of the same make-up; its arrays and
            the generators of its dropout layers are replaced.

    Returns:
        The trainer, made anew, and what was noted. A schedule that is a function of one's own
        cannot be saved: set the trainer's `schedule` to it before going on.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadCheckpointError: if the file is damaged, does not hold what it should, holds a parameter
            that is NaN or infinite, or needs a `network` and none is given.

    Examples:
        >>> import tempfile
        >>> from lesson_code import SGD, simple_convnet
        >>> rng = np.random.default_rng(0)
        >>> trainer = Trainer(simple_convnet(rng, hidden=20), SGD(0.1), rng=rng)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "checkpoint.npz")
        ...     save_checkpoint(path, trainer, model="simple-convnet", settings={"hidden": 20})
        ...     loaded = load_checkpoint(path)
        >>> loaded.trainer.optimizer.lr, loaded.settings
        (0.1, {'hidden': 20})
    """
    with open_arrays(path) as archive:
        # no array in the file, stored without compression, can have more bytes than the file
        meta = _Meta(archive, size=Path(path).stat().st_size)
        if network is None:
            if meta.model is None:
                refuse(
                    "it is of a network that has no name; make one like it and hand it in: "
                    "load_checkpoint(path, network=...)"
                )
            network = build_model(meta.model, meta.settings, NoDraws(meta.size // 4))
        return meta.restore(archive, network)


class _Meta:
    """What a checkpoint says besides its arrays, each part checked."""

    def __init__(self, archive: "ZipFile", size: int) -> None:
        text = read_bytes(archive, "meta", min(META_LIMIT, size))
        meta = json.loads(text, parse_constant=_refuse_constant)
        if not isinstance(meta, dict) or meta.get("format") != FORMAT:
            found = meta.get("format") if isinstance(meta, dict) else None
            refuse(f"its format is {found!r:.60}, expected {FORMAT!r}")
        self.meta = meta
        self.size = size
        model = meta["model"]
        self.model = model if model is None else known_name("model", MODELS, model)
        self.settings = plain_settings(self.model, self._dict("settings"))
        self.notes = self._dict("notes")
        self.steps = _integer("steps", meta["steps"])
        self.optimizer = self._make("optimizer", OPTIMIZERS)
        self.history = [self._epoch(i, row) for i, row in enumerate(meta["history"], start=1)]
        if _integer("epoch", meta["epoch"]) != len(self.history):
            refuse(f"epoch: expected {len(self.history)}, as in the history, got {meta['epoch']}")

    def restore(self, archive: "ZipFile", network: Sequential) -> Checkpoint:
        """The training, with all arrays of the file in their places."""
        meta, optimizer = self.meta, self.optimizer
        generators = [_generator(state) for state in meta["generators"]]
        places = {
            place: generators[_integer("places", index)]
            for place, index in self._dict("places").items()
        }
        trainer = Trainer(
            network,
            optimizer,
            rng=places["trainer"],
            batch_size=_integer("batch_size", meta["batch_size"]),
            drop_last=_boolean("drop_last", meta.get("drop_last", False)),  # older files: none
            sampling=meta["sampling"],
            schedule=self._schedule(),
            evaluation_samples=(
                None
                if meta["evaluation_samples"] is None
                else _integer("evaluation_samples", meta["evaluation_samples"])
            ),
        )
        if places.keys() != _generators(trainer).keys():
            refuse(f"it has generators for {sorted(places)}, not for this network's layers")
        trainer.under_way = self._under_way()

        own = _arrays_of(network)
        state = _state_for(optimizer, network.params) if self.steps else {}
        wanted: dict[str, Any] = own | {f"state/{name}": array for name, array in state.items()}
        if trainer.under_way is not None:
            wanted["under_way/order"] = trainer.under_way.order
        found = read_arrays(archive, wanted, exact=True, besides={"meta"})
        _refuse_not_finite({name: found[name] for name in own})
        order = found.get("under_way/order")
        if order is not None and not 0 <= order.min() <= order.max() < len(order):
            refuse("the order of the epoch under way names samples that there are not")

        for name, array in wanted.items():  # nothing was changed up to here
            array[...] = found[name]
        optimizer.t = self.steps
        optimizer.state = state
        trainer.history = self.history
        for place, layer in network.walk():
            if place in places:
                vars(layer)["rng"] = places[place]
        return Checkpoint(trainer, self.model, self.settings, self.notes)

    def _dict(self, name: str) -> dict[str, Any]:
        if not isinstance(self.meta[name], dict):
            refuse(f"{name}: expected names and values, got {self.meta[name]!r:.60}")
        return dict(self.meta[name])

    def _make(self, what: str, known: Mapping[str, Callable[..., Any]]) -> Any:
        """An optimiser or a schedule, by its name and settings."""
        name, settings = self.meta[what]
        make = known[known_name(what, known, name)]
        if name == "step":
            settings = {"least": 0.0} | settings  # older files have none
        if settings.keys() != inspect.signature(make).parameters.keys():
            refuse(f"{what}: {name} has other settings than {sorted(settings)}")
        return make(**{key: _number(key, value) for key, value in settings.items()})

    def _schedule(self) -> Schedule | None:
        if self.meta["schedule"] is None:
            return None
        return (
            _own_schedule if self.meta["schedule"] == "own" else self._make("schedule", SCHEDULES)
        )

    def _epoch(self, number: int, row: list[Any]) -> Epoch:
        epoch, loss, train_accuracy, test_accuracy, seconds, lr = row
        if _integer("history", epoch) != number:
            refuse(f"history: expected epoch {number}, got {epoch}")
        return Epoch(
            epoch=number,
            loss=float(_number("loss", loss)),
            train_accuracy=None if train_accuracy is None else _number("accuracy", train_accuracy),
            test_accuracy=None if test_accuracy is None else _number("accuracy", test_accuracy),
            seconds=float(_number("seconds", seconds)),
            lr=None if lr is None else _number("lr", lr),
        )

    def _under_way(self) -> UnderWay | None:
        if self.meta["under_way"] is None:
            return None
        samples, position, total_loss, seconds = self.meta["under_way"]
        if not 0 <= _integer("position", position) <= _integer("samples", samples, least=1):
            refuse(f"under_way: expected a position up to {samples}, got {position}")
        if samples > self.size:
            refuse(f"under_way: {samples} samples are more than the file can hold")
        return UnderWay(
            order=np.zeros(samples, np.int64),
            position=position,
            total_loss=float(_number("total_loss", total_loss)),
            seconds=float(_number("seconds", seconds)),
        )


def _own_schedule(epoch: int) -> float:
    """Stands in for a schedule that could not be saved."""
    raise ValueError(
        f"the schedule of epoch {epoch} is a function that the checkpoint could not hold; set the "
        "trainer's schedule to it, or to None, before going on"
    )


def _describe_schedule(schedule: Schedule | None) -> Any:
    if schedule is None:
        return None
    if type(schedule) in SCHEDULES.values():
        return _by_name("schedule", SCHEDULES, schedule)
    return "own"


def _by_name(what: str, known: Mapping[str, type], thing: Any) -> tuple[str, dict[str, Any]]:
    """Name of an optimiser or a schedule, and its settings, which it keeps under their names."""
    for name, kind in known.items():
        if type(thing) is kind:
            return name, {key: getattr(thing, key) for key in inspect.signature(kind).parameters}
    raise ValueError(
        f"{what}: a checkpoint can hold {', '.join(known)}, got {type(thing).__name__}; train with "
        "one of those, or save the network alone with save_params"
    )


def _plain(value: Any) -> Any:
    """A NumPy number as JSON can hold it."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(
        f"notes: expected text, numbers, lists and dictionaries, got {value!r:.60}; note its text, "
        "str(...), or leave it out"
    )


def _number(name: str, value: Any) -> Any:
    if type(value) not in (int, float) or not math.isfinite(value):
        refuse(f"{name}: expected a finite number, got {value!r:.60}")
    return value


def _integer(name: str, value: Any, least: int = 0) -> int:
    if type(value) is not int or not least <= value < 2**53:
        refuse(f"{name}: expected an integer of at least {least}, got {value!r:.60}")
    return value


def _boolean(name: str, value: Any) -> bool:
    if type(value) is not bool:
        refuse(f"{name}: expected true or false, got {value!r:.60}")
    return value


def _refuse_constant(name: str) -> NoReturn:
    refuse(f"it holds the number {name}")


def _generators(trainer: Trainer) -> dict[str, np.random.Generator]:
    """Every random generator of a training, by the place where it is used."""
    found = {"trainer": trainer.rng}
    for place, layer in trainer.network.walk():
        rng = vars(layer).get("rng")
        if isinstance(rng, np.random.Generator):
            found[place] = rng
    return found


def _state_of(rng: np.random.Generator) -> Any:
    if type(rng.bit_generator) is not np.random.PCG64:
        raise ValueError(
            "rng: a checkpoint can hold the generators that np.random.default_rng makes (PCG64), "
            f"got {type(rng.bit_generator).__name__}; give the trainer and its layers such ones"
        )
    return rng.bit_generator.state


def _generator(state: Any) -> np.random.Generator:
    bits = np.random.PCG64(0)
    bits.state = state
    if bits.state != state:
        refuse("a random generator's state is not one that PCG64 can have")
    return np.random.Generator(bits)


def _state_for(optimizer: Optimizer, params: Mapping[str, Array]) -> dict[str, Array]:
    """Arrays for what this kind of optimiser remembers after its first step."""
    probe = copy.copy(optimizer)
    probe.state = {}
    probe.update({"": np.zeros(1)}, {"": np.zeros(1)})
    kinds = [name.removesuffix("/") for name in probe.state]
    return {
        f"{kind}/{name}": np.zeros_like(param) for name, param in params.items() for kind in kinds
    }


def _arrays_of(network: Layer) -> dict[str, Array]:
    arrays = {f"params/{name}": array for name, array in network.params.items()}
    return arrays | {f"buffers/{name}": array for name, array in network.buffers.items()}


def _finite_arrays_of(network: Layer) -> dict[str, Array]:
    arrays = _arrays_of(network)
    if found := _not_finite(arrays):
        raise FloatingPointError(
            f"{found}; such a network is not saved, try a smaller learning rate"
        )
    return arrays


def _refuse_not_finite(arrays: Mapping[str, Array]) -> None:
    if found := _not_finite(arrays):
        refuse(f"{found}: the network in it cannot compute anything")


def _not_finite(arrays: Mapping[str, Array]) -> str:
    """Which array holds NaN or infinity; empty if none does."""
    for name, array in arrays.items():
        bad = array[~np.isfinite(array)]
        if bad.size:
            return f"{name} holds {bad[0]} ({bad.size} of {array.size} numbers are not finite)"
    return ""


def _shapes(network: Layer) -> dict[str, tuple[tuple[int, ...], np.dtype[Any]]]:
    return {name: (array.shape, array.dtype) for name, array in _arrays_of(network).items()}
