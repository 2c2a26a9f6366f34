"""How long a lesson takes to read: what is open on its page, and what is folded.

Exercises do not count: they take as long as they take. Of three graded questions, the questions
and their options are open, the answers folded.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lesson_code.exercises.questions import read_quiz
from scripts.book import code_blocks, pages, question_pages, samples
from scripts.book.pages import FENCE, IMAGE, INCLUDE, INLINE_FORMULA

LIMIT = 30  # minutes, for a lesson

PER_MINUTE = {"ja": 400, "en": 170}  # characters, words
LINES_PER_MINUTE = 30  # of code
SECONDS = 20  # for a displayed formula or a figure

TEXTS = {
    "ja": ("およそ {open} 分。", "たたんだところもすべて開くと、さらに {folded} 分。"),
    "en": ("{open} min", ", {folded} more if you open everything"),
}

COMMAND = re.compile(r"\\[A-Za-z]+|\\.|[{}^_&\s]")
TAG = re.compile(r"<[^>]*>")
TARGET = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]:?|\{[^{}]*\}")


@dataclass(frozen=True)
class ReadingTime:
    """Minutes for what is open on a page, and for what is folded."""

    open: float
    folded: float

    def text(self, language: str) -> str:
        """Say it as a page does, in whole minutes."""
        first, more = TEXTS[language]
        folded = math.ceil(self.folded)
        return (first + more * bool(folded)).format(open=math.ceil(self.open), folded=folded)


def under_title(markdown: str, text: str) -> str:
    """Return a page with a line of Markdown under its title, which the search does not find."""
    line = f'<p class="reading-time" data-search-exclude markdown="span">{text}</p>'
    return re.sub(r"^# .*$", lambda title: f"{title[0]}\n\n{line}", markdown, count=1, flags=re.M)


@functools.cache  # the page for teachers asks for all lessons again
def reading_time(markdown: str, language: str) -> ReadingTime:
    """Return how long a page takes to read, as it stands in docs/ja or docs/en."""
    minutes = {False: 0.0, True: 0.0}
    for folded, kind, value in _parts(markdown, language):
        if kind == "code":
            lines = sum(1 for line in value.split("\n") if line.strip())
            minutes[folded] += lines / LINES_PER_MINUTE
        elif kind == "look":
            minutes[folded] += SECONDS / 60
        else:
            minutes[folded] += amount(value, language) / PER_MINUTE[language]
    return ReadingTime(minutes[False], minutes[True])


def amount(text: str, language: str) -> int:
    """Return how many words, or in Japanese characters, a line of Markdown gives to read.

    A formula in the text is a word, or in Japanese as many characters as it has signs.
    """
    sign = (lambda formula: COMMAND.sub(_sign, formula[1])) if language == "ja" else "x"
    text = INLINE_FORMULA.sub(sign, IMAGE.sub(" ", text))
    text = TARGET.sub("", TAG.sub(" ", text))
    if language == "ja":
        return len(re.sub(r"^\s*\|?[-:|\s]+$|[\s*`#|\[]", "", text))
    return len(re.findall(r"\S*[^\W_]\S*", text))


def _sign(command: re.Match[str]) -> str:
    return "x" if command[0][0] == "\\" else ""


def _parts(markdown: str, language: str) -> Iterator[tuple[bool, str, str]]:
    """Yield whether it is folded, the kind and the text of each part that is read."""
    lines = pages.split_front_matter(markdown.replace("\r\n", "\n"))[1].split("\n")
    fence = ""
    formula = False
    details = 0  # how many <details> deep
    boxes: list[int] = []  # indentation of the folded boxes around
    skipped = 0  # how many <div> deep in what does not count
    for line in lines:
        indent = len(code_blocks.indent_of(line))
        if line.strip() and not fence:
            while boxes and indent <= boxes[-1]:
                boxes.pop()
        folded = bool(details or boxes)
        if fence:
            if line.strip() == fence:
                fence = ""
            elif not skipped:
                yield from _code(line, folded)
            continue
        if match := FENCE.match(line):
            fence = match[1]
            continue
        if skipped:
            skipped += line.lstrip().startswith("<div") - line.lstrip().startswith("</div>")
            continue
        if "$$" in line or formula:
            if line.count("$$") % 2:
                formula = not formula
            if "$$" in line and not formula:
                yield folded, "look", ""
            continue
        if match := re.match(r"\s*<div class=\"(exercise|by-hand|questions)\"", line):
            skipped = 1
            if match[1] == "by-hand":
                yield folded, "look", ""
            elif match[1] == "questions":
                yield from _questions(line, language)
            continue
        if re.match(r"\s*<details", line):
            details += 1
        elif line.strip() == "</details>":
            details -= 1
        elif match := re.match(r"\s*(?:!!!|\?\?\?(\+?)) ?[\w ]*(?:\"(.*)\")?", line):
            yield folded, "prose", match[2] or ""
            if match[0].lstrip().startswith("??? "):
                boxes.append(indent)
        else:
            for _ in IMAGE.finditer(line):
                yield folded, "look", ""
            summary = re.fullmatch(r"\s*<summary>(.*)</summary>\s*", line)
            yield bool(boxes or details > 1) if summary else folded, "prose", line


def _code(line: str, folded: bool) -> Iterator[tuple[bool, str, str]]:
    """Yield what a line of a fence shows."""
    match = INCLUDE.match(line)
    if not match:
        yield folded, "code", line
    elif match[1].startswith(code_blocks.SOURCE):
        yield folded, "code", code_blocks.source(match[1].removeprefix(code_blocks.SOURCE))
    else:
        places = (folder / match[1] for folder in (samples.SAMPLES, pages.DOCS))
        found = next((p for p in places if p.is_file()), None)
        text = found.read_text(encoding="utf-8") if found else ""  # the build says what is missing
        above, drawing = samples.parts(text)
        yield folded, "code", above
        yield True, "code", drawing


def _questions(line: str, language: str) -> Iterator[tuple[bool, str, str]]:
    """Yield what the block of a lesson's questions gives to read."""
    name = re.search(r'data-questions="(\w*)"', line)
    file = question_pages.QUESTIONS / f"{name[1] if name else ''}.toml"
    for question in read_quiz(file).questions if file.is_file() else ():
        yield False, "prose", question.text[language]
        for option in question.options:
            yield False, "prose", option.text[language]
            yield True, "prose", option.why[language]
