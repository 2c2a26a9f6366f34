"""The book as an EPUB 3 file: chapters as XHTML, formulas as MathML, figures as SVG."""

from __future__ import annotations

import os
import re
import uuid
import zipfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from scripts.book import wheel
from scripts.book.paper import STYLES, Book, Chapter, markup, set_formulas, small_svg

PAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="epub.css"/>
</head>
<body>
{body}
</body>
</html>
"""
CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/content.opf" \
media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
<dc:description>{about}</dc:description>
<dc:rights>{rights}</dc:rights>
<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".css": "text/css",
    ".xhtml": "application/xhtml+xml",
}


def write(book: Book, target: Path) -> None:
    """Write the book into a file; the same site gives the same bytes on the same day."""
    formulas = set_formulas(book.formulas, "mathml")
    texts = {f"{chapter.stem}.xhtml": markup(chapter, formulas) for chapter in book.chapters}
    homes = {
        place: file for file, text in texts.items() for place in re.findall(r'\bid="([^"]+)"', text)
    }
    files: dict[str, str | bytes] = {
        "title.xhtml": _page(book, book.title, _title(book)),
        "nav.xhtml": _page(book, book.words["contents"], _contents(book)),
        "epub.css": (STYLES / "epub.css").read_text(encoding="utf-8"),
    }
    for chapter in book.chapters:
        file = f"{chapter.stem}.xhtml"
        body = re.sub(
            r'\bhref="#([^"]+)"',
            lambda m, here=file: f'href="{"" if homes[m[1]] == here else homes[m[1]]}#{m[1]}"',
            texts[file],
        )
        body = re.sub(r'(<img\b[^>]*?\bsrc=")', r"\1images/", body)
        files[file] = _page(book, chapter.title, body)
    for name, path in sorted(book.images.items()):
        is_svg = path.suffix == ".svg"
        content = small_svg(path.read_text("utf-8")) if is_svg else path.read_bytes()
        files[f"images/{name}"] = content
    files["content.opf"] = _package(book, files)
    _pack(files, target)


def _pack(files: dict[str, str | bytes], target: Path) -> None:
    moment = _now().timetuple()[:6]

    def add(archive: zipfile.ZipFile, name: str, content: str | bytes, kind: int) -> None:
        entry = zipfile.ZipInfo(name, moment)
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, content, kind)

    with zipfile.ZipFile(target, "w") as archive:
        add(archive, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)  # must come first
        add(archive, "META-INF/container.xml", CONTAINER, zipfile.ZIP_DEFLATED)
        for name, content in files.items():
            add(archive, f"book/{name}", content, zipfile.ZIP_DEFLATED)


def _page(book: Book, title: str, body: str) -> str:
    return PAGE.format(language=book.language, title=escape(title), body=body)


def _title(book: Book) -> str:
    lines = [
        '<section epub:type="titlepage" class="title-page">',
        f"<h1>{escape(book.title)}</h1>",
        f"<p>{escape(book.about)}</p>",
        f'<p class="imprint">{escape(book.imprint())}</p>',
    ]
    if book.address:
        link = f'<a href="{escape(book.address)}">{escape(book.address)}</a>'
        lines.append(f'<p class="imprint">{escape(book.words["where"])} {link}</p>')
    return "\n".join([*lines, "</section>"])


def _contents(book: Book) -> str:
    def link(chapter: Chapter, place: str, title: str) -> str:
        return f'<a href="{chapter.stem}.xhtml#{escape(place)}">{escape(title)}</a>'

    lines = [
        '<nav epub:type="toc" id="toc" role="doc-toc">',
        f"<h1>{escape(book.words['contents'])}</h1>",
        "<ol>",
    ]
    for chapter in book.chapters:
        lines.append(f'<li><a href="{chapter.stem}.xhtml">{escape(chapter.title)}</a>')
        if sections := chapter.sections():
            items = (f"<li>{link(chapter, *section)}</li>" for section in sections)
            lines += ["<ol>", *items, "</ol>"]
        lines.append("</li>")
    return "\n".join([*lines, "</ol>", "</nav>"])


def _package(book: Book, files: dict[str, str | bytes]) -> str:
    manifest = []
    for number, (name, content) in enumerate(files.items()):
        properties = [
            word
            for word, is_there in (
                ("nav", name == "nav.xhtml"),
                ("mathml", name.endswith(".xhtml") and "<math" in str(content)),
            )
            if is_there
        ]
        more = f' properties="{" ".join(properties)}"' if properties else ""
        kind = TYPES[Path(name).suffix]
        manifest.append(f'<item id="i{number}" href="{name}" media-type="{kind}"{more}/>')
    pages = [n for n, name in enumerate(files) if name.endswith(".xhtml")]
    identity = f"{wheel.project()['name']} {wheel.project()['version']} {book.language}"
    return PACKAGE.format(
        language=book.language,
        identifier=uuid.uuid5(uuid.NAMESPACE_OID, identity),
        title=escape(book.title),
        about=escape(book.about),
        rights=escape(book.imprint()),
        modified=_now().strftime("%Y-%m-%dT00:00:00Z"),
        manifest="\n".join(manifest),
        spine="\n".join(f'<itemref idref="i{number}"/>' for number in pages),
    )


def _now() -> datetime:
    """Return the moment that the file names, which SOURCE_DATE_EPOCH can fix."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
