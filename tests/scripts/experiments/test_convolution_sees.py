"""What convolution brings: the filters made by hand, which of them learn, and a quick run."""

import numpy as np
import pytest

from scripts.book import results
from scripts.experiments import convolution_sees


def test_edges_look_in_eight_directions() -> None:
    W = convolution_sees.edges()
    assert W.shape == (8, 1, 5, 5)
    np.testing.assert_allclose(W.sum(axis=(1, 2, 3)), 0, atol=1e-6)
    np.testing.assert_allclose((W**2).sum(axis=(1, 2, 3)), 1, rtol=1e-6)
    np.testing.assert_allclose(W[4:], -W[:4], atol=1e-6)  # half a turn
    np.testing.assert_allclose(W[2:], np.rot90(W[:6], -1, axes=(2, 3)), atol=1e-6)  # a quarter


@pytest.mark.parametrize("learned", [True, False])
def test_filters_stay_as_they_were_unless_they_learn(learned: bool) -> None:
    run = {"start": "edges", "learned": learned, "images": 200, "looks": [2]}
    found = convolution_sees.filters(run, np.random.default_rng(0), 200)
    moved = np.abs(np.array(found["filters"]) - convolution_sees.edges().reshape(8, 25)).max()
    assert (moved > 1e-3) == learned
    assert len(found["test_accuracies"]) == 1


def test_a_quick_run_answers_both_questions(tmp_path) -> None:
    out = tmp_path / "quick.json"
    names = ["order-affine-shuffled-1000", "filters-edges-frozen"]
    only = [word for name in names for word in ("--only", name)]
    assert convolution_sees.EXPERIMENT.main(["--quick", "--out", str(out), *only]) == 0
    found = {name: run["summary"] for name, run in results.read("quick", tmp_path)["runs"].items()}
    assert list(found) == names
    assert 0.3 < found[names[0]]["test_accuracy"]["mean"] < 1
    assert 0.3 < found[names[1]]["test_accuracies"][0]["mean"] < 1
