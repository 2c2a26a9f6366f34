"""A quicker parser for the theme's search index, to which formulas come as plain text.

Most of a page's tags are the spans that colour its code. The theme's parser walks through each of
them and keeps none: they are taken out before it looks. For each tag and text it then compares the
elements around it with those it leaves out: here these are strings, which Python compares fastest.

What is found is shown without formulas being set: TeX would stand there as it is written.
"""

from __future__ import annotations

import html
import re

from material.plugins.search import plugin

from scripts.book.plain_formulas import plain

CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
FORMULA = re.compile(r'(<(span|div) class="arithmatex">)\\[(\[](.*?)\\[)\]](?=</\2>)', re.DOTALL)
COLOUR = re.compile(r'<span(?: (?:class|id)="[^"]*")*>|</span>')


class Element(str):
    """An element of the page; one equals another of the same tag, as in the theme's own class."""

    def __new__(cls, tag: str, attrs: dict[str, str | None] | None = None) -> Element:
        """Make the string that names the tag."""
        element = super().__new__(cls, tag)
        element.tag = tag
        element.attrs = attrs or {}
        return element

    is_excluded = plugin.Element.is_excluded


class SearchParser(plugin.Parser):
    """The theme's parser, quicker."""

    def feed(self, data: str) -> None:
        super().feed(CODE.sub(without_colours, with_plain_formulas(data)))


def with_plain_formulas(page: str) -> str:
    """Return a page whose formulas are plain text."""
    return FORMULA.sub(lambda m: m[1] + html.escape(plain(html.unescape(m[3]))), page)


def without_colours(code: re.Match[str]) -> str:
    """Return a block of code without its spans, or as it is where one of them says more."""
    plain = COLOUR.sub("", code[0])
    return code[0] if "<span" in plain else plain


def install() -> None:
    """Have the theme's search plugin use this parser."""
    plugin.Element = Element
    plugin.Parser = SearchParser
