"""What the search index reads of a page: its code without the colours.

Most of a page's tags are the spans that colour its code. The theme's parser walks through each of
them and keeps none, so they are taken out before it looks: the index stays the same.
"""

from __future__ import annotations

import re

from material.plugins.search import plugin

CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
COLOUR = re.compile(r'<span(?: (?:class|id)="[^"]*")*>|</span>')


class SearchParser(plugin.Parser):
    """The theme's parser, quicker."""

    def feed(self, data: str) -> None:
        super().feed(CODE.sub(without_colours, data))


def without_colours(code: re.Match[str]) -> str:
    """Return a block of code without its spans, or as it is where one of them says more."""
    plain = COLOUR.sub("", code[0])
    return code[0] if "<span" in plain else plain


def install() -> None:
    """Have the theme's search plugin use this parser."""
    plugin.Parser = SearchParser
