"""The drawn pictures are all different, and a quick run measures a training on them."""

import subprocess
import sys

from scripts.book import results
from scripts.experiments import many_images


def test_no_two_pictures_are_alike(tmp_path):
    many_images.draw(tmp_path, 50)
    files = sorted(tmp_path.glob("class*/*.png"))
    assert len({path.read_bytes() for path in files}) == 50
    assert len({path.parent for path in files}) == 10
    first = files[0].stat().st_mtime_ns
    many_images.draw(tmp_path, 50)
    assert files[0].stat().st_mtime_ns == first  # it was there already


def test_a_quick_run_writes_what_the_page_quotes(tmp_path):
    out = tmp_path / "quick.json"
    # In a process of its own: a child's peak is counted from what its parent held
    subprocess.run([sys.executable, many_images.__file__, "--quick", "--out", out], check=True)
    summary = results.read("quick", tmp_path)["runs"]["many"]["summary"]
    assert summary["images"] == 1000
    assert 0 < summary["peak_mb"] < 1000
    assert summary["arrays_mb"] == 12


def test_two_hundred_thousand_pictures_took_less_than_a_gigabyte():
    summary = results.read("many_images")["runs"]["many"]["summary"]
    assert summary["images"] == 200_000
    assert summary["peak_mb"] < 1000
