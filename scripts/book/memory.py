"""What `mkdocs serve` remembers between two builds, so that a changed page shows at once.

A page that says what it said is not converted again, and neither is an object of the API
reference. What they are made of besides (samples, figures, docstrings, templates, settings, which
pages there are) may not have changed: if any of it has, everything is forgotten. Whatever logged a
warning is not remembered, so that the next build warns again. Every page is still put into its
template and into the search index, as in any other build.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from scripts.book.pages import DOCS, ROOT, page_names

LANGUAGES = ("ja", "en")
API = ":::"  # begins a block of the API reference

# What Page.render finds out, besides links_to_anchors
FOUND = ("content", "toc", "_title_from_render", "present_anchor_ids")

State = dict[str, tuple[int, int]]


def state_of(*folders: Path) -> State:
    """Return the time and size of each file in some folders, or of a file itself."""
    paths = (p for folder in folders for p in ([folder] if folder.is_file() else folder.rglob("*")))
    return {str(p): (s.st_mtime_ns, s.st_size) for p in paths if p.is_file() and (s := p.stat())}


def state_of_ingredients() -> State:
    """Return the state of all that pages are made of, besides their own text."""
    folders = [p for p in DOCS.iterdir() if p.name not in LANGUAGES]
    settings = [ROOT / "mkdocs.yml", ROOT / "mkdocs.en.yml"]
    return state_of(*folders, *settings, ROOT / "lesson_code", ROOT / "scripts" / "book")


class Memory:
    """The pages and the API of one language, and what the site that is served was built from."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.ingredients: object = None
        self.pages: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {}
        self.api: dict[tuple[str, str], tuple[str, list[Any]]] = {}
        self.aliases: dict[str, tuple[str, ...]] = {}
        self._begun: object = None
        self._served: object = None

    def begin(self, config: MkDocsConfig) -> None:
        """Begin a build: forget what may not be true any more, and listen to the API's handler."""
        ingredients = state_of_ingredients(), page_names(self.language)
        if ingredients != self.ingredients:
            self.pages.clear()
            self.api.clear()
            self.aliases.clear()
        self.ingredients = ingredients
        self._begun, self._served = self._state(), None
        self._attend(config.plugins["mkdocstrings"].get_handler("python"))

    def end(self) -> None:
        """End a build that went well."""
        self._served = self._begun

    def fail(self) -> None:
        """End any other."""
        self._served = None

    def is_current(self) -> bool:
        """Say whether nothing has changed since the build that is served began."""
        return self._served == self._state()

    def _state(self) -> tuple[State, State]:
        return state_of_ingredients(), state_of(DOCS / self.language)

    def follow(self, page: Page, markdown: str) -> None:
        """Let a page be rendered only if it says something new."""
        if API in markdown:  # its anchors are registered while it is rendered
            return
        render = page.render

        def render_or_recall(config: MkDocsConfig, files: Files) -> None:
            name = page.file.src_uri
            text, found, links = self.pages.get(name, ("", {}, {}))
            if text == markdown:
                vars(page).update(found)
                page.links_to_anchors = {
                    files.get_file_from_path(target): anchors for target, anchors in links.items()
                }
                return
            with without_warning() as good:
                render(config, files)
            if good():
                found = {key: getattr(page, key) for key in FOUND}
                links = {file.src_uri: a for file, a in (page.links_to_anchors or {}).items()}
                self.pages[name] = markdown, found, links
            else:
                self.pages.pop(name, None)

        page.render = render_or_recall

    def _attend(self, handler: Any) -> None:
        """Let an object be rendered only once, with the headings and names that come along."""
        render, get_headings, get_aliases = (
            handler.render,
            handler.get_headings,
            handler.get_aliases,
        )
        current: list[Any] = []

        def render_or_recall(data: Any, options: Any, locale: str | None = None) -> str:
            key = data.path, repr(options)
            if key in self.api:
                html, headings = self.api[key]
            else:
                with without_warning() as good:
                    html = render(data, options, locale=locale)
                headings = get_headings()
                if good():
                    self.api[key] = html, headings
            current[:] = copy.deepcopy(headings)  # a page's table of contents writes into them
            return html

        def find_or_recall_aliases(identifier: str) -> tuple[str, ...]:
            # Griffe comes to know some of them only while it renders
            if identifier not in self.aliases:
                self.aliases[identifier] = get_aliases(identifier)
            return self.aliases[identifier]

        handler.render = render_or_recall
        handler.get_aliases = find_or_recall_aliases
        handler.get_headings = lambda: [current.pop(0) for _ in range(len(current))]


@contextmanager
def without_warning() -> Iterator[Callable[[], bool]]:
    """Yield a function that says, afterwards, whether no warning was logged."""
    heard = CountHandler(level=logging.WARNING)
    logger = logging.getLogger(mkdocs.__name__)
    logger.addHandler(heard)
    try:
        yield lambda: not heard.get_counts()
    finally:
        logger.removeHandler(heard)
