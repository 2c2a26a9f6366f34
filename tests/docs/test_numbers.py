"""Numbers on pages come from results files, and on some pages from nowhere else."""

from __future__ import annotations

import re

import pytest

from scripts.book import pages
from scripts.fill_numbers import filled

PAGES = [(language, name) for language in ("ja", "en") for name in pages.page_names(language)]


def must_have_origins(name: str) -> bool:
    """Say whether every measured number of a page must come from a results file or a source."""
    return name.startswith("experiments/") or name in {
        "lessons/17-layout.md",
        "lessons/21-parallel.md",
    }


# What looks like a measured number, and is none
NO_MEASUREMENT = re.compile(
    r"\b10\.\d{4,}/\S+"  # a DOI
    r"|\barXiv:\s*\d{4}\.\d+"
    r"|\b(?:Python|NumPy|PyTorch|Pyodide|OpenBLAS|Matplotlib|Dask)\s+\d+(?:\.\d+)*"
    r"|(?:§|\b(?:Section|Chapter|Table|Figure|Eq\.|Equation|vol\.|no\.))\s*\d+(?:\.\d+)*"
    r"|(?:第|図|表|式)\s*\d+(?:\.\d+)*|\d+(?:\.\d+)*\s*(?:節|章)"
    r"|\bpp?\.\s*\d+(?:\s*[-–~〜]\s*\d+)?|\d+(?:\s*[-–~〜]\s*\d+)?\s*(?:ページ|頁)"
    r"|\b\d{4}-\d{2}-\d{2}\b"
)
# A fraction, a percentage, a time, a ratio of two digits or more
MEASURED = re.compile(
    r"\d[\d,]*\.\d+"
    r"|\d+\s*(?:%|％|percent\b|パーセント|ms\b|ミリ秒|µs\b|マイクロ秒)"
    r"|\d{2,}\s*(?:倍|-?fold\b|times (?:as|faster|slower|more|less|the)\b)"
)
INTEGER = re.compile(r"(?<![\w.])\d[\d,]*(?![\w.]*\d)")
LARGE = 1000


def problems_of_origins(text: str) -> list[str]:
    """Each number that must have been measured stands in a span that says where it is from.

    Code, formulas, addresses, years, sections and pages of a book are left out; whole numbers
    may stand as they are below 1000, and above if they are round (two digits, then zeros) or
    powers of two, as settings are.
    """
    problems = [
        f"line {q.line}: say in data-quoted which source gives {q.text!r}"
        for q in pages.quoted(text)
        if not q.origin.strip()
    ]
    if pages.without_code(text).count("data-quoted") != len(pages.quoted(text)):
        problems.append('write <span data-quoted="source">number</span>')
    description = [
        (number, line)
        for number, line in enumerate(pages.split_front_matter(text)[0], start=2)
        if line.startswith("description:")
    ]
    for line, prose in [*description, *pages.prose(text)]:
        prose = NO_MEASUREMENT.sub(pages.PLACEHOLDER, prose)
        suspects = [m[0] for m in MEASURED.finditer(prose)]
        suspects += [m[0] for m in INTEGER.finditer(prose) if not is_plain(m[0])]
        problems += [f"line {line}: where is {suspect!r} from?" for suspect in suspects]
    return problems


def is_plain(integer: str) -> bool:
    """Say whether a whole number looks like a setting or a year, not like a measurement."""
    number = int(integer.replace(",", "") or 0)
    is_round = set(str(number)[2:]) <= {"0"}
    return number < LARGE or 1900 <= number < 2100 or is_round or number & (number - 1) == 0


def read(language: str, name: str) -> str:
    return (pages.DOCS / language / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_numbers_are_what_was_measured(language: str, name: str) -> None:
    _, changes, problems = filled(read(language, name))
    assert not problems, "\n".join([f"docs/{language}/{name}:", *problems])
    assert not changes, "\n".join(
        [f"docs/{language}/{name}: run  python scripts/fill_numbers.py {name}", *changes]
    )


@pytest.mark.parametrize(("language", "name"), [p for p in PAGES if must_have_origins(p[1])])
def test_numbers_have_origins(language: str, name: str) -> None:
    found = problems_of_origins(read(language, name))
    assert not found, "\n".join([f"docs/{language}/{name}:", *found])


# ---- The rule itself


@pytest.mark.parametrize(
    "text",
    [
        "It takes 12.5 units.",
        "正解率は 0.976 です。",
        "| a | 97.6 |",
        "It is right in 97 % of cases.",
        "97 percent",
        "97 パーセント",
        "誤りは 3% です。",
        "It takes 12 ms.",
        "およそ 12 ミリ秒かかります。",
        "教科書の 15 倍です。",
        "It is 15 times as fast.",
        "a 15-fold gain",
        "It got 9876 right.",
        "It got 9,876 right.",
        "## A gain of 1.5 {#a}",
        "![A curve that ends at 0.98](a.svg)",
        "- `x = 1`: gives 0.5",
        "---\ndescription: It is 1.5 times as fast.\n---\n",
        "The value ends in 0.5.",
        "1.5e-7",
        "[0.5](a.md)",
        "!!! note\n\n    0.5",
        '<span data-quoted="">0.5</span>',
        '<b data-quoted="x">7</b>',
    ],
)
def test_a_number_without_origin_is_found(text: str) -> None:
    assert problems_of_origins(text)


@pytest.mark.parametrize(
    "text",
    [
        '<span data-number="benchmark:a.b:.1f">12.5</span> ms',
        '| <span data-quoted="LeCun 1998">0.95 %</span> |',
        '平均 <span data-number="a:b:.1%">93.4 %</span> です。',
        "`0.5` and $0.5$ and\n\n$$\n0.5\n$$\n",
        "```text\n0.5\n```",
        "[a](https://doi.org/10.1109/5.726791), <https://arxiv.org/abs/1412.6980>",
        "doi:10.1109/5.726791, arXiv:1412.6980",
        "Python 3.11 and NumPy 2.4, Section 3.2, Table 4.1, §2.3, pp. 1234-1256",
        "第 4.2 節、1234 ページ、3.1 節",
        "In 1998 and 2024, on 2026-11-21, 784-30-10",
        "60000 images, 10,000 images, 1200 steps, a batch of 1024",
        "1. first\n2. second\n\n3 倍, twice, 5 times the",
        "[^1]: 出典",
        "It ends in 7. 8 begins.",
    ],
)
def test_a_number_with_origin_or_none_needed_passes(text: str) -> None:
    assert problems_of_origins(text) == []


def test_the_rule_is_on_where_it_must_be() -> None:
    assert must_have_origins("experiments/speed.md")
    assert must_have_origins("lessons/17-layout.md")
    assert not must_have_origins("lessons/16-cnn.md")
