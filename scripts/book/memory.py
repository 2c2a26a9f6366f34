"""What `mkdocs serve` remembers between two builds, so that a changed page shows at once.

A page that says what it said is not converted again nor taken apart again for the search, and
neither is an object of the API reference. What they are made of besides (samples, figures,
docstrings, templates, settings, which pages there are) may not have changed: if any of it has,
everything is forgotten. Whatever logged a warning is not remembered, so that the next build warns
again. Every page is still put into its template, as in any other build.
"""

from __future__ import annotations

import copy
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import jinja2
import mkdocs
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from scripts.book.pages import DOCS, ROOT, page_names

LANGUAGES = ("ja", "en")
# What the site is built from, besides docs, lesson_code and scripts
SETTINGS = ("mkdocs.yml", "mkdocs.en.yml", "pyproject.toml", "LICENSE")
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
    settings = [ROOT / name for name in SETTINGS]
    return state_of(*folders, *settings, ROOT / "lesson_code", ROOT / "scripts" / "book")


def forget_files() -> None:
    """Empty every cache of this folder's modules: files that they have read may have changed."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{__package__}."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


class Memory:
    """What one language's pages were made into, and what the site that is served was built from."""

    _read: ClassVar[object] = None  # the state of the files that caches hold

    def __init__(self, language: str) -> None:
        self.language = language
        self.ingredients: object = None
        self._kept: dict[tuple[str, str], tuple[Any, Any]] = {}
        self._begun: tuple[State, State] | None = None
        self._served: tuple[State, State] | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """Begin a build: forget what may not be true any more, and listen to the plugins."""
        self._begun, self._served = self._state(), None
        ingredients = self._begun[0], page_names(self.language)
        if ingredients != self.ingredients:
            self._kept.clear()
        if ingredients[0] != Memory._read:  # for all languages: they read the same files
            forget_files()
            Memory._read = ingredients[0]
        self.ingredients = ingredients
        self._attend_api(config.plugins["mkdocstrings"].get_handler("python"))
        self._attend_search(config.plugins["material/search"].search_index)

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

    def recall(self, kind: str, name: str, says: object, make: Callable[[], Any]) -> Any:
        """Return what was made for a name, if it said the same then; else make it.

        What logs a warning is not kept.
        """
        said, made = self._kept.pop((kind, name), (None, None))
        if said != says:
            with without_warning() as good:
                made = make()
            if not good():
                return made
        self._kept[kind, name] = says, made
        return made

    def follow(self, page: Page, markdown: str) -> None:
        """Let a page be rendered only if it says something new."""
        if API in markdown:  # its anchors are registered while it is rendered
            return
        render = page.render

        def render_or_recall(config: MkDocsConfig, files: Files) -> None:
            def find() -> tuple[dict[str, Any], dict[str, Any]]:
                render(config, files)
                links = {file.src_uri: a for file, a in (page.links_to_anchors or {}).items()}
                return {key: getattr(page, key) for key in FOUND}, links

            found, links = self.recall("page", page.file.src_uri, markdown, find)
            vars(page).update(found)
            page.links_to_anchors = {
                files.get_file_from_path(target): anchors for target, anchors in links.items()
            }

        page.render = render_or_recall

    def _attend_api(self, handler: Any) -> None:
        """Let an object be read and rendered once, with the headings and names that come along."""
        collect, render = handler.collect, handler.render
        get_headings, get_aliases = handler.get_headings, handler.get_aliases
        current: list[Any] = []

        def collect_or_recall(identifier: str, options: Any) -> Any:
            name = f"{identifier} {options!r}"
            return self.recall("object", name, "", lambda: collect(identifier, options))

        def render_or_recall(data: Any, options: Any, locale: str | None = None) -> str:
            name = f"{data.path} {options!r}"
            html, headings = self.recall(
                "api", name, "", lambda: (render(data, options, locale=locale), get_headings())
            )
            current[:] = copy.deepcopy(headings)  # a page's table of contents writes into them
            return str(html)

        def find_or_recall_aliases(identifier: str) -> Any:
            # Griffe comes to know some of them only while it renders
            return self.recall("aliases", identifier, "", lambda: get_aliases(identifier))

        handler.collect = collect_or_recall
        handler.render = render_or_recall
        handler.get_aliases = find_or_recall_aliases
        handler.get_headings = lambda: [current.pop(0) for _ in range(len(current))]

    def _attend_search(self, index: Any) -> None:
        """Let a page be taken apart for the search only if it says something new."""
        add = index.add_entry_from_context

        def add_or_recall(page: Page) -> None:
            def take_apart() -> list[dict[str, Any]]:
                before = len(index.entries)
                add(page)
                entries = index.entries[before:]
                del index.entries[before:]
                return entries

            says = page.content, page.title, dict(page.meta)
            entries = self.recall("entries", page.file.src_uri, says, take_apart)
            index.entries += [dict(entry) for entry in entries]  # search_words writes into them

        index.add_entry_from_context = add_or_recall


class Templates(jinja2.BytecodeCache):
    """The theme's templates, compiled: Jinja looks whether they still say what they said."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


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
