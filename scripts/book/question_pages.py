"""The graded questions as a page has them: to be read, with the answers in a box to unfold.

In a page, `<div class="questions" data-questions="03_affine" markdown>` gets the questions of
docs/questions/03_affine.toml, below the line that stands in it for readers without scripts; and
`data-questions="before_you_begin/axes"` only the question of that id. With scripts,
docs/shared/js/questions.js makes them ones to answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lesson_code.exercises.questions import Question, Quiz, all_quizzes
from scripts.book.pages import DOCS, named

QUESTIONS = DOCS / "questions"
BLOCK = re.compile(
    r'^<div class="questions" data-questions="([^"]*)"[^>]*>\n.*?(?=^</div>)', re.M | re.S
)

TEXTS = {
    "ja": {
        "answer": "答え",
        "right": "正解は {number} です。",
        "proof": "確かめたサンプル：[`{name}`](#{place})",
    },
    "en": {
        "answer": "Answer",
        "right": "The right answer is {number}.",
        "proof": "The sample that shows it: [`{name}`](#{place})",
    },
}


@cache
def quizzes() -> Sequence[Quiz]:
    """Return the questions of all pages, as they stand in the project."""
    return tuple(all_quizzes(QUESTIONS))


def with_questions(markdown: str, language: str) -> str:
    """Return a page with the questions that it names.

    Raises:
        ValueError: if there are none of that name, or a sample that proves one is not on the page.
    """
    if "data-questions=" not in markdown:
        return markdown
    known = {quiz.name: quiz for quiz in quizzes()}

    def block(match: re.Match[str]) -> str:
        name, _, one = match[1].partition("/")
        if name not in known:
            raise ValueError(f"docs/questions has no {name}.toml; it has {', '.join(known)}")
        ids = [question.id for question in known[name].questions]
        if one and one not in ids:
            raise ValueError(f"{name}.toml has no question {one}; it has {', '.join(ids)}")
        parts = [
            _question(question, "" if one else f"**{number}.** ", markdown, language)
            for number, question in enumerate(known[name].questions, start=1)
            if one in ("", question.id)
        ]
        return match[0] + "\n".join(parts) + "\n"

    return BLOCK.sub(block, markdown)


def _question(question: Question, number: str, markdown: str, language: str) -> str:
    words = TEXTS[language]
    attributes = f'data-question="{question.id}" data-right="{question.right}"'
    lines = [
        f'<div class="graded" {attributes} markdown>',
        "",
        f"{number}{question.text[language]}",
        "",
        *(f"{n}. {option.text[language]}" for n, option in enumerate(question.options, start=1)),
        "",
        '<details class="answer" data-search-exclude markdown>',
        f"<summary>{words['answer']}</summary>",
        "",
        words["right"].format(number=question.right + 1),
        "",
        *(f"{n}. {option.why[language]}" for n, option in enumerate(question.options, start=1)),
        "",
    ]
    if question.proof:
        name = question.proof.rpartition("/")[2]
        place = place_of(question.proof, markdown)
        lines += [words["proof"].format(name=name, place=place), ""]
    return "\n".join([*lines, "</details>", "", "</div>", ""])


def place_of(sample: str, markdown: str) -> str:
    """Return the id of what holds a sample on a page: a heading, or what is folded below one.

    Raises:
        ValueError: if the page does not show the sample.
    """
    above, found, _ = markdown.partition(f'data-sample="{sample}"')
    ids = [there.id for there in named(above)]
    if not found or not ids:
        raise ValueError(f"the page does not show docs/samples/{sample}, which proves an answer")
    return ids[-1]
