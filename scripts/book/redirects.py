"""What moved: docs/redirects.toml names pages and headings of before, and where they are now.

A page leaves a page that leads on, a heading an empty element of its old id above the new one, or
in the summary of the box that it has become. Of
mkdocs-redirects the pages have an inline script and no content security policy, and are English.
"""

from __future__ import annotations

import posixpath
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from scripts.book import pages

FILE = pages.DOCS / "redirects.toml"

TEXTS = {
    "ja": ("このページは移りました", "新しい場所へ"),
    "en": ("This page has moved", "To where it is now"),
}
PAGE = """<!doctype html>
<html lang="{language}">
<head>
{policy}
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="canonical" href="{target}">
<script src="{root}shared/js/moved.js"></script>
<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
</head>
<body>
<p>{title}</p>
<p><a href="{target}">{link}</a></p>
</body>
</html>
"""


class RedirectError(ValueError):
    """docs/redirects.toml names what is not there, or what is."""


@dataclass(frozen=True)
class Redirects:
    """Old names and new ones.

    Args:
        pages: `lessons/03-shapes.md` to `lessons/03-affine.md`.
        headings: of a page, old ids to new ones.
    """

    pages: dict[str, str] = field(default_factory=dict)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)


def read(file: Path = FILE) -> Redirects:
    """Return what moved."""
    return Redirects(**tomllib.loads(file.read_text(encoding="utf-8")))


def place_of(page: str) -> str:
    """Return where a page is in the built site, as a folder: `lessons/03-affine/`."""
    place = page.removesuffix(".md").removesuffix("index").strip("/")
    return f"{place}/" if place else ""


def moved_pages(redirects: Redirects, language: str, policy: str) -> dict[str, str]:
    """Return the pages that lead on, by address.

    Args:
        redirects: what moved.
        language: of the site.
        policy: what stands where the content security policy belongs.

    Raises:
        RedirectError: if an old page is there, or a new one is not.
    """
    there = pages.page_names(language)
    title, link = TEXTS[language]
    result = {}
    for old, new in redirects.pages.items():
        if old in there:
            raise RedirectError(f"{old} has moved, but docs/{language} still has it")
        if new not in there:
            raise RedirectError(f"{old} has moved to {new}, which docs/{language} does not have")
        here = place_of(old)
        root = posixpath.relpath(".", here) + "/"
        result[f"{here}index.html"] = PAGE.format(
            language=language,
            policy=policy,
            title=title,
            link=link,
            root=root,
            target=root + place_of(new),
        )
    return result


def with_old_headings(markdown: str, page: str, redirects: Redirects) -> str:
    """Return a page with an empty element for each old id of its headings.

    Raises:
        RedirectError: if an old id is still one of the page's, or a new one is not.
    """
    for old, new in redirects.headings.get(page, {}).items():
        there = {named.id: named for named in pages.named(markdown)}
        if old in there:
            raise RedirectError(f"{page}: #{old} has moved, but the page still has it")
        if new not in there:
            raise RedirectError(f"{page}: #{old} has moved to #{new}, which the page does not have")
        place = there[new].place
        element = f'<div id="{old}"></div>\n\n'
        if there[new].is_box:  # what leads into a summary opens the box
            element = f'<span id="{old}"></span>'
        markdown = markdown[:place] + element + markdown[place:]
    return markdown
