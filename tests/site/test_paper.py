"""The book for e-readers and on paper, made of the built site; and pages opened from a folder."""

from __future__ import annotations

import asyncio
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import pytest
from pypdf import PdfReader, PdfWriter

from scripts.book import downloads, from_folder, pages

lxml_etree = pytest.importorskip("lxml.etree", reason="lxml is needed to make the book")
from scripts.book import epub, paper, printed  # noqa: E402

HERE = "https://example.org/book/"
LESSON = "lessons/05"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module", params=["ja", "en"])
def book(request: pytest.FixtureRequest, site: Path) -> paper.Book:
    return paper.read(site, request.param, HERE, LESSON)


def page_of(book: paper.Book) -> str:
    name = pages.DOCS / book.language / "lessons" / "05-backpropagation.md"
    return name.read_text(encoding="utf-8")


# ---- EPUB


def test_an_epub_is_whole(book: paper.Book, tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    epub.write(book, file)
    with zipfile.ZipFile(file) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        names = {n.removeprefix("book/") for n in archive.namelist() if n.startswith("book/")}
        package = lxml_etree.fromstring(archive.read("book/content.opf"))
        texts = {n: archive.read(f"book/{n}") for n in names if n.endswith(".xhtml")}

    items = {i.get("id"): i.get("href") for i in package.iter(f"{OPF}item")}
    assert {*items.values(), "content.opf"} == names
    spine = [items[i.get("idref")] for i in package.iter(f"{OPF}itemref")]
    assert sorted(spine) == sorted(texts)

    trees = {name: lxml_etree.fromstring(text) for name, text in texts.items()}  # well-formed
    places = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
    for name, tree in trees.items():
        for link in tree.xpath("//@href[not(contains(., ':'))]"):
            target, _, place = link.partition("#")
            target = target or name
            assert target in names, link
            assert not place or place in places[target], link
        for source in tree.xpath("//@src"):
            assert str(PurePosixPath(source)) in names, source


def test_a_chapter_has_its_formulas_code_and_figures(book: paper.Book) -> None:
    chapter, solutions = book.chapters
    page = page_of(book)
    (text,) = [paper.markup(chapter, paper.set_formulas(book.formulas, "mathml"))]
    assert text.count("<math ") == text.count("</math>") > 150
    assert chapter.body.cssselect("details, button, [hidden], .headerlink") == []
    assert len(chapter.body.cssselect(".sample")) == page.count("data-sample=")
    assert {*book.images} >= {"05_backpropagation-gates.svg", "05_backpropagation-cost.svg"}
    # Solutions are found at the end, not beside what they solve
    assert chapter.body.cssselect(".success pre") == []
    assert len(solutions.body.cssselect(".moved")) == 6
    assert len(chapter.body.cssselect("a.page-of")) == 6
    # What is not in the book is in the site
    assert f"{HERE}{'en/' if book.language == 'en' else ''}glossary/#weight" in text


def test_letters_that_hold_signs_become_valid_mathml() -> None:
    (made,) = paper.set_formulas([(r"\underset{(D,)}{d\beta} = 1", True)], "mathml")
    tree = lxml_etree.fromstring(made)
    assert [e.tag for e in tree.iter() if re.search(r"}m[ino]$", e.tag) and len(e)] == []


def test_figures_give_each_id_once() -> None:
    """An EPUB whose figures do not is no valid one."""
    for figure in sorted(pages.DOCS.glob("samples/*/*.svg")):
        ids = re.findall(r'\bid="([^"]+)"', paper.small_svg(figure.read_text("utf-8")))
        assert len(ids) == len({*ids}), figure.name


# ---- Paper


def test_the_page_to_print_stands_alone_and_has_no_dead_link(book: paper.Book) -> None:
    numbers = {e.get("id"): 7 for c in book.chapters for e in c.body.xpath(".//*[@id]")}
    html = printed.page(book, numbers)
    places = re.findall(r'\bid="([^"]+)"', html)
    assert len(places) == len({*places})
    assert {*re.findall(r'\bhref="#([^"]+)"', html)} <= {*places}
    assert [s for s in re.findall(r'\bsrc="([^"]{5})', html) if s != "data:"] == []
    assert "url(fonts/" not in html
    assert printed.UNKNOWN not in re.findall(r'class="number">(\w+)<', html)
    assert re.findall(r"<(?:details|button|script)\b", html) == []


def test_a_chromium_that_falls_asleep_is_woken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []

    async def print_once(executable: Path, html: Path, target: Path) -> None:
        begun.append(target)
        await asyncio.sleep(60 if len(begun) == 1 else 0)

    monkeypatch.setattr(printed, "PATIENCE", 0.1)
    monkeypatch.setattr(printed, "_print_once", print_once)
    with ThreadPoolExecutor() as threads:  # in this one the browser tests have a loop of their own
        threads.submit(printed._print, tmp_path, tmp_path, tmp_path / "book.pdf", str).result()
    assert len(begun) == 2


def test_bookmarks_are_named_as_the_headings(tmp_path: Path) -> None:
    pdf, html = tmp_path / "book.pdf", tmp_path / "book.html"
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    first = writer.add_outline_item(title="目次目次", page_number=0)
    joined = "Numerical gradientsand checking"
    writer.add_outline_item(title=joined, page_number=0, parent=first)
    writer.add_outline_item(title="次", page_number=0)
    writer.write(pdf)
    text = "<h1>目次</h1><h2>Numerical gradients\nand <i>checking</i></h2><h1>次</h1>"
    html.write_text(f"<meta charset='utf-8'>{text}", encoding="utf-8")
    printed._name_bookmarks(pdf, html)
    one, [below], two = PdfReader(pdf).outline
    names = ["目次", "Numerical gradients and checking", "次"]
    assert [one.title, below.title, two.title] == names


# ---- From a folder


@pytest.mark.parametrize(("language", "up"), [("ja", ""), ("en", "en/")])
def test_a_page_from_a_folder_says_what_it_cannot_do(site: Path, language: str, up: str) -> None:
    html = (site / up / "lessons/05-backpropagation/index.html").read_text(encoding="utf-8")
    page = pages.DOCS / language / "lessons" / "05-backpropagation.md"
    written = page.read_text(encoding="utf-8")
    told = from_folder.with_notes(html, language, "lessons/05-backpropagation.html")
    words = from_folder.NOTES[language]
    for kind in ("data-sample", "data-exercise"):
        assert told.count(words[kind]) == written.count(f"{kind}=")
    assert told.count(words["by-hand"]) == written.count('class="by-hand"') > 0
    assert 'href="../offline.html#folder"' in told


# ---- Files in the site


def test_the_site_links_to_the_files_that_were_put_into_it(tmp_path: Path) -> None:
    site, made = tmp_path / "site", tmp_path / "made"
    made.mkdir()
    for place in downloads.PAGES.values():
        (site / place).parent.mkdir(parents=True)
        (site / place).write_text('<p>a</p>\n<div class="downloads">\n<p>none</p>\n</div>')
    names = ("book.ja.epub", "book.en.pdf", "book-offline.zip")
    for name in names:
        (made / name).write_bytes(bytes(150_000))
    downloads.publish(sorted(made.iterdir()), site)
    downloads.publish([], site)  # once more, as it stands
    english = (site / "en/offline/index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', english)
    assert links == [f"../../downloads/{name}" for name in ("book.en.pdf", *names[::2])]
    assert all((site / "en/offline" / link).resolve().is_file() for link in links)
    assert "(0.1 MB)" in english or "(0.2 MB)" in english
    assert "none" not in english
    (site / "offline/index.html").write_text("nothing")
    with pytest.raises(ValueError, match="downloads"):
        downloads.publish([], site)
