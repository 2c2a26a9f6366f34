"""What moved is still found by its old name, and the book itself uses the new one."""

from __future__ import annotations

import posixpath
from pathlib import Path

import pytest

from scripts.book import pages, redirects
from scripts.book.redirects import RedirectError, Redirects, moved_pages, with_old_headings

PAGES = [(language, name) for language in ("ja", "en") for name in pages.page_names(language)]
MOVED = redirects.read()


def old_links(text: str, page: str, moved: Redirects) -> list[str]:
    """Return the links of a page that lead to an old page or heading."""
    found = []
    for line, target in pages.links(text):
        if "://" in target:
            continue
        path, _, name = target.partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if there in moved.pages or name in moved.headings.get(there, {}):
            found.append(f"line {line}: {target}: use its new name")
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_kept_can_be_built(language: str) -> None:
    assert len(moved_pages(MOVED, language, "")) == len(MOVED.pages)
    for page in MOVED.headings:
        text = (pages.DOCS / language / page).read_text(encoding="utf-8")
        assert with_old_headings(text, page, MOVED) != text


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_the_book_uses_no_old_name(language: str, name: str) -> None:
    text = (pages.DOCS / language / name).read_text(encoding="utf-8")
    assert old_links(text, name, MOVED) == []


# ---- Moving


PAGE = """# A {#a}

## B { #b .x }

<details class="note" markdown>
<summary id="c">C</summary>
</details>

[link](a.md#old) and [another](../gone.md), [good](a.md#b), [here](#old), <https://x.org/a.md#old>
"""


def test_a_heading_leaves_its_old_id_above_it() -> None:
    ids = {"old": "b", "older": "b", "inner": "c"}
    moved = Redirects(headings={"a.md": ids, "b.md": {"x": "y"}})
    told = with_old_headings(PAGE, "a.md", moved)
    heading = '<div id="old"></div>\n\n<div id="older"></div>\n\n## B { #b .x }\n'
    box = '<details class="note" markdown>\n<summary id="c"><span id="inner"></span>C</summary>\n'
    assert heading in told
    assert box in told
    back = told.replace(heading, "## B { #b .x }\n").replace('<span id="inner"></span>', "")
    assert back == PAGE
    assert with_old_headings(PAGE, "c.md", moved) == PAGE


@pytest.mark.parametrize(
    ("headings", "says"),
    [({"b": "a"}, "#b has moved, but the page still has it"),
     ({"c": "a"}, "#c has moved, but the page still has it"),
     ({"old": "no"}, "#old has moved to #no, which the page does not have"),
     ({"old": "x"}, "which the page does not have")],
)  # fmt: skip
def test_a_heading_that_has_not_moved_is_told(headings: dict[str, str], says: str) -> None:
    with pytest.raises(RedirectError, match=rf"a\.md: .*{says}"):
        with_old_headings(PAGE, "a.md", Redirects(headings={"a.md": headings}))


def test_a_page_leaves_one_that_leads_on() -> None:
    moved = Redirects({"lessons/old.md": "lessons/03-affine.md", "older.md": "index.md"})
    made = moved_pages(moved, "ja", "<!-- policy -->")
    assert list(made) == ["lessons/old/index.html", "older/index.html"]
    assert (
        '<link rel="canonical" href="../../lessons/03-affine/">' in made["lessons/old/index.html"]
    )
    assert '<link rel="canonical" href="../">' in made["older/index.html"]
    for page in made.values():
        assert '<html lang="ja">' in page
        assert "<!-- policy -->" in page


@pytest.mark.parametrize(
    ("pages_moved", "says"),
    [({"lessons/03-affine.md": "index.md"}, "docs/en still has it"),
     ({"lessons/old.md": "lessons/no.md"}, "lessons/no.md, which docs/en does not have")],
)  # fmt: skip
def test_a_page_that_has_not_moved_is_told(pages_moved: dict[str, str], says: str) -> None:
    with pytest.raises(RedirectError, match=says):
        moved_pages(Redirects(pages_moved), "en", "")


def test_old_links_are_found() -> None:
    moved = Redirects({"gone.md": "a.md"}, {"x/a.md": {"old": "b"}})
    assert [link.split(":")[1] for link in old_links(PAGE, "x/a.md", moved)] == [
        " a.md#old",
        " ../gone.md",
        " #old",
    ]
    assert old_links(PAGE, "x/a.md", Redirects()) == []


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "redirects.toml").write_text('[page]\n"a.md" = "b.md"\n', encoding="utf-8")
    with pytest.raises(TypeError, match="page"):
        redirects.read(tmp_path / "redirects.toml")
