"""The clinic: every fault that an instrument is said to see is planted anew and must be named."""

import math

import numpy as np
import pytest

from lesson_code.examine.examining import examine
from scripts.book import results
from scripts.experiments import clinic
from scripts.experiments.clinic import EXAMINED, FAULTS, HEALTHY, SEEN, Treated

INF = math.inf
# Between which numbers the doctor's finding lies, where the fault alone decides it
NUMBERS = {
    "softmax-axis": (-INF, -2),
    "softmax-twice": (0.99, 1),
    "never-divided": (0.98, 1.02),
    "divided-twice": (0.98, 1.02),
    "bias-averaged": (0.98, 1.02),
    "not-transposed": (-INF, 0.9),
    "gradients-pile-up": (1.98, 2.02),
    "gradients-overwritten": (-INF, INF),
    "in-place": (0.9, 1),
    "zero-weights": (1, 1),
    "constant-weights": (1, 1),
    "large-weights": (50, INF),
    "saturated": (0.9, 1),
    "deep-sigmoid": (0, 1e-3),
    "dead-layer": (1, 1),
    "frozen-layer": (0, 0),
    "rate-times-100": (0.5, 10),
    "rate-over-10000": (1e-8, 1e-5),
    "uphill": (0.999, 1.001),
    "momentum-forgets": (0.999, 1.001),
    "decay-too-strong": (0, 0.01),
    "sorted": (0.09, 0.3),
    "shifted": (0.6, 1),
    "shuffled-apart": (0.05, 0.15),
    "torn-in-training": (0.8, 0.95),
    "pixels-255": (80, 95),
    "pixels-divided-twice": (0.001, 0.002),
    "nan-pixel": (1e-9, 1e-5),
    "normalised-once": (0.6, 0.8),
    "trained-on-test": (0.05, 0.6),
    "dropout-left-on": (0.2, 2),
    "dropout-scaled-twice": (1.9, 2.1),
    "norm-by-batch": (0.3, 2),
    "norm-by-average": (0, 0),
    "norm-lags": (0.15, 1),
    "batch-of-one": (0, 0.001),
    "float64": (8, 8),
}


def cells(instrument: str) -> list[tuple[str, str]]:
    """Faults that an instrument sees, and what it calls them."""
    return [(fault, name) for fault, by in SEEN.items() if (name := by[instrument]) is not None]


def test_the_table_tells_of_every_fault() -> None:
    assert list(SEEN) == list(FAULTS)
    assert len(FAULTS) >= 20
    assert len(HEALTHY) >= 20
    assert NUMBERS.keys() == dict(cells("doctor")).keys()


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "name"), cells("doctor"))
def test_the_doctor_names_what_was_planted(fault: str, name: str) -> None:
    found = {finding.name: finding for finding in Treated(fault, 0, 2000).doctor()}
    assert found[name].ill, found[name].line("en")
    low, high = NUMBERS[fault]
    assert low <= found[name].value <= high


@pytest.mark.parametrize("fault", EXAMINED)
def test_examine_names_what_was_planted_in_one_piece(fault: str) -> None:
    assert fault in FAULTS
    piece, kind, name = EXAMINED[fault]
    shape = (3,) if fault == "gradients-overwritten" else None
    report = examine(clinic, piece, piece.__name__, kind=kind, shape=shape)
    assert name in report.names


def test_examine_does_not_see_what_only_goes_wrong_between_pieces() -> None:
    """The others sit in no piece; these do, or seem to, and yet each piece is right by itself."""
    for piece, kind in ((clinic.Softmax, "other"), (clinic.Freezes, "sgd")):
        assert examine(clinic, piece, piece.__name__, kind=kind).faults == ()


@pytest.mark.slow
@pytest.mark.parametrize("patient", HEALTHY)
def test_a_healthy_training_gets_no_false_alarm(patient: str) -> None:
    treated = Treated(patient, 0, 2000)
    ill = [finding.line("en") for finding in treated.doctor() if finding.ill]
    assert ill == []
    assert treated.decoder() == []


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "name"), cells("decoder"))
def test_the_decoder_names_it_and_the_digit_is_what_the_network_answers(
    fault: str, name: str
) -> None:
    treated = Treated(fault, 0, 10_000)
    found = [finding for finding in treated.decoder() if finding.name == name]
    assert found
    assert all(finding.ill for finding in found)
    if name == "always-one-digit":
        answers = treated.trainer.network.predict(treated.patient.x_test).argmax(axis=1)
        assert [int(finding.place[0]) for finding in found] == np.unique(answers).tolist()


def test_what_the_table_says_was_measured_with_every_seed() -> None:
    runs = results.read("clinic")["runs"]
    assert runs.keys() == {run.name for run in clinic.runs(quick=False)}
    for run in runs.values():
        assert list(run["seeds"]) == ["0", "1", "2"]
        patient, summary = run["settings"]["patient"], run["summary"]
        if patient in HEALTHY:
            assert not summary["doctor"], f"a false alarm for {patient}"
            assert not summary["decoder"], f"a false alarm for {patient}"
            continue
        for instrument, name in SEEN[patient].items():
            always = {found for found, seeds in summary[instrument].items() if seeds == 3}
            if name is None:
                assert not always, f"{instrument} sees {patient} after all"
            else:
                assert name in always, f"{instrument} does not always see {patient}"


def test_labels_shifted_everywhere_leave_no_trace() -> None:
    """Not a digit of the training differs: nobody can see it who does not look at an image."""
    shifted, plain = Treated("shifted-everywhere", 0, 2000), Treated("plain", 0, 2000)
    assert [f.name for f in shifted.doctor() if f.ill] == []
    last, other = shifted.history[-1], plain.history[-1]
    assert abs(last.loss - other.loss) < 0.1


def test_a_quick_run_writes_what_was_measured(tmp_path) -> None:
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "dead-layer", "--only", "nan-pixel"]
    assert clinic.EXPERIMENT.main(arguments) == 0
    runs = results.read("quick", tmp_path)["runs"]
    assert runs["dead-layer"]["seeds"]["0"]["measured"]["dead-units"] == 1
    assert "dead-units" in runs["dead-layer"]["summary"]["doctor"]
    assert runs["nan-pixel"]["seeds"]["0"]["not_finite_after"] is not None
