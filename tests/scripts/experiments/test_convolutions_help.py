"""What convolutions bring: its own layer, its networks, shifted images, and a quick run."""

import numpy as np
import pytest

from lesson_code import check_gradients
from scripts.book import results
from scripts.experiments import convolutions_help as experiment


def test_the_first_of_each_window_passes_the_gradient_check() -> None:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, 3, 4, 6))
    layer = experiment.FirstOfWindow()
    y = layer.forward(x)
    np.testing.assert_array_equal(y, x.reshape(2, 3, 2, 2, 3, 2)[:, :, :, 0, :, 0])
    assert max(check_gradients(layer, x, rng).values()) < 1e-7


def test_the_networks_that_are_compared_differ_in_what_is_compared() -> None:
    rng = np.random.default_rng(0)
    sizes = {
        name: sum(p.size for p in experiment.make(layers, rng).params.values())
        for name, layers in experiment.NETWORKS.items()
    }
    assert sizes["one"] == sizes["one-mean"] == sizes["one-first"]
    assert sizes["two"] == sizes["two-linear"] < sizes["one"]
    x = rng.standard_normal((3, 1, 28, 28)).astype(np.float32)
    linear = experiment.make(experiment.NETWORKS["two-linear"], rng)
    bent = experiment.make(experiment.NETWORKS["two"], rng)
    for net, straight in ((linear, True), (bent, False)):
        both = net.predict(x[:1]) + net.predict(x[1:2])  # biases begin as 0
        assert np.allclose(net.predict(x[:1] + x[1:2]), both, atol=1e-3) == straight


@pytest.mark.parametrize(("down", "right"), [(0, 2), (0, -3), (1, 0), (-4, 0), (0, 0)])
def test_what_is_moved_keeps_its_shape(down: int, right: int) -> None:
    x = np.zeros((1, 1, 28, 28))
    x[0, 0, 14, 10] = 1
    moved = experiment.moved(x, down, right)
    assert moved.shape == x.shape
    assert moved[0, 0, 14 + down, 10 + right] == moved.sum() == 1


@pytest.mark.slow
def test_a_quick_run_writes_what_pages_draw(tmp_path) -> None:
    out = tmp_path / "quick.json"
    assert experiment.EXPERIMENT.main(["--quick", "--out", str(out), "--only", "two"]) == 0
    summary = results.read("quick", tmp_path)["runs"]["two"]["summary"]
    assert summary["parameters"] == 9402
    assert len(summary["shifted"]) == len(experiment.SHIFTS)
    assert 0.1 < summary["test_accuracy"]["mean"] < 0.9
