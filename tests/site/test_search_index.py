"""The quicker parser reads a page as the theme's own does, but for formulas."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from material.plugins.search import plugin

from scripts.book import reading_time, search_parser
from scripts.book.code_blocks import SUMMARY
from scripts.book.question_pages import quizzes
from scripts.book.samples import DRAWING
from tests.site.conftest import path_of

PAGES = ["lessons/14-convolution.md", "reference/layers.md", "glossary.md"]
CASES = [
    '<h1 id="a">A<a class="headerlink" href="#a">#</a></h1><p>x <span>y</span>  z</p>',
    '<pre><span></span><code><span class="k">if</span> <span class="n">x</span>\n</code></pre>',
    "<pre><code>\n \n</code></pre><p> </p><p>a<sub>1</sub></p>",
    '<div data-search-exclude><pre><span class="k">no</span></pre></div><div>yes</div>',
    '<pre><span data-search-exclude>no</span><span class="n">yes</span></pre>',
    '<script>1 < 2</script><ul><li>a<li>b</ul><h2 id="b">B</h2><object>c</object>d',
]


@pytest.fixture(scope="module")
def theme() -> ModuleType:
    """The theme's plugin as it comes."""
    spec = importlib.util.spec_from_file_location(
        "material.plugins.search.as_it_comes", plugin.__file__
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sections(parser: plugin.Parser, html: str) -> list[tuple[object, ...]]:
    """Return what a parser puts into the index."""
    parser.feed(html)
    parser.close()
    return [
        (repr(s), "".join(s.title), "".join(s.text), s.is_excluded())  # chunks may be others
        for s in parser.data
    ]


@pytest.mark.parametrize("html", CASES, ids=range(len(CASES)))
def test_reads_the_same(theme: ModuleType, html: str) -> None:
    search_parser.install()
    assert sections(plugin.Parser(), html) == sections(theme.Parser(), html)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_reads_the_same_in_our_pages(
    theme: ModuleType, site: Path, language: str, name: str
) -> None:
    search_parser.install()
    html = (site / path_of(language, name) / "index.html").read_text(encoding="utf-8")
    html = html[html.index("<article") : html.rindex("</article>")]
    found = sections(plugin.Parser(), html)
    assert found == sections(theme.Parser(), search_parser.with_plain_formulas(html))
    assert len(found) > 5


def entries(site: Path, language: str) -> list[dict[str, str]]:
    """Return what the search of a language knows."""
    index = site / path_of(language, "index.md") / "search" / "search_index.json"
    return json.loads(index.read_text(encoding="utf-8"))["docs"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_formulas_are_plain_text(site: Path, language: str) -> None:
    shown = [f"{entry['title']}\n{entry['text']}" for entry in entries(site, language)]
    assert "p_k = e^{a_k}/(∑_j e^{a_j})" in "\n".join(shown)
    for text in shown:
        running = re.sub(r"<(code|pre)\b.*?</\1>", "", text, flags=re.DOTALL)
        assert not re.search(r"\\[\[(a-zA-Z]", running), running


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_only_helps_to_read_is_not_found(site: Path, language: str) -> None:
    """Drawing code, answers to questions, reading times."""
    text = "\n".join(entry["text"] for entry in entries(site, language))
    options = [o for quiz in quizzes() for question in quiz.questions for o in question.options]
    texts = [option.why[language] for option in options]
    texts += [SUMMARY[language], DRAWING, reading_time.TEXTS[language][1]]
    for words in texts:
        part = max(re.split(r"[`{}]", words), key=len).strip()
        assert part not in text, part
    assert max(re.split("`", options[0].text[language]), key=len).strip() in text
