"""The drawn photographs: the same seed, the same picture; and what their count says."""

import numpy as np
import pytest
from PIL import Image

from lesson_code import load_mnist
from scripts.book import results
from scripts.experiments import own_pictures
from scripts.experiments.own_pictures import EXPERIMENT, KINDS
from scripts.experiments.photographs import HELD_OUT, PICTURES, TEN, TUNED_ON, ink_of, photograph


@pytest.mark.parametrize("name", KINDS)
def test_the_generator_decides_everything(name):
    _, (images, labels) = load_mnist()

    def draw(seed):
        rng = np.random.default_rng(seed)
        return photograph(KINDS[name], ink_of(images, labels, rng)[1], rng)

    picture = draw(3)
    assert picture.dtype == np.uint8
    assert picture.ndim == 2
    assert np.ptp(picture) > 60
    np.testing.assert_array_equal(picture, draw(3))
    other = draw(4)
    assert other.shape != picture.shape or not np.array_equal(other, picture)


def test_what_was_held_out_is_of_another_kind():
    assert not set(TUNED_ON.values()) & set(HELD_OUT.values())


def test_a_quick_run_counts(tmp_path):
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "held-out-ruled"]
    assert EXPERIMENT.main(arguments) == 0
    summary = results.read("quick", tmp_path)["runs"]["held-out-ruled"]["summary"]
    assert summary["pictures"] == 2
    assert 0 <= summary["as_a_scan"] <= 2
    assert summary["worst_dozen"] == summary["cleaned"] <= 2 - summary["refused"]


def test_the_results_are_of_all_kinds_and_hold_what_the_page_claims():
    runs = results.read("own_pictures")["runs"]
    assert list(runs) == list(KINDS)
    for run in own_pictures.runs(quick=False):
        summary = runs[run.name]["summary"]
        assert summary["seeds"] == len(run.seeds)
        assert summary["worst_dozen"] >= 10
        assert summary["cleaned"] >= summary["as_a_scan"]


def test_the_ten_pictures_are_those_that_the_program_draws():
    assert sorted(p.stem for p in PICTURES.iterdir()) == sorted(name for name, *_ in TEN)
    for name, kind, ink, seed in TEN:
        drawn = photograph(kind, ink, np.random.default_rng(seed))
        kept = np.asarray(Image.open(PICTURES / f"{name}.jpg"), int)
        assert kept.shape == drawn.shape
        assert np.abs(kept - drawn).mean() < 12  # saved once more, as JPEG
