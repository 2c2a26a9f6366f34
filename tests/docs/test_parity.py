"""The two languages are one book: same pages, same structure, and the English one knows the
Japanese one."""

from __future__ import annotations

import difflib

import pytest

from scripts.book import pages
from scripts.book.pages import Token

PAGES = sorted({*pages.page_names("ja"), *pages.page_names("en")})


def read(language: str, name: str) -> str:
    return (pages.DOCS / language / name).read_text(encoding="utf-8")


def first_difference(japanese: list[Token], english: list[Token]) -> str | None:
    """Show both sides at the first place where they part, or return None."""
    pairs = zip(japanese, english, strict=False)
    shorter = min(len(japanese), len(english))
    at = next((i for i, (a, b) in enumerate(pairs) if a.key() != b.key()), shorter)
    if at == len(japanese) == len(english):
        return None
    rows = [f"  {'docs/ja':60}   docs/en"]
    for index in range(max(0, at - 3), at + 4):
        sides = [str(t[index]) if index < len(t) else "" for t in (japanese, english)]
        if any(sides):
            mark = ">" if index == at else " "
            rows.append(f"{mark} {sides[0][:60]:60}   {sides[1][:80]}")
    only = difflib.unified_diff(
        [" ".join(t.key()) for t in japanese], [" ".join(t.key()) for t in english], n=0
    )
    changes = [line for line in only if line[0] in "+-" and line[:3] not in ("+++", "---")]
    rows += ["", "everything that is only in Japanese (-) or only in English (+):", *changes[:20]]
    return "\n".join(rows)


def test_both_languages_have_the_same_pages() -> None:
    assert pages.page_names("ja") == pages.page_names("en")


@pytest.mark.parametrize("name", PAGES)
def test_twin_pages_have_the_same_structure(name: str) -> None:
    difference = first_difference(pages.tokens(read("ja", name)), pages.tokens(read("en", name)))
    assert difference is None, f"{name}\n{difference}"


@pytest.mark.parametrize("name", PAGES)
def test_english_was_checked_against_this_japanese(name: str) -> None:
    assert pages.stamp_of(read("en", name)) == pages.source_sha(read("ja", name)), (
        f"docs/ja/{name} has changed since docs/en/{name} was checked against it: read both,"
        f" then run  python scripts/accept_translation.py {name}"
    )


# ---- The comparison itself: what it must notice

PAGE = """---
description: 一枚のページ
---

# 題 {#top}

文 $x_1$ と[連鎖律](../glossary.md#chain-rule)、[`im2col`][lesson_code.windows.im2col]、注[^a]。
<span data-number="b:c.0.d:.1f">1.5</span> 倍と<span data-quoted="Ito 1999">2.5 %</span>。

## 節 {#part}

<div class="sample" data-sample="01_a/x.py" markdown>

```python title="docs/samples/01_a/x.py"
--8<-- "01_a/x.py"
```

- `x = 1`: 最初の行

<div data-sample-output markdown>

```text
--8<-- "01_a/x.out"
```

![曲線](../samples/01_a/x.svg){ .figure }

</div>

</div>

<div class="by-hand" data-figure="f" markdown>

<div class="labels" hidden data-search-exclude markdown>

- `slope`: 傾きは %slope

</div>

</div>

$$
y = \\sigma(x)
$$

!!! question "予想"

    `$5` はコードです。傾きは $\\frac14$ ですか。

??? success "解答"

    はい。

=== "一"

    a

| 層 | 形状 |
| --- | --- |
| a | b |

[^a]: 出典 [一](https://example.org/1)
"""


def test_tokens_of_a_page() -> None:
    assert [t.key() for t in pages.tokens(PAGE)] == [
        ("heading", "# #top"),
        ("API reference", "lesson_code.windows.im2col"),
        ("footnote", "a"),
        ("formula in text", "x_1"),
        ("link", "../glossary.md#chain-rule"),
        ("number", "b:c.0.d:.1f"),
        ("quoted number", "2.5 % (Ito 1999)"),
        ("heading", "## #part"),
        ("div", 'class="sample" data-sample="01_a/x.py"'),
        ("fence", "python"),
        ("include", "01_a/x.py"),
        ("line of a sample", "x = 1"),
        ("div", "data-sample-output"),
        ("fence", "text"),
        ("include", "01_a/x.out"),
        ("image", "../samples/01_a/x.svg { .figure }"),
        ("div", 'class="by-hand" data-figure="f"'),
        ("div", 'class="labels" data-search-exclude'),
        ("label", "slope slope"),
        ("formula", "y = \\sigma(x)"),
        ("box", "question open"),
        ("box", "success folded"),
        ("tab", ""),
        ("table", "2 columns, 1 rows"),
        ("external link", ""),
        ("footnote", "a"),
        ("formula in text", "\\frac14"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{#part}", "{#other}"),
        ("{#part}", ""),
        ("## 節", "### 節"),
        ("$x_1$", "$x_2$"),
        ("$x_1$", "x"),
        ("#chain-rule", "#gradient"),
        ("windows.im2col]", "windows.col2im]"),
        ('"01_a/x.py"\n', '"01_a/y.py"\n'),
        ("```text", "```console"),
        ("- `x = 1`", "- `x = 2`"),
        ("- `x = 1`", "- x"),
        ('data-sample="01_a/x.py"', 'data-sample="01_a/y.py"'),
        ('data-figure="f"', 'data-figure="g"'),
        ("- `slope`", "- `height`"),
        ("%slope", "0.25"),
        ("- `slope`: 傾きは %slope\n", ""),
        ("x.svg)", "y.svg)"),
        ("\\sigma(x)", "\\sigma(z)"),
        ("!!! question", "!!! warning"),
        ("??? success", "!!! success"),
        ('=== "一"', "一"),
        ("| a | b |\n", "| a | b |\n| c | d |\n"),
        ("注[^a]", "注"),
        ("b:c.0.d:.1f", "b:c.0.d:.2f"),
        ('<span data-number="b:c.0.d:.1f">1.5</span>', "1.5"),
        ("Ito 1999", "Ito 2000"),
        ("2.5 %", "3.5 %"),
        ("[一](https://example.org/1)", "一"),
    ],
)
def test_each_difference_is_found(old: str, new: str) -> None:
    changed = PAGE.replace(old, new)
    assert changed != PAGE
    assert first_difference(pages.tokens(PAGE), pages.tokens(changed)) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# 題", "# Title"),
        ("一枚のページ", "A page"),
        (
            "文 $x_1$ と[連鎖律](../glossary.md#chain-rule)、",
            "By [the chain rule](../glossary.md#chain-rule) and `code` $x_1$, ",
        ),
        ("曲線", "a curve"),
        ('"予想"', '"Predict"'),
        ("最初の行", "first line"),
        ("傾きは %slope", "slope %slope"),
        ("example.org/1", "example.org/en"),
        ("| a | b |", "| c | d |"),
        (">1.5<", ">1.6<"),
    ],
)
def test_another_language_is_no_difference(old: str, new: str) -> None:
    changed = PAGE.replace(old, new)
    assert changed != PAGE
    assert first_difference(pages.tokens(PAGE), pages.tokens(changed)) is None


def test_a_details_element_is_a_folded_box() -> None:
    html = '<details class="success" markdown>\n<summary>解答</summary>\n\n本文\n\n</details>\n'
    assert pages.tokens(html)[0].key() == pages.tokens('??? success "Solution"\n')[0].key()


def test_a_number_in_a_table_or_heading_is_compared() -> None:
    for line in ("| a | NUMBER |\n| --- | --- |\n", "## a NUMBER {#a}\n", "- NUMBER\n"):
        text = line.replace("NUMBER", '<span data-number="b:c">1</span>')
        assert ("number", "b:c") in [t.key() for t in pages.tokens(text)]


@pytest.mark.parametrize("text", ["```python\nx\n", "$$\nx\n"])
def test_an_open_block_is_reported(text: str) -> None:
    assert pages.tokens(text)[-1].kind == "unclosed"


def test_a_heading_in_code_is_no_heading() -> None:
    assert [t.kind for t in pages.tokens("```text\n# no\n$$\n```\n")] == ["fence"]


def test_the_message_shows_both_sides() -> None:
    changed = PAGE.replace("{#part}", "{#other}")
    message = first_difference(pages.tokens(PAGE), pages.tokens(changed))
    assert message is not None
    (marked,) = [row for row in message.splitlines() if row.startswith(">")]
    assert "#part" in marked
    assert "#other" in marked
