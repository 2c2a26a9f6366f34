import io
import signal
import sys
import threading

import numpy as np
import pytest

from lesson_code import (
    SGD,
    Adam,
    Affine,
    BatchNormalization,
    CosineDecay,
    Dropout,
    EarlyStopping,
    Epoch,
    Flatten,
    Layer,
    MeanSquaredError,
    Sequential,
    StepDecay,
    Trainer,
    load_mnist,
    simple_convnet,
)


def problem(seed=0):
    """Two clouds of points, and a network of one layer to tell them apart."""
    rng = np.random.default_rng(seed)
    t = np.arange(30) % 2
    x = rng.standard_normal((30, 2)) + 6 * t[:, np.newaxis]
    return Sequential([Affine(np.zeros((2, 2)), np.zeros(2))]), x, t


@pytest.mark.slow
def test_one_epoch_of_mnist_reaches_97_percent():
    (x, t), (x_test, t_test) = load_mnist()
    rng = np.random.default_rng(0)
    trainer = Trainer(simple_convnet(rng), Adam(), rng=rng, batch_size=50, progress=False)
    [epoch] = trainer.fit(x, t, x_test, t_test, epochs=1)
    assert len(x_test) == 10_000
    assert epoch.test_accuracy >= 0.97
    assert epoch.loss < 0.3


def test_training_learns_and_keeps_a_history():
    net, x, t = problem()
    seen = []
    trainer = Trainer(net, SGD(0.5), rng=np.random.default_rng(0), batch_size=7)
    history = trainer.fit(x, t, x, t, epochs=20, on_epoch=seen.append)
    assert seen == history == trainer.history
    assert [epoch.epoch for epoch in history] == list(range(1, 21))
    assert history[-1].train_accuracy == history[-1].test_accuracy == 1
    assert history[-1].loss < history[0].loss
    assert all(epoch.seconds > 0 for epoch in history)
    trainer.fit(x, t)
    assert trainer.history[-1].epoch == 21
    assert trainer.history[-1].test_accuracy is None


def test_the_same_seed_gives_the_same_training():
    results = []
    for _ in range(2):
        net, x, t = problem()
        trainer = Trainer(net, Adam(0.1), rng=np.random.default_rng(5), batch_size=4)
        trainer.fit(x, t, epochs=3)
        results.append({name: param.copy() for name, param in net.params.items()})
    for name in results[0]:
        np.testing.assert_array_equal(results[0][name], results[1][name])


def test_the_epochs_loss_is_the_mean_over_samples():
    """With steps too small to matter, the mean over batches of unequal size is the whole loss."""
    net, x, t = problem()
    net.params["0.W"][...] = [[1.0, -2.0], [0.5, 0.0]]
    trainer = Trainer(net, SGD(1e-12), rng=np.random.default_rng(0), batch_size=7)
    [epoch] = trainer.fit(x, t)
    assert epoch.loss == pytest.approx(net.loss(x, t), rel=1e-6)


def test_a_step_goes_forward_once():
    net, x, t = problem()
    passes = []
    forward = net.layers[0].forward
    net.layers[0].forward = lambda *a: passes.append(1) or forward(*a)
    Trainer(net, SGD(0.1), rng=np.random.default_rng(0)).step(x, t)
    assert len(passes) == 1


def test_step_reports_before_the_update():
    net, x, t = problem()
    trainer = Trainer(net, SGD(0.1), rng=np.random.default_rng(0))
    loss, logits = trainer.step(x, t)
    assert loss == pytest.approx(np.log(2))
    np.testing.assert_array_equal(logits, np.zeros((len(x), 2)))
    one_hot_loss, _ = trainer.step(x, np.eye(2)[t])
    assert one_hot_loss < loss


def test_accuracy_is_measured_on_as_many_samples_as_asked():
    net, x, t = problem()
    wrong_later = np.concatenate([t[:10], 1 - t[10:]])
    trainer = Trainer(net, SGD(1e-9), rng=np.random.default_rng(0), evaluation_samples=10)
    net.params["0.W"][...] = [[-1.0, 1.0], [-1.0, 1.0]]
    net.params["0.b"][...] = [6.0, -6.0]
    [epoch] = trainer.fit(x, wrong_later)
    assert epoch.train_accuracy == 1
    trainer.evaluation_samples = None
    assert trainer.fit(x, wrong_later)[-1].train_accuracy == pytest.approx(1 / 3)


def test_a_loss_that_is_no_number_stops_and_leaves_the_parameters():
    net, x, t = problem()
    x[0] = np.nan
    before = net.params["0.W"].copy()
    with pytest.raises(
        FloatingPointError, match=r"the loss became nan, for the inputs hold numbers that are not"
    ):
        Trainer(net, SGD(0.1), rng=np.random.default_rng(0)).fit(x, t)
    np.testing.assert_array_equal(net.params["0.W"], before)
    trainer = Trainer(net, SGD(0.1), rng=np.random.default_rng(0))
    trainer.fit(np.nan_to_num(x, posinf=0, neginf=0), t)  # as the message advises
    net.params["0.W"][...] = np.inf
    with (
        np.errstate(invalid="ignore"),
        pytest.raises(FloatingPointError, match=r"became nan; try a smaller learning .* than 0\.1"),
    ):
        trainer.fit(x[1:], t[1:])


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("progress", "terminal", "shown"),
    [(None, True, True), (None, False, False), (True, False, True), (False, True, False)],
)
def test_progress_is_shown_on_a_terminal_and_silent_elsewhere(
    monkeypatch, progress, terminal, shown
):
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    net, x, t = problem()
    Trainer(net, SGD(0.1), rng=np.random.default_rng(0), progress=progress).fit(x, t)
    assert ("epoch 1" in stream.getvalue()) == shown
    if shown:
        for part in ("samples/s", "0/30", "?"):
            assert part in stream.getvalue()


def test_the_bar_shows_loss_and_accuracy(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("lesson_code.trainer.BAR_INTERVAL", 0)
    net, x, t = problem()
    Trainer(net, SGD(0.1), rng=np.random.default_rng(0), batch_size=3).fit(x, t)
    assert "loss=0." in stream.getvalue()
    assert "accuracy=" in stream.getvalue()


def test_the_bar_shows_no_accuracy_where_there_is_none(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("lesson_code.trainer.BAR_INTERVAL", 0)
    _, x, t = problem()
    net = Sequential([Affine(np.zeros((2, 1)), np.zeros(1))], loss=MeanSquaredError())
    trainer = Trainer(net, SGD(0.01), rng=np.random.default_rng(0), batch_size=3)
    [epoch] = trainer.fit(x, t[:, np.newaxis])
    assert "loss=" in stream.getvalue()
    assert "accuracy" not in stream.getvalue()
    assert (epoch.train_accuracy, epoch.test_accuracy) == (None, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"batch_size": 0}, "batch_size: expected an integer of at least 1, got 0"),
        ({"batch_size": 2.0}, "batch_size: expected an integer of at least 1, got 2.0"),
        ({"evaluation_samples": 0}, "evaluation_samples: expected an integer of at least 1, got 0"),
        ({"rng": 0}, r"rng: .*got 0; use rng=np.random.default_rng\(0\)"),
        ({"rng": np.random}, r"rng: expected a random generator, got <module 'numpy.random'"),
        ({"sampling": "random"}, 'sampling: expected "shuffle" or "replace", got \'random\''),
    ],
)
def test_bad_settings_are_refused(arguments, message):
    net, _, _ = problem()
    with pytest.raises(ValueError, match=message):
        Trainer(net, SGD(0.1), **({"rng": np.random.default_rng(0)} | arguments))


def test_bad_data_are_refused():
    net, x, t = problem()
    trainer = Trainer(net, SGD(0.1), rng=np.random.default_rng(0))
    for epochs in (0, 1.0):
        with pytest.raises(ValueError, match=rf"epochs: expected .* at least 1, got {epochs}"):
            trainer.fit(x, t, epochs=epochs)
    with pytest.raises(ValueError, match=r"one sample, got shape \(0, 2\)"):
        trainer.fit(x[:0], t[:0])
    with pytest.raises(ValueError, match="got only one of them"):
        trainer.fit(x, t, x_test=x)
    for labels in (t[:-1], t[0], 3):
        with pytest.raises(ValueError, match=r"a label for each of 30 inputs, got \("):
            trainer.fit(x, labels)
    with pytest.raises(ValueError, match=r"x: .*got a list; use np.asarray\(x, np.float32\)$"):
        trainer.fit(x.tolist(), t)
    with pytest.raises(ValueError, match=r"x_test: expected an array, got a list; use np.asarray"):
        trainer.fit(x, t, x.tolist(), t)
    assert trainer.history == []


@pytest.mark.parametrize(("n", "steps"), [(30, 4), (28, 4), (35, 5), (7, 1)])
def test_what_fills_no_batch_may_be_left_out(n, steps):
    recording = Recording()
    net = Sequential([recording, Affine(np.zeros((1, 2)), np.zeros(2))])
    x, t = np.arange(float(n))[:, np.newaxis], np.arange(n) % 2
    rng = np.random.default_rng(0)
    trainer = Trainer(net, SGD(1e-12), rng=rng, batch_size=7, drop_last=True)
    history = trainer.fit(x, t, epochs=2)
    assert trainer.optimizer.t == 2 * steps
    first, second = recording.seen[: 7 * steps], recording.seen[7 * steps :]
    assert len(set(first)) == len(set(second)) == 7 * steps
    if n % 7:
        assert set(first) != set(second)
    for epoch in history:  # the mean over those that were trained on
        assert epoch.loss == pytest.approx(np.log(2))


def test_a_batch_that_cannot_be_filled_is_refused():
    net, x, t = problem()
    trainer = Trainer(net, SGD(0.1), rng=np.random.default_rng(0), batch_size=31, drop_last=True)
    with pytest.raises(
        ValueError, match=r"30 samples cannot fill a batch of 31.*; use batch_size=30$"
    ):
        trainer.fit(x, t)
    Trainer(net, SGD(0.1), rng=np.random.default_rng(0), batch_size=30, drop_last=True).fit(x, t)


def with_batch_norm(batch_size, **settings):
    rng = np.random.default_rng(0)
    layers = [Affine(rng.standard_normal((2, 3)), np.zeros(3)), Dropout(0.5, rng=rng)]
    layers += [BatchNormalization(np.ones(3), np.zeros(3)), Affine(np.ones((3, 2)), np.zeros(2))]
    return Trainer(Sequential(layers), SGD(0.1), rng=rng, batch_size=batch_size, **settings)


def test_a_lone_last_sample_is_found_out_before_the_first_step():
    _, x, t = problem()
    trainer = with_batch_norm(29)
    message = r"30 samples in batches of 29 leave a last batch of 1, .*; use drop_last=True"
    with pytest.raises(ValueError, match=message):
        trainer.fit(x, t)
    assert trainer.optimizer.t == 0
    assert trainer.network.buffers["2.batches"] == 0  # nor has the search left traces
    assert trainer.rng.random() == with_batch_norm(29).rng.random()
    assert trainer.under_way is None
    with_batch_norm(29, drop_last=True).fit(x, t)
    for size in (28, 30, 7):
        with_batch_norm(size).fit(x, t)


def test_a_lone_last_sample_is_found_out_when_a_training_goes_on():
    _, x, t = problem()
    trainer = with_batch_norm(7)
    trainer.fit(x, t)
    steps = trainer.optimizer.t
    with pytest.raises(ValueError, match="29 samples in batches of 7 leave a last batch of 1"):
        trainer.fit(x[:29], t[:29])
    assert trainer.optimizer.t == steps
    trainer.drop_last = True
    trainer.fit(x[:29], t[:29])
    assert trainer.optimizer.t == steps + 4


def test_a_lone_last_sample_may_be_trained_on_where_it_has_a_variance():
    """Of an image, each channel has many pixels; and most layers take no statistics."""
    rng = np.random.default_rng(0)
    norm = BatchNormalization(np.ones(2), np.zeros(2))
    net = Sequential([norm, Flatten(), Affine(np.zeros((8, 2)), np.zeros(2))])
    trainer = Trainer(net, SGD(0.1), rng=rng, batch_size=2)
    trainer.fit(rng.random((5, 2, 2, 2)), np.array([0, 1, 0, 1, 0]))
    assert norm.buffers["batches"] == 3
    net, x, t = problem()
    Trainer(net, SGD(0.1), rng=rng, batch_size=29).fit(x, t)


class Recording(Layer):
    """Notes which samples come by in training; the first feature is a sample's number."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def forward(self, x, train=False):
        if train:
            self.seen.extend(x[:, 0].astype(int).tolist())
        return x

    def backward(self, dout):
        return dout


def drawn(sampling, n=200, epochs=2):
    """Which samples two epochs trained on."""
    recording = Recording()
    net = Sequential([recording, Affine(np.zeros((2, 2)), np.zeros(2))])
    x = np.stack([np.arange(float(n)), np.zeros(n)], axis=1)
    trainer = Trainer(net, SGD(1e-9), rng=np.random.default_rng(0), batch_size=9, sampling=sampling)
    trainer.fit(x, np.arange(n) % 2, epochs=epochs)
    return recording.seen[:n], recording.seen[n:]


def test_shuffling_takes_every_sample_once_an_epoch():
    first, second = drawn("shuffle")
    assert sorted(first) == sorted(second) == list(range(200))
    assert first != second != list(range(200))


def test_drawing_with_replacement_leaves_37_percent_out():
    first, second = drawn("replace", n=3000)
    assert len(first) == len(second) == 3000
    assert len(set(first)) / 3000 == pytest.approx(1 - np.exp(-1), abs=0.02)
    assert set(first) != set(second)
    assert min(first) >= 0
    assert max(first) == 2999


def test_a_schedule_sets_the_learning_rate_of_each_epoch():
    net, x, t = problem()
    asked = []

    def schedule(epoch):
        asked.append(epoch)
        return 0.1 / epoch

    trainer = Trainer(net, SGD(7), rng=np.random.default_rng(0), schedule=schedule)
    trainer.fit(x, t, epochs=2)
    trainer.fit(x, t)
    assert asked == [1, 2, 3]
    assert [epoch.lr for epoch in trainer.history] == [0.1, 0.05, 0.1 / 3]


def test_the_scheduled_rate_is_the_one_that_is_used():
    """Halving steps by a schedule is halving them by hand."""
    weights = []
    for schedule in (StepDecay(0.2, factor=0.5, every=1), None):
        net, x, t = problem()
        trainer = Trainer(net, SGD(0.2), rng=np.random.default_rng(0), schedule=schedule)
        trainer.fit(x, t)
        if schedule is None:
            trainer.optimizer.lr = 0.1
        trainer.fit(x, t)
        weights.append(net.params["0.W"])
    np.testing.assert_array_equal(*weights)


def test_without_a_schedule_the_rate_stays():
    net, x, t = problem()
    trainer = Trainer(net, SGD(0.3), rng=np.random.default_rng(0))
    assert [epoch.lr for epoch in trainer.fit(x, t, epochs=2)] == [0.3, 0.3]


@pytest.mark.parametrize("lr", [0, -1, np.nan, np.inf])
def test_a_schedule_that_gives_no_rate_is_refused(lr):
    net, x, t = problem()
    trainer = Trainer(net, SGD(), rng=np.random.default_rng(0), schedule=lambda epoch: lr)
    with pytest.raises(ValueError, match="schedule: expected a finite number above 0"):
        trainer.fit(x, t)
    assert trainer.under_way is None


def test_callbacks_are_called_in_turn_and_one_may_stop():
    net, x, t = problem()
    calls = []
    trainer = Trainer(net, SGD(0.1), rng=np.random.default_rng(0))
    callbacks = [
        lambda epoch: calls.append(("first", epoch.epoch)),
        lambda epoch: epoch.epoch == 2,
        lambda epoch: calls.append(("last", epoch.epoch)),
    ]
    assert len(trainer.fit(x, t, epochs=5, on_epoch=callbacks)) == 2
    assert calls == [("first", 1), ("last", 1), ("first", 2), ("last", 2)]
    assert len(trainer.fit(x, t, epochs=2, on_epoch=lambda epoch: 1)) == 4  # 1 is not True


def epochs(**values):
    """A history whose epochs differ in one value, that of which a list is given."""
    plain = {"loss": 1.0, "train_accuracy": 0.5, "test_accuracy": 0.5, "seconds": 1.0} | values
    [(name, series)] = [item for item in values.items() if isinstance(item[1], list)]
    return [Epoch(**plain | {"epoch": i, name: v}) for i, v in enumerate(series, start=1)]


@pytest.mark.parametrize(
    ("settings", "history", "stops_at"),
    [
        ({"patience": 1}, epochs(test_accuracy=[0.1, 0.2, 0.2]), 3),
        ({"patience": 2}, epochs(test_accuracy=[0.1, 0.3, 0.2, 0.31, 0.3, 0.29]), 6),
        ({"patience": 2, "on": "loss"}, epochs(loss=[3, 2, 2.5, 2]), 4),
        ({"patience": 2}, epochs(loss=[3, 2, 2.5, 2], train_accuracy=None, test_accuracy=None), 4),
        ({"patience": 1, "on": "train_accuracy"}, epochs(loss=[3, 3], train_accuracy=None), 2),
        ({"patience": 1, "on": "train_accuracy"}, epochs(train_accuracy=[0.5, 0.4]), 2),
        ({"patience": 1, "min_delta": 0.1}, epochs(test_accuracy=[0.1, 0.15]), 2),
        ({"patience": 3}, epochs(test_accuracy=[0.4, 0.5, 0.6, 0.7]), None),
    ],
)
def test_early_stopping_waits_as_long_as_it_was_told(settings, history, stops_at):
    stop = EarlyStopping(**settings)
    stopped = [epoch.epoch for epoch in history if stop(epoch)]
    assert stopped[:1] == ([] if stops_at is None else [stops_at])


def test_early_stopping_stops_a_training():
    net, x, t = problem()
    trainer = Trainer(net, SGD(0.5), rng=np.random.default_rng(0), batch_size=7)
    stop = EarlyStopping(patience=3, on="train_accuracy")
    trainer.fit(x, t, epochs=100, on_epoch=stop)
    assert stop.best.train_accuracy > 0.9
    assert len(trainer.history) == stop.best.epoch + 3


def test_early_stopping_refuses_what_it_cannot_watch():
    with pytest.raises(ValueError, match="give fit x_test and t_test"):
        EarlyStopping()(Epoch(1, 0.5, 0.9, None, 1.0))
    with pytest.raises(ValueError, match="patience of at least 1"):
        EarlyStopping(patience=0)
    with pytest.raises(ValueError, match="min_delta"):
        EarlyStopping(min_delta=-1)
    with pytest.raises(ValueError, match='on: expected "loss"'):
        EarlyStopping(on="accuracy")


class Interrupting(Layer):
    """Stands in for someone who presses Ctrl-C in the midst of certain training steps."""

    def __init__(self, *steps):
        super().__init__()
        self.steps = steps
        self.step = 0

    def forward(self, x, train=False):
        if train:
            self.step += 1
        return x

    def backward(self, dout):
        if self.step in self.steps:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)  # impatient
        return dout


def interruptible(*steps):
    """A training with everything that has a state, of eight steps an epoch."""
    rng = np.random.default_rng(0)
    t = np.arange(30) % 2
    x = rng.standard_normal((30, 2)) + 2 * t[:, np.newaxis]
    layers = [
        Affine(rng.standard_normal((2, 8)), np.zeros(8)),
        BatchNormalization(np.ones(8), np.zeros(8)),
        Dropout(0.5, rng=rng),
        Interrupting(*steps),
        Affine(rng.standard_normal((8, 2)), np.zeros(2)),
    ]
    trainer = Trainer(
        Sequential(layers), Adam(0.05), rng=rng, batch_size=4, schedule=CosineDecay(0.05, 3)
    )
    return trainer, x, t


def result(trainer):
    net = trainer.network
    arrays = {**net.params, **net.buffers, **trainer.optimizer.state}
    history = [(e.epoch, e.loss, e.train_accuracy, e.lr) for e in trainer.history]
    return {name: array.tolist() for name, array in arrays.items()}, history


@pytest.mark.parametrize("step", [1, 5, 8, 9, 24])
def test_after_ctrl_c_training_goes_on_as_if_nothing_had_happened(step):
    trainer, x, t = interruptible(step)
    with pytest.raises(KeyboardInterrupt):
        trainer.fit(x, t, epochs=3)
    epoch, position = divmod(step - 1, 8)
    assert len(trainer.history) == epoch
    assert trainer.under_way.position == min(4 * (position + 1), 30)
    assert trainer.optimizer.t == step  # the step under way was finished
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    trainer.fit(x, t, epochs=3 - epoch)
    assert trainer.under_way is None

    uninterrupted, x, t = interruptible()
    uninterrupted.fit(x, t, epochs=3)
    assert result(trainer) == result(uninterrupted)


def test_ctrl_c_during_the_evaluation_loses_nothing(monkeypatch):
    trainer, x, t = interruptible()

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(trainer.network, "accuracy", interrupted)
        with pytest.raises(KeyboardInterrupt):
            trainer.fit(x, t, epochs=3)
    assert trainer.under_way.position == 30
    assert trainer.history == []
    trainer.fit(x, t, epochs=3)
    uninterrupted, x, t = interruptible()
    uninterrupted.fit(x, t, epochs=3)
    assert result(trainer) == result(uninterrupted)


def test_an_epoch_under_way_can_be_given_up():
    trainer, x, t = interruptible(2)
    with pytest.raises(KeyboardInterrupt):
        trainer.fit(x, t)
    with pytest.raises(ValueError, match="expected the 30 samples of the epoch under way, got 20"):
        trainer.fit(x[:20], t[:20])
    trainer.under_way = None
    trainer.fit(x[:20], t[:20])
    assert [epoch.epoch for epoch in trainer.history] == [1]


def test_an_error_gives_the_epoch_up():
    net, x, t = problem()
    trainer = Trainer(net, SGD(0.1), rng=np.random.default_rng(0), batch_size=10)
    with pytest.raises(FloatingPointError):
        trainer.fit(np.where(x == x[20], np.nan, x), t)
    assert trainer.under_way is None
    assert len(trainer.fit(x[:12], t[:12])) == 1


def test_a_programs_own_handling_of_ctrl_c_is_left_alone():
    pressed = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(1))
    try:
        trainer, x, t = interruptible(3)
        assert len(trainer.fit(x, t)) == 1
        assert pressed == [1, 1]
    finally:
        signal.signal(signal.SIGINT, before)


def test_training_works_outside_the_main_thread():
    trainer, x, t = interruptible()
    thread = threading.Thread(target=trainer.fit, args=(x, t))
    thread.start()
    thread.join()
    assert len(trainer.history) == 1
