"""A lesson says how long it takes, and in the new form it takes half an hour at most."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.book import pages, samples
from scripts.book.reading_time import (
    LIMIT,
    ReadingTime,
    amount,
    reading_time,
    under_title,
)

LESSONS = [Path(name).stem for name in pages.page_names("ja") if name.startswith("lessons/")]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_lesson_takes_half_an_hour(language: str) -> None:
    for lesson in sorted(LESSONS):
        text = (pages.DOCS / language / f"lessons/{lesson}.md").read_text(encoding="utf-8")
        minutes = reading_time(text, language).open
        assert minutes <= LIMIT, (
            f"docs/{language}/lessons/{lesson}.md takes {minutes:.1f} minutes: fold or move"
            " what is not the heart of it"
        )


WORDS = "word " * 170
CHARACTERS = "文" * 400


@pytest.mark.parametrize(
    ("page", "language", "minutes"),
    [
        (WORDS, "en", (1, 0)),
        (CHARACTERS, "ja", (1, 0)),
        ("# " + WORDS + "{#id}", "en", (1, 0)),
        ("- | ** --- == `` -\n", "en", (0, 0)),
        ("---\ndescription: not on the page\n---\n", "en", (0, 0)),
        ("$$\ny = x\n$$\n\n$$ a $$\n\n![a figure](a.svg){ .figure }\n", "en", (1, 0)),
        ('<div class="by-hand" markdown>\n\nwords\n\n<div hidden>\n\n- `a`: b\n\n</div>\n\n</div>\n'
         + WORDS, "en", (4 / 3, 0)),
        ('<div class="exercise" markdown>\n\n```text\na\n```\n\n??? tip "x"\n\n    b\n\n</div>\n'
         + WORDS, "en", (1, 0)),
        ("```text\n" + "line\n" * 15 + "\n\n" + "line\n" * 15 + "```\n", "en", (1, 0)),
        (f'??? note "{WORDS}"\n\n    {WORDS}\n\n    ```text\n    a\n    ```\n\n{WORDS}', "en",
         (2, 1 + 1 / 30)),
        (f'???+ note "{WORDS}"\n\n    {WORDS}\n', "en", (2, 0)),
        (f'!!! warning "{WORDS}"\n\n    {WORDS}\n', "en", (2, 0)),
        (f"<details markdown>\n<summary>{WORDS}</summary>\n\n{WORDS}\n\n$$\nx\n$$\n\n</details>\n\n"
         + WORDS, "en", (2, 4 / 3)),
    ],
)  # fmt: skip
def test_what_counts(page: str, language: str, minutes: tuple[float, float]) -> None:
    time = reading_time(page, language)
    assert (time.open, time.folded) == pytest.approx(minutes)


def test_drawing_code_counts_as_folded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "01_a").mkdir()
    code = "x = 1\n" * 30 + "\n\n# Drawing\n" + "y = 1\n" * 14
    (tmp_path / "01_a/a.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(samples, "SAMPLES", tmp_path)
    time = reading_time('```python\n--8<-- "01_a/a.py"\n```\n', "en")
    assert (time.open, time.folded) == (1, 0.5)


def test_the_source_of_a_piece_counts_as_code() -> None:
    name = "lesson_code.layers.affine.Affine.forward"
    time = reading_time(f'```python\n--8<-- "source:{name}"\n```\n', "en")
    assert 2 / 30 <= time.open < 1


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("See [the chain rule](../a.md#b), and [`im2col`][lesson_code.windows.im2col].", "en", 6),
        ("Here $\\frac{1}{2}$ is `x + 1`[^note]", "en", 5),
        ("[連鎖律](../a.md#b)、`im2col` です。", "ja", 3 + 1 + 6 + 3),
        ("傾き $\\frac{\\partial L}{\\partial b_k}$ は", "ja", 2 + 6 + 1),
        ("| --- | :---: |", "ja", 0),
        ('<span data-number="a:b">1.5</span> 倍', "ja", 4),
    ],
)
def test_the_amount_of_a_line(text: str, language: str, expected: int) -> None:
    assert amount(text, language) == expected


@pytest.mark.parametrize(
    ("time", "japanese", "english"),
    [
        (ReadingTime(29.2, 11.5),
         "およそ 30 分。たたんだところもすべて開くと、さらに 12 分。",
         "30 min, 12 more if you open everything"),
        (ReadingTime(30, 0), "およそ 30 分。", "30 min"),
    ],
)  # fmt: skip
def test_what_a_page_says(time: ReadingTime, japanese: str, english: str) -> None:
    assert (time.text("ja"), time.text("en")) == (japanese, english)


def test_it_stands_under_the_title() -> None:
    page = "---\na: b\n---\n\n# Title {#a}\n\nText\n\n```text\n# no title\n```\n"
    told = under_title(page, "30 min")
    assert told.split("\n")[4:8] == [
        "# Title {#a}",
        "",
        '<p class="reading-time" data-search-exclude markdown="span">30 min</p>',
        "",
    ]
    assert told.count("30 min") == 1
