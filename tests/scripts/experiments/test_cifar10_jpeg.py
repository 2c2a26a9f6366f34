"""What JPEG costs: the ladder's training, on images saved coarser and coarser."""

import numpy as np
import pytest

from scripts.book import results
from scripts.experiments import cifar10_jpeg
from scripts.experiments import cifar10_ladder as ladder


def test_only_the_images_differ_from_the_rung_of_the_ladder():
    rung = next(run for run in ladder.runs(quick=False) if run.name == "one-cycle")
    for run in cifar10_jpeg.runs(quick=False):
        saved = cifar10_jpeg.SAVED[run.name]
        assert dict(run.settings) == {**rung.settings, **saved}
        assert list(run.seeds) == list(rung.seeds)


def moved(x, quality, shift=0):
    return np.abs(cifar10_jpeg.saved_as_jpeg(x, quality, shift) - x).mean()


def test_images_come_back_a_little_changed():
    rng = np.random.default_rng(0)
    low = rng.random((4, 3, 8, 8)).repeat(4, axis=2).repeat(4, axis=3)  # patches of colour, and
    x = (0.3 + 0.4 * low + 0.05 * rng.random((4, 3, 32, 32))).astype(np.float32)  # noise
    copy = cifar10_jpeg.saved_as_jpeg(x, 75)
    assert copy.shape == x.shape
    assert copy.dtype == np.float32
    assert 0 <= copy.min() < copy.max() <= 1
    assert 0 < moved(x, 75) < moved(x, 50) < moved(x, 25) < 0.2
    # Saved again with the blocks in their place, much less changes than with blocks that moved
    assert 2 * moved(copy, 75) < moved(copy, 75, shift=4) < moved(copy, 25)


@pytest.mark.slow
def test_a_quick_run_says_how_far_pixels_moved(tmp_path):
    out = tmp_path / "quick.json"
    options = ["--quick", "--out", str(out), "--saved", str(tmp_path)]
    assert cifar10_jpeg.EXPERIMENT.main(options) == 0
    runs = results.read("quick", tmp_path)["runs"]
    assert list(runs) == list(cifar10_jpeg.SAVED)
    far = [runs[name]["summary"]["pixels_moved"] for name in ("jpeg-50", "jpeg-25")]
    assert 0 < far[0] < far[1] < 255
    assert list(tmp_path.glob("*.npz")) == []
