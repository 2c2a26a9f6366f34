"""From LeNet-5 towards AlexNet: the layers of its own, its networks, and a quick run."""

import numpy as np
import pytest

from lesson_code import Adam, Trainer, check_gradients
from lesson_code.layers import LocalResponseNormalization
from scripts.book import results
from scripts.experiments import lenet_to_alexnet as experiment

RUNS = {run.name.partition("-")[2]: run.settings for run in experiment.runs(True)}


def network(name: str, seed: int = 0):
    return experiment.network(RUNS[name], (1, 28, 28), np.random.default_rng(seed))


def test_lenet_has_the_papers_parameters_and_an_output_that_learns() -> None:
    """60 000, of which C3 has 1516; our output layer adds 84 weights and a bias for each class."""
    partial = next(x for x in network("lenet").layers if hasattr(x, "absent"))
    assert 16 * (6 * 25 + 1) - partial.absent == 1516
    sizes = [array.size for array in network("lenet").params.values()]
    assert sum(sizes) - partial.absent == 60_000 + 850


def test_what_a_filter_does_not_see_never_comes_in() -> None:
    rng = np.random.default_rng(0)
    layer = experiment.PartialConvolution(
        rng.standard_normal((16, 6, 2, 2)), np.zeros(16), experiment.SEES
    )
    x = rng.standard_normal((2, 6, 4, 3))
    y = layer.forward(x)
    for f, maps in enumerate(experiment.SEES):
        others = [c for c in range(6) if c not in maps]
        moved = x.copy()
        moved[:, others] += 1
        np.testing.assert_array_equal(layer.forward(moved)[:, f], y[:, f])
    assert check_gradients(layer, x, rng)["x"] < 1e-7
    net = network("lenet")
    absent = net.params["5.W"] == 0
    x, t = rng.standard_normal((20, 1, 28, 28)).astype(np.float32), rng.integers(0, 10, 20)
    trainer = Trainer(net, Adam(0.01), rng=rng, progress=False)
    for _ in range(3):
        trainer.step(x, t)
    np.testing.assert_array_equal(net.params["5.W"] == 0, absent)


def test_the_control_is_local_response_normalisation_of_small_numbers() -> None:
    rng = np.random.default_rng(0)
    x = 1e-3 * rng.standard_normal((2, 6, 3, 3)).astype(np.float32)
    control, layer = experiment.Factor(), LocalResponseNormalization()
    np.testing.assert_allclose(control.forward(x), layer.forward(x), rtol=1e-5)
    np.testing.assert_allclose(control.backward(x), layer.backward(x), rtol=1e-5)


@pytest.mark.parametrize(("name", "other"), [("lrn", "factor"), ("max", "lrn"), ("he", "relu")])
def test_networks_that_are_compared_have_equally_many_weights(name: str, other: str) -> None:
    counts = [sum(a.size for a in network(n).params.values()) for n in (name, other)]
    assert counts[0] == counts[1]


def test_photographs_are_mirrored_and_digits_are_not() -> None:
    x = np.zeros((40, 1, 9, 9), np.float32)
    x[:, :, :, :4] = 1
    for data, mirrored in (("mnist", False), ("cifar10", True)):
        run = {"data": data, "augment": True}
        y = experiment.augmented(run, x, np.random.default_rng(0))
        right = y[..., 6:].sum() > y[..., :3].sum() / 4
        assert y.shape == x.shape
        assert right == mirrored


def test_a_quick_run_writes_what_the_page_draws(tmp_path) -> None:
    out = tmp_path / "quick.json"
    assert experiment.EXPERIMENT.main(["--quick", "--out", str(out), "--only", "mnist-max"]) == 0
    [one] = results.read("quick", tmp_path)["runs"]["mnist-max"]["seeds"].values()
    assert 0 <= one["final_test_accuracy"] <= 1
    assert one["parameters"] == 61_706
