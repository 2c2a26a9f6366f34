"""Every sample does, as a reader would run it, what its page shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from scripts.book import pages, samples
from scripts.book.samples import Forks, Sample

SAMPLES = samples.all_samples()
TWINS = samples.twins(SAMPLES)


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks | None]:
    with samples.forks() as running:
        yield running


def sample_parameters() -> list[object]:
    """Return the samples, each marked with its name: --fast runs those that were changed."""
    return [
        pytest.param(
            sample,
            id=sample.name,
            marks=[
                pytest.mark.sample(sample.name.removesuffix(".py")),
                *([pytest.mark.timeout(samples.LONG_SECONDS + 60)] if sample.settings.long else []),
            ],
        )
        for sample in SAMPLES
    ]


@pytest.mark.parametrize("sample", sample_parameters())
def test_sample_gives_what_is_kept(sample: Sample, forks: Forks | None) -> None:
    found = samples.differences(sample, samples.run(sample, forks))
    assert not found, (
        "\n".join([f"{sample.name}:", *found])
        + f"\nIf the new result is right: python scripts/render.py {sample.name}"
    )


def test_no_file_without_its_sample() -> None:
    assert samples.orphans(SAMPLES) == []


@cache
def shown_and_drawn(language: str) -> tuple[set[str], set[str]]:
    """Return what the pages of a language include, and the figures on them."""
    shown, drawn = set(), set()
    for name in pages.page_names(language):
        text = (pages.DOCS / language / name).read_text(encoding="utf-8")
        shown |= {t.value for t in pages.tokens(text) if t.kind == "include"}
        drawn |= {image.source.split("samples/")[-1] for image in pages.images(text)}
    return shown, drawn


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_sample_is_shown(language: str, sample: Sample) -> None:
    """A sample on no page is code that nobody reads; what it gives must be on the page too."""
    if sample.settings.unused:
        pytest.skip(f"unused: {sample.settings.why}")
    if sample.name in TWINS:
        pytest.skip("a browser runs it instead of another one; tests/site/test_run.py looks at it")
    shown, drawn = shown_and_drawn(language)
    folder = sample.path.parent.name
    assert sample.name in shown, f"docs/{language} shows {sample.name} nowhere"
    missing = [f"{folder}/{n}" for n in sample.kept_figures() if f"{folder}/{n}" not in drawn]
    if sample.output.exists() and f"{folder}/{sample.output.name}" not in shown:
        missing.append(f"{folder}/{sample.output.name}")
    assert not missing, f"docs/{language} shows {sample.name}, but not what it gives: {missing}"


def test_what_is_long_has_a_smaller_twin() -> None:
    """A browser is some fifteen times as slow: nobody should wait there for minutes."""
    everything = samples.all_samples()
    without = [s.name for s in everything if s.settings.long and not s.settings.twin]
    assert without == [], "name a smaller sample: twin = ... in docs/samples/settings.toml"
    known = {s.name: s for s in everything}
    assert not [name for name in samples.twins(everything) if known[name].settings.long]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
def test_sample_is_written_for_readers(sample: Sample) -> None:
    text = sample.path.read_text(encoding="utf-8")
    assert text.endswith("\n"), "end the file with one line break"
    assert not text.endswith("\n\n"), "end the file with one line break"
    assert (
        text.isascii()
        or "#" not in text
        or all(line.split("#", 1)[-1].isascii() for line in text.splitlines())
    ), "a comment in Japanese helps one half of the readers: explain it on the page"
    assert "\t" not in text, "indent by spaces"
    wide = [line for line in text.splitlines() if len(line) > 88]
    assert not wide, f"longer than 88 characters, which a page cannot show: {wide}"
    assert "savefig" not in text, "end in plt.show(); scripts/render.py keeps the figure"


def problems_of_parts(text: str) -> list[str]:
    """A page shows what computes and folds what draws: each is a program's part by itself."""
    above, drawing = samples.parts(text)
    problems = []
    if samples.DRAWING in drawing.removeprefix(samples.DRAWING):
        problems.append(f"{samples.DRAWING} stands in it twice")
    for part in (above, drawing):
        try:
            parsed = ast.parse(part)
        except SyntaxError as error:
            return [*problems, f"{samples.DRAWING} stands within a statement: {error}"]
        imports = [isinstance(node, ast.Import | ast.ImportFrom) for node in parsed.body]
        if imports != sorted(imports, reverse=True):
            problems.append("imports stand first, or first below the mark")
    if not drawing:
        return problems
    if not ast.parse(above).body:
        problems.append("nothing computes above the mark: leave it out")
    if "matplotlib" in above or "plt." in above:
        problems.append("Matplotlib is only needed below the mark: import and use it there")
    if any(isinstance(n, ast.Name) and n.id == "print" for n in ast.walk(ast.parse(drawing))):
        problems.append("print above the mark: what is below only draws")
    return problems


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
def test_what_only_draws_can_be_folded(sample: Sample) -> None:
    assert problems_of_parts(sample.path.read_text(encoding="utf-8")) == []


PARTS = """import numpy as np

x = np.ones(2)
print(x)


# Drawing
import matplotlib.pyplot as plt

plt.plot(x)
plt.show()
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plt.show()\n", "# Drawing\nplt.show()\n"),
        ("x = np.ones(2)\n", "import sys\n\nx = np.ones(2)\nimport os\n"),
        ("plt.show()\n", "plt.show()\nimport os\n"),
        ("import numpy as np\n\nx = np.ones(2)\nprint(x)\n", ""),
        ("import numpy as np\n", "import matplotlib.pyplot as plt\nimport numpy as np\n"),
        ("print(x)\n", "plt.grid()\n"),
        ("plt.show()\n", "print(x)\n"),
        ("print(x)\n", "print(\n"),
    ],
)
def test_a_bad_part_is_found(old: str, new: str) -> None:
    assert problems_of_parts(PARTS) == []
    changed = PARTS.replace(old, new)
    assert changed != PARTS
    assert problems_of_parts(changed)


def test_the_twenty_lines_of_lesson_0_are_twenty() -> None:
    program = (samples.SAMPLES / "00_twenty_lines" / "learn.py").read_text(encoding="utf-8")
    lines = [line for line in samples.parts(program)[0].splitlines() if line]
    assert [line for line in lines if "import" in line] == ["import numpy as np"]
    assert len(lines) - 1 == 20
