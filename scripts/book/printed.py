"""The book as one page to print, and as a PDF, which Chromium makes of it.

The page holds its figures, fonts and styles, so that it is one file. Page numbers in the contents
are known only once it is printed: so it is printed twice.
"""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import lxml.html
from playwright.async_api import async_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from lesson_code._text import counted
from scripts.book.paper import KATEX, STYLES, Book, Chapter, markup, set_formulas, small_svg
from scripts.machine.browser import advice, find_chromium
from scripts.machine.environment import ExpectedError

PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
PATIENCE = 1200  # seconds: hundreds of pages, on a machine that may be busy
ATTEMPTS = 3
UNKNOWN = "000"  # stands for a page number until it is known: most have three digits

Numbers = dict[str, int]


def page(book: Book, numbers: Numbers | None = None) -> str:
    """Return the whole book as one HTML page.

    Args:
        book: what is printed.
        numbers: the number of the printed page of each id, once they are known.
    """
    formulas = set_formulas(book.formulas, "html")
    pictures = {name: _data(path) for name, path in book.images.items()}
    parts = [_title(book), _contents(book, numbers)]
    for number, chapter in enumerate(book.chapters):
        text = markup(chapter, formulas)
        text = re.sub(r'(<img\b[^>]*?\bsrc=")([^"]+)', lambda m: m[1] + pictures[m[2]], text)
        text = text.replace("<section", f'<section class="chapter" id="chapter-{number}"', 1)
        parts.append(_with_page_numbers(_html(text), book, numbers))
    return PAGE.format(
        language=book.language,
        title=escape(book.title),
        style=_style(book),
        body="\n".join(parts),
    )


def pdf(book: Book, target: Path, html: Path, tell: Callable[[str], None] = str) -> int:
    """Print the book; return how many pages it has.

    Args:
        book: what is printed.
        target: the PDF.
        html: its page, which is written anew with the page numbers.
        tell: is called with what happens next.

    Raises:
        ExpectedError: if there is no Chromium.
    """
    executable = find_chromium()
    if executable is None:
        raise ExpectedError(f"A Chromium prints the book, and none was found: {advice()}")
    numbers: Numbers | None = None
    for time in ("first", "second"):
        html.write_text(page(book, numbers), encoding="utf-8")
        _print(executable, html, target, lambda what, time=time: tell(f"{what}, {time} time"))
        reader = PdfReader(target)
        numbers = {
            name.lstrip("/"): (reader.get_destination_page_number(place) or 0) + 1
            for name, place in reader.named_destinations.items()
        }
    tell("naming the bookmarks")
    _name_bookmarks(target, html)
    return len(reader.pages)


def _print(executable: Path, html: Path, target: Path, tell: Callable[[str], None]) -> None:
    """Print a page as a PDF; begin again where Chromium has fallen asleep over it."""
    for attempt in range(ATTEMPTS):
        before = f", after {counted(attempt, 'attempt')} that did not end" if attempt else ""
        tell(f"printing{before}")
        try:
            asyncio.run(asyncio.wait_for(_print_once(executable, html, target), PATIENCE))
        except TimeoutError:
            continue
        return
    raise ExpectedError(
        f"Chromium did not print {html} within {PATIENCE // 60} minutes, {ATTEMPTS} times: try a"
        " part of the book with --only, or a machine with less to do."
    )


async def _print_once(executable: Path, html: Path, target: Path) -> None:
    """Print a page with a Chromium of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"], timeout=0
        )
        tab = await browser.new_page()
        tab.set_default_timeout(0)
        await tab.goto(html.absolute().as_uri())
        await tab.evaluate("document.fonts.ready.then(() => undefined)")
        await tab.pdf(
            path=str(target),
            prefer_css_page_size=True,
            print_background=True,
            outline=True,
            tagged=True,
        )
        await browser.close()


def _name_bookmarks(target: Path, html: Path) -> None:
    """Name a PDF's bookmarks as the headings are.

    Chromium takes for their names what it paints: without a blank where a line ends, and twice
    what reaches from the head of a page into the one before.
    """
    writer = PdfWriter(target, incremental=True)
    bookmarks = _bookmarks(writer.root_object["/Outlines"].get_object())
    headings = lxml.html.parse(html).xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
    for bookmark, heading in zip(bookmarks, headings, strict=True):
        name = " ".join(heading.text_content().split())
        bookmark[NameObject("/Title")] = TextStringObject(name)
    writer.write(target)


def _bookmarks(parent: DictionaryObject) -> Iterator[DictionaryObject]:
    """Return the bookmarks below one, in their order."""
    bookmark = parent.get("/First")
    while bookmark is not None:
        bookmark = bookmark.get_object()
        yield bookmark
        yield from _bookmarks(bookmark)
        bookmark = bookmark.get("/Next")


def _title(book: Book) -> str:
    where = ""
    if book.address:
        link = f'<a class="bare" href="{escape(book.address)}">{escape(book.address)}</a>'
        where = f'<p class="imprint">{escape(book.words["where"])} {link}</p>'
    return (
        f'<section class="title-page"><h1>{escape(book.title)}</h1><p>{escape(book.about)}</p>'
        f'<p class="imprint">{escape(book.imprint())}</p>{where}</section>'
    )


def _contents(book: Book, numbers: Numbers | None) -> str:
    def row(kind: str, place: str, title: str) -> str:
        number = (numbers or {}).get(place, UNKNOWN)
        return (
            f'<li class="{kind}"><a href="#{escape(place)}"><span>{escape(title)}</span>'
            f'<span class="number">{number}</span></a></li>'
        )

    rows = []
    for chapter in book.chapters:
        if chapter.part:
            rows.append(f'<li class="part">{escape(chapter.part)}</li>')
        rows.append(row("chapter-title", chapter.body.find(".//h1").get("id"), chapter.title))
        rows += [row("section-title", *section) for section in chapter.sections()]
    heading = f"<h1>{escape(book.words['contents'])}</h1>"
    return f'<nav class="contents">{heading}<ul>{"".join(rows)}</ul></nav>'


def _with_page_numbers(text: str, book: Book, numbers: Numbers | None) -> str:
    def numbered(match: re.Match[str]) -> str:
        number = (numbers or {}).get(match[1], UNKNOWN)
        comma = "、" if book.language == "ja" else ", "
        return f"{match[0][:-4]}{comma}{book.words['page'].format(number=number)}</a>"

    return re.sub(r'<a href="#([^"]+)" class="page-of">[^<]*</a>', numbered, text)


def _html(xhtml: str) -> str:
    """Return XHTML as HTML, in which only some elements may close themselves."""
    return re.sub(r"<(?!img\b|br\b|hr\b)(\w+)((?: [^<>]*)?)/>", r"<\1\2></\1>", xhtml)


def _data(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".svg":
        content = small_svg(content.decode("utf-8")).encode()
    return f"data:{TYPES[path.suffix]};base64,{base64.b64encode(content).decode()}"


def _style(book: Book) -> str:
    katex = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    katex = re.sub(r",url\(fonts/[^)]+\.(?:woff|ttf)\) format\(\"\w+\"\)", "", katex)
    katex = re.sub(
        r"url\((fonts/[^)]+\.woff2)\)",
        lambda m: (
            f"url(data:font/woff2;base64,{base64.b64encode((KATEX / m[1]).read_bytes()).decode()})"
        ),
        katex,
    )
    own = (STYLES / "print.css").read_text(encoding="utf-8")
    return "\n".join([katex, own, *(_head(n, c) for n, c in enumerate(book.chapters))])


def _head(number: int, chapter: Chapter) -> str:
    """Return the style that writes a chapter's title above its pages."""
    title = chapter.title.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'@page chapter-{number} {{ @top-left {{ content: "{title}"; }} }}\n'
        f"@media print {{ #chapter-{number} {{ page: chapter-{number}; }} }}"
    )
