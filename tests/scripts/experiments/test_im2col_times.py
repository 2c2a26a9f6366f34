"""The ways that are timed give the same answers, and a quick run writes what the lesson quotes."""

import numpy as np
import pytest

from lesson_code import convolve_naive
from lesson_code import im2col as ours
from scripts.book import results
from scripts.experiments import im2col_times


@pytest.mark.parametrize("channels", [1, 3])
def test_every_way_is_the_same_convolution(channels):
    rng = np.random.default_rng(0)
    x, W = rng.standard_normal((2, channels, 6, 5)), rng.standard_normal((4, channels, 3, 2))
    expected = convolve_naive(x, W, np.zeros(4))
    np.testing.assert_allclose(im2col_times.by_positions(x, W), expected)
    np.testing.assert_allclose(im2col_times.by_im2col(x, W), expected)


def test_every_way_copies_the_same_windows():
    x = np.random.default_rng(0).standard_normal((2, 3, 6, 5))
    col = ours(x, 3, 2)
    np.testing.assert_array_equal(im2col_times.im2col(x, 3, 2), col)
    np.testing.assert_array_equal(im2col_times.channels_first(x, 3, 2), col)
    last = im2col_times.channels_last(x.transpose(0, 2, 3, 1), 3, 2)
    by_weights = last.reshape(-1, 3, 2, 3).transpose(0, 3, 1, 2)
    np.testing.assert_array_equal(by_weights.reshape(col.shape), col)


def test_a_quick_run_writes_what_the_lesson_quotes(tmp_path):
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "channels-1-and-zeros"]
    assert im2col_times.EXPERIMENT.main(arguments) == 0
    (run,) = results.read("quick", tmp_path)["runs"].values()
    assert run["summary"]["seeds"] == 1
    assert run["summary"]["ms"].keys() >= {"loop", "positions", "im2col"}
    assert run["summary"]["ratios"].keys() == im2col_times.RATIOS.keys()


def test_what_the_lesson_tells_of_the_times_was_measured():
    found = results.read("im2col_times")["runs"]
    for run in im2col_times.runs(quick=False):
        assert list(found[run.name]["seeds"]) == [str(seed) for seed in run.seeds]
    ratios = {name: run["summary"]["ratios"] for name, run in found.items()}
    assert ratios["channels-1"]["loop_to_im2col"]["min"] > 100  # the answer to the guess
    assert ratios["channels-1"]["positions_to_im2col"]["min"] > 1
    assert ratios["channels-30"]["positions_to_im2col"]["max"] < 1
    assert ratios["channels-30"]["im2col_to_product"]["min"] > 2  # more than half is copying
    ms = {name: run["summary"]["ms"] for name, run in found.items()}
    assert ms["channels-30"]["product"]["max"] < ms["channels-30"]["positions"]["min"]
    assert ms["channels-1-and-zeros"]["positions"]["max"] < ms["channels-1"]["positions"]["min"]
