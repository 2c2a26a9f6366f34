"""`mkdocs serve` shows a changed page of either language, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import time_site
from scripts.book.built_site import content, differences
from scripts.book.pages import page_names
from tests.site.conftest import path_of


@pytest.mark.parametrize("language", ["ja", "en"])
def test_addresses_are_those_of_the_built_site(language: str) -> None:
    for name in page_names(language):
        assert time_site.address_of(f"{language}/{name}") == path_of(language, name)


def without_minutes(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what a few words may change: how long lessons take, which two pages quote."""
    quoting = ("teaching/index.html", "en/teaching/index.html")
    return files | {name: re.sub(rb"\d+", b"", files[name]) for name in quoting}


@pytest.mark.slow
def test_what_is_served_after_changes_is_what_a_build_gives(tmp_path: Path) -> None:
    """The first build of `serve` is a full one: once changes are undone, all is as it was then."""
    project = time_site.copy_project(tmp_path / "project")
    changes = {
        "ja/lessons/01-sigmoid.md": "search/search_index.json",
        "en/lessons/01-sigmoid.md": "en/search/search_index.json",
    }
    with time_site.serve(project, tmp_path / "served") as served:
        whole = content(served.folder, without=time_site.POLICY)
        before, different = {}, []
        for page, index in changes.items():
            before[page] = (project / "docs" / page).read_bytes()
            served.change(page, "something else to read")
            place = time_site.address_of(page)
            different += [f"{place.removesuffix('/')}.ipynb", f"{place}index.html", index]
            changed = content(served.folder, without=time_site.POLICY)
            found = differences(without_minutes(changed), without_minutes(whole))
            assert found == sorted(different)
        for page, text in before.items():
            (project / "docs" / page).write_bytes(text)
        for page in changes:
            place = time_site.address_of(page)
            served.wait(place, "</html>", without="something else to read")
        assert differences(content(served.folder, without=time_site.POLICY), whole) == []
