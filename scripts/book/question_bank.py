"""The graded questions as files for learning platforms: Moodle XML, CSV and JSON.

Moodle's texts are HTML, with code as `<code>`. A table holds plain text: code stays in backticks,
and what is emphasised is not. JSON keeps the texts as they are written here, in Markdown.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from functools import cache

import markdown

from lesson_code.exercises.questions import MOST, Question, Quiz
from scripts.book import course, question_pages
from scripts.book.pages import DOCS

FOLDER = "question-bank"
EMPHASIS = re.compile(r"(\*{1,2})(\S(?:[^*]*\S)?)\1")
CODE = re.compile(r"(`[^`]*`)")
_MARKDOWN = markdown.Markdown()  # one for all: to make one takes longer than to use it

TEXTS = {
    "ja": {"book": "ゼロから学ぶニューラルネットワーク", "proof": "確かめたサンプル：`{proof}`"},
    "en": {"book": "Neural networks from scratch", "proof": "The sample that shows it: `{proof}`"},
}
COLUMNS = {
    "ja": ["ページ", "番号", "質問", "正解", "選択肢 {n}", "解説 {n}", "サンプル"],
    "en": ["page", "id", "question", "right", "option {n}", "why {n}", "sample"],
}


def served(language: str) -> dict[str, str]:
    """Return the files of the question bank in a language, by their place in its site."""
    quizzes = question_pages.quizzes()
    return {
        f"{FOLDER}/questions.xml": moodle_xml(quizzes, language),
        f"{FOLDER}/questions.csv": table(quizzes, language),
        f"{FOLDER}/questions.json": as_json(quizzes, language),
    }


def title(quiz: Quiz, language: str) -> str:
    """Return the title of the page that asks the questions, with the number of its lesson."""
    page = quiz.name.replace("_", "-")
    text = (DOCS / language / course.path_of(page)).read_text(encoding="utf-8")
    number = "" if quiz.number == quiz.name else f"{quiz.name.partition('_')[0]} "
    return number + course.title_of(text)


# ---- Moodle


def moodle_xml(quizzes: Sequence[Quiz], language: str) -> str:
    """Return Moodle XML: a category for each page, a multiple choice for each question."""
    root = ET.Element("quiz")
    for quiz in quizzes:
        category = ET.SubElement(root, "question", type="category")
        path = [TEXTS[language]["book"], title(quiz, language).replace("/", "//")]
        _text(category, "category", "/".join(["$course$", "top", *path]))
        for question in quiz.questions:
            root.append(_multichoice(f"{quiz.name}/{question.id}", question, language))
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _multichoice(name: str, question: Question, language: str) -> ET.Element:
    element = ET.Element("question", type="multichoice")
    _text(element, "name", name)
    _text(element, "questiontext", as_html(question.text[language]), format="html")
    proof = TEXTS[language]["proof"].format(proof=question.proof) if question.proof else ""
    _text(element, "generalfeedback", as_html(proof), format="html")
    for tag, value in (
        ("defaultgrade", "1"),
        ("penalty", "0.3333333"),
        ("hidden", "0"),
        ("idnumber", name),
        ("single", "true"),
        ("shuffleanswers", "true"),
        ("answernumbering", "123"),
    ):
        ET.SubElement(element, tag).text = value
    for index, option in enumerate(question.options):
        fraction = "100" if index == question.right else "0"
        answer = ET.SubElement(element, "answer", fraction=fraction, format="html")
        ET.SubElement(answer, "text").text = as_html(option.text[language])
        _text(answer, "feedback", as_html(option.why[language]), format="html")
    return element


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(ET.SubElement(parent, tag, attributes), "text").text = text


@cache
def as_html(text: str) -> str:
    """Return a text of a question as HTML; "" stays so."""
    return _MARKDOWN.reset().convert(text)


# ---- Tables and data


def table(quizzes: Sequence[Quiz], language: str) -> str:
    """Return CSV, with the mark at its beginning by which spreadsheets know the encoding."""
    page, name, text, right, option, why, sample = COLUMNS[language]
    numbers = range(1, MOST + 1)
    choices = [each.format(n=n) for n in numbers for each in (option, why)]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([page, name, text, right, *choices, sample])
    for quiz in quizzes:
        for question in quiz.questions:
            cells = [plain(words[language]) for o in question.options for words in (o.text, o.why)]
            cells += [""] * (2 * MOST - len(cells))
            start = [title(quiz, language), f"{quiz.name}/{question.id}"]
            start += [plain(question.text[language]), str(question.right + 1)]
            writer.writerow([*start, *cells, question.proof or ""])
    return "\ufeff" + file.getvalue()


def plain(text: str) -> str:
    """Return a text without marks of emphasis; code stays as it is, in its backticks."""
    parts = CODE.split(text)
    return "".join(p if p.startswith("`") else EMPHASIS.sub(r"\2", p) for p in parts)


def as_json(quizzes: Sequence[Quiz], language: str) -> str:
    """Return the questions page by page, their texts in Markdown."""
    pages = [
        {
            "page": quiz.name.replace("_", "-"),
            "title": title(quiz, language),
            "questions": [
                {
                    "id": question.id,
                    "text": question.text[language],
                    "options": [
                        {"text": option.text[language], "why": option.why[language]}
                        for option in question.options
                    ],
                    "right": question.right,
                    "sample": question.proof,
                }
                for question in quiz.questions
            ],
        }
        for quiz in quizzes
    ]
    return json.dumps(
        {"language": language, "licence": "MIT", "pages": pages}, ensure_ascii=False, indent=1
    )
