"""The lessons as Jupyter notebooks, made from their pages.

A heading begins a new cell of text, a sample is a cell of code with what it printed and drew, and
an exercise is two: one writes the answer into a file, the next grades it. What scripts do on a page
(run, unfold, move by hand) is left to Jupyter, or to the page, which the text then links to.

The site serves them beside the lessons' pages, lessons/05-backpropagation.ipynb, with the wheel
that their first cell installs. Nothing in them depends on the machine or on the time.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lesson_code.exercises.files import Exercise
from scripts.book import code_blocks, exercise_pages, question_pages, redirects, samples, wheel
from scripts.book.pages import (
    CODE_SPAN,
    DOCS,
    FENCE,
    IMAGE,
    INCLUDE,
    INLINE_FORMULA,
    page_names,
    split_front_matter,
)

STYLE = DOCS / "shared" / "figures.mplstyle"
# Of the style of the pages' figures: not what makes them transparent, or the same file each time
NOT_OF_NOTEBOOKS = re.compile(r"savefig|svg|path\.|.*facecolor|figure\.dpi")

RUNS_LONG = {
    "ja": "次のプログラムは、終わるまでに何分もかかります。",
    "en": "The next program takes minutes.",
}
OWN_PROCESS = {
    "ja": "次のプログラムは、別のプロセスを起動します。セルのままでは動かないので、"
    "ファイルに書き出してから実行します。",
    "en": "The next program starts processes of its own, which a cell cannot do. So one cell writes"
    " it into a file, and the next runs the file.",
}
MOVES_BY_HAND = {
    "ja": "*手で動かせる図「{name}」は、[ページのほう]({page})にあります。*",
    "en": "*A figure to move by hand, “{name}”, is on [the page]({page}).*",
}
ON_THE_PAGE = {
    "ja": "*ここは、[ページのほう]({page})で試せます。*",
    "en": "*You can try this on [the page]({page}).*",
}
FROM = {
    "ja": "*このノートブックは、[レッスンのページ]({page})と同じ内容です。"
    "すぐ下の二つのセルは準備なので、先に実行してください。そのあとは、上から順に実行していけます。*",
    "en": "*This notebook holds what [the lesson's page]({page}) holds. Run the two cells just"
    " below first: they prepare the rest. Then go on from top to bottom.*",
}
HOW_TO_SOLVE = {
    "ja": "次のセルに答えを書いて実行すると、ファイル `{file}` に保存されます。"
    "その下のセルが採点します。"
    "（JupyterLiteでは採点できません。[ページのほう]({page})なら、ブラウザの中で採点できます。）",
    "en": "Write your answer into the next cell and run it, which saves it as `{file}`. The cell"
    " below grades it. (JupyterLite cannot; [the page]({page}) grades within the browser.)",
}
NO_ADDRESS = """\
# This notebook was made without the address of a site that serves the package. If this fails, run
#     python -m pip install .
# in the project's folder, with the Python of this notebook.
import lesson_code
"""
FETCH = """
import pooch

site = {site}
for place, sha256 in {{
{files}
}}.items():
    name = place.rpartition("/")[2]
    pooch.retrieve(site + place, sha256, fname=name, path=".")
"""
OTHER_PROCESS = """\
import sys

!"{{sys.executable}}" {arguments}
"""
DRAWING = """\
# Draw as the pages do.
%matplotlib inline
import matplotlib.pyplot as plt
from matplotlib_inline.backend_inline import set_matplotlib_formats

set_matplotlib_formats("svg")
plt.style.use(
    {{
{settings}
    }}
)
"""

LINK = {
    "ja": "[ノートブック（.ipynb）]({file}){{ download={file} .notebook }}",
    "en": "[Notebook (.ipynb)]({file}){{ download={file} .notebook }}",
}

Cell = dict[str, Any]
Resolve = Callable[[str], str]


def names() -> list[str]:
    """Return the pages of which there are notebooks."""
    return [name for name in page_names("ja") if name.startswith("lessons/")]


def file_of(name: str) -> str:
    """Return the file of a page's notebook: `lessons/05-backpropagation.ipynb`."""
    return f"{name.removesuffix('.md')}.ipynb"


def link_to(name: str, language: str) -> str:
    """Return the link of a page to its notebook, in Markdown."""
    return LINK[language].format(file=file_of(name).rpartition("/")[2])


def prepared(language: str, name: str) -> str:
    """Return a page as the build of the site has it when it makes the notebook."""
    markdown = split_front_matter((DOCS / language / name).read_text(encoding="utf-8"))[1]
    markdown = exercise_pages.with_hints(markdown, language)
    markdown = question_pages.with_questions(markdown, language)
    return code_blocks.with_code(markdown, language, name)


def notebook(
    language: str,
    name: str,
    markdown: str,
    address: str = "",
    resolve: Resolve = redirects.place_of,
) -> str:
    """Return a page's notebook, as its file has it.

    Args:
        language: `ja` or `en`.
        name: of the page, `lessons/05-backpropagation.md`.
        markdown: the page, see `prepared`.
        address: of the site in that language, with a slash at the end. Without it, links lead to
            the files beside the notebook, and its first cell installs nothing.
        resolve: tells where a page is in that site.
    """
    page = Page(language, name, address, resolve)
    page.alts = {match[2]: match[1] for match in IMAGE.finditer(markdown)}
    for node in parse(markdown.split("\n")):
        page.add(node)
    page.end_cell()
    cells = page.cells
    cells[1:1] = _first_cells(page)
    for number, cell in enumerate(cells):
        cell["id"] = f"{name.split('/')[-1][:2]}-{number:03}"
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": page.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n"


# ---- What a page consists of


@dataclass
class Node:
    """A part of a page: lines, a fence, or a box of other parts.

    Args:
        kind: `lines`, `fence`, `div`, `details` or `box`.
        lines: of text, or of code.
        about: attributes of the tag, the fence's language, or a box's kind.
        title: of a box.
        id: of a box that can be linked to.
        parts: what is in it.
    """

    kind: str
    lines: list[str] = field(default_factory=list)
    about: str = ""
    title: str = ""
    id: str = ""
    parts: list[Node] = field(default_factory=list)

    def holds(self, attribute: str) -> bool:
        """Say whether an element with this attribute is in it."""
        return attribute in self.about or any(part.holds(attribute) for part in self.parts)


_OPEN = re.compile(r"<(div|details)\b([^>]*)>\s*$")
_SUMMARY = re.compile(r'<summary(?: id="([\w-]+)")?[^>]*>(.*)</summary>\s*$')
_BOX = re.compile(r'(!!!|\?\?\?\+?) ([\w-]+)(?: "(.*)")?\s*$')
_ATTRIBUTE = r'\b{}="([^"]*)"'


def parse(lines: list[str]) -> list[Node]:
    """Return what a page, or a part of one, consists of."""
    return _parts(iter(lines), None)


def _parts(lines: Iterator[str], end: str | None) -> list[Node]:
    found: list[Node] = []
    box: Node | None = None  # whose indented lines follow
    for line in lines:
        if box is not None:
            if not line.strip() or line.startswith("    "):
                box.lines.append(line[4:])
                continue
            box.parts, box.lines, box = parse(box.lines), [], None
        if line.strip() == end:
            break
        if match := FENCE.match(line):
            code = []
            for inside in lines:
                if inside.strip() == match[1]:
                    break
                code.append(inside)
            indent = len(code_blocks.indent_of(line))
            found.append(Node("fence", [c[indent:] for c in code], match[2]))
            if indent:  # in an item of a list
                found[-1].title = line[:indent]
        elif match := _OPEN.match(line):
            node = Node(match[1], about=match[2])
            node.parts = _parts(lines, f"</{match[1]}>")
            found.append(node)
        elif match := _BOX.match(line):
            box = Node("box" if match[1] == "!!!" else "details", [], match[2], match[3] or "")
            found.append(box)
        elif match := _SUMMARY.match(line):
            found.append(Node("summary", id=match[1] or "", title=match[2]))
        elif found and found[-1].kind == "lines":
            found[-1].lines.append(line)
        else:
            found.append(Node("lines", [line]))
    if box is not None:
        box.parts, box.lines = parse(box.lines), []
    for node in found:
        _take_title(node)
    return found


def _take_title(node: Node) -> None:
    for part in [part for part in node.parts if part.kind == "summary"]:
        node.title, node.id = part.title, part.id
        node.parts.remove(part)


# ---- From a page to cells


class Page:
    """The cells of a page, as they come to be."""

    def __init__(self, language: str, name: str, address: str, resolve: Resolve) -> None:
        self.language, self.name = language, name
        self.address, self.resolve = address, resolve
        self.cells: list[Cell] = []
        self.lines: list[str] = []  # of the cell that is being written
        self.title = ""
        self.reads: dict[str, None] = {}  # what samples read, in their order
        self.alts: dict[str, str] = {}  # what pictures say in words

    @property
    def url(self) -> str:
        return self.link(self.name.rpartition("/")[2])

    def add(self, node: Node) -> None:
        """Add a part of the page."""
        if node.kind == "lines":
            self._add_lines(node.lines)
        elif node.kind == "fence":
            self.lines += self._fence(node)
        elif node.holds('class="sample') or node.holds("data-exercise="):
            self._add_code(node)
        else:
            self.lines += self._markdown(node)

    def end_cell(self) -> None:
        """Let what comes next be in another cell."""
        source = "\n".join(_without_gaps("\n".join(self.lines).split("\n")))
        self.lines = []
        if source:
            self.cells.append({"cell_type": "markdown", "metadata": {}, "source": source})

    def _add_lines(self, lines: list[str]) -> None:
        chunk: list[str] = []
        for line in lines:
            if re.match(r"#{1,6} ", line):
                self.lines.append(self.prose("\n".join(chunk)))
                chunk = []
                self.end_cell()
                self.title = self.title or re.sub(r"^# | *\{.*\}$", "", line)
            chunk.append(line)
        self.lines.append(self.prose("\n".join(chunk)))
        if self.title and not self.cells:
            self.lines.append("\n" + FROM[self.language].format(page=self.url))

    def _add_code(self, node: Node) -> None:
        """Add a part that has programs in it."""
        if name := _attribute(node, "data-sample"):
            self._add_sample(node, name)
        elif name := _attribute(node, "data-exercise"):
            self._add_exercise(node, name)
        elif node.kind == "div":
            for part in node.parts:
                self.add(part)
        else:  # a folded box cannot hold a cell
            self.end_cell()
            self.lines += ["---", "", *self._place(node), f"**{self.prose(node.title)}**", ""]
            for part in node.parts:
                self.add(part)
            self.lines += ["", "---", ""]
            self.end_cell()

    def _add_sample(self, node: Node, name: str) -> None:
        sample = _samples()[name]
        self.reads.update(dict.fromkeys(sample.settings.reads))
        if sample.settings.long:
            self.lines += ["", RUNS_LONG[self.language], ""]
        if sample.settings.own_process:
            self.lines += ["", OWN_PROCESS[self.language], ""]
        self.end_cell()
        code = sample.path.read_text(encoding="utf-8")
        tags = ["long"] if sample.settings.long else []
        if sample.settings.own_process:
            self._add_code_cell(f"%%writefile {sample.path.name}\n{code}")
            code = OTHER_PROCESS.format(arguments=sample.path.name)
        self._add_code_cell(code, outputs=list(self._outputs(sample)), tags=tags)
        self.cells[-1]["metadata"]["sample"] = name
        for part in node.parts:
            if part.kind in ("lines", "box"):  # what its lines mean, and where its data are
                self.add(part)
        self.end_cell()

    def _outputs(self, sample: samples.Sample) -> Iterator[Cell]:
        if sample.output.is_file() and (said := sample.output.read_text(encoding="utf-8")):
            yield {"name": "stdout", "output_type": "stream", "text": said}
        for path in _in_order(sample.kept_figures()):
            figure = path.read_text(encoding="utf-8")
            figure = figure[figure.index("<svg") :]  # dark lines on a transparent ground:
            figure = figure.replace("<svg ", '<svg style="background: white" ', 1)
            place = f"../{path.relative_to(DOCS).as_posix()}"
            alt = self.alts.get(place, path.name)
            data = {"image/svg+xml": figure, "text/plain": _plain(alt)}
            yield {"data": data, "metadata": {}, "output_type": "display_data"}

    def _add_exercise(self, node: Node, name: str) -> None:
        exercise = _exercises()[name]
        here = f"{self.url}#{_place_of(name)}"
        self.lines += ["", HOW_TO_SOLVE[self.language].format(file=exercise.file, page=here), ""]
        self.end_cell()
        self._add_code_cell(f"%%writefile {exercise.file}\n{exercise.text('starter')}")
        command = f"-m lesson_code check {exercise.file} --lang {self.language}"
        self._add_code_cell(OTHER_PROCESS.format(arguments=command), tags=["exercise"])
        starter_passed = False
        for part in node.parts:
            if part.kind == "fence" and not starter_passed:
                starter_passed = True  # it is the cell above
            else:
                self.add(part)

    def _add_code_cell(
        self, code: str, outputs: list[Cell] | None = None, tags: list[str] | None = None
    ) -> None:
        self.end_cell()
        self.cells.append(
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {"tags": tags} if tags else {},
                "outputs": outputs or [],
                "source": code.rstrip("\n"),
            }
        )

    # ---- Text

    def _markdown(self, node: Node) -> list[str]:
        """Return a part of the page without programs as Markdown for Jupyter."""
        if node.kind == "lines":
            return self.prose("\n".join(node.lines)).split("\n")
        if node.kind == "fence":
            return self._fence(node)
        if figure := _attribute(node, "data-figure"):
            label = re.search(r"^- `name`: (.*)$", _all_lines(node), re.M)
            name = label[1] if label else figure
            return ["", MOVES_BY_HAND[self.language].format(name=name, page=self.url), ""]
        if "data-mine" in node.about or "data-progress" in node.about:
            return ["", ON_THE_PAGE[self.language].format(page=self.url), ""]
        parts = node.parts
        if "data-questions" in node.about:  # not what it says to readers without scripts
            parts = [part for part in parts if part.kind != "lines"]
        inside = [line for part in parts for line in self._markdown(part)]
        if node.kind == "box":
            title = [f"**{self.prose(node.title)}**", ""] if node.title else []
            lines = _without_gaps([*title, *inside])
            return ["", *(f"> {line}".rstrip() for line in lines), ""]
        if node.kind == "details":
            summary = f"<summary>{_html(self.prose(node.title))}</summary>"
            return ["", *self._place(node), "<details>", summary, "", *inside, "", "</details>", ""]
        return inside

    def _place(self, node: Node) -> list[str]:
        return [f'<a id="{node.id}"></a>', ""] if node.id else []

    def _fence(self, node: Node) -> list[str]:
        code: list[str] = []
        for line in node.lines:
            match = INCLUDE.match(line)
            code += _included(match[1]) if match else [line]
        language = node.about or "text"
        return [f"{node.title}{line}" for line in [f"```{language}", *code, "```"]]

    def prose(self, markdown: str) -> str:
        """Return running text as Jupyter's Markdown has it."""
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            kept.append(match[0])
            return f"\0{len(kept) - 1}\0"

        text = re.sub(r"\$\$.*?\$\$", keep, markdown, flags=re.DOTALL)
        text = INLINE_FORMULA.sub(keep, CODE_SPAN.sub(keep, text))
        text = re.sub(r"</?(?:span|div)\b[^>]*>", "", text)
        text = re.sub(
            r"^(#{1,6} .*?) *\{ *#([\w-]+)[^}]*\}$", r'<a id="\2"></a>\n\n\1', text, flags=re.M
        )
        text = re.sub(r"(\]\([^)]*\)|\]\[[\w.]+\])\{[^}]*\}", r"\1", text)
        text = re.sub(r"\]\(([^)\s]+)\)", lambda m: f"]({self.link(m[1])})", text)
        text = re.sub(r"\]\[([\w.]+)\]", lambda m: f"]({self._api(m[1])})", text)
        text = re.sub(r"\*\*(.+?)\*\*", _strong, text)
        while "\0" in text:
            text = re.sub(r"\0(\d+)\0", lambda m: kept[int(m[1])], text)
        return text

    def link(self, target: str) -> str:
        """Return where a link of the page leads from the notebook."""
        path, mark, place = target.partition("#")
        if not path or re.match(r"\w+:", target):
            return target
        here = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path))
        there = self.resolve(here) if here.endswith(".md") else here
        if not self.address:
            slash = "/" if there.endswith("/") or not there else ""
            there = posixpath.relpath(there or ".", posixpath.dirname(self.name)) + slash
        return self.address + there + mark + place

    def _api(self, name: str) -> str:
        page = max(
            (module for module in _modules() if f"{name}.".startswith(f"{module}.")), key=len
        )
        return self.link(f"../reference/{_modules()[page]}#{name}")


def _first_cells(page: Page) -> list[Cell]:
    """Return the cells that bring what the others need, and that let them draw as the pages do."""
    first = Page(page.language, page.name, page.address, page.resolve)
    code = NO_ADDRESS
    if page.address:
        site = page.address.removesuffix("en/") if page.language == "en" else page.address
        code = f"%pip install --quiet {site}{wheel.FOLDER}/{wheel.name()}\n"
        if page.reads:
            places = {samples.place_of(name): _sha256(name) for name in page.reads}
            code += FETCH.format(site=_quoted(page.address), files=_rows(places, 4))
    first._add_code_cell(code, tags=["setup"])
    first._add_code_cell(DRAWING.format(settings=_rows(_style(), 8)))
    first.cells[-1]["metadata"] = {"jupyter": {"source_hidden": True}}
    return first.cells


# ---- What they are made of


@cache
def _samples() -> dict[str, samples.Sample]:
    return {sample.name: sample for sample in samples.all_samples()}


@cache
def _exercises() -> dict[str, Exercise]:
    return {exercise.name: exercise for exercise in exercise_pages.exercises()}


@cache
def _modules() -> dict[str, str]:
    """Return the page of the API reference that has each module."""
    return {
        module: path.name
        for path in sorted((DOCS / "ja" / "reference").glob("*.md"))
        for module in re.findall(r"^::: ([\w.]+)", path.read_text(encoding="utf-8"), re.M)
    }


def _style() -> dict[str, str]:
    """Return the settings of the pages' figures that a notebook needs."""
    lines = STYLE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {key: value for key, value in pairs if not NOT_OF_NOTEBOOKS.match(key)}


def _sha256(name: str) -> str:
    return hashlib.sha256((DOCS / samples.place_of(name)).read_bytes()).hexdigest()


def _included(name: str) -> list[str]:
    """Return the lines that a page includes: of a file, or of a part, `name:from:to`."""
    file, *ends = name.split(":")
    path = next(p for p in (samples.SAMPLES / file, DOCS / file) if p.is_file())
    lines = path.read_text(encoding="utf-8").splitlines()
    first, last = [*ends, "", ""][:2]
    return lines[int(first or 1) - 1 : int(last) if last else None]


def _in_order(figures: dict[str, Any]) -> list[Any]:
    """Return the figures of a sample as it drew them: x.svg, x.2.svg, ... x.10.svg."""
    return sorted(figures.values(), key=lambda path: (len(path.name), path.name))


def _place_of(exercise: str) -> str:
    """Return the id of an exercise's heading on its page."""
    return f"exercise-{exercise.rpartition('_')[2]}"


# ---- Text


def _attribute(node: Node, name: str) -> str:
    match = re.search(_ATTRIBUTE.format(name), node.about)
    return match[1] if match else ""


def _all_lines(node: Node) -> str:
    return "\n".join([*node.lines, *(_all_lines(part) for part in node.parts)])


def _plain(markdown: str) -> str:
    return re.sub(r"[`*$]", "", markdown)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _rows(table: dict[str, str], indent: int) -> str:
    return "\n".join(f"{' ' * indent}{_quoted(k)}: {_quoted(v)}," for k, v in table.items())


def _html(text: str) -> str:
    """Return a line for an element in which Markdown is not read."""
    text = re.sub(r"(`+)(.+?)\1", lambda m: f"<code>{m[2]}</code>", text)
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)


def _strong(match: re.Match[str]) -> str:
    """Return what is strong, as an element where Markdown's stars would stay stars.

    Beside punctuation they count only if a blank or more punctuation stands on their other side,
    and Japanese has no blanks.
    """
    inside = match[1]
    around = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    for end, beyond in zip((inside[0], inside[-1]), around, strict=True):
        # \0 stands for a formula or code, which begin and end with a sign, too
        if _is_sign(end) and beyond.strip() and not _is_sign(beyond):
            return f"<strong>{inside}</strong>"
    return match[0]


def _is_sign(character: str) -> bool:
    return character == "\0" or unicodedata.category(character)[0] in "PS"


def _without_gaps(lines: list[str]) -> list[str]:
    """Return lines without empty ones at both ends and without two in a row, except in code."""
    kept: list[str] = []
    fence = ""
    for line in lines:
        if match := FENCE.match(line):
            fence = "" if line.strip() == fence else fence or match[1]
        if line.strip() or fence or (kept and kept[-1].strip()):
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
