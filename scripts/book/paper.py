"""The book for paper and for e-readers: the built site's pages, as chapters of one document.

What only a screen can do is left out or unfolded: buttons, figures to move by hand, boxes. Hints,
solutions and the answers to questions go to the end of the book. scripts/book/epub.py and
scripts/book/printed.py make files of it, and set the formulas, each in its way.
"""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html
from mkdocs.utils import yaml_load

from scripts.book import wheel
from scripts.book.pages import DOCS, ROOT
from scripts.machine.compile_pyodide import node
from scripts.machine.environment import ExpectedError

Element = Any  # lxml has no types of its own

CONFIGS = {"ja": ROOT / "mkdocs.yml", "en": ROOT / "mkdocs.en.yml"}
STYLES = DOCS / "paper"
KATEX = DOCS / "shared" / "katex"
# What lives on a screen, and what is looked up rather than read
LEFT_OUT = re.compile(r"index\.md|live\.md|offline\.md|reference/.*")
SHORT = 18  # lines: code that no end of a page parts
SOLUTIONS = "solutions"  # name of the last chapter

WORDS = {
    "ja": {
        "contents": "目次",
        "output": "出力",
        "solutions": "ヒント・解答・答え",
        "answers": "確認の質問の答え",
        "question": "質問 {number}",
        "to_answer": "答えは巻末",
        "to_solution": "ヒントと解答は巻末",
        "page": "{number} ページ",
        "by_hand": "ウェブサイトでは、ここに手で動かせる図があります：{name}",
        "on_screen": "ウェブサイトでは、ここで試せるものがあります。",
        "made": "バージョン {version}。文章とコードはMITライセンス、"
        "MNISTの手書き数字はCC BY-SA 3.0です。",
        "where": "同じ内容を、プログラムを動かしながら読めるウェブサイト：",
    },
    "en": {
        "contents": "Contents",
        "output": "Output",
        "solutions": "Hints, solutions, answers",
        "answers": "Answers to the questions",
        "question": "Question {number}",
        "to_answer": "The answer is at the end of the book",
        "to_solution": "Hints and solution are at the end of the book",
        "page": "page {number}",
        "by_hand": "On the website there is a figure to move by hand here: {name}",
        "on_screen": "On the website there is something to try here.",
        "made": "Version {version}. Text and code are under the MIT licence, the handwritten digits"
        " of MNIST under CC BY-SA 3.0.",
        "where": "The same book as a website, where its programs run:",
    },
}


@dataclass
class Chapter:
    """A page of the site, as a chapter.

    Args:
        name: of the page, without its ending: `lessons/05-backpropagation`.
        title: as the site's menu has it.
        part: the part of the book that begins with it, if one does.
        body: its elements, in a `section`.
    """

    name: str
    title: str
    part: str
    body: Element

    @property
    def stem(self) -> str:
        """What its file, and the ids in it, begin with."""
        return "p-" + self.name.replace("/", "-")

    def sections(self) -> list[tuple[str, str]]:
        """Return id and title of each section."""
        return [(h.get("id"), _text(h)) for h in self.body.iter("h2") if h.get("id")]


@dataclass
class Book:
    """The book in one language.

    Args:
        language: `ja` or `en`.
        title: of the book.
        about: what it is, in a sentence.
        address: of the site in that language, with a slash at the end, or nothing.
        chapters: those of the site, then the solutions.
        formulas: TeX and whether it is displayed, by the number that its place has.
        images: the pictures' files, by name.
    """

    language: str
    title: str
    about: str
    address: str
    chapters: list[Chapter] = field(default_factory=list)
    formulas: list[tuple[str, bool]] = field(default_factory=list)
    images: dict[str, Path] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]

    def imprint(self) -> str:
        """Return version and licences, in a sentence."""
        return self.words["made"].format(version=wheel.project()["version"])


def read(site: Path, language: str, address: str = "", only: str = "") -> Book:
    """Return the book that a built site is.

    Args:
        site: its folder.
        language: `ja` or `en`.
        address: where it is published, with a slash at the end; without it, links to what is not
            in the book are none.
        only: what the names of the pages that are wanted begin with.

    Raises:
        ExpectedError: if the folder holds no site of this book.
    """
    config = {**_config("ja"), **_config(language)}
    own = address and address + ("en/" if language == "en" else "")
    book = Book(language, config["site_name"], config["site_description"], own)
    folder = site / "en" if language == "en" else site
    for part, title, page in _nav(config["nav"]):
        if LEFT_OUT.fullmatch(page) or not page.startswith(only):
            continue
        name = page.removesuffix(".md").removesuffix("/index")
        file = folder / name / "index.html"
        if not file.is_file():
            raise ExpectedError(
                f"{site} holds no {name}: build the site first, with python scripts/site.py --build"
            )
        article = lxml.html.document_fromstring(file.read_text("utf-8")).find(".//article")
        article.tag = "section"
        article.attrib.clear()
        heading = _text(article.find(".//h1"))
        book.chapters.append(Chapter(name, title or heading, part, article))
    solutions = lxml.html.fromstring(f"<section><h1>{book.words['solutions']}</h1></section>")
    for chapter in book.chapters:
        _Maker(book, chapter, folder, solutions).make()
    if len(solutions) > 1:
        book.chapters.append(Chapter(SOLUTIONS, book.words["solutions"], "", solutions))
        solutions.find("h1").set("id", "p-solutions")
    _mend_links(book)
    return book


def _config(language: str) -> dict[str, Any]:
    with CONFIGS[language].open(encoding="utf-8") as file:
        config: dict[str, Any] = yaml_load(file)
    return config


def _nav(nav: list[Any], part: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield part, title and name of each page; a part is named at its first page."""
    for entry in nav:
        if isinstance(entry, str):
            yield part, "", entry
        else:
            ((title, inside),) = entry.items()
            if isinstance(inside, list):
                yield from _nav(inside, title)
            else:
                yield part, title, inside
        part = ""


# ---- From a page to a chapter


class _Maker:
    """What makes a chapter of a page."""

    def __init__(self, book: Book, chapter: Chapter, folder: Path, solutions: Element) -> None:
        self.book, self.chapter, self.folder, self.solutions = book, chapter, folder, solutions
        self.place = folder / chapter.name  # of the page
        self.body = chapter.body
        self.words = book.words

    def make(self) -> None:
        self._tell_of_what_moves()
        self._leave_out()
        self._take_formulas()
        self._take_images()
        self._prepare_links()
        self._name_outputs()
        self._move_answers()
        self._unfold(self.body)
        self._tidy(self.body)

    def _leave_out(self) -> None:
        useless = (
            "a.headerlink, script, [hidden], .reading-time, [data-progress], .md-source-file,"
            " .questions > p:first-child"
        )
        for element in self.body.cssselect(useless):
            element.drop_tree()
        for old in self.body.xpath(".//div[@id and not(node())]"):  # the place of an old link
            old.drop_tree()

    def _take_formulas(self) -> None:
        for element in self.body.cssselect(".arithmatex"):
            source = element.text_content().strip()
            display = source.startswith("\\[")
            element.attrib.clear()
            element.text = None
            for child in list(element):
                element.remove(child)
            element.set("data-formula", str(len(self.book.formulas)))
            self.book.formulas.append((source[2:-2].strip(), display))

    def _take_images(self) -> None:
        for image in self.body.iter("img"):
            file = (self.place / image.get("src")).resolve()
            name = "-".join(file.relative_to(self.folder.resolve()).parts[1:])
            self.book.images[name] = file
            image.set("src", name)

    def _prepare_links(self) -> None:
        """Give ids the chapter's name, and let links say page and id."""
        for element in self.body.xpath(".//*[@id]"):
            element.set("id", f"{self.chapter.stem}.{element.get('id')}")
        for link in self.body.xpath(".//a[@href]"):
            parts = urlsplit(link.get("href"))
            if parts.scheme or parts.netloc:
                link.set("class", "bare" if _text(link) == link.get("href") else "outside")
                continue
            path = unquote(parts.path)
            page = posixpath.normpath(posixpath.join("/", self.chapter.name, path)).lstrip("/")
            is_folder = not path or path.endswith("/")
            link.set("data-page", f"{page}/" if page and is_folder else page)
            link.set("data-place", unquote(parts.fragment))

    def _tell_of_what_moves(self) -> None:
        for figure in self.body.cssselect("[data-figure]"):
            label = figure.xpath(".//li[code='name']")
            name = _text(label[0]).partition(": ")[2] if label else ""
            self._say(figure, self.words["by_hand"].format(name=name))
        for place in self.body.cssselect("[data-mine]"):
            self._say(place, self.words["on_screen"])

    def _say(self, element: Element, sentence: str) -> None:
        for child in list(element):
            element.remove(child)
        element.text, element.tag = sentence, "p"
        element.attrib.clear()
        element.set("class", "on-screen")

    def _name_outputs(self) -> None:
        for output in self.body.cssselect("[data-sample-output]"):
            label = lxml.html.fromstring(f'<p class="label">{self.words["output"]}</p>')
            output.insert(0, label)
            output.set("class", "output")

    def _move_answers(self) -> None:
        """Move hints, solutions and answers to the end of the book; leave a link in their place."""
        moved: list[Element] = []
        for number, question in enumerate(self.body.cssselect(".graded"), start=1):
            for answer in question.cssselect("details.answer"):
                title = self.words["question"].format(number=number)
                moved.append(self._moved(question, [answer], title, f"answer-{number}"))
        for number, exercise in enumerate(self.body.cssselect(".exercise"), start=1):
            folded = [e for e in exercise if e.tag == "details"]
            if folded:
                above = exercise.xpath("preceding::h3[1]")
                title = _text(above[0]) if above else self.words["solutions"]
                moved.append(self._moved(exercise, folded, title, f"solution-{number}"))
        if moved:
            heading = lxml.html.Element("h2", id=f"{self.chapter.stem}.solutions")
            heading.text = self.chapter.title
            self.solutions.append(heading)
            self.solutions.extend(moved)

    def _moved(self, home: Element, folded: list[Element], title: str, name: str) -> Element:
        place = f"{self.chapter.stem}.{name}"
        box = lxml.html.Element("div", {"class": "moved"})
        heading = lxml.html.Element("h3", id=place)
        heading.text = title
        box.append(heading)
        kind = "to_answer" if "answer" in name else "to_solution"
        for element in folded:
            home.remove(element)
            element.tail = None
            box.append(element)
        if kind == "to_answer":
            summary = box.find(".//summary")
            if summary is not None:
                summary.drop_tree()
        link = lxml.html.Element("a", {"href": f"#{place}", "class": "page-of"})
        link.text = self.words[kind]
        line = lxml.html.Element("p", {"class": "to-solution"})
        line.append(link)
        home.append(line)
        self._unfold(box)
        self._tidy(box)
        return box

    def _unfold(self, root: Element) -> None:
        for box in list(root.iter("details")):
            box.tag = "div"
            box.set("class", f"box {box.get('class') or ''}".strip())
            for name in ("open", "data-gap"):
                box.attrib.pop(name, None)
        for title in list(root.iter("summary")):
            title.tag = "p"
            title.set("class", "box-title")
        for box in root.cssselect(".admonition"):
            box.set("class", f"box {box.get('class')}")
        for title in root.cssselect(".admonition-title"):
            title.set("class", "box-title")

    def _tidy(self, root: Element) -> None:
        """Leave no attribute that only the site knows."""
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            for name in list(element.attrib):
                kept = name in ("data-formula", "data-page", "data-place")
                if (name.startswith("data-") and not kept) or name in ("download", "markdown"):
                    del element.attrib[name]
            if align := element.attrib.pop("align", None):
                element.set("class", f"{element.get('class') or ''} to-{align}".strip())
        for pre in root.iter("pre"):
            for empty in pre.xpath("span[not(node())]"):
                empty.drop_tag()
            if pre.text_content().count("\n") < SHORT:
                pre.set("class", "short")


def _mend_links(book: Book) -> None:
    """Let links lead within the book, to the site, or nowhere."""
    stems = {f"{chapter.name}/": chapter.stem for chapter in book.chapters}
    ids = {e.get("id") for chapter in book.chapters for e in chapter.body.xpath(".//*[@id]")}
    firsts = {}
    for chapter in book.chapters:
        heading = chapter.body.find(".//h1")
        if not heading.get("id"):
            heading.set("id", chapter.stem)
        firsts[chapter.stem] = heading.get("id")
        ids.add(heading.get("id"))
    for chapter in book.chapters:
        for link in chapter.body.xpath(".//a[@data-page]"):
            page, place = link.attrib.pop("data-page"), link.attrib.pop("data-place")
            if page in stems:
                target = f"{stems[page]}.{place}" if place else firsts[stems[page]]
                target = target if target in ids else firsts[stems[page]]
                link.set("href", f"#{target}")
                link.set("class", "inside")
            elif book.address:
                link.set("href", book.address + page + ("#" + place if place else ""))
                link.set("class", "site")
            else:
                link.drop_tag()


def _text(element: Element) -> str:
    return " ".join(element.text_content().split()) if element is not None else ""


# ---- Formulas

MATHML = "http://www.w3.org/1998/Math/MathML"
RENDER = """
const katex = require(process.argv[1]);
const { output, formulas } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const set = ([tex, displayMode]) =>
  katex.renderToString(tex, { displayMode, output, strict: "error", throwOnError: true });
process.stdout.write(JSON.stringify(formulas.map(set)));
"""


def set_formulas(formulas: list[tuple[str, bool]], output: str) -> list[str]:
    """Return formulas as the site's own KaTeX sets them.

    Args:
        formulas: TeX, and whether it is displayed.
        output: `mathml`, or `html` for a page that has KaTeX's style.
    """
    done = subprocess.run(
        [node(), "-e", RENDER, str(KATEX / "katex.min.js")],
        input=json.dumps({"output": output, "formulas": formulas}),
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise ExpectedError(f"KaTeX did not set the formulas:\n{done.stderr[-2000:]}")
    found: list[str] = json.loads(done.stdout)
    return [_valid(formula) for formula in found] if output == "mathml" else found


def _valid(formula: str) -> str:
    """Return MathML in which letters and signs hold no other elements, as KaTeX lets them."""
    if not re.search(r"<m[ino]\b[^>]*>\s*<", formula):
        return formula
    root = lxml.etree.fromstring(formula)
    for element in root.iter(*(f"{{{MATHML}}}{name}" for name in ("mi", "mn", "mo"))):
        if len(element):
            element.tag = f"{{{MATHML}}}mrow"
            element.attrib.clear()
    return lxml.etree.tostring(root, encoding="unicode")


def markup(chapter: Chapter, formulas: list[str]) -> str:
    """Return a chapter as XHTML, with its formulas."""
    text = lxml.etree.tostring(chapter.body, encoding="unicode", with_tail=False)
    place = re.compile(r'<(\w+)((?: [^>]*?)?) data-formula="(\d+)"([^>]*?)(?:/>|></\1>)')
    return place.sub(
        lambda m: (
            f'<{m[1]} class="{"formula" if m[1] == "div" else "math"}">'
            f"{formulas[int(m[3])]}</{m[1]}>"
        ),
        text,
    )


def small_svg(text: str) -> str:
    """Return a figure without what no reader sees: document type, metadata, and ids given twice.

    Matplotlib names a picture in a figure by what it shows, so two that are alike share their id.
    """
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    seen: set[str] = set()

    def once(match: re.Match[str]) -> str:
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    return re.sub(r' id="([^"]+)"', once, text)
