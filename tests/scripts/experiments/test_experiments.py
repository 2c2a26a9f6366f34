"""Experiments: small runs of each, files that can be gone on with, and the looks into a network."""

import json
import re
import statistics

import numpy as np
import pytest

from lesson_code import (
    Adam,
    Affine,
    LeakyReLU,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    Trainer,
    check_gradients,
    load_mnist,
    sigmoid,
)
from lesson_code.models import report_convnet
from scripts.book import results
from scripts.experiments import (
    activations,
    batch_norm,
    batch_norm_rounding,
    common,
    deeper_convnet,
    lost_digits,
    report_network,
    sigmoid_network,
    simple_convnet,
)

EXPERIMENTS = [
    module.EXPERIMENT
    for module in (batch_norm, deeper_convnet, report_network, sigmoid_network, simple_convnet)
]
# runs that take the same way through the program as another, with another number in the settings
LIKE_OTHERS = {"frozen-bias", "sgd-bias", "eps-1e-5", "moving"} | {
    name
    for name in batch_norm.FLOAT32
    if name not in ("float32", "float32-shift", "float32-border-noise", "float32-no-bias")
}


@pytest.mark.slow
@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda experiment: experiment.name)
def test_a_quick_run_writes_what_pages_quote_and_is_gone_on_with(experiment, tmp_path, capsys):
    out = tmp_path / "quick.json"
    first, *others = (run for run in experiment.runs(quick=True) if run.name not in LIKE_OTHERS)
    only = ["--only", first.name]
    all_of_them = [word for run in (first, *others) for word in ("--only", run.name)]
    assert experiment.main(["--quick", "--out", str(out), *only]) == 0
    assert list(results.read("quick", tmp_path)["runs"]) == [first.name]
    begun = json.loads(out.read_text())["runs"][first.name]["seeds"]

    assert experiment.main(["--quick", "--out", str(out), *all_of_them]) == 0
    found = results.read("quick", tmp_path)
    assert list(found["runs"]) == [run.name for run in (first, *others)]
    assert found["runs"][first.name]["seeds"] == begun, "what was there was measured again"
    assert found["settings"]["experiment"] == experiment.name
    assert found["provenance"]["numpy"] == np.__version__
    for run in (first, *others):
        entry = found["runs"][run.name]
        assert entry["settings"] == json.loads(json.dumps(run.settings))
        assert list(entry["seeds"]) == [str(seed) for seed in run.seeds]
        epochs = entry["seeds"][str(run.seeds[0])]["epochs"]
        assert [epoch["epoch"] for epoch in epochs] == list(range(1, run.settings["epochs"] + 1))
        assert entry["summary"]["best"]["mean"] == max(epoch["test_accuracy"] for epoch in epochs)
        assert entry["summary"]["last"]["mean"] == epochs[-1]["test_accuracy"]

    written = out.read_bytes()
    assert experiment.main(["--quick", "--out", str(out), *only]) == 0
    assert "already measured" in capsys.readouterr().out
    assert out.read_bytes() == written


def test_results_of_other_settings_are_refused(tmp_path, capsys):
    out = tmp_path / "full.json"
    results.write(out, {"settings": {"quick": False}, "runs": {}})
    assert sigmoid_network.EXPERIMENT.main(["--quick", "--out", str(out)]) == 2
    assert "other settings" in capsys.readouterr().err


def test_a_run_with_changed_settings_is_measured_anew(tmp_path):
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "784-30-10"]
    sigmoid_network.EXPERIMENT.main(arguments)
    found = results.read("quick", tmp_path)
    found["runs"]["784-30-10"]["settings"]["epochs"] = 7
    results.write(out, found)
    sigmoid_network.EXPERIMENT.main(arguments)
    assert results.read("quick", tmp_path)["runs"]["784-30-10"]["settings"]["epochs"] == 2


def test_what_several_calls_measured_is_merged_in_the_order_of_the_runs(tmp_path, capsys):
    """Training answers with its seed, so that each number says where it came from."""

    def train(run, seed, say, options):
        return {"value": run["tens"] + seed}

    def summarize(run):
        return {"value": common.over_seeds(run, lambda one: one["value"])}

    runs = [common.Run(f"run-{tens}", {"tens": tens}, [1, 2]) for tens in (10, 20, 30)]
    experiment = common.Experiment(
        "counted.py", None, {"kept": True}, lambda quick: runs, train, summarize
    )
    whole, one, two, merged = (tmp_path / f"{n}.json" for n in ("whole", "one", "two", "merged"))
    experiment.main(["--out", str(whole)])
    experiment.main(["--out", str(one), "--only", "run-30", "--only", "run-10"])
    experiment.main(["--out", str(two), "--only", "run-20", "--seeds", "1"])
    assert experiment.main(["--out", str(merged), "--merge", str(one), str(two)]) == 0
    assert results.read("merged", tmp_path)["runs"]["run-20"]["summary"]["seeds"] == 1
    experiment.main(["--out", str(two), "--only", "run-20"])
    assert experiment.main(["--out", str(merged), "--merge", str(two)]) == 0

    expected, found = (results.read(name, tmp_path)["runs"] for name in ("whole", "merged"))
    for run in [*expected.values(), *found.values()]:
        for measured in run["seeds"].values():
            del measured["wall_seconds"]
    assert list(found) == list(expected)
    assert found == expected

    elsewhere = results.read("two", tmp_path)
    elsewhere["provenance"]["cpu"] = "another one"
    results.write(two, elsewhere)
    merged.unlink()
    assert experiment.main(["--out", str(merged), "--merge", str(one), str(two)]) == 0
    experiment.main(["--out", str(two), "--only", "run-30", "--seeds", "1"])
    here = results.provenance()["cpu"]
    found = results.read("merged", tmp_path)["runs"] | {
        "goes on": results.read("two", tmp_path)["runs"]["run-30"]
    }
    measured_by = {name: run["seeds"]["1"].get("cpu") for name, run in found.items()}
    assert measured_by == {"run-10": None, "run-20": "another one", "run-30": None, "goes on": here}

    results.write(one, {"settings": {"kept": False}, "runs": {}})
    assert experiment.main(["--out", str(merged), "--merge", str(one)]) == 2
    assert f"{one} holds results of other settings" in capsys.readouterr().err


def test_spread():
    assert common.spread([1, 2, 6]) == {
        "mean": 3,
        "min": 1,
        "max": 6,
        "std": pytest.approx(statistics.stdev([1, 2, 6]), rel=1e-5),
    }
    assert common.spread([0.5]) == {"mean": 0.5, "min": 0.5, "max": 0.5, "std": 0}


def test_one_thing_is_changed_before_digits_are_lost(tmp_path):
    out = tmp_path / "quick.json"
    names = ["few-100", "few-100-narrower", "few-100-centred", "few-100-hidden-slower"]
    only = [word for name in names for word in ("--only", name)]
    assert lost_digits.EXPERIMENT.main(["--quick", "--seeds", "1", "--out", str(out), *only]) == 0
    runs = results.read("quick", tmp_path)["runs"]
    first, narrower, centred, slower = (runs[name]["summary"] for name in names)

    def start(summary):
        return summary["first_z"]["mean"], summary["first_z_between_images"]["mean"]

    assert start(narrower) == pytest.approx(
        [lost_digits.NARROW * z for z in start(first)], rel=1e-4
    )
    assert start(centred)[0] < start(first)[0]
    assert start(centred)[1] == pytest.approx(start(first)[1], rel=1e-4)
    assert start(slower) == start(first)
    for summary in (first, narrower, centred, slower):
        assert summary["digits"] == 10
        assert 0 <= summary["lost"] <= 10


def test_two_rates():
    params = {"1.W": np.ones(2), "3.W": np.ones(2)}
    lost_digits.TwoRates(0.1, 0.5).update(params, {name: np.ones(2) for name in params})
    np.testing.assert_allclose(params["1.W"], 0.95)
    np.testing.assert_allclose(params["3.W"], 0.9)


def test_windows_without_ink():
    x = np.zeros((2, 1, 5, 5))
    x[1, 0, 0, 1] = 0.1
    expected = np.ones((5, 5), bool)
    expected[:2, :3] = False
    np.testing.assert_array_equal(batch_norm.empty_windows(x), expected)
    assert batch_norm.empty_windows(x, reach=4).sum() == 0


def test_on_mnist_fifteen_windows_never_see_ink():
    (x, _), _ = load_mnist()
    assert batch_norm.empty_windows(x).sum() == 15


def test_a_shift_moves_each_image_by_at_most_one_pixel():
    x = np.zeros((200, 1, 7, 7))
    x[:, :, 3, 3] = 1
    moved = batch_norm.shifted(x, np.random.default_rng(0))
    assert moved.sum() == 200
    places = {(int(i), int(j)) for i, j in np.argwhere(moved)[:, 2:]}
    assert places == {(i, j) for i in (2, 3, 4) for j in (2, 3, 4)}
    assert x[:, :, 3, 3].all(), "the images given were changed"


def test_noise_stays_on_the_border():
    x = np.random.default_rng(0).random((50, 1, 28, 28), np.float32)
    noisy = batch_norm.with_border_noise(x, np.random.default_rng(1))
    assert noisy.dtype == np.float32
    changed = (noisy != x).any(axis=(0, 1))
    assert not changed[4:-4, 4:-4].any()
    assert changed.sum() == 28 * 28 - 20 * 20
    assert np.std((noisy - x)[:, :, 0]) == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("bias", ["adam", "sgd", "frozen", "none"])
def test_the_bias_is_treated_as_asked_and_all_else_as_adam_does(bias):
    rng = np.random.default_rng(0)
    params = {"0.W": rng.random((2, 1, 3, 3)), "0.b": rng.random(2)}
    expected = {name: array.copy() for name, array in params.items()}
    start = params["0.b"].copy()
    grads = {"0.W": rng.random((2, 1, 3, 3)), "0.b": rng.random(2)}
    optimizer = batch_norm.WatchedAdam(bias)
    optimizer.update(params, grads)
    Adam(0.001).update(expected, grads)
    np.testing.assert_array_equal(params["0.W"], expected["0.W"])
    match bias:
        case "adam":
            np.testing.assert_array_equal(params["0.b"], expected["0.b"])
        case "sgd":
            np.testing.assert_allclose(params["0.b"], start - 0.001 * grads["0.b"], rtol=1e-15)
        case _:
            np.testing.assert_array_equal(params["0.b"], start)
    assert optimizer.report()["bias_gradient"] == pytest.approx(grads["0.b"].mean(), rel=1e-5)


@pytest.fixture(scope="module")
def trained():
    """A report network after a few steps, and the images it saw."""
    (x, t), (x_test, t_test) = load_mnist()
    x, t = x[:3000].astype(np.float64), t[:3000]
    rng = np.random.default_rng(0)
    settings = {"eps": 1e-10, "average": "arithmetic", "per_node": True, "inverted": False}
    network = report_convnet(rng, **settings, dtype=np.float64)
    optimizer = batch_norm.WatchedAdam("frozen")
    Trainer(network, optimizer, rng=rng, batch_size=128, progress=False).fit(x, t, epochs=3)
    return network, x, x_test[:500].astype(np.float64), t_test[:500]


@pytest.mark.slow
def test_a_look_leaves_the_network_as_it_was(trained):
    network, x, x_test, t_test = trained
    arrays = network.params | network.buffers
    before = {name: array.copy() for name, array in arrays.items()}
    probe = batch_norm.Probe(network, x, x_test, t_test)
    probe.look()
    probe.operations(x[:500])
    probe.doses()
    for name, array in arrays.items():
        np.testing.assert_array_equal(array, before[name], err_msg=name)
    assert probe.norm.eps == 1e-10


def test_a_bias_that_moved_ruins_inference_and_surgery_restores_it(trained):
    network, x, x_test, t_test = trained
    probe = batch_norm.Probe(network, x, x_test, t_test)
    healthy = network.accuracy(x_test, t_test)
    before = probe.bias.copy()
    probe.bias += [1e-4, -2e-4, 3e-4, 2e-4]
    try:
        seen = probe.look()
        ruined = network.accuracy(x_test, t_test)
        answers = probe.operations(x)
    finally:
        probe.bias[...] = before
    assert healthy > 0.8 > 0.7 > ruined
    np.testing.assert_allclose(seen["lag"], [1e-4, -2e-4, 3e-4, 2e-4], rtol=1e-6)
    np.testing.assert_allclose(seen["offset"], [10, 20, 30, 20], rtol=1e-3)
    # Rounding may turn over an answer of 500, and where a network is ruined, many are a near thing
    few = 0.02
    assert seen["surgery_bias"] == pytest.approx(healthy, abs=few)
    assert seen["surgery_dead"] > healthy - 0.05
    assert seen["batch_statistics"] > healthy - 0.05
    assert answers["none"] == pytest.approx(ruined, abs=few)
    assert answers["control"] == pytest.approx(ruined, abs=0.05)
    assert answers["dead"] == pytest.approx(seen["surgery_dead"], abs=few)
    assert answers["means"] > healthy - 0.05
    assert answers["ordinary"] < 0.7


def test_statistics_are_counted_anew_and_no_weight_changes(trained):
    network, x, x_test, t_test = trained
    probe = batch_norm.Probe(network, x, x_test, t_test)
    before = {name: array.copy() for name, array in (network.params | network.buffers).items()}
    probe.mean += 1
    probe.var *= 2
    try:
        batch_norm_rounding.count_anew(network, x)
        for name, array in network.params.items():
            np.testing.assert_array_equal(array, before[name], err_msg=name)
        batches = [x[start : start + 128] for start in range(0, len(x), 128)]
        mean = np.mean([probe.conv.forward(batch).mean(axis=0) for batch in batches], axis=0)
        np.testing.assert_allclose(probe.mean, mean, atol=1e-12)
        np.testing.assert_allclose(probe.lag(), 0, atol=1e-12)
    finally:
        for name, array in network.buffers.items():
            array[...] = before[name]


@pytest.mark.slow
def test_a_quick_run_of_the_rounding_trains_each_number_of_threads(tmp_path):
    out = tmp_path / "quick.json"
    assert batch_norm_rounding.EXPERIMENT.main(["--quick", "--out", str(out)]) == 0
    found = results.read("quick", tmp_path)["runs"]
    assert {name: run["summary"]["seeds"] for name, run in found.items()} == {
        "one-thread": 1,
        "two-threads": 1,
    }


@pytest.mark.parametrize(
    "experiment",
    [*EXPERIMENTS, activations.EXPERIMENT, batch_norm_rounding.EXPERIMENT],
    ids=lambda experiment: experiment.name,
)
def test_the_command_line_names_the_runs_and_the_description_is_true(experiment, capsys):
    with pytest.raises(SystemExit):
        experiment.main(["--help"])
    text = capsys.readouterr().out
    for run in experiment.runs(quick=False):
        assert run.name in text
        assert "." not in run.name, "a dot would part the keys by which pages look it up"
    assert re.search(rf"scripts/experiments/{experiment.name}\.py", text)


def test_a_quick_run_counts_the_dead_and_goes_on_where_a_training_diverges(tmp_path):
    out = tmp_path / "quick.json"
    names = ["relu-x1", "leaky-x30", "both-deep-10-1e0"]
    arguments = [word for name in names for word in ("--only", name)]
    assert activations.EXPERIMENT.main(["--quick", "--out", str(out), *arguments]) == 0
    found = results.read("quick", tmp_path)["runs"]
    assert list(found) == names
    for name, run in found.items():
        (one,) = run["seeds"].values()
        assert len(one["epochs"]) == run["settings"]["epochs"]
        assert {len(epoch["dead"]) for epoch in one["epochs"]} == {len(run["settings"]["hidden"])}
        assert run["summary"]["diverged"] == one["epochs"][-1]["diverged"] == (name == "leaky-x30")


def test_dead_units_are_those_that_are_flat_for_every_image():
    W, b = np.eye(3), np.array([0.0, -10.0, 20.0])
    x = np.array([[1.0, 1.0, 1.0], [-1.0, 2.0, 2.0]])
    last = Affine(np.ones((3, 2)), np.zeros(2))
    for layer, expected in (
        (ReLU(), [False, True, False]),
        (LeakyReLU(0.01), [False, False, False]),
        (Sigmoid(), [False, False, True]),
        (Tanh(), [False, True, True]),
    ):
        (dead,) = activations.dead_units(Sequential([Affine(W, b), layer, last]), x)
        assert dead.tolist() == expected, layer


def test_moved_sigmoids_pass_the_gradient_check():
    x = np.random.default_rng(0).standard_normal((3, 4))
    for factor, centre in ((4, 0), (1, 0.5), (4, 0.5)):
        layer = activations.Moved(factor, centre)
        np.testing.assert_allclose(layer.forward(x), factor * (sigmoid(x) - centre))
        assert check_gradients(layer, x, np.random.default_rng(1))["x"] < 1e-7


def test_what_the_page_tells_of_dead_units_was_measured():
    found = results.read("activations")["runs"]
    for run in activations.runs(quick=False):
        assert list(found[run.name]["seeds"]) == [str(seed) for seed in run.seeds]
    for name, run in found.items():
        if name.startswith("relu-x"):  # nothing but its own gradient, which is 0, could move one
            assert run["summary"]["came_back_in_layer"]["1"] == 0
    assert found["relu-x10"]["summary"]["dead_in_layer"]["1"]["min"] > 40
    assert found["relu-x10"]["summary"]["came_back_in_layer"]["2"] > 0
    assert found["leaky-x10"]["summary"]["diverged"] == 5


def test_the_deeper_network_is_the_books():
    network = deeper_convnet.network(np.random.default_rng(0))
    assert network.summary((1, 28, 28)).parameters == 123_552
    assert network.params["7.W"].shape == (32, 32, 3, 3)
    assert network.summary((1, 28, 28)).rows[7].output_shape == (32, 16, 16)  # its padding is 2
    assert network.params["16.W"].shape == (64 * 4 * 4, 50)


def test_the_results_hold_what_the_pages_tell():
    found = results.read("sigmoid_network")
    for run in sigmoid_network.runs(quick=False):
        assert found["runs"][run.name]["summary"]["seeds"] >= 3
        assert found["runs"][run.name]["summary"]["epochs"] == 30


def test_every_run_of_the_collapse_is_measured_and_told_as_it_was():
    found = results.read("batch_norm")["runs"]
    for run in batch_norm.runs(quick=False):
        assert list(found[run.name]["seeds"]) == [str(seed) for seed in run.seeds]
    pages = [
        (results.RESULTS.parent / language / "experiments" / "batch-norm.md").read_text("utf-8")
        for language in ("ja", "en")
    ]
    for seed, one in found["arithmetic"]["seeds"].items():
        accuracies = common.accuracies(one)
        below = [k for k, accuracy in enumerate(accuracies) if accuracy < 0.8]
        for epoch in (below[0], accuracies.index(min(accuracies))):
            key = f'"batch_norm:runs.arithmetic.seeds.{seed}.epochs.{epoch}.epoch:.0f"'
            assert all(key in page for page in pages), key
        assert one["epochs"] == [
            {key: value for key, value in epoch.items() if key != "operations"}
            | {"seconds": same["seconds"]}
            for epoch, same in zip(
                found["surgery"]["seeds"][seed]["epochs"], one["epochs"], strict=True
            )
        ], "the operations were on another network"


def test_the_healthy_networks_are_those_whose_biases_all_drifted_down():
    for run in results.read("batch_norm_rounding")["runs"].values():
        for one in run["seeds"].values():
            down = all(lag < 0 for lag in one["lag"])
            assert down == (one["accuracies"]["as_trained"] > batch_norm.COLLAPSED)


def test_both_averages_are_taken_of_one_and_the_same_training():
    """The page says that loss and bias are the same to the last digit."""
    runs = results.read("batch_norm")["runs"]
    pairs = list(
        zip(*(runs[k]["seeds"]["0"]["epochs"] for k in ("arithmetic", "moving")), strict=True)
    )
    assert len(pairs) == 50
    for one, other in pairs:
        assert one["loss"] == other["loss"]
        assert one["bias"] == other["bias"]
    assert results.read("simple_convnet")["runs"]["simple-convnet"]["summary"]["epochs"] == 20
