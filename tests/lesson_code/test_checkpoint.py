import io
import json
import pickle
import zipfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lesson_code import (
    MODELS,
    OPTIMIZERS,
    SGD,
    Adam,
    Affine,
    BadCheckpointError,
    BatchNormalization,
    CosineDecay,
    Dropout,
    MeanSquaredError,
    Momentum,
    ReLU,
    Sequential,
    StepDecay,
    Trainer,
    build_model,
    checkpoint,
    load_checkpoint,
    load_params,
    save_checkpoint,
    save_params,
    simple_convnet,
)
from lesson_code.archive import remove_leftovers, save_arrays, write_atomically
from lesson_code.checkpoint import META_LIMIT


def small(seed, **changes):
    settings = {"input_shape": (1, 5, 5), "filters": 2, "filter_size": 2, "hidden": 3} | changes
    return simple_convnet(np.random.default_rng(seed), **settings)


def test_what_was_saved_comes_back_bit_for_bit(tmp_path):
    saved, loaded = small(1), small(2)
    save_params(tmp_path / "weights.npz", saved)
    load_params(tmp_path / "weights.npz", loaded)
    for name, param in saved.params.items():
        np.testing.assert_array_equal(param, loaded.params[name])
        assert loaded.params[name].dtype == param.dtype
    np.testing.assert_array_equal(loaded.layers[0].params["W"], saved.params["0.W"])
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npz"]


def test_buffers_are_saved_too(tmp_path):
    saved, loaded = small(1), small(2)
    for net, mean in ((saved, np.arange(3.0)), (loaded, np.zeros(3))):
        net.layers[0].buffers["mean"] = mean
    save_params(tmp_path / "weights.npz", saved)
    load_params(tmp_path / "weights.npz", loaded)
    np.testing.assert_array_equal(loaded.buffers["0.mean"], [0, 1, 2])


def test_parameters_of_the_other_precision_are_converted(tmp_path):
    save_params(tmp_path / "weights.npz", small(1))
    loaded = small(2, dtype=np.float64)
    load_params(tmp_path / "weights.npz", loaded)
    assert loaded.params["0.W"].dtype == np.float64
    np.testing.assert_array_equal(loaded.params["0.W"], small(1).params["0.W"])


def test_parameters_in_column_order_come_back(tmp_path):
    saved, loaded = (Sequential([Affine(np.zeros((2, 3)), np.zeros(3))]) for _ in range(2))
    columns = Sequential([Affine(np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.zeros(3))])
    save_params(tmp_path / "weights.npz", columns)
    load_params(tmp_path / "weights.npz", loaded)
    np.testing.assert_array_equal(loaded.params["0.W"], [[0, 1, 2], [3, 4, 5]])


def test_a_missing_file_is_called_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_params(tmp_path / "no.npz", small(0))
    with pytest.raises(FileNotFoundError):
        load_checkpoint(tmp_path / "no.npz")


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.99])
def test_a_truncated_file_is_refused_and_changes_nothing(tmp_path, keep):
    path, net = tmp_path / "weights.npz", small(0)
    save_params(path, small(1))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(keep * len(whole)) if keep < 1 else keep])
    before = {name: param.copy() for name, param in net.params.items()}
    with pytest.raises(BadCheckpointError, match="is damaged, or was not saved by lesson_code"):
        load_params(path, net)
    for name, param in net.params.items():
        np.testing.assert_array_equal(param, before[name])


def test_a_changed_byte_is_refused(tmp_path):
    path = tmp_path / "weights.npz"
    save_params(path, small(1))
    data = bytearray(path.read_bytes())
    data[300] ^= 0xFF  # within the first array
    path.write_bytes(data)
    with pytest.raises(BadCheckpointError):
        load_params(path, small(0))


class Bomb:
    def __reduce__(self):
        return (exec, ("raise SystemExit('code in the file ran')",))


def test_a_file_that_would_run_code_is_refused(tmp_path):
    pickled, hidden = tmp_path / "pickled.npz", tmp_path / "hidden.npz"
    pickled.write_bytes(pickle.dumps(Bomb()))
    np.savez(hidden, **{"params/0.W": np.array([Bomb()], dtype=object)})
    for path in (pickled, hidden):
        with pytest.raises(BadCheckpointError):
            load_params(path, small(0))
        with pytest.raises(BadCheckpointError):
            load_checkpoint(path)


def test_another_networks_file_is_refused(tmp_path):
    path = tmp_path / "weights.npz"
    save_params(path, small(1))
    with pytest.raises(
        BadCheckpointError, match=r"params/4\.W has shape \(8, 3\).*expected \(8, 4\)"
    ):
        load_params(path, small(0, hidden=4))
    with pytest.raises(BadCheckpointError, match="of another network: it lacks"):
        load_params(path, small(0).layers[0])
    np.savez(path, **{f"params/{n}": p.astype(complex) for n, p in small(1).params.items()})
    with pytest.raises(BadCheckpointError, match="complex128"):
        load_params(path, small(0))


def test_what_a_kill_left_goes_at_the_next_write(tmp_path):
    path = tmp_path / "w.npz"
    left, other = tmp_path / ".w.npz.abcd_123.part", tmp_path / ".v.npz.abcd_123.part"
    own = tmp_path / ".w.npz.original.npz"
    for file in (left, other, own):
        file.write_bytes(b"half")

    def write(file):
        assert len(list(tmp_path.glob(".w.npz.*.part"))) == 1
        write_atomically(path, lambda other_file: other_file.write(b"second"))  # at the same time
        file.write(b"first")

    write_atomically(path, write)
    assert path.read_bytes() == b"first"
    assert {file.name for file in tmp_path.iterdir()} == {"w.npz", other.name, own.name}
    remove_leftovers(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {"w.npz", own.name}


def test_a_file_that_many_write_at_once_is_whole(tmp_path):
    path = tmp_path / "w.npz"

    def write(i):
        for _ in range(20):
            write_atomically(path, lambda file: file.write(bytes([i]) * 10_000))
            assert path.read_bytes() in {bytes([j]) * 10_000 for j in range(4)}

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    assert [file.name for file in tmp_path.iterdir()] == ["w.npz"]


def test_a_crash_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    write_atomically(path, lambda file: file.write(b"old"))

    def crash(file):
        file.write(b"half of the n")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, crash)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


# Whole trainings

SMALL = {
    "sigmoid-mlp": {"hidden": [5, 4], "cost": "quadratic", "weights": "normal"},
    "three-layer-net": {"hidden": [5, 4]},
    "simple-convnet": {"filters": 2, "hidden": 3, "dtype": "float64"},
    "report-convnet": {"filters": 2, "hidden": 3, "per_node": True, "average": "arithmetic"},
    "lenet": {},
    "alexnet-small": {},
    "deep-convnet": {
        "input_shape": [1, 28, 28],
        "channels": [2, 3],
        "hidden": 4,
        "batch_norm": True,
        "dropout": 0.25,
    },
}


def images(n=7, dtype=np.float32):
    rng = np.random.default_rng(7)
    return rng.random((n, 1, 28, 28), np.float32).astype(dtype), rng.integers(0, 10, n)


def training(model="report-convnet", optimizer=None, seed=0, settings=None, **changes):
    """A training of a named network, in which the network's dropout shares the generator."""
    rng = np.random.default_rng(seed)
    network = build_model(model, SMALL[model] if settings is None else settings, rng)
    return Trainer(network, optimizer or Adam(), rng=rng, batch_size=5, **changes)


def save(path, trainer, model="report-convnet", settings=None):
    save_checkpoint(path, trainer, model=model, settings=settings or SMALL[model])


def result(trainer):
    """All that training leaves behind but its duration, as bytes."""
    net = trainer.network
    arrays = {**net.params, **net.buffers, **trainer.optimizer.state}
    history = [
        (epoch.epoch, epoch.loss, epoch.train_accuracy, epoch.test_accuracy, epoch.lr)
        for epoch in trainer.history
    ]
    return {name: array.tobytes() for name, array in arrays.items()}, trainer.optimizer.t, history


@pytest.mark.parametrize("model", list(MODELS))
def test_a_resumed_run_equals_an_uninterrupted_one(tmp_path, model):
    assert SMALL.keys() == MODELS.keys()
    x, t = images(dtype=SMALL[model].get("dtype", np.float32))
    whole, first = training(model), training(model)
    whole.fit(x, t, x, t, epochs=2)
    first.fit(x, t, x, t)
    save(tmp_path / "c.npz", first, model)
    loaded = load_checkpoint(tmp_path / "c.npz")
    assert loaded.model == model
    assert loaded.settings == SMALL[model]
    assert type(loaded.trainer.network.loss_function) is type(whole.network.loss_function)
    loaded.trainer.fit(x, t, x, t)
    assert result(loaded.trainer) == result(whole)


@pytest.mark.parametrize("name", list(OPTIMIZERS))
@pytest.mark.parametrize("sampling", ["shuffle", "replace"])
def test_every_optimizer_goes_on_as_it_was(tmp_path, name, sampling):
    x, t = images()

    def fresh():
        optimizer = OPTIMIZERS[name](0.02, weight_decay=0.01)
        return training(
            "sigmoid-mlp", optimizer, sampling=sampling, schedule=CosineDecay(0.02, 4, 0.001)
        )

    whole, first = fresh(), fresh()
    whole.fit(x, t, epochs=4)
    first.fit(x, t, epochs=2)
    save(tmp_path / "c.npz", first, "sigmoid-mlp")
    loaded = load_checkpoint(tmp_path / "c.npz").trainer
    assert vars(loaded.optimizer).keys() == vars(first.optimizer).keys()
    assert loaded.schedule == first.schedule
    loaded.fit(x, t, epochs=2)
    assert result(loaded) == result(whole)


def test_an_epoch_under_way_is_resumed_too(tmp_path):
    x, t = images()
    whole, first = training(), training()
    whole.fit(x, t, epochs=2)
    step, steps = first.step, []

    def interrupted(*batch):
        if len(steps) == 3:
            raise KeyboardInterrupt
        steps.append(1)
        return step(*batch)

    first.step = interrupted
    with pytest.raises(KeyboardInterrupt):
        first.fit(x, t, epochs=2)
    save(tmp_path / "c.npz", first)
    loaded = load_checkpoint(tmp_path / "c.npz").trainer
    assert loaded.under_way.position == 5
    loaded.fit(x, t)
    assert result(loaded) == result(whole)


def test_a_checkpoint_before_the_first_step_is_one_too(tmp_path):
    x, t = images()
    whole, first = training(), training()
    whole.fit(x, t)
    save(tmp_path / "c.npz", first)
    loaded = load_checkpoint(tmp_path / "c.npz").trainer
    assert loaded.history == []
    loaded.fit(x, t)
    assert result(loaded) == result(whole)


@pytest.mark.parametrize("shared", [True, False])
def test_generators_are_shared_as_before(tmp_path, shared):
    rng = np.random.default_rng(0)
    dropouts = [Dropout(0.5, rng=rng if shared else np.random.default_rng(i)) for i in (1, 2)]
    inner = Sequential([dropouts[0], ReLU()])
    net = Sequential([Affine(np.ones((3, 2)), np.zeros(2)), inner, dropouts[1]])
    save_checkpoint(tmp_path / "c.npz", Trainer(net, SGD(), rng=rng))
    trainer = load_checkpoint(tmp_path / "c.npz", network=net).trainer
    generators = [trainer.rng, *(dropout.rng for dropout in dropouts)]
    assert len(set(map(id, generators))) == (1 if shared else 3)
    assert rng not in generators
    assert trainer.rng.integers(2**60) == rng.integers(2**60)


def test_a_network_of_ones_own_is_handed_in(tmp_path):
    def own():
        rng = np.random.default_rng(3)
        layers = [
            Affine(rng.standard_normal((3, 4)), np.zeros(4)),
            BatchNormalization(np.ones(4), np.zeros(4)),
            Dropout(0.5, rng=rng),
        ]
        return Trainer(Sequential(layers), Momentum(0.1), rng=rng, batch_size=4)

    rng = np.random.default_rng(4)
    x, t = rng.standard_normal((10, 3)), rng.integers(0, 4, 10)
    whole, first = own(), own()
    whole.fit(x, t, epochs=2)
    first.fit(x, t)
    save_checkpoint(tmp_path / "c.npz", first)
    with pytest.raises(BadCheckpointError, match=r"hand it in: load_checkpoint\(path, network="):
        load_checkpoint(tmp_path / "c.npz")
    loaded = load_checkpoint(tmp_path / "c.npz", network=own().network)
    assert (loaded.model, loaded.settings) == (None, {})
    loaded.trainer.fit(x, t)
    assert result(loaded.trainer) == result(whole)


def test_a_schedule_of_ones_own_must_be_given_anew(tmp_path):
    x, t = images()
    trainer = training(schedule=lambda epoch: 0.1 / epoch)
    trainer.fit(x, t)
    save(tmp_path / "c.npz", trainer)
    loaded = load_checkpoint(tmp_path / "c.npz").trainer
    with pytest.raises(ValueError, match="set the trainer's schedule to it, or to None"):
        loaded.fit(x, t)
    loaded.schedule = trainer.schedule
    trainer.fit(x, t)
    loaded.fit(x, t)
    assert result(loaded) == result(trainer)


def test_settings_and_notes_come_back(tmp_path):
    schedule = StepDecay(0.1, 0.5, 2, 0.01)
    trainer = training(
        schedule=schedule, evaluation_samples=None, sampling="replace", drop_last=True
    )
    notes = {"data": "mnist", "seed": 3, "numbers": [1, 2.5, None]}
    save_checkpoint(
        tmp_path / "c.npz", trainer, model="report-convnet", settings=SMALL["report-convnet"],
        notes=notes | {"loss": np.float32(0.5)},
    )  # fmt: skip
    loaded = load_checkpoint(tmp_path / "c.npz")
    assert loaded.notes == notes | {"loss": 0.5}
    assert loaded.trainer.batch_size == 5
    assert loaded.trainer.evaluation_samples is None
    assert loaded.trainer.sampling == "replace"
    assert loaded.trainer.schedule == schedule
    assert loaded.trainer.drop_last is True


def test_a_history_without_accuracy_comes_back(tmp_path):
    x, t = np.random.default_rng(0).standard_normal((2, 6, 1))

    def fitting():
        net = Sequential([Affine(np.zeros((1, 1)), np.zeros(1))], loss=MeanSquaredError())
        return Trainer(net, SGD(0.1), rng=np.random.default_rng(0), batch_size=4)

    trainer, whole = fitting(), fitting()
    trainer.fit(x, t, x, t)
    save_checkpoint(tmp_path / "c.npz", trainer)
    loaded = load_checkpoint(tmp_path / "c.npz", network=fitting().network).trainer
    assert loaded.history == trainer.history
    assert loaded.history[0].train_accuracy is None
    loaded.fit(x, t, x, t)
    whole.fit(x, t, x, t, epochs=2)
    np.testing.assert_array_equal(loaded.network.params["0.W"], whole.network.params["0.W"])


def test_files_from_before_there_were_these_settings_are_read(tmp_path, whole):
    meta, arrays, _ = whole
    old = {name: value for name, value in meta.items() if name != "drop_last"}
    old["schedule"] = ["step", {"lr": 0.1, "factor": 0.5, "every": 2}]
    trainer = load_checkpoint(forged(tmp_path / "c.npz", old, arrays)).trainer
    assert trainer.drop_last is False
    assert trainer.schedule == StepDecay(0.1, 0.5, 2)


def test_saving_changes_nothing(tmp_path):
    x, t = images()
    watched, plain = training(), training()
    for _ in range(2):
        watched.fit(x, t)
        save(tmp_path / "c.npz", watched)
        plain.fit(x, t)
    assert result(watched) == result(plain)


def with_batch_norm():
    rng = np.random.default_rng(0)
    network = build_model("report-convnet", {"filters": 1, "hidden": 2}, rng)
    return Trainer(network, SGD(), rng=rng)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["params/5.W", "buffers/1.running_var"])
def test_what_is_not_finite_is_neither_saved_nor_loaded(tmp_path, monkeypatch, name, bad):
    kind, key = name.split("/")
    path, weights = tmp_path / "c.npz", tmp_path / "w.npz"
    trainer = with_batch_norm()
    settings = {"model": "report-convnet", "settings": {"filters": 1, "hidden": 2}}
    save_checkpoint(path, trainer, **settings)
    before = path.read_bytes()
    array = getattr(trainer.network, kind)[key]
    array.reshape(-1)[-1] = bad
    said = rf"{name} holds {bad} \(1 of {array.size} numbers are not finite\)"
    with pytest.raises(FloatingPointError, match=said):
        save_checkpoint(path, trainer, **settings)
    with pytest.raises(FloatingPointError, match=said):
        save_params(weights, trainer.network)
    assert path.read_bytes() == before
    assert not weights.exists()

    with monkeypatch.context() as patch:  # someone else's program saved them all the same
        patch.setattr(checkpoint, "_not_finite", lambda arrays: "")
        save_checkpoint(path, trainer, **settings)
        save_params(weights, trainer.network)
    with pytest.raises(BadCheckpointError, match=rf"c\.npz: {said}"):
        load_checkpoint(path)
    other = with_batch_norm().network
    kept = {key: array.copy() for key, array in (other.params | other.buffers).items()}
    with pytest.raises(BadCheckpointError, match=rf"w\.npz: {said}"):
        load_params(weights, other)
    for key, array in (other.params | other.buffers).items():
        np.testing.assert_array_equal(array, kept[key])


def test_what_cannot_be_loaded_is_not_saved(tmp_path):
    path = tmp_path / "c.npz"
    trainer = training()
    for arguments, message in (
        ({"model": "report-conv"}, "did you mean 'report-convnet'"),
        ({"model": "report-convnet"}, "make a larger network"),
        ({"model": "report-convnet", "settings": {"filters": 1, "hidden": 2}}, "makes another"),
        ({"model": "report-convnet", "settings": {"filtres": 2}}, "did you mean 'filters'"),
        ({"settings": {"filters": 2}}, "expected none without a model"),
        ({"notes": {"loss": float("nan")}}, "not JSON compliant"),
        ({"notes": {"long": "x" * META_LIMIT}}, "expected at most 8388608 bytes"),
    ):
        with pytest.raises(ValueError, match=message):
            save_checkpoint(path, trainer, **arguments)
    with pytest.raises(TypeError, match="notes: expected text, numbers"):
        save_checkpoint(path, trainer, notes={"rng": trainer.rng})

    class Own(SGD):
        pass

    trainer.optimizer = Own()
    with pytest.raises(ValueError, match=r"optimizer: a checkpoint can hold sgd, .*, got Own"):
        save_checkpoint(path, trainer)
    trainer.optimizer = SGD()
    trainer.rng = np.random.Generator(np.random.MT19937(0))
    with pytest.raises(ValueError, match=r"rng: .*\(PCG64\), got MT19937"):
        save_checkpoint(path, trainer)
    assert list(tmp_path.iterdir()) == []


def test_a_crash_while_saving_leaves_the_old_checkpoint(tmp_path, monkeypatch):
    path, trainer = tmp_path / "c.npz", training()
    save(path, trainer)
    before = path.read_bytes()
    trainer.fit(*images())

    def full(file, **arrays):
        file.write(b"PK half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="No space left"):
        save(path, trainer)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["c.npz"]
    assert load_checkpoint(path).trainer.history == []


def test_every_keyword_is_an_array(tmp_path, monkeypatch):
    """NumPy 1 takes `allow_pickle` for one more array, and the file could not be loaded."""
    write = np.savez

    def as_in_numpy_1(file, **arrays):
        assert all(isinstance(array, np.ndarray) for array in arrays.values()), list(arrays)
        write(file, **arrays)

    monkeypatch.setattr(np, "savez", as_in_numpy_1)
    save(tmp_path / "c.npz", training())
    assert load_checkpoint(tmp_path / "c.npz").trainer.history == []


def test_objects_are_not_written(tmp_path):
    with pytest.raises(ValueError, match="W: expected numbers, got objects"):
        save_arrays(tmp_path / "o.npz", {"W": np.array([Bomb()], dtype=object)})
    assert not list(tmp_path.iterdir())


# Hostile files


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The arrays of a good checkpoint, its JSON apart."""
    path = tmp_path_factory.mktemp("whole") / "c.npz"
    trainer = training("sigmoid-mlp", schedule=StepDecay(0.001))
    trainer.fit(*images(), epochs=2)
    save(path, trainer, "sigmoid-mlp")
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    return json.loads(arrays.pop("meta").tobytes()), arrays, path.read_bytes()


def forged(path, meta, arrays, compression=zipfile.ZIP_STORED):
    """A file of any content; meta may be text, an array may be the bytes of a member."""
    text = meta if isinstance(meta, bytes) else json.dumps(meta).encode()
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, array in {"meta": np.frombuffer(text, np.uint8), **arrays}.items():
            if not isinstance(array, bytes):
                file = io.BytesIO()
                np.save(file, array)
                array = file.getvalue()
            archive.writestr(f"{name}.npy", array)
    return path


def test_the_forger_can_also_be_honest(tmp_path, whole):
    meta, arrays, _ = whole
    assert len(load_checkpoint(forged(tmp_path / "c.npz", meta, arrays)).trainer.history) == 2


STATE = {"bit_generator": "PCG64", "state": {"state": 1, "inc": 1}, "has_uint32": 0, "uinteger": 0}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("format", "lesson-code checkpoint 2", "its format is 'lesson-code checkpoint 2'"),
        ("format", None, "its format is None"),
        ("model", "resnet", "model: 'resnet' is unknown"),
        ("model", ["lenet"], "is unknown"),
        ("model", "../lenet", "did you mean 'lenet'"),
        ("model", "lenet", "settings of lenet: 'hidden' is unknown"),
        ("settings", {"hidden": [10**7]}, "hidden: expected a list of integers from 1 to 1000000"),
        ("settings", {"hidden": [10**6, 10**6]}, "larger network"),
        ("settings", {"hidden": [1000, 0]}, "hidden: expected a list of integers"),
        ("settings", {"hidden": [9] * 101}, "hidden: expected a list of integers"),
        ("settings", {"hidden": 30}, "hidden: expected a list of integers"),
        ("settings", {"hidden": [True]}, "hidden: expected a list of integers"),
        ("settings", {"input_shape": [10**6] * 5}, "larger network"),
        ("settings", {"dtype": "object"}, "dtype: expected float32 or float64"),
        ("settings", {"cost": 3}, "cost: expected text"),
        ("settings", {"cost": "own"}, "got 'own'"),
        ("settings", {"rng": 0}, "'rng' is unknown"),
        ("settings", {"hidden": [6, 4]}, r"params/1\.W has shape \(784, 5\)"),
        ("settings", [], "settings: expected names and values"),
        ("notes", 3, "notes: expected names and values"),
        ("optimizer", ["lion", {}], "optimizer: 'lion' is unknown"),
        ("optimizer", ["sgd", {"lr": 0.1}], "optimizer: sgd has other settings"),
        ("optimizer", ["sgd", {"lr": 0.1, "weight_decay": 0, "f": 1}], "other settings"),
        ("optimizer", ["sgd", {"lr": -0.1, "weight_decay": 0}], "lr: expected"),
        ("optimizer", ["sgd", {"lr": "0.1", "weight_decay": 0}], "lr: expected a finite number"),
        ("optimizer", ["sgd", {"lr": True, "weight_decay": 0}], "lr: expected a finite number"),
        ("optimizer", ["sgd", {"lr": 0.1, "weight_decay": 0}], "holds .'state/m/1.W'"),
        ("optimizer", 3, "damaged"),
        ("steps", -1, "steps: expected an integer of at least 0, got -1"),
        ("steps", 0, "and holds .'state/"),
        ("steps", 1.5, "steps: expected an integer"),
        ("steps", 10**400, "steps: expected an integer"),
        ("schedule", ["exec", {}], "schedule: 'exec' is unknown"),
        ("schedule", ["step", {"lr": 1, "factor": 2, "every": 1}], "StepDecay expected"),
        ("schedule", 3, "damaged"),
        ("batch_size", 0, "batch_size: expected an integer of at least 1"),
        ("drop_last", 1, "drop_last: expected true or false, got 1"),
        ("batch_size", -5, "batch_size: expected an integer of at least 0"),
        ("sampling", "none", "sampling: expected"),
        ("evaluation_samples", 0, "evaluation_samples: expected an integer of at least 1"),
        ("epoch", -1, "epoch: expected an integer of at least 0, got -1"),
        ("epoch", 7, "epoch: expected 2, as in the history, got 7"),
        ("history", [], "epoch: expected 0"),
        ("history", 3, "damaged"),
        ("history", [[-1, 1, 1, 1, 1, 1]], "history: expected an integer of at least 0"),
        ("history", [[2, 1, 1, 1, 1, 1]], "history: expected epoch 1, got 2"),
        ("history", [[1, "low", 1, 1, 1, 1]], "loss: expected a finite number"),
        ("history", [[1, 1]], "damaged"),
        ("under_way", [12, 13, 0, 0], "expected a position up to 12, got 13"),
        ("under_way", [12, -1, 0, 0], "position: expected an integer"),
        ("under_way", [0, 0, 0, 0], "samples: expected an integer of at least 1"),
        ("under_way", [2**50, 0, 0, 0], "more than the file can hold"),
        ("under_way", [12, 5, 0, 0], "lacks .'under_way/order'"),
        ("generators", [], "damaged"),
        ("generators", [{}], "damaged"),
        ("generators", [STATE | {"bit_generator": "MT19937"}], "damaged"),
        ("generators", [STATE | {"uinteger": 2**40}], "damaged"),
        ("generators", [STATE | {"state": {"state": 2**200, "inc": 1}}], "damaged"),
        ("generators", [STATE | {"state": {"state": "1", "inc": 1}}], "damaged"),
        ("places", {}, "damaged"),
        ("places", {"trainer": -1}, "places: expected an integer of at least 0"),
        ("places", {"trainer": 0, "2": 0}, "not for this network's layers"),
    ],
)
def test_forged_settings_are_refused(tmp_path, whole, key, value, message):
    meta, arrays, _ = whole
    path = forged(tmp_path / "c.npz", meta | {key: value}, arrays)
    with pytest.raises(BadCheckpointError, match=message) as caught:
        load_checkpoint(path)
    assert str(path) in str(caught.value)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("key", ["lr", "weight_decay", "eps", "beta1"])
@pytest.mark.parametrize("value", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_settings_that_are_not_finite_are_refused(tmp_path, whole, key, value):
    meta, arrays, _ = whole
    name, settings = meta["optimizer"]
    text = json.dumps(meta | {"optimizer": [name, settings | {key: "HERE"}]}).encode()
    path = forged(tmp_path / "c.npz", text.replace(b'"HERE"', value), arrays)
    with pytest.raises(BadCheckpointError, match=r"finite number|it holds the number"):
        load_checkpoint(path)


@pytest.mark.parametrize(
    "text",
    [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 5000, b'{"format": 1}'],
)
def test_what_is_no_json_is_refused(tmp_path, whole, text):
    with pytest.raises(BadCheckpointError):
        load_checkpoint(forged(tmp_path / "c.npz", text, whole[1]))


def test_each_part_is_needed(tmp_path, whole):
    meta, arrays, _ = whole
    for key in meta.keys() - {"drop_last"}:
        lacking = {name: value for name, value in meta.items() if name != key}
        with pytest.raises(BadCheckpointError):
            load_checkpoint(forged(tmp_path / "c.npz", lacking, arrays))
    for name in arrays:
        lacking = {other: array for other, array in arrays.items() if other != name}
        with pytest.raises(BadCheckpointError, match="it lacks"):
            load_checkpoint(forged(tmp_path / "c.npz", meta, lacking))
    with pytest.raises(BadCheckpointError, match=r"and holds .'stowaway'"):
        load_checkpoint(forged(tmp_path / "c.npz", meta, arrays | {"stowaway": np.zeros(3)}))


def header(shape, descr="<f4"):
    """The beginning of an array's file, which may promise anything."""
    text = f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape!r}, }}"
    text = text.ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize("name", ["params/1.W", "state/m/1.W", "meta"])
@pytest.mark.parametrize(
    "array",
    [
        np.zeros((784, 6), np.float32),
        np.zeros((784, 5), np.float64),
        np.zeros((784, 5), np.int32),
        np.zeros((784, 5), ">f4"),
        np.zeros((784, 5), "S4"),
        np.zeros((784, 5), [("a", "<f4")]),
        np.zeros(784 * 5, np.float32),
        np.array([Bomb()], object),
        header((10**9, 10**9)),
        header((784, 5)),
        header((784, 5)) + bytes(784 * 5 * 4 + 1),
        header((784, 5), "|O") + pickle.dumps(Bomb()),
        header((-784, -5)),
        header((10**9,), "|u1"),
        header((-1,), "|u1") + bytes(100),
        b"\x93NUMPY\x02\x00",
        b"\x93NUMPY\x01\x00\x76\x00" + b"(" * 0x76,
        b"no array",
        b"",
    ],
)
def test_forged_arrays_are_refused(tmp_path, whole, name, array):
    meta, arrays, _ = whole
    path = forged(tmp_path / "c.npz", meta, arrays | {name: array})
    with pytest.raises(BadCheckpointError):
        load_checkpoint(path)


def test_a_small_file_that_unfolds_to_a_huge_one_is_refused(tmp_path, whole):
    """16 MB of zeros pack into 16 kB; more than is wanted is never unpacked."""
    meta, arrays, _ = whole
    huge = header((2**22,)) + bytes(2**24)
    for name in ("params/1.W", "meta"):
        path = forged(tmp_path / "c.npz", meta, arrays | {name: huge}, zipfile.ZIP_DEFLATED)
        assert path.stat().st_size < 2**19
        with pytest.raises(BadCheckpointError):
            load_checkpoint(path)
    spaces = json.dumps(meta).encode() + b" " * META_LIMIT
    path = forged(tmp_path / "c.npz", spaces, arrays, zipfile.ZIP_DEFLATED)
    with pytest.raises(BadCheckpointError, match=f"expected up to {path.stat().st_size} bytes"):
        load_checkpoint(path)
    for packed in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):  # which reserve what their header says
        path = forged(tmp_path / "c.npz", meta, arrays, packed)
        with pytest.raises(BadCheckpointError, match="packed in a way that was not used here"):
            load_checkpoint(path)


def test_a_network_is_not_built_larger_than_the_file(tmp_path, whole, monkeypatch):
    meta, arrays, _ = whole
    drawn = []
    normal = np.zeros
    monkeypatch.setattr(np, "zeros", lambda *a, **k: drawn.append(a[0]) or normal(*a, **k))
    settings = {"hidden": [900_000] * 9}
    with pytest.raises(BadCheckpointError, match="larger network"):
        load_checkpoint(forged(tmp_path / "c.npz", meta | {"settings": settings}, arrays))
    assert max(int(np.prod(shape)) for shape in drawn) <= 10**6


def test_an_order_of_samples_that_there_are_not_is_refused(tmp_path, whole):
    meta, arrays, _ = whole
    good = np.arange(12)
    path = tmp_path / "c.npz"
    for order in (np.where(good == 3, 12, good), np.where(good == 3, -1, good)):
        extra = {"under_way/order": order}
        with pytest.raises(BadCheckpointError, match="names samples that there are not"):
            load_checkpoint(forged(path, meta | {"under_way": [12, 5, 0, 0]}, arrays | extra))
    path = forged(path, meta | {"under_way": [12, 5, 0, 0]}, arrays | {"under_way/order": good})
    assert load_checkpoint(path).trainer.under_way.position == 5


def test_a_name_that_stands_there_twice_is_refused(tmp_path, whole):
    meta, arrays, _ = whole
    path = forged(tmp_path / "c.npz", meta, arrays)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("meta.npy", archive.read("meta.npy"))
    with pytest.raises(BadCheckpointError):
        load_checkpoint(path)


def test_a_network_that_is_handed_in_stays_as_it_was_if_the_file_is_refused(tmp_path, whole):
    meta, arrays, _ = whole
    net = training("sigmoid-mlp", seed=5).network
    before = {name: param.copy() for name, param in net.params.items()}
    path = forged(tmp_path / "c.npz", meta, arrays | {"state/v/5.b": np.zeros(3, np.float32)})
    with pytest.raises(BadCheckpointError):
        load_checkpoint(path, network=net)
    for name, param in net.params.items():
        np.testing.assert_array_equal(param, before[name])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_anywhere_is_refused_or_does_no_harm(tmp_path, whole, data):
    """One changed byte, or a cut: never another exception, never another training."""
    _, arrays, good = whole
    place = data.draw(st.integers(0, len(good) - 1))
    if data.draw(st.booleans()):
        bad = good[:place]
    else:
        bad = (
            good[:place] + bytes([good[place] ^ data.draw(st.integers(1, 255))]) + good[place + 1 :]
        )
    path = tmp_path / "c.npz"
    path.write_bytes(bad)
    try:
        loaded = load_checkpoint(path).trainer
    except BadCheckpointError:
        return
    for name, param in loaded.network.params.items():  # a date in the zip, say
        np.testing.assert_array_equal(param, arrays[f"params/{name}"])
