"""Figures that can be moved by hand: the page has the words that the script says, and no others."""

from __future__ import annotations

import re

import pytest

from scripts.book import pages

FIGURES = pages.DOCS / "shared" / "js" / "by-hand"
SHARED = {"tools", "formulas"}  # what the figures have in common
PAGES = [(language, name) for language in ("ja", "en") for name in pages.page_names(language)]


def figures_of(markdown: str) -> dict[str, list[str]]:
    """Return each figure of a page with the keys of its labels."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for token in pages.tokens(markdown):
        if token.kind == "div" and (name := re.search(r'data-figure="([^"]*)"', token.value)):
            current = found.setdefault(name[1], [])
        elif token.kind == "label":
            current.append(token.value.split()[0])
    return found


def problems_of_figures(markdown: str) -> list[str]:
    """Every label is said by the figure's script, and everything it says has a label."""
    problems = []
    for name, labels in figures_of(markdown).items():
        script = FIGURES / f"{name}.js"
        if not script.exists():
            problems.append(f"{name}: there is no {script.name}")
            continue
        text = script.read_text(encoding="utf-8")
        problems += [f"{name}: no label `{key}`" for key in sorted(said(text) - {*labels})]
        known = set(re.findall(r"\w+", text)) | {"name"}  # a key may stand in a table of the script
        for module in re.findall(r"python/\w+\.py", text):  # or be what Python answers
            known |= set(re.findall(r'"(\w+)"', (FIGURES.parents[1] / module).read_text("utf-8")))
        problems += [f"{name}: nothing says `{key}`" for key in labels if key not in known]
        problems += [f"{name}: `{key}` twice" for key in {*labels} if labels.count(key) > 1]
    return problems


def said(script: str) -> set[str]:
    """Return the keys that a script plainly says."""
    return {"name", *re.findall(r"\bsay\(\"(\w+)\"", script)}


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_figure_has_its_words(language: str, name: str) -> None:
    found = problems_of_figures((pages.DOCS / language / name).read_text(encoding="utf-8"))
    assert not found, "\n".join([f"docs/{language}/{name}:", *found])


def test_every_figure_is_shown() -> None:
    texts = [(pages.DOCS / language / name).read_text("utf-8") for language, name in PAGES]
    shown = {figure for text in texts for figure in figures_of(text)}
    assert {path.stem for path in FIGURES.glob("*.js")} - SHARED == shown


def test_what_is_missing_is_found() -> None:
    block = (
        '<div class="by-hand" data-figure="{}" markdown>\n\n'
        '<div class="labels" hidden data-search-exclude markdown>\n\n{}\n\n</div>\n\n</div>\n'
    )
    labels = "\n".join(
        f"- `{key}`: words" for key in ("name", "how", "slider", "value", "sentence")
    )
    whole = block.format("sigmoid-tangent", labels)
    assert problems_of_figures(whole) == []
    assert problems_of_figures(whole.replace("sigmoid-tangent", "no-such-figure"))
    assert problems_of_figures(whole.replace("- `slider`: words\n", ""))
    assert problems_of_figures(whole.replace("`slider`: words\n", "`slider`: words\n- `x9`: w\n"))
    assert problems_of_figures(whole.replace("`slider`: words\n", "`slider`: words\n- `how`: w\n"))
