"""The files for learning platforms hold every question, and only what those platforms can read."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from lesson_code.exercises.questions import FEWEST, MOST, Option, Question, Quiz
from scripts.book import question_bank, question_pages
from tests.docs.test_pages import JAPANESE

BOTH = pytest.mark.parametrize("language", ["ja", "en"])
QUIZZES = question_pages.quizzes()
NAMES = [f"{quiz.name}/{question.id}" for quiz in QUIZZES for question in quiz.questions]


class Tags(HTMLParser):
    """The tags of a text, which must be closed in the order in which they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(element: ET.Element, path: str) -> str:
    return element.findtext(f"{path}/text") or ""


@BOTH
def test_moodle_gets_each_question_with_one_right_answer(language: str) -> None:
    root = ET.fromstring(question_bank.moodle_xml(QUIZZES, language).encode("utf-8"))
    assert root.tag == "quiz"
    assert len(root.findall("question[@type='category']")) == len(QUIZZES)
    questions = root.findall("question[@type='multichoice']")
    assert [text_of(q, "name") for q in questions] == NAMES
    assert [q.findtext("idnumber") for q in questions] == NAMES
    for question in questions:
        answers = question.findall("answer")
        assert FEWEST <= len(answers) <= MOST
        assert [a.attrib["fraction"] for a in answers].count("100") == 1
        texts = [text_of(question, "questiontext")]
        texts += [answer.findtext("text") or "" for answer in answers]
        texts += [text_of(answer, "feedback") for answer in answers]
        for text in texts:
            assert text.startswith("<p>")
            assert "`" not in text
            tags = Tags(text)
            assert not tags.open
            assert tags.seen <= {"p", "code", "strong", "em"}


def test_what_is_special_stays_what_it_is() -> None:
    words = {"ja": "`a < b & c` と **d**、`2**3`", "en": "*x* is `<p>`"}
    option = Option(words, words)
    question = Question("q", words, (option, option, option), 1)
    quiz = Quiz("05_backpropagation", (question,))
    element = ET.fromstring(question_bank.moodle_xml([quiz], "ja"))[1]
    html = text_of(element, "questiontext")
    assert html == ("<p><code>a &lt; b &amp; c</code> と <strong>d</strong>、<code>2**3</code></p>")
    assert question_bank.plain(words["ja"]) == "`a < b & c` と d、`2**3`"
    assert question_bank.plain(words["en"]) == "x is `<p>`"
    assert [a.attrib["fraction"] for a in element.findall("answer")] == ["0", "100", "0"]


@BOTH
def test_the_table_and_the_data_hold_the_same(language: str) -> None:
    text = question_bank.table(QUIZZES, language)
    assert text.startswith("\ufeff"), "Excel takes it for another encoding"
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert {len(row) for row in rows} == {5 + 2 * MOST}
    assert [row[1] for row in rows[1:]] == NAMES
    assert bool(JAPANESE.search(rows[0][0])) == (language == "ja")
    data = json.loads(question_bank.as_json(QUIZZES, language))
    questions = [question for page in data["pages"] for question in page["questions"]]
    for row, question in zip(rows[1:], questions, strict=True):
        right = question["options"][int(row[3]) - 1]
        assert question["options"].index(right) == question["right"]
        assert row[4 + 2 * question["right"]] == question_bank.plain(right["text"])
        assert bool(JAPANESE.search(row[2])) == (language == "ja")
