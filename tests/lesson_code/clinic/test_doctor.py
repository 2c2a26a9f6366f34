"""The doctor: he leaves a training as it was, and says only what he measured."""

import re
from pathlib import Path

import numpy as np
import pytest

from lesson_code import (
    Adam,
    Affine,
    BatchNormalization,
    BinaryCrossEntropy,
    Dropout,
    MeanSquaredError,
    Momentum,
    ReLU,
    Sequential,
    Trainer,
    he,
)
from lesson_code.clinic._words import WORDS
from lesson_code.clinic.doctor import Doctor, diagnose
from lesson_code.clinic.findings import Finding

DOCS = Path(__file__).resolve().parents[3] / "docs"


def trainer(seed=0, optimizer=None, loss=None, outputs=3):
    rng = np.random.default_rng(seed)
    network = Sequential(
        [
            Affine(he((4, 20), rng), np.zeros(20, np.float32)),
            BatchNormalization(np.ones(20, np.float32), np.zeros(20, np.float32)),
            ReLU(),
            Dropout(0.2, rng=rng),
            Affine(he((20, outputs), rng), np.zeros(outputs, np.float32)),
        ],
        loss,
    )
    return Trainer(network, optimizer or Momentum(0.05), rng=rng, batch_size=20, progress=False)


@pytest.fixture
def data():
    rng = np.random.default_rng(1)
    t = rng.integers(0, 3, 300)
    x = rng.standard_normal((300, 4)).astype(np.float32)
    x[np.arange(300), t] += 3
    return x, t


def test_a_training_that_is_examined_goes_on_as_if_it_were_not(data):
    x, t = data
    plain, examined = trainer(), trainer()
    plain.fit(x, t, x, t, epochs=3)
    doctor = Doctor(examined, x, t, x[:50], t[:50])
    examined.fit(x, t, x, t, epochs=3, on_epoch=doctor)
    for name, param in plain.network.params.items():
        assert np.array_equal(param, examined.network.params[name]), name
    for name, buffer in plain.network.buffers.items():
        assert np.array_equal(buffer, examined.network.buffers[name]), name
    assert [e.loss for e in plain.history] == [e.loss for e in examined.history]
    assert plain.rng.bit_generator.state == examined.rng.bit_generator.state
    assert plain.optimizer.state.keys() == examined.optimizer.state.keys()


def test_neither_the_data_nor_what_a_layer_keeps_is_changed(data):
    x, t = data
    patient = trainer()
    kept, labels = x.copy(), t.copy()
    y = patient.network.forward(x[:5], train=True)
    diagnose(patient, x, t)
    patient.network.backward(np.ones_like(y))  # of the forward before
    assert np.array_equal(x, kept)
    assert np.array_equal(t, labels)


def test_one_and_the_same_training_gets_the_same_findings(data):
    x, t = data
    patient = trainer()
    patient.fit(x, t)
    assert diagnose(patient, x, t) == diagnose(patient, x, t)


@pytest.mark.parametrize(
    ("loss", "labels"),
    [
        (MeanSquaredError(), lambda x: x[:, :1] * 2),
        (BinaryCrossEntropy(), lambda x: (x[:, :1] > 1).astype(np.float32)),
    ],
)
def test_what_is_no_classifier_is_examined_as_far_as_that_goes(loss, labels, data):
    x, _ = data
    patient = trainer(loss=loss, outputs=1, optimizer=Adam(0.01))
    patient.fit(x, labels(x), epochs=3)
    found = {finding.name: finding for finding in diagnose(patient, x, labels(x))}
    assert not [finding.line("en") for finding in found.values() if finding.ill]
    assert {"gradient-check", "dead-units"} <= found.keys()
    assert not {"one-answer", "by-heart", "first-loss", "learned-nothing"} & found.keys()


def test_labels_from_one_are_named_before_anything_fails(data):
    x, t = data
    [*_, last] = diagnose(trainer(), x, t + 1)
    assert (last.name, last.ill) == ("labels-range", True)
    assert last.value == pytest.approx(np.mean(t == 2))


def test_without_a_start_what_needs_one_is_not_judged(data):
    x, t = data
    patient = trainer()
    names = {finding.name for finding in diagnose(patient, x, t)}
    assert not {"first-loss", "units-alike", "weights-withered"} & names
    names = {finding.name for finding in diagnose(patient, x, t, start=trainer().network)}
    assert {"first-loss", "units-alike"} <= names


def test_a_first_loss_is_judged_by_what_its_weights_give(data):
    """Ten per cent above log K is healthy, as from He's weights; a hundredfold weight is not."""
    x, t = data
    patient, start = trainer(), trainer().network
    found = {finding.name: finding for finding in diagnose(patient, x, t, start=start)}
    assert found["first-loss"].value > 1.05 * np.log(3)
    assert not found["first-loss"].ill
    start.params["4.W"] *= 100
    found = {finding.name: finding for finding in diagnose(patient, x, t, start=start)}
    assert found["first-loss"].ill


@pytest.mark.parametrize("n", [0, 1])
def test_too_little_to_examine_is_refused(n, data):
    x, t = data
    with pytest.raises(ValueError, match="expected at least 2 samples and as many labels"):
        diagnose(trainer(), x[:n], t[:n])
    with pytest.raises(ValueError, match="as many labels, got 300 and 299"):
        diagnose(trainer(), x, t[:-1])


def test_every_finding_leads_to_a_place_that_is_there():
    for name, words in WORDS.items():
        for language in ("ja", "en"):
            page, _, anchor = words.page.partition("#")
            text = (DOCS / language / page).read_text(encoding="utf-8")
            assert f"{{#{anchor}}}" in text, f"{name}: {language}/{words.page}"


def test_every_finding_speaks_both_languages():
    for name in WORDS:
        finding = Finding(name, True, 0.5, "<= 1", "here")
        for language in ("ja", "en"):
            wide = re.search(
                "[ぁ-んァ-ヶ一-龠]", finding.line(language) + finding.meaning(language)
            )
            assert bool(wide) == (language == "ja"), name
            assert "50 %" in finding.line(language) or "0.5" in finding.line(language)
            assert "<= 1" in finding.line(language)
            assert finding.brief(language).startswith(f"{name} [here] ")
