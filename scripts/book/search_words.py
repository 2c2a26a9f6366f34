"""What the search knows beside the pages' own words: docs/search/words.toml and worker.js."""

from __future__ import annotations

import fnmatch
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "search"


@cache
def read() -> dict[str, Any]:
    """Return `boost` (page or pattern: number) and `words` (place: language: words)."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


def add(entries: list[dict[str, Any]], name: str, url: str, language: str) -> None:
    """Give a page's entries in the theme's search index their words, and their weight.

    Args:
        entries: those of the page and its sections, changed in place.
        name: the page, `lessons/15-im2col.md`.
        url: where it is, `lessons/15-im2col/`: the `location` of the first; others add `#id`.
        language: `ja` or `en`; one that has no words gets none.

    Raises:
        ValueError: if words are kept for a section that the page does not have.
    """
    at = {entry["location"]: entry for entry in entries}
    for place, words in read()["words"].items():
        page, mark, section = place.partition("#")
        if page != name or not words.get(language):
            continue
        if url + mark + section not in at:
            raise ValueError(
                f"docs/search/words.toml names {place}, which the search does not know"
            )
        at[url + mark + section]["tags"] = words[language]
    for pattern, boost in read()["boost"].items():  # the last one counts
        if fnmatch.fnmatchcase(name, pattern):
            for entry in entries:
                entry["boost"] = boost


def add_to_worker(site: Path) -> None:
    """Put our part of the search worker before the theme's, in a built site."""
    (worker,) = site.glob("assets/javascripts/workers/search.*.min.js")
    ours = (FOLDER / "worker.js").read_text(encoding="utf-8")
    theirs = worker.read_text(encoding="utf-8")
    if not theirs.startswith(ours):
        worker.write_text(ours + theirs, encoding="utf-8", newline="\n")
