"""The lessons' notebooks hold what the pages hold, and run; the wheel holds what setup.py packs."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lesson_code.exercises.files import all_exercises
from scripts.book import notebooks, pages, question_pages, redirects, samples, wheel

nbformat = pytest.importorskip("nbformat", reason="nbformat is needed to read notebooks")

SITE = "https://example.org/book/"
ALL = [(language, name) for name in notebooks.names() for language in ("ja", "en")]

# What Markdown of the pages, and only of the pages, has
LEFT_OVER = re.compile(
    r"--8<--|\{ *[.#:][\w-]|\{ *download|</?(?:div|span)\b|\bmarkdown>|^:::|^!!! |^\?\?\?"
    r"|\.md[)#]|\0|<summary></",
    re.M,
)
LINK = re.compile(r"\]\(([^)\s]+)\)")

# Lessons that run within some ten seconds. One is run here, whichever its pages choose; all of
# them, and the others, are run every week (scripts/run_notebooks.py)
QUICK = ("00", "01", "03", "04", "05")


@pytest.fixture(scope="module", autouse=True)
def questions_read_once() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question_pages, "quizzes", cache(question_pages.quizzes))
        yield


def notebook(language: str, name: str, address: str = SITE) -> str:
    return notebooks.notebook(language, name, notebooks.prepared(language, name), address)


def markdown_of(book: Any) -> str:
    return "\n\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")


@pytest.mark.parametrize(("language", "name"), ALL)
def test_a_notebook_holds_what_its_page_holds(language: str, name: str) -> None:
    text = notebook(language, name)
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    page = (pages.DOCS / language / name).read_text(encoding="utf-8")

    shown = [cell for cell in book.cells if "sample" in cell.metadata]
    assert [c.metadata.sample for c in shown] == re.findall(r'data-sample="([^"]*)"', page)
    for cell in shown:
        sample = (samples.SAMPLES / cell.metadata.sample).read_text(encoding="utf-8")
        code = [c.source for c in book.cells if c.cell_type == "code"]
        assert any(
            sample.rstrip("\n") == c.partition("%%writefile ")[2].partition("\n")[2]
            or sample.rstrip("\n") == c
            for c in code
        ), cell.metadata.sample

    asked = re.findall(r'data-exercise="([^"]*)"', page)
    starters = {e.name: (e.file, e.text("starter").rstrip("\n")) for e in all_exercises()}
    written = [c.source for c in book.cells if c.source.startswith("%%writefile ")]
    for file, starter in (starters[each] for each in asked):
        assert f"%%writefile {file}\n{starter}" in written

    said = markdown_of(book)
    prose = pages.without_code(said)
    assert LEFT_OVER.findall(prose) == []
    headings = [t.value for t in pages.tokens(page) if t.kind == "heading"]
    assert len(re.findall(r"^#{1,6} ", prose, re.M)) == len(headings)
    assert prose.count("<details>") == prose.count("</details>") == prose.count("<summary>")

    places = set(re.findall(r'<a id="([^"]*)"></a>', said))
    targets = LINK.findall(prose)
    assert [t for t in targets if t[0] == "#" and t[1:] not in places] == []
    assert [t for t in targets if t[0] != "#" and not t.startswith(("https:", "http:"))] == []


def test_links_lead_into_the_site_with_and_without_its_address() -> None:
    name = "lessons/05-backpropagation.md"
    there = f"{SITE}lessons/03-affine/#layer"
    assert f"]({there})" in notebook("ja", name)
    assert "](03-affine/#layer)" in notebook("ja", name, "")
    assert f"]({SITE}samples/05_backpropagation/graph.svg)" in notebook("ja", name)
    api = "reference/network/#lesson_code.network.Sequential"
    assert f"({SITE}en/{api})" in notebook("en", name, f"{SITE}en/")


def test_the_first_cell_brings_the_wheel_and_what_samples_read() -> None:
    name = "lessons/20-sharing.md"
    book = nbformat.reads(notebook("en", name, f"{SITE}en/"), as_version=4)
    first = next(cell.source for cell in book.cells if cell.cell_type == "code")
    assert first.startswith(f"%pip install --quiet {SITE}shared/python/{wheel.name()}\n")
    (sha256,) = re.findall(r'"results/forgotten.json": "(\w+)"', first)
    kept = (pages.DOCS / "results" / "forgotten.json").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == sha256
    assert "%pip" not in notebook("en", name, "")


def test_strong_text_stays_strong_beside_japanese_signs() -> None:
    page = notebooks.Page("ja", "lessons/05-backpropagation.md", "", redirects.place_of)
    assert page.prose("**要素**です") == "**要素**です"
    assert page.prose("「**要素。**」") == "「**要素。**」"
    assert page.prose("**要素。**次に") == "<strong>要素。</strong>次に"
    assert page.prose("次の**$x$**に") == "次の<strong>$x$</strong>に"


# ---- Running


def lesson_to_run() -> str:
    """Return one of the quick lessons: another one whenever a page of a lesson changes."""
    digest = hashlib.sha256()
    for language, name in ALL:
        digest.update((pages.DOCS / language / name).read_bytes())
    number = QUICK[int(digest.hexdigest(), 16) % len(QUICK)]
    return next(name for name in notebooks.names() if f"/{number}-" in name)


@pytest.mark.slow
def test_a_notebook_prints_and_draws_what_its_page_shows(tmp_path: Path) -> None:
    pytest.importorskip("nbclient", reason="nbclient is needed to run notebooks")
    pytest.importorskip("ipykernel", reason="ipykernel is needed to run notebooks")
    from scripts.book import run_notebook

    text = notebook("ja", lesson_to_run(), "")
    run_notebook.bring_data(tmp_path, text)
    file = tmp_path / "lesson.ipynb"
    file.write_text(text, encoding="utf-8")
    # In a process of its own: the kernel's client leaves sockets to the garbage collector
    command = [sys.executable, "-m", "scripts.book.run_notebook", str(file)]
    subprocess.run(command, cwd=pages.ROOT, check=True)
    done = nbformat.read(file, as_version=4)
    assert list(run_notebook.differences(done)) == []
    graded = [cell for cell in done.cells if "exercise" in cell.metadata.get("tags", [])]
    assert all(cell.outputs for cell in graded)


def test_other_outputs_are_told() -> None:
    pytest.importorskip("nbclient", reason="nbclient is needed to run notebooks")
    from scripts.book import run_notebook

    book = nbformat.reads(notebook("ja", "lessons/05-backpropagation.md"), as_version=4)
    assert list(run_notebook.differences(book)) == []
    cell = next(cell for cell in book.cells if "sample" in cell.metadata)
    cell.outputs[0].text = cell.outputs[0].text.replace("8", "9")
    del cell.outputs[1]
    printed, drawn = run_notebook.differences(book)
    assert "05_backpropagation/gates.py" in printed
    assert drawn.endswith("draws 1 figures, and 2 are kept")


def test_progress_that_was_written_over_is_no_output() -> None:
    pytest.importorskip("nbclient", reason="nbclient is needed to run notebooks")
    from scripts.book import run_notebook

    bar = "\repoch 1:   0%|  | 0/500\repoch 1: 100%|##| 500/500\r                          \r"
    assert run_notebook.shown(f"{bar}loss: 2.5\r\nright\n") == "loss: 2.5\nright\n"
    assert run_notebook.shown("kept \nlong line\rshort\n") == "kept \nshortline\n"


def test_no_sample_changes_how_the_next_ones_print() -> None:
    """In a notebook they share a process."""
    found = [
        s.name for s in samples.all_samples() if "set_printoptions" in s.path.read_text("utf-8")
    ]
    assert found == [], "write `with np.printoptions(...):` around what is printed"


# ---- The wheel


def test_the_wheel_is_whole_and_always_the_same() -> None:
    made = wheel.wheel()
    wheel.wheel.cache_clear()
    assert wheel.wheel() == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        (record,) = [name for name in names if name.endswith(".dist-info/RECORD")]
        rows = archive.read(record).decode().splitlines()
        assert [row.split(",")[0] for row in rows] == names
        for row in rows[:-1]:
            name, digest, size = row.split(",")
            content = archive.read(name)
            assert (digest, int(size)) == (f"sha256={wheel._digest(content)}", len(content))
    assert "lesson_code/datasets/data/train-images-idx3-ubyte.gz" in names
