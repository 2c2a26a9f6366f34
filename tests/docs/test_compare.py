"""The comparison of samples notices what it must, and nothing else."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scripts.book import samples
from scripts.book.samples import Forks, Sample, SampleError, Settings, compare_figures, compare_text


def svg(path: str = "M 1.0 2.0 L 3 4", image: bytes = b"", colour: str = "#0072b2") -> str:
    code = base64.b64encode(image).decode()
    picture = f'<image xlink:href="data:image/png;base64,\n{code}"/>' if image else ""
    return (
        f'<svg viewBox="0 0 9 9"><path id="m12ab" d="{path}" style="stroke: {colour}"/>'
        f'<use xlink:href="#m12ab" clip-path="url(#p77)"/>{picture}</svg>'
    )


def png(level: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.full((4, 5), level, np.uint8)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("kept", "now", "tolerance"),
    [
        ("a 1.0\n", "a 1.0\n", None),
        ("loss 0.501\n", "loss 0.499\n", 0.01),
        ("x  0.01 y\n", "x -0.01 y\n", 0.1),
        ("1e-3, 2E+02", "1.1e-3, 200.0", 0.01),
    ],
)
def test_text_that_is_the_same(kept: str, now: str, tolerance: float | None) -> None:
    assert compare_text(kept, now, tolerance) is None


@pytest.mark.parametrize(
    ("kept", "now", "tolerance", "says"),
    [
        ("a 1.0\n", "a 1.1\n", None, "-a 1.0"),
        ("a 1.0\n", "a 1.0", None, "line endings"),
        ("a 1.0\n", "a 1.2\n", 0.1, "differ by 0.2"),
        ("a 1.0\n", "b 1.0\n", 0.1, "text between"),
        ("a 1.0\n", "a 1.0 2.0\n", 0.1, "text between"),
        ("a 1.0\n", "a nan\n", 0.1, "text between"),
        ("", "a\n", None, "+a"),
    ],
)
def test_text_that_differs(kept: str, now: str, tolerance: float | None, says: str) -> None:
    assert says in str(compare_text(kept, now, tolerance))


def test_figures_that_are_the_same() -> None:
    assert compare_figures(svg(), svg()) is None
    assert compare_figures(svg("M 1.0 2.0 L 3 4"), svg("M 1.004 1.996 L 3 4.0")) is None
    assert compare_figures(svg(), svg().replace("m12ab", "mffff").replace("p77", "p3e")) is None
    assert compare_figures(svg(image=png(100)), svg(image=png(101))) is None
    assert compare_figures(svg(image=png(100)), svg(image=png(110)), image_tolerance=10) is None


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (svg("M 1.0 2.02 L 3 4"), "differ by 0.02"),
        (svg("M 1.0 2.0 L 3 4 L 5 6"), "shapes differ"),
        (svg(colour="#0072b3"), "shapes differ"),
        (svg().replace("url(#p77)", "url(#m12ab)"), "shapes differ"),
        (svg(image=png(1)), "1 images, kept are 0"),
    ],
)
def test_figures_that_differ(now: str, says: str) -> None:
    assert says in str(compare_figures(svg(), now))


def test_images_that_differ() -> None:
    assert "by 2 levels" in str(compare_figures(svg(image=png(100)), svg(image=png(102))))
    wide = io.BytesIO()
    Image.fromarray(np.full((4, 6), 100, np.uint8)).save(wide, "PNG")
    assert "size" in str(compare_figures(svg(image=png(100)), svg(image=wide.getvalue())))


def drawn_text(text: str, place: str = "1 2") -> str:
    """A text as Matplotlib draws it: letters are defined where they first occur."""
    first = dict.fromkeys(text)
    letters = "".join(f'<path id="DejaVuSans-{ord(c)}" d="M 1 {ord(c)}" x="1"/>' for c in first)
    used = "".join(f'<use xlink:href="#DejaVuSans-{ord(c)}"/>' for c in text)
    return (
        f'<g id="text_1">\n<!-- {text} -->\n<g transform="translate({place})">\n'
        f"<defs>\n{letters}\n</defs>\n{used}\n</g>\n</g>\n"
    )


def test_numbers_that_a_figure_says() -> None:
    kept = svg() + drawn_text("9") + drawn_text("cat")
    now = svg() + drawn_text("11", "1.5 2") + drawn_text("cat")
    assert "shapes differ" in str(compare_figures(kept, now))
    assert "shapes differ" in str(compare_figures(kept, now, 1))
    assert compare_figures(kept, now, 1, 1, 2) is None
    assert "written in it: kept 9, now 11" in str(compare_figures(kept, now, 1, 1, 1.5))
    assert "differ by 0.5, allowed is 0.4" in str(compare_figures(kept, now, 0.4, 1, 2))
    assert "shapes differ" in str(compare_figures(kept, now.replace("cat", "dog"), 1, 1, 2))
    assert "shapes differ" in str(compare_figures(kept, svg() + drawn_text("cat"), 1, 1, 2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "01_a").mkdir()
    (tmp_path / "01_a" / "x.py").write_text("print('hello')\n")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('["01_a/y.py"]\nwhy = "w"', "no sample"),
        ('["01_a/x.py"]\nlong = true', "needs `why`"),
        ('["01_a/x.py"]\nlongg = true\nwhy = "w"', "longg"),
        ('["01_a/x.py"]\ntwin = "01_a/z.py"\nwhy = "w"', "twin"),
        ('["01_a/x.py"]\nreads = ["../b.json"]\nwhy = "w"', "name files of docs/results"),
        ('["01_a/x.py"]\nreads = ["b"]\nwhy = "w"', "name files of docs/results"),
    ],
)
def test_settings_that_mean_nothing(folder: Path, text: str, says: str) -> None:
    (folder / "settings.toml").write_text(text)
    with pytest.raises(SampleError, match=says):
        samples.all_samples(folder)


def test_settings_reach_their_sample(folder: Path) -> None:
    (folder / "settings.toml").write_text('["01_a/x.py"]\nlong = true\ntolerance = 1\nwhy = "w"')
    (sample,) = samples.all_samples(folder)
    assert sample.settings == Settings(why="w", long=True, tolerance=1)


def test_a_sample_finds_the_results_that_it_reads(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "settings.toml").write_text('["01_a/x.py"]\nreads = ["b.json"]\nwhy = "w"')
    path = folder / "01_a" / "x.py"
    path.write_text("from pathlib import Path\nprint(Path('b.json').read_text())\n")
    (sample,) = samples.all_samples(folder)
    monkeypatch.setattr(samples, "RESULTS", folder)
    with pytest.raises(SampleError, match=r"there is no docs/results/b\.json"):
        samples.run(sample)
    (folder / "b.json").write_text("{}")
    outcome = samples.run(sample)
    assert outcome.text == "{}\n"
    assert outcome.left_behind == []
    path.write_text("open('c.json', 'w').close()\n")
    assert samples.run(sample).left_behind == ["c.json"]


def test_a_sample_finds_what_the_site_shares(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "settings.toml").write_text('["01_a/x.py"]\nreads = ["shared/b/c.npz"]\nwhy = "w"')
    (folder / "01_a" / "x.py").write_text(
        "from pathlib import Path\nprint(Path('c.npz').read_text())\n"
    )
    monkeypatch.setattr(samples, "RESULTS", folder / "results")
    (folder / "shared" / "b").mkdir(parents=True)
    (folder / "shared" / "b" / "c.npz").write_text("weights")
    (sample,) = samples.all_samples(folder)
    outcome = samples.run(sample)
    assert outcome.text == "weights\n"
    assert outcome.left_behind == []


def test_orphans(folder: Path) -> None:
    for name in ("x.out", "x.svg", "x.2.svg", "x.b.svg", "y.out"):
        (folder / "01_a" / name).touch()
    found = samples.orphans(samples.all_samples(folder), folder)
    assert [path.name for path in found] == ["x.b.svg", "y.out"]


@pytest.fixture(scope="module", params=["process", "fork"])
def forks(request: pytest.FixtureRequest) -> Iterator[Forks | None]:
    if request.param == "process":
        yield None
        return
    with samples.forks() as running:
        if running is None:
            pytest.skip("forks are no safe thing here: each sample has a process")
        yield running


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("1/0", "ZeroDivisionError"),
        ("import warnings; warnings.warn('careful')", "careful"),
        ("import sys; print('x', file=sys.stderr)", "standard error"),
        ("import render", "No module named 'render'"),
        ("import matplotlib.pyplot as plt; plt.plot([1, 2])", "never shows"),
    ],
)
def test_samples_that_fail(folder: Path, program: str, says: str, forks: Forks | None) -> None:
    path = folder / "01_a" / "x.py"
    path.write_text(program + "\n")
    with pytest.raises(SampleError, match=says):
        samples.run(Sample(path), forks)


def test_a_sample_that_does_not_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch, forks: Forks | None
) -> None:
    path = folder / "01_a" / "x.py"
    path.write_text("while True: pass\n")
    monkeypatch.setattr(samples, "SECONDS", 1)
    with pytest.raises(SampleError, match="did not end within 1 s"):
        samples.run(Sample(path), forks)


# What one sample does to its process: no other one may see it
ALONE = """import atexit
import os
import sys

import matplotlib.pyplot as plt
import numpy as np

import lesson_code

atexit.register(print, "the end")
print("始め", hasattr(np, "mine"), hasattr(lesson_code, "mine"), plt.rcParams["lines.linewidth"])
print(__name__, len(sys.argv), os.listdir(), sys.stdin.read(), "scripts" in "".join(sys.path))
np.mine = lesson_code.mine = plt.rcParams["lines.linewidth"] = 7
image = lesson_code.load_mnist()[0].x[0, 0]
image[:5] = 1
print(image.sum())
plt.imshow(image)
plt.show()
"""


@pytest.mark.parametrize("forks", ["fork"], indirect=True)
def test_a_fork_is_as_good_as_a_process(folder: Path, forks: Forks | None) -> None:
    path = folder / "01_a" / "x.py"
    path.write_text(ALONE, encoding="utf-8")
    alone = samples.run(Sample(path))
    assert alone.text.endswith("the end\n")
    assert list(alone.figures) == ["x.svg"]
    assert [samples.run(Sample(path), forks) for _ in range(2)] == [alone, alone]


def test_what_is_drawn_without_a_seed_is_not_repeated(folder: Path, forks: Forks | None) -> None:
    path = folder / "01_a" / "x.py"
    path.write_text("import random\nimport numpy as np\nprint(np.random.rand(), random.random())\n")
    one, other = (samples.run(Sample(path), forks).text.split() for _ in range(2))
    assert not set(one) & set(other)


@pytest.mark.slow
def test_each_way_to_differ_is_reported(folder: Path) -> None:
    path = folder / "01_a" / "x.py"
    path.write_text(
        "import matplotlib.pyplot as plt\nopen('left.txt', 'w').close()\nprint('こんにちは')\n"
        "plt.plot([1, 2])\nplt.show()\nplt.plot([2, 1])\nplt.show()\n",
        encoding="utf-8",
    )
    (folder / "01_a" / "x.3.svg").touch()
    outcome = samples.run(Sample(path))
    assert sorted(outcome.figures) == ["x.2.svg", "x.svg"]
    found = "\n".join(samples.differences(Sample(path), outcome))
    for words in (
        "left.txt",
        "+こんにちは",
        "x.svg is drawn",
        "x.2.svg is drawn",
        "x.3.svg is kept",
    ):
        assert words in found
