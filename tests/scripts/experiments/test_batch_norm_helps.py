"""What batch norm brings: statistics of groups, the averages made afterwards, and a quick run."""

import numpy as np
import pytest

from lesson_code import BatchNormalization
from scripts.book import results
from scripts.experiments import batch_norm_helps


@pytest.mark.parametrize("group", [3, 4, 12])
def test_each_group_is_normalised_by_itself(group: int) -> None:
    rng = np.random.default_rng(group)
    gamma, beta = rng.standard_normal((2, 5))
    x, dout = rng.standard_normal((2, 12, 5))
    grouped = batch_norm_helps.Grouped(gamma, beta, group)
    y, dx = grouped.forward(x, train=True), grouped.backward(dout)
    dgamma = np.zeros(5)
    for start in range(0, 12, group):
        rows = slice(start, start + group)
        alone = BatchNormalization(gamma, beta)
        np.testing.assert_allclose(y[rows], alone.forward(x[rows], train=True), rtol=1e-9)
        np.testing.assert_allclose(dx[rows], alone.backward(dout[rows]), rtol=1e-6, atol=1e-12)
        dgamma += alone.grads["gamma"]
    np.testing.assert_allclose(grouped.grads["gamma"], dgamma, rtol=1e-9)
    np.testing.assert_allclose(grouped.grads["beta"], dout.sum(axis=0), rtol=1e-9)


def test_what_inference_takes_does_not_depend_on_the_groups() -> None:
    x = np.random.default_rng(0).standard_normal((12, 5))
    ones, zeros = np.ones(5), np.zeros(5)
    whole, grouped = BatchNormalization(ones, zeros), batch_norm_helps.Grouped(ones, zeros, 3)
    whole.forward(x, train=True)
    grouped.forward(x, train=True)
    np.testing.assert_array_equal(grouped.forward(x), whole.forward(x))


@pytest.mark.parametrize("m", [0.0, 0.9, None])
def test_averages_made_afterwards_are_the_layers(m: float | None) -> None:
    rng = np.random.default_rng(0)
    layer = BatchNormalization(np.ones(3), np.zeros(3), momentum=m or 0.0)
    layer.average = "arithmetic" if m is None else "moving"
    recording = batch_norm_helps.Recording(np.ones(3), np.zeros(3))
    for x in rng.standard_normal((7, 4, 3)):
        layer.forward(x, train=True)
        recording.forward(x, train=True)
    mean, var = batch_norm_helps.averaged(recording.history, m)
    np.testing.assert_allclose(mean, layer.buffers["running_mean"], rtol=1e-9)
    np.testing.assert_allclose(var, layer.buffers["running_var"], rtol=1e-9)


def test_a_quick_run_answers_all_three_questions(tmp_path) -> None:
    out = tmp_path / "quick.json"
    names = ["rate-none-100", "rate-after-0_1", "noise-5-0_1", "average-200"]
    only = [word for name in names for word in ("--only", name)]
    assert batch_norm_helps.EXPERIMENT.main(["--quick", "--out", str(out), *only]) == 0
    found = {name: run["summary"] for name, run in results.read("quick", tmp_path)["runs"].items()}
    assert list(found) == names
    assert found["rate-none-100"]["diverged"] == 1
    assert len(found["rate-after-0_1"]["looks"]) == 1
    assert 0.2 < found["noise-5-0_1"]["test_accuracy"]["mean"] < 1
    assert set(found["average-200"]["accuracies"]) >= {"0", "0_999", "arithmetic", "exact"}
