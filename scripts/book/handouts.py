"""What a lesson gives to hand out and to show: its page, made into a sheet and slides.

A page is the one source: its question, headings, first sentences, figures and formulas, its graded
questions, and what it says in one minute. Nothing is written twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import markdown

from lesson_code.exercises.questions import Question, read_quiz
from scripts.book import course, question_pages
from scripts.book.pages import DOCS, FENCE, IMAGE, split_front_matter

SKIPPED = {"before-you-start", "ours", "questions", "exercise", "next"}  # sections, with all below
MINUTE = "in-one-minute"
BOXES = ("question", "warning", "success")  # to predict, what many believe, to remember
LONGEST = {"ja": 130, "en": 260}  # characters of the idea of a slide
QUESTION = 4  # times as many for the question of a lesson
MOST_NOTES = 3  # paragraphs
MOST_ROWS = 9  # of a table
FORMULAS = 4  # of a sheet
HEADING = re.compile(r"(#{1,4}) (.+?)\s*\{\s*#([\w-]+)[^}]*\}\s*$")
SENTENCE = {
    "ja": re.compile(r"(?<=。)(?![）」])"),
    "en": re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"*`$])"),
}
LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\([^)]*\)|\[[\w.]*\])(?:\{[ .#:][^{}]*\})?"
)
SPAN = re.compile(r"</?span[^>]*>")
HIDDEN = re.compile(r'<(details)|<(?=div class="(?:exercise|by-hand|questions|labels)")(div)')
BOX = re.compile(r'(!!!|\?\?\?\+?) ([\w-]+)(?: "(.*)")?')
NO_PROSE = re.compile(r"[<>]|[-*] |\d+\. |\[\^|:::")
ATTRIBUTES = re.compile(r"\{[ .#:][^{}]*\}$")
PROTECTED = re.compile(r"`[^`]*`|\$\$[^$]+\$\$|\$[^$]+\$")

TEXTS = {
    "ja": {
        "lesson": "レッスン {number}",
        "name": "名前",
        "date": "日付",
        "formulas": "式",
        "questions": "質問",
        "question": "質問 {n}",
        "answer": "正解は {n} です。{why}",
        "minute": "まとめ",
        "book": "ゼロから学ぶニューラルネットワーク",
        "licence": "MITライセンス。MNISTの数字の画像はCC BY-SA 3.0です。",
    },
    "en": {
        "lesson": "Lesson {number}",
        "name": "Name",
        "date": "Date",
        "formulas": "Formulas",
        "questions": "Questions",
        "question": "Question {n}",
        "answer": "The right answer is {n}. {why}",
        "minute": "In one minute",
        "book": "Neural networks from scratch",
        "licence": "MIT licence. Images of MNIST digits are under CC BY-SA 3.0.",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A figure of a page: where it lies below docs, and what it shows in words."""

    source: str
    alt: str


@dataclass
class Section:
    """A part of a page under a heading, up to the next one: what is open in it."""

    title: str
    id: str
    level: int
    paragraphs: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    by_hand: bool = False  # whether a figure in it is moved by hand, which paper cannot show
    box: list[str] = field(default_factory=list)  # the first one, a line each, with its title


@dataclass(frozen=True)
class Lesson:
    """A lesson: its name and number, its sections, of which the first is the title's; questions."""

    name: str
    number: str
    language: str
    sections: list[Section]
    questions: tuple[Question, ...]

    @property
    def title(self) -> str:
        return self.sections[0].title

    def section(self, name: str) -> Section | None:
        """Return the section of that id."""
        return next((s for s in self.sections if s.id == name), None)

    def taught(self) -> list[Section]:
        """Return the sections that teach something, in order, without the title's."""
        found, skipped = [], 0
        for section in self.sections[1:]:
            if skipped and section.level > skipped:
                continue
            skipped = section.level if section.id in (*SKIPPED, MINUTE) else 0
            if not skipped:
                found.append(section)
        return found


@dataclass(frozen=True)
class Slide:
    """A slide: a title, an idea, a figure, and what a speaker may say; texts are Markdown."""

    title: str
    idea: str
    figure: Figure | None
    notes: list[str]


# ---- Reading a page


def lessons() -> list[str]:
    """Return the names of all lessons: `05-backpropagation`."""
    return sorted(path.stem for path in (DOCS / "ja" / "lessons").glob("*.md"))


def read(name: str, language: str) -> Lesson:
    """Read a lesson."""
    text = (DOCS / language / course.path_of(name)).read_text(encoding="utf-8")
    quiz = read_quiz(question_pages.QUESTIONS / f"{name.replace('-', '_')}.toml").questions
    number = str(int(name.partition("-")[0]))
    return Lesson(name, number, language, _sections(split_front_matter(text)[1]), quiz)


def _sections(body: str) -> list[Section]:
    sections: list[Section] = []
    paragraph: list[str] = []

    def end() -> None:
        if paragraph and sections:
            sections[-1].paragraphs.append(" ".join(paragraph))
        paragraph.clear()

    for kind, value in _parts(body):
        if kind != "line":
            end()
        if kind == "heading":
            marks, title, name = HEADING.match(value).groups()  # type: ignore[union-attr]
            sections.append(Section(plain_links(title), name, len(marks)))
        elif not sections:
            continue
        elif kind == "formula":
            sections[-1].formulas.append(value)
        elif kind == "by hand":
            sections[-1].by_hand = True
        elif kind == "table":
            sections[-1].tables.append(value)
        elif kind == "figure":
            match = IMAGE.search(value)
            assert match is not None
            source = re.sub(r"^(\.\./)+", "", match[2])
            sections[-1].figures.append(Figure(source, match[1]))
        elif kind == "box" and not sections[-1].box:
            sections[-1].box = value.split("\n")
        elif kind == "line" and value:
            paragraph.append(value)
        elif kind == "line":
            end()
    end()
    return sections


def _parts(body: str) -> Iterator[tuple[str, str]]:
    """Yield what is open on a page, piece by piece: kind and text."""
    lines = body.split("\n")
    at = 0
    while at < len(lines):
        line, text = lines[at], lines[at].strip()
        at += 1
        if match := FENCE.match(line):
            at = _after(lines, at, lambda li, mark=match[1]: li.strip() == mark)
            yield "end", ""
        elif text.startswith("$$"):
            end = at if text == "$$" else at - 1
            end = _after(lines, end, lambda li: li.rstrip().endswith("$$"))
            yield "formula", "\n".join(lines[at - 1 : end]).strip().strip("$").strip()
            at = end
        elif match := HIDDEN.match(text):
            depth, tag = 1, match[1] or match[2]
            while depth and at < len(lines):
                inside = lines[at].strip()
                depth += inside.startswith(f"<{tag}") - inside.startswith(f"</{tag}")
                at += 1
            yield ("by hand" if "by-hand" in text else "end"), ""
        elif match := BOX.match(text):
            inside = [match[3] or ""]
            while at < len(lines) and (lines[at].startswith("    ") or not lines[at].strip()):
                inside.append(lines[at][4:])
                at += 1
            kind = "box" if match[1] == "!!!" and match[2] in BOXES else "end"
            yield kind, "\n".join(inside).strip()
        elif HEADING.match(line):
            yield "heading", line
        elif IMAGE.match(text):
            yield "figure", text
        elif text.startswith("|"):
            end = _after(lines, at, lambda li: not li.startswith("|"))
            yield "table", "\n".join(lines[at - 1 : end]).strip()
            at = end
        elif NO_PROSE.match(text):
            yield "end", ""
        else:
            yield "line", text


def _after(lines: list[str], at: int, is_last: Callable[[str], bool]) -> int:
    """Return the place behind the first line, from a place on, that is the last of something."""
    return next((n + 1 for n in range(at, len(lines)) if is_last(lines[n])), len(lines))


def plain_links(text: str) -> str:
    """Return a line of Markdown without links, spans and attributes, which paper has no use for."""
    hidden, kept = _hide(text)
    return _show(_without_links(hidden), kept)


def idea_of(paragraph: str, language: str, times: int = 1) -> tuple[str, str]:
    """Return the first sentences of a paragraph, as many as a slide takes, and the rest.

    With `times`, so many times as long: the question of a lesson is not to be cut off.
    """
    text, kept = _hide(plain_links(paragraph))
    sentences = [s for s in SENTENCE[language].split(text) if s.strip()]
    space = "" if language == "ja" else " "
    count = 1
    longest = times * LONGEST[language]
    while count < len(sentences) and len(space.join(sentences[: count + 1])) < longest:
        count += 1
    first, rest = space.join(sentences[:count]), space.join(sentences[count:])
    return _show(first, kept), _show(rest, kept)


def _without_links(line: str) -> str:
    return ATTRIBUTES.sub("", SPAN.sub("", LINK.sub(r"\1", line))).strip()


def _hide(text: str) -> tuple[str, list[str]]:
    """Put numbers in place of code and formulas, which are no Markdown; return these, too."""
    kept = PROTECTED.findall(text)
    numbers = iter(range(len(kept)))
    return PROTECTED.sub(lambda _: f"\0{next(numbers)}\0", text), kept


def _show(text: str, kept: list[str]) -> str:
    return re.sub(r"\0(\d+)\0", lambda number: kept[int(number[1])], text)


# ---- Slides


def slides(lesson: Lesson) -> list[Slide]:
    """Return a lesson's slides: its question, an idea from each section, questions, a summary."""
    words, language = TEXTS[lesson.language], lesson.language
    first = lesson.sections[0]
    made = [_slide(first, lesson.title, language)]
    if first.box:
        made.append(Slide(first.box[0], "\n".join(first.box[1:]).strip(), None, []))
    for section in lesson.taught():
        shown = section.figures or section.formulas or section.tables or not section.by_hand
        if section.paragraphs and shown:  # a heading above others has nothing of its own
            made.append(_slide(section, section.title, language))
            made += [Slide(section.title, "", figure, []) for figure in section.figures[1:2]]
    for n, question in enumerate(lesson.questions, start=1):
        options = [f"{k}. {o.text[language]}" for k, o in enumerate(question.options, start=1)]
        text = "\n".join([question.text[language], "", *options])
        why = question.options[question.right].why[language]
        answer = words["answer"].format(n=question.right + 1, why=why)
        made.append(Slide(words["question"].format(n=n), text, None, [answer]))
    minute = lesson.section(MINUTE)
    if minute and minute.box:
        made.append(Slide(minute.title, "\n".join(minute.box[1:]).strip(), None, []))
    return made


def _slide(section: Section, title: str, language: str) -> Slide:
    times = QUESTION if section.level == 1 else 1
    idea, rest = idea_of(section.paragraphs[0], language, times) if section.paragraphs else ("", "")
    if section.box and section.level > 1:  # what many believe; the speaker then says what is true
        idea, rest = "\n".join(section.box[1:]).strip(), section.paragraphs[0]
    figure = section.figures[0] if section.figures else None
    if figure is None and section.formulas:
        idea = f"{idea}\n\n$$\n{section.formulas[0]}\n$$"
    elif figure is None and section.tables and section.tables[0].count("\n") < MOST_ROWS:
        idea = f"{idea}\n\n{section.tables[0]}"
    notes = [plain_links(rest), *map(plain_links, section.paragraphs[1:])]
    return Slide(title, idea, figure, [note for note in notes if note][:MOST_NOTES])


# ---- HTML

_MARKDOWN = markdown.Markdown(
    extensions=["tables", "pymdownx.arithmatex"],
    extension_configs={"pymdownx.arithmatex": {"generic": True}},
)


def to_html(text: str) -> str:
    """Return Markdown as HTML; formulas are left to KaTeX."""
    hidden, kept = _hide(text)
    lines = "\n".join(map(_without_links, hidden.split("\n")))
    return _MARKDOWN.reset().convert(_show(lines, kept))


def picture(figure: Figure | None, root: str) -> str:
    """Return the element of a figure."""
    if figure is None:
        return ""
    name = figure_name(figure)
    return f'<img class="picture" src="{root}figures/{name}" alt="{html.escape(figure.alt)}">'


def figure_name(figure: Figure) -> str:
    """Return the name of a figure's file: with its folder, for two lessons may have one `x.svg`."""
    return figure.source.removeprefix("samples/").replace("/", "-")


def figures(lesson: Lesson) -> list[Figure]:
    """Return all figures of a lesson that are open on its page."""
    return list(dict.fromkeys(f for section in lesson.sections for f in section.figures))


PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{head}
<link rel="stylesheet" href="{root}katex/katex.min.css">
<script src="{root}katex/katex.min.js" defer></script>
<script src="{root}katex/math.js" defer></script>
</head>
<body>
{body}
</body>
</html>
"""


def deck(lesson: Lesson, root: str = "../") -> str:
    """Return the slides as a page that reveal.js shows; S opens what the speaker may say."""
    words = TEXTS[lesson.language]
    foot = f"{words['book']} · {words['lesson'].format(number=lesson.number)} · {words['licence']}"
    parts = []
    for slide in slides(lesson):
        notes = "".join(to_html(note) for note in slide.notes)
        parts += [
            '<section><div class="slide">',
            f'<h2>{_inline(slide.title)}</h2><div class="idea">{to_html(slide.idea)}</div>',
            f'{picture(slide.figure, root)}<p class="foot">{html.escape(foot)}</p></div>',
            f'<aside class="notes">{notes}</aside></section>',
        ]
    body = "\n".join(
        [
            '<div class="reveal">',
            '<div class="slides">',
            *parts,
            "</div>",
            "</div>",
            f'<script src="{root}reveal/reveal.js"></script>',
            f'<script src="{root}reveal/notes.js"></script>',
            f'<script src="{root}reveal/start.js"></script>',
        ]
    )
    head = "\n".join(
        f'<link rel="stylesheet" href="{root}{name}">'
        for name in ("reveal/reset.css", "reveal/reveal.css", "slides.css")
    )
    return PAGE.format(
        language=lesson.language, title=html.escape(lesson.title), head=head, root=root, body=body
    )


def sheet(lesson: Lesson, root: str = "../") -> str:
    """Return the sheet to print: the question, a figure, formulas, and the questions to answer."""
    words, language, first = TEXTS[lesson.language], lesson.language, lesson.sections[0]
    idea, _ = idea_of(first.paragraphs[0], language, QUESTION) if first.paragraphs else ("", "")
    figure = next(iter(figures(lesson)), None)
    formulas = [f for section in lesson.taught() for f in section.formulas if len(f) < 160]
    box = to_html("\n".join(first.box[1:]).strip()) if first.box else ""
    asked = []
    for question in lesson.questions:
        options = "".join(f"<li>{_inline(o.text[language])}</li>" for o in question.options)
        asked.append(f"<li>{_inline(question.text[language])}<ul>{options}</ul></li>")
    shown = "".join(to_html(f"$$\n{formula}\n$$") for formula in formulas[:FORMULAS])
    number = words["lesson"].format(number=lesson.number)
    body = "\n".join(
        [
            "<main>",
            f'<header><p class="lesson">{number}</p>'
            f'<p class="blanks">{words["date"]} <span class="short"></span> '
            f"{words['name']} <span></span></p></header>",
            f"<h1>{_inline(lesson.title)}</h1>",
            f'<section class="question">{picture(figure, root)}{to_html(idea)}{box}</section>',
            f'<h2>{words["formulas"]}</h2><section class="formulas">{shown}</section>'
            if shown
            else "",
            f'<h2>{words["questions"]}</h2><ol class="asked">{"".join(asked)}</ol>'
            if asked
            else "",
            f"<footer>{html.escape(words['book'])} · {html.escape(words['licence'])}</footer>",
            "</main>",
        ]
    )
    head = f'<link rel="stylesheet" href="{root}sheet.css">'
    return PAGE.format(
        language=language, title=html.escape(lesson.title), head=head, root=root, body=body
    )


def _inline(text: str) -> str:
    """Return a line of Markdown as HTML without a paragraph around it."""
    return to_html(text).removeprefix("<p>").removesuffix("</p>")
