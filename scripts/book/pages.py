"""The Markdown pages in docs/ja and docs/en: what of their structure both languages must share.

Twin pages are compared by their tokens. Some tokens have a place in the order of the page
(headings, samples, figures, formulas of their own line, boxes); what stands inside running text
(formulas, links) may come in another order in another language, so that only the collection of
each section counts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHA_DIGITS = 16
PLACEHOLDER = "□"  # stands for code, a formula, an address in what is left of a line


@dataclass(frozen=True)
class Token:
    """A piece of structure: its kind, its value, and (not compared) the line it stands in."""

    kind: str
    value: str
    line: int

    def key(self) -> tuple[str, str]:
        """What is compared between the languages."""
        return self.kind, self.value

    def __str__(self) -> str:
        return f"line {self.line}: {self.kind} {self.value}"


@dataclass(frozen=True)
class Image:
    """An image: its alt text, its address, its classes as written."""

    alt: str
    source: str
    attributes: str
    line: int


@dataclass(frozen=True)
class Number:
    """A number on a page that a results file gives, or a source that it is quoted from.

    Args:
        origin: what the span names: `benchmark:simple_convnet.torch_ratio:.1f`, or the source.
        text: what the page shows.
        start: the place in the page where this text begins.
        line: the line it stands in.
    """

    origin: str
    text: str
    start: int
    line: int


def page_names(language: str) -> list[str]:
    """Return the pages of a language, relative to its folder: `lessons/15-im2col.md`."""
    folder = DOCS / language
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


# ---- Which state of the Japanese page the English one was checked against


# A number from docs/results (scripts/fill_numbers.py writes it), and one quoted from a source
_NUMBER = re.compile(r'<span data-number="([^"<>]*)">([^<>]*)</span>')
_QUOTED = re.compile(r'<span data-quoted="([^"<>]*)">([^<>]*)</span>')


def normalised(text: str) -> str:
    """Return the page without what nobody has to read again when it changes.

    That is what nobody sees (kinds of line ends, blanks before them, empty lines at the end), and
    the text of the numbers that come from results files.
    """
    text = _NUMBER.sub(r'<span data-number="\1"></span>', text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def source_sha(japanese: str) -> str:
    """Return the stamp for a Japanese page: the first digits of the SHA-256 of its text."""
    return hashlib.sha256(normalised(japanese).encode("utf-8")).hexdigest()[:SHA_DIGITS]


def split_front_matter(text: str) -> tuple[list[str], str]:
    """Split a page into the lines of its front matter (without the `---`) and the rest."""
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*\n", text, re.DOTALL | re.MULTILINE)
    return (match[1].splitlines(), text[match.end() :]) if match else ([], text)


def stamp_of(english: str) -> str | None:
    """Return the `source_sha` in a page's front matter."""
    for line in split_front_matter(english)[0]:
        if match := re.match(r"source_sha:\s*[\"']?([0-9a-f]+)[\"']?\s*$", line):
            return match[1]
    return None


def stamped(english: str, sha: str) -> str:
    """Return the page with this `source_sha`; the rest of its front matter stays as it is."""
    lines, body = split_front_matter(english)
    if body == english:  # it had no front matter
        body = "\n" + body
    lines = [line for line in lines if not line.startswith("source_sha:")]
    return "\n".join(["---", *lines, f"source_sha: {sha}", "---", ""]) + body


# ---- Structure

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*$")
_ID = re.compile(r"\{[^{}]*?#([\w.-]+)[^{}]*\}\s*$")
FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*\{?\.?([\w+-]*)")
INCLUDE = re.compile(r"\s*-+8<-+\s+[\"'](.+?)[\"']")
_BOX = re.compile(r"\s*(!!!|\?\?\?\+?)\s+([\w-]+)")
_DETAILS = re.compile(r"\s*<details\b([^>]*)>")
_DIV = re.compile(r"\s*<(div|section|figure|aside)\b([^>]*)>")
_END_DIV = re.compile(r"\s*</(?:div|section|figure|aside)>")
_TAB = re.compile(r"\s*===[!+]?\s+\"")
_API = re.compile(r":::\s+([\w.]+)")
IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*([^)\s]+)[^)]*\)\s*(\{[^}]*\})?")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ITEM_CODE = re.compile(r"[-*+]\s+`+\s?(.+?)\s?`+")
_LABEL = re.compile(r"- `(\w+)`: (.+)")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
INLINE_FORMULA = re.compile(r"(?<![\\$])\$(?![\s$])((?:\\.|[^$\\])+?)(?<!\s)\$(?!\$)")
# The line of a heading, or the beginning of a box, and the id it has
_NAMED = re.compile(
    r'^(?:#+ .*\{ *#([\w-]+)(?=[ }])|<details\b.*\n<summary\b[^>]*?\bid="([\w-]+)"[^>]*>)', re.M
)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_REFERENCE = re.compile(r"\]\[([A-Za-z_][\w.]*)\]")
_FOOTNOTE = re.compile(r"\[\^([^\]]+)\]")


def tokens(markdown: str) -> list[Token]:
    """Return the structure in order; what running text holds comes at its section's end, sorted."""
    found: list[Token] = []
    prose: list[str] = []
    section_line = 1

    def end_section() -> None:
        bag = [Token(kind, value, section_line) for kind, value in _in_prose("\n".join(prose))]
        found.extend(sorted(bag, key=Token.key))
        prose.clear()

    for line, kind, value in _blocks(markdown):
        if kind == "prose":
            prose.append(value)
            continue
        if kind == "heading":
            end_section()
            section_line = line
        found.append(Token(kind, value, line))
    end_section()
    return found


def images(markdown: str) -> list[Image]:
    """Return every image of a page."""
    result = []
    for line, kind, value in _blocks(markdown):
        if kind == "prose":
            result += [Image(m[1], m[2], m[3] or "", line) for m in IMAGE.finditer(value)]
    return result


@dataclass(frozen=True)
class Named:
    """A heading, or a box to unfold, that has an id.

    Args:
        id: that.
        is_box: whether it is a box.
        place: where an element of another id belongs: at the heading's line, in the box's summary.
    """

    id: str
    is_box: bool
    place: int


def named(markdown: str) -> list[Named]:
    """Return the headings and the boxes that have ids."""
    return [
        Named(match[1] or match[2], bool(match[2]), match.end() if match[2] else match.start())
        for match in _NAMED.finditer(markdown)
    ]


def links(markdown: str) -> list[tuple[int, str]]:
    """Return line and address of every link and image of a page."""
    result = []
    for line, kind, value in _blocks(markdown):
        if kind == "prose":
            text = CODE_SPAN.sub(" ", value)
            result += [(line, m[1]) for m in _LINK.finditer(text)]
            result += [(line, m[2]) for m in IMAGE.finditer(text)]
            result += [(line, m[1]) for m in re.finditer(r"(?:href|src)=[\"']([^\"']+)", text)]
    return result


def numbers(markdown: str) -> list[Number]:
    """Return the numbers that results files give."""
    return _spans(_NUMBER, markdown)


def quoted(markdown: str) -> list[Number]:
    """Return the numbers that are quoted from a source."""
    return _spans(_QUOTED, markdown)


def without_code(markdown: str) -> str:
    """Return the page with blanks for its code, everything else in its place."""
    kept = []
    fence = ""
    for line in markdown.splitlines(keepends=True):
        match = FENCE.match(line)
        if fence or match:
            kept.append(re.sub(r"[^\r\n]", " ", line))
            fence = match[1] if match and not fence else "" if line.strip() == fence else fence
        else:
            kept.append(line)
    return CODE_SPAN.sub(lambda m: re.sub(r"[^\r\n]", " ", m[0]), "".join(kept))


def _spans(pattern: re.Pattern[str], markdown: str) -> list[Number]:
    text = without_code(markdown)
    return [
        Number(m[1], m[2], m.start(2), text.count("\n", 0, m.start()) + 1)
        for m in pattern.finditer(text)
    ]


def prose(markdown: str) -> list[tuple[int, str]]:
    """Return the lines of text without code, formulas, addresses, and numbers with an origin."""
    result = []
    for number, line in enumerate(_without_fences(markdown), start=1):
        text = CODE_SPAN.sub(PLACEHOLDER, line)
        text = _QUOTED.sub(PLACEHOLDER, _NUMBER.sub(PLACEHOLDER, text))
        text = INLINE_FORMULA.sub(PLACEHOLDER, text)
        text = re.sub(r"\]\([^)]*\)|\{[^}]*\}|<[^>]*>|https?://\S+", PLACEHOLDER, text)
        if text.strip():
            result.append((number, text))
    return result


def _blocks(markdown: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, kind and value of each block; running text line by line as kind `prose`."""
    front, body = split_front_matter(markdown.replace("\r\n", "\n"))
    first = len(front) + 3 if body != markdown.replace("\r\n", "\n") else 1
    fence = ""  # the marks that end the fence
    formula: list[str] | None = None
    in_sample = 0  # how many divs deep in a sample
    in_labels = False  # in the words of a figure that can be moved by hand
    previous = ""
    lines = body.split("\n")

    for index, line in enumerate(lines):
        number = first + index
        if fence:
            if line.strip() == fence:
                fence = ""
            elif match := INCLUDE.match(line):
                yield number, "include", match[1]
            continue
        if match := FENCE.match(line):
            fence = match[1]
            yield number, "fence", match[2]
            previous = ""
            continue

        if formula is not None:
            end = line.strip().endswith("$$")
            formula.append(line.strip().removesuffix("$$") if end else line)
            if end:
                yield number, "formula", " ".join(" ".join(formula).split())
                formula = None
            continue
        if line.strip().startswith("$$"):
            rest = line.strip().removeprefix("$$")
            if rest.endswith("$$") and rest != "$$":
                yield number, "formula", " ".join(rest.removesuffix("$$").split())
            else:
                formula = [rest]
            previous = ""
            continue

        if match := INCLUDE.match(line):
            yield number, "include", match[1]
        elif match := _HEADING.match(line):
            name = _ID.search(match[2])
            yield number, "heading", f"{match[1]} {'#' + name[1] if name else '(no id)'}"
            yield number, "prose", _ID.sub("", match[2])
        elif previous.strip() and re.fullmatch(r"=+|-{3,}", line) and "|" not in previous:
            yield number, "heading", f"{'#' if line[0] == '=' else '##'} (no id)"
        elif match := _BOX.match(line):
            how = "open" if match[1] in ("!!!",) else "folded"
            yield number, "box", f"{match[2]} {how}"
        elif match := _DETAILS.match(line):
            kinds = re.search(r"class=[\"']([\w\s-]+)", match[1])
            yield number, "box", f"{kinds[1] if kinds else 'details'} folded"
        elif match := _DIV.match(line):
            attributes = re.findall(r"\b(?:class|data-[\w-]+|id)(?:=[\"'][^\"']*[\"'])?", match[2])
            yield number, match[1], " ".join(sorted(attributes))
            if in_sample or "data-sample=" in match[2]:
                in_sample += 1
            in_labels = 'class="labels"' in match[2]
        elif _END_DIV.match(line):
            in_sample = max(0, in_sample - 1)
            in_labels = False
        elif _TAB.match(line):
            yield number, "tab", ""
        elif match := _API.match(line):
            yield number, "api page", match[1]
        elif _TABLE_RULE.match(line) and "|" in line and "|" in previous:
            columns = len(line.strip().strip("|").split("|"))
            below = lines[index + 1 :]
            rows = next((i for i, row in enumerate(below) if "|" not in row), len(below))
            yield number, "table", f"{columns} columns, {rows} rows"
        else:
            if in_sample == 1 and line.startswith(("- ", "* ", "+ ")):
                code = _ITEM_CODE.match(line)
                yield number, "line of a sample", code[1] if code else "(does not begin with code)"
            elif in_labels and line.startswith("- "):
                label = _LABEL.match(line)
                if label is None:
                    yield number, "label", "(not of the form  - `key`: words)"
                else:
                    values = sorted(set(re.findall(r"%([a-z_]+)", label[2])))
                    yield number, "label", " ".join([label[1], *values])
            for image in IMAGE.finditer(line):
                yield number, "image", f"{image[2]} {image[3] or ''}".strip()
            yield number, "prose", line
        previous = line
    if fence or formula is not None:
        yield first + len(lines), "unclosed", "fence" if fence else "formula"


def _in_prose(text: str) -> Iterator[tuple[str, str]]:
    text = CODE_SPAN.sub(" ", text)
    for match in _NUMBER.finditer(text):
        yield "number", match[1]
    for match in _QUOTED.finditer(text):
        yield "quoted number", f"{match[2]} ({match[1]})"
    for match in INLINE_FORMULA.finditer(text):
        yield "formula in text", " ".join(match[1].split())
    text = INLINE_FORMULA.sub(" ", text)
    for match in _LINK.finditer(text):
        target = match[1]
        # A source may be named in the reader's language, but their number is the same.
        external = target.startswith(("http:", "https:"))
        yield ("external link", "") if external else ("link", target)
    for match in _REFERENCE.finditer(text):
        yield "API reference", match[1]
    for match in _FOOTNOTE.finditer(text):
        yield "footnote", match[1]


def _without_fences(markdown: str) -> Iterator[str]:
    """Yield every line, those of the front matter, of fences and of formulas as empty ones."""
    fence, formula = "", False
    front, body = split_front_matter(markdown.replace("\r\n", "\n"))
    yield from [""] * (len(front) + 2 if front or body != markdown.replace("\r\n", "\n") else 0)
    for line in body.split("\n"):
        if fence:
            fence = "" if line.strip() == fence else fence
            yield ""
        elif match := FENCE.match(line):
            fence = match[1]
            yield ""
        elif "$$" in line:
            formula ^= line.count("$$") % 2 == 1
            yield ""
        else:
            yield "" if formula else line
