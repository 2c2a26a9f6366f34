"""What readers type finds what they look for: questions.toml, asked of the site's own search."""

from __future__ import annotations

import fnmatch
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.book import pages, search_words
from tests.site.conftest import Visit, path_of

pytestmark = pytest.mark.browser

QUESTIONS = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))
NAMES = pages.page_names("ja")
NEEDED = 0.9

# What the theme's own script does with the page's worker, without typing and drawing
ASK = """async ([place, queries]) => {
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base, location);
  const { config: settings, docs } = await (await fetch(`${base}/${place}`)).json();
  const worker = new Worker(new URL(config.search, location));
  const ask = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message);
  });
  await ask({ type: 0, data: { config: settings, docs, options: { suggest: true } } });
  const found = [];
  for (const query of queries) {
    const { data } = await ask({ type: 2, data: query });
    const best = (group) => group.reduce((a, b) => (b.score > a.score ? b : a));
    found.push(data.items.slice(0, 3).map((group) => best(group).location));
  }
  worker.terminate();
  return found;
}"""


def answers(answer: Any) -> list[str]:
    """Return the places of which one must come first; none, while the page is to come."""
    if isinstance(answer, dict):
        standing = [name for name in NAMES if fnmatch.fnmatch(name, answer["page"])]
        return standing or answers(answer.get("until", []))
    return [answer] if isinstance(answer, str) else answer


def is_at(found: str, place: str) -> bool:
    """Say whether what was found is the place: a section, or a page at any of its sections."""
    page, mark, section = place.partition("#")
    url = path_of("ja", page)
    return found == url + mark + section if mark else found.partition("#")[0] == url


@pytest.mark.parametrize("language", ["ja", "en"])
def test_questions_are_answered(visit: Visit, language: str) -> None:
    page = visit.go(path_of(language, "lessons/15-im2col.md"))
    standing = {q: places for q, a in QUESTIONS[language].items() if (places := answers(a))}
    assert len(QUESTIONS[language]) >= 50
    found = page.evaluate(ASK, ["search/search_index.json", list(standing)])
    wrong = [
        f"{question}: expected {' or '.join(places)}, found {', '.join(first) or 'nothing'}"
        for (question, places), first in zip(standing.items(), found, strict=True)
        if not first or not any(is_at(first[0], place) for place in places)
    ]
    share = 1 - len(wrong) / len(standing)
    print(f"\n{language}: {share:.0%} of {len(standing)} questions", *wrong, sep="\n  ")
    assert share >= NEEDED, "\n".join(wrong)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_spelling_makes_no_difference(visit: Visit, language: str) -> None:
    """Each line is one word, spelled in several ways: all of them find the same."""
    lines = {
        "ja": [
            "フィルタ フィルター",
            "softmax ＳＯＦＴＭＡＸ",
            "過学習 過学習は",
            "one-hot onehot",
        ],
        "en": [
            "normalisation normalization",
            "initialise initialize",
            "gradient gradients",
            "overfitting over-fitting",
            "backpropagation back-propagation",
            "grey gray",
        ],
    }[language]
    page = visit.go(path_of(language, "lessons/15-im2col.md"))
    queries = [query for line in lines for query in line.split()]
    found = dict(
        zip(queries, page.evaluate(ASK, ["search/search_index.json", queries]), strict=True)
    )
    for line in lines:
        first, *others = line.split()
        assert found[first], f"{first} finds nothing"
        for other in others:
            assert found[other] == found[first], f"{other} finds something else than {first}"


def test_every_place_stands() -> None:
    """An answer that is misspelled would pass for one that the search did not find."""
    for language in ("ja", "en"):
        for question, answer in QUESTIONS[language].items():
            for place in answers(answer):
                name, _, section = place.partition("#")
                assert name in NAMES, f"{language}, {question}: there is no page {name}"
                text = (pages.DOCS / language / name).read_text(encoding="utf-8")
                assert not section or f"#{section}" in text, f"{question}: {place}"


def test_words_for_a_section_that_is_not_there_are_refused() -> None:
    page = {"location": "lessons/04-softmax/", "title": "", "text": ""}
    with pytest.raises(ValueError, match=r"04-softmax\.md#overflow"):
        search_words.add([page], "lessons/04-softmax.md", "lessons/04-softmax/", "en")


def test_words_name_pages_and_both_languages() -> None:
    for place, words in search_words.read()["words"].items():
        assert place.partition("#")[0] in NAMES, place
        assert set(words) == {"ja", "en"}, place
