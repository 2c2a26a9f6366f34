"""What mkdocs serve remembers is what a build would give: else it is forgotten."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import jinja2
import mkdocs
import pytest
from mkdocs.structure.files import File, Files

from scripts.book import exercise_pages, memory, question_pages
from scripts.book.memory import Memory, Templates, state_of, without_warning

LOGGER = logging.getLogger(f"{mkdocs.__name__}.structure.pages")


class Handler:
    """What mkdocstrings' handler offers; it counts what it reads and renders."""

    def __init__(self) -> None:
        self.collected: list[str] = []
        self.rendered: list[str] = []
        self.headings: list[dict[str, str]] = []

    def collect(self, identifier: str, options: object) -> Any:
        self.collected.append(identifier)
        return SimpleNamespace(path=identifier)

    def render(self, data: Any, options: object, locale: str | None = None) -> str:
        self.rendered.append(data.path)
        self.headings.append({"id": data.path})
        return f"<p>{data.path} {options} {locale}"

    def get_headings(self) -> list[dict[str, str]]:
        headings, self.headings = self.headings, []
        return headings

    def get_aliases(self, identifier: str) -> tuple[str, ...]:
        return (identifier, f"alias {len(self.rendered)}")


class Index:
    """What the search plugin's index offers; it counts the pages that it takes apart."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.entries: list[dict[str, Any]] = []

    def add_entry_from_context(self, page: Any) -> None:
        self.pages.append(page.content)
        self.entries += [{"title": page.title}, {"text": page.content}]


class Page(SimpleNamespace):
    """What MkDocs' page offers; a link to `missing` is warned of."""

    def render(self, config: object, files: Any) -> None:
        self.rendered = True
        if "missing" in self.markdown:
            LOGGER.warning("a link to nothing")
        self.content = f"<p>{self.markdown}"
        self.toc = self._title_from_render = self.markdown
        self.present_anchor_ids = {"a"}
        self.links_to_anchors = {files.get_file_from_path("other.md"): {"x": "other.md#x"}}


def one_file() -> Files:
    """The files of one build."""
    return Files([File("other.md", "docs", "site", use_directory_urls=True)])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one page and one sample, which the memory looks at."""
    for place in ("docs/ja/a.md", "docs/en/a.md", "docs/samples/x/y.py", "lesson_code/z.py"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("text", encoding="utf-8")
    monkeypatch.setattr(memory, "ROOT", tmp_path)
    monkeypatch.setattr(memory, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(memory, "page_names", lambda language: ["a.md"])
    return tmp_path


def change(file: Path) -> None:
    """Write a file again, a second later."""
    then = file.stat().st_mtime_ns + 10**9
    os.utime(file, ns=(then, then))


def begin(memory: Memory) -> Handler:
    """Begin a build with a handler of its own."""
    handler = Handler()
    begin_with(memory, handler, Index())
    return handler


def begin_with(memory: Memory, handler: Handler, index: Index) -> None:
    """Begin a build with these."""
    plugins = {
        "mkdocstrings": SimpleNamespace(get_handler=lambda name: handler),
        "material/search": SimpleNamespace(search_index=index),
    }
    memory.begin(SimpleNamespace(plugins=plugins))


def render(memory: Memory, markdown: str) -> Page:
    """Let the page a.md be rendered in a build."""
    files = one_file()
    page = Page(markdown=markdown, file=SimpleNamespace(src_uri="a.md"), rendered=False)
    memory.follow(page, markdown)
    page.render(None, files)
    page.files = files
    return page


def test_a_page_is_rendered_again_only_if_it_says_something_new(project: Path) -> None:
    memory = Memory("ja")
    begin(memory)
    first = render(memory, "one")
    begin(memory)
    again = render(memory, "one")
    assert (first.rendered, again.rendered) == (True, False)
    assert again.content == first.content
    [file] = again.links_to_anchors
    assert file is again.files.get_file_from_path("other.md")  # this build's
    assert render(memory, "two").rendered
    assert render(memory, "one").rendered


@pytest.mark.parametrize("place", ["docs/samples/x/y.py", "lesson_code/z.py"])
def test_all_is_forgotten_when_what_pages_are_made_of_changes(project: Path, place: str) -> None:
    memory = Memory("ja")
    begin(memory).render(SimpleNamespace(path="a"), "options")
    render(memory, "one")
    change(project / place)
    handler = begin(memory)
    assert render(memory, "one").rendered
    handler.render(SimpleNamespace(path="a"), "options")
    assert handler.rendered == ["a"]


def test_a_page_with_a_warning_warns_again(project: Path) -> None:
    memory = Memory("ja")
    begin(memory)
    assert render(memory, "missing").rendered
    begin(memory)
    assert render(memory, "missing").rendered


def test_an_object_is_rendered_once_with_its_headings_and_names(project: Path) -> None:
    memory = Memory("ja")
    given = []
    for _ in range(2):
        handler = begin(memory)
        html = handler.render(handler.collect("a", "options"), "options", locale="ja")
        headings = handler.get_headings()
        given.append((html, [dict(h) for h in headings], handler.get_aliases("a")))
        assert handler.get_headings() == []
        headings[0]["permalink"] = "#"  # as a table of contents does
    assert given[0] == given[1]
    assert handler.collected == handler.rendered == []
    handler.render(handler.collect("a", "other options"), "other options")
    assert handler.collected == handler.rendered == ["a"]


def test_a_page_is_taken_apart_for_the_search_only_if_it_says_something_new(project: Path) -> None:
    memory = Memory("ja")
    page = SimpleNamespace(file=SimpleNamespace(src_uri="a.md"), content="c", title="t", meta={})
    for there in ([], [{"title": "another page"}]):
        begin_with(memory, Handler(), index := Index())
        index.entries = list(there)
        index.add_entry_from_context(page)
        assert index.entries == [*there, {"title": "t"}, {"text": "c"}]
        index.entries[-1]["boost"] = 2  # as search_words does
    assert index.pages == []
    for what, value in (("content", "d"), ("title", "u"), ("meta", {"search": {"exclude": True}})):
        setattr(page, what, value)
        index.add_entry_from_context(page)
        assert index.pages.pop() == page.content, what
        assert index.entries[-2:] == [{"title": page.title}, {"text": page.content}]


def test_what_was_read_from_files_is_read_again_when_they_change(project: Path) -> None:
    memory = Memory("ja")
    begin(memory)
    known = exercise_pages.exercises(), question_pages.quizzes()
    change(project / "docs/ja/a.md")
    begin(memory)
    begin(Memory("en"))
    assert exercise_pages.exercises() is known[0]
    change(project / "docs/samples/x/y.py")
    begin(memory)
    assert exercise_pages.exercises() is not known[0]
    assert question_pages.quizzes() is not known[1]
    assert (exercise_pages.exercises(), question_pages.quizzes()) == known


def test_a_template_is_compiled_once_and_again_when_it_changes() -> None:
    texts, templates = {"a": "one"}, Templates()
    for text, compiled in (("one", 1), ("one", 0), ("two", 1)):
        texts["a"] = text
        environment = jinja2.Environment(
            loader=jinja2.DictLoader(texts), bytecode_cache=templates, autoescape=True
        )
        with mock.patch.object(environment, "_compile", wraps=environment._compile) as compile:
            assert environment.get_template("a").render() == text
        assert compile.call_count == compiled


def test_what_is_served_is_current_until_its_language_changes(project: Path) -> None:
    memory = Memory("ja")
    begin(memory)
    assert not memory.is_current()
    memory.end()
    assert memory.is_current()
    change(project / "docs/en/a.md")
    assert memory.is_current()
    change(project / "docs/ja/a.md")
    assert not memory.is_current()
    begin(memory)
    memory.end()
    memory.fail()
    assert not memory.is_current()


def test_a_change_during_a_build_is_not_taken_for_built(project: Path) -> None:
    memory = Memory("ja")
    begin(memory)
    change(project / "docs/ja/a.md")
    memory.end()
    assert not memory.is_current()


def test_state_of_a_folder_and_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = state_of(tmp_path)
    assert before == state_of(tmp_path / "a")
    (tmp_path / "a").write_text("22")
    assert state_of(tmp_path) != before


def test_hears_warnings_and_nothing_less() -> None:
    with without_warning() as good:
        LOGGER.info("all is well")
    assert good()
    with without_warning() as good:
        LOGGER.warning("it is not")
    assert not good()
