import io
import sys

import numpy as np
import pytest

from lesson_code import SGD, Adam, Affine, Sequential, Trainer, load_mnist, simple_convnet


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
    loss, accuracy = trainer.step(x, t)
    assert loss == pytest.approx(np.log(2))
    assert accuracy == 0.5  # all logits are 0, so the first class is answered
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
        FloatingPointError, match=r"the loss became nan; try a smaller learning rate than 0\.1"
    ):
        Trainer(net, SGD(0.1), rng=np.random.default_rng(0)).fit(x, t)
    np.testing.assert_array_equal(net.params["0.W"], before)


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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"batch_size": 0}, "batch_size: expected at least 1, got 0"),
        ({"evaluation_samples": 0}, "evaluation_samples: expected at least 1, got 0"),
    ],
)
def test_bad_settings_are_refused(arguments, message):
    net, _, _ = problem()
    with pytest.raises(ValueError, match=message):
        Trainer(net, SGD(0.1), rng=np.random.default_rng(0), **arguments)


def test_bad_data_are_refused():
    net, x, t = problem()
    trainer = Trainer(net, SGD(0.1), rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="got epochs=0"):
        trainer.fit(x, t, epochs=0)
    with pytest.raises(ValueError, match=r"one sample.*x of \(0, 2\)"):
        trainer.fit(x[:0], t[:0])
    with pytest.raises(ValueError, match="got only one of them"):
        trainer.fit(x, t, x_test=x)
    with pytest.raises(ValueError, match="a label for each of 30 inputs, got 29"):
        trainer.fit(x, t[:-1])
    assert trainer.history == []
