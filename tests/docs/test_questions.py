"""The questions of each lesson stand on its page, and what proves an answer stands there, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from lesson_code.exercises.questions import Quiz
from scripts.book import pages, samples
from scripts.book.question_pages import place_of, quizzes, with_questions
from scripts.book.reading_time import reading_time

QUIZZES = [pytest.param(quiz, id=quiz.name) for quiz in quizzes()]
LINE = '<div class="questions" data-questions="{name}" markdown>\n\n(Answer.)\n\n</div>\n'


def read(language: str, name: str) -> str:
    return (pages.DOCS / language / name).read_text(encoding="utf-8")


def page_of(name: str) -> str:
    """Return the page on which the questions of a file stand."""
    folder = "lessons/" if name[0].isdecimal() else ""
    return f"{folder}{name.replace('_', '-')}.md"


def blocks() -> Iterator[tuple[str, str]]:
    """Yield each page, and the questions that it names."""
    for name in pages.page_names("ja"):
        for token in pages.tokens(read("ja", name)):
            if match := re.search(r'data-questions="([^"]*)"', token.value):
                yield name, match[1]


def test_questions_stand_on_the_page_of_their_lesson() -> None:
    shown = list(blocks())
    assert [name for page, name in shown if page != page_of(name.partition("/")[0])] == []
    lessons = {name[len("lessons/") : -len(".md")] for name, _ in shown}
    every = {n[len("lessons/") : -len(".md")] for n in pages.page_names("ja") if "lessons/" in n}
    assert every - lessons == set(), "each lesson asks questions"
    for language in ("ja", "en"):
        for page, _ in shown:
            assert 'class="graded"' in with_questions(read(language, page), language)


@pytest.mark.parametrize("quiz", QUIZZES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_proves_an_answer_stands_on_the_page(language: str, quiz: Quiz) -> None:
    known = {sample.name for sample in samples.all_samples()}
    for question in quiz.questions:
        if question.proof:
            assert question.proof in known
            assert place_of(question.proof, read(language, page_of(quiz.name)))


@pytest.mark.parametrize("quiz", QUIZZES)
def test_each_question_stands_once_on_its_page(quiz: Quiz) -> None:
    page = with_questions(read("en", page_of(quiz.name)), "en")
    asked = re.findall(r'data-question="([^"]*)"', page)
    assert sorted(asked) == sorted(question.id for question in quiz.questions)


@pytest.mark.parametrize("quiz", QUIZZES)
def test_the_right_answer_is_not_always_in_the_same_place(quiz: Quiz) -> None:
    assert len({question.right for question in quiz.questions}) > 1


PAGE = """# A {#a}

## B {#b}

<details class="note" markdown>
<summary id="folded">C</summary>

<div class="sample" data-sample="03_affine/proofreader.py" markdown>
</div>

</details>

## D {#d}

<div class="sample" data-sample="03_affine/one_by_one.py" markdown>
</div>

""" + LINE.format(name="03_affine")


def test_a_page_gets_its_questions_below_the_line_for_readers_without_scripts() -> None:
    page = with_questions(PAGE, "en")
    begun = PAGE[: PAGE.index("</div>", PAGE.index("(Answer.)"))]
    assert page.startswith(begun)
    block = page.removeprefix(begun)
    assert block.endswith("</div>\n\n</div>\n")
    (quiz,) = [quiz for quiz in quizzes() if quiz.name == "03_affine"]
    for question in quiz.questions:
        told = block[block.index(f'data-question="{question.id}"') :]
        assert f'data-right="{question.right}"' in told.partition("\n")[0]
        asked, _, answered = told.partition("<details")
        answered = answered.partition("</details>")[0]
        assert question.text["en"] in asked
        for number, option in enumerate(question.options, start=1):
            assert f"\n{number}. {option.text['en']}\n" in asked
            assert f"\n{number}. {option.why['en']}\n" in answered
        assert f"The right answer is {question.right + 1}." in answered
    assert "[`proofreader.py`](#folded)" in block
    assert "[`one_by_one.py`](#d)" in block


def test_a_page_can_ask_one_question_alone() -> None:
    (quiz,) = [quiz for quiz in quizzes() if quiz.name == "03_affine"]
    one = quiz.questions[1]
    block = with_questions(PAGE.replace('"03_affine"', f'"03_affine/{one.id}"'), "en")
    assert re.findall(r'data-question="([^"]*)"', block) == [one.id]
    assert f"\n{one.text['en']}\n" in block, "without a number"


def test_questions_are_read_and_their_answers_unfolded() -> None:
    without = reading_time("(Answer.)\n", "en")
    with_them = reading_time(LINE.format(name="03_affine"), "en")
    assert without.open < with_them.open < 3
    assert 0 == without.folded < with_them.folded < 3


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (LINE.format(name="03_no"), r"no 03_no\.toml"),
        (LINE.format(name="03_affine/no"), r"03_affine\.toml has no question no"),
        (LINE.format(name="03_affine"), "does not show docs/samples/03_affine/proofreader.py"),
    ],
)
def test_what_is_missing_is_told(page: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        with_questions(page, "ja")


def test_a_page_without_questions_stays() -> None:
    assert with_questions("# A {#a}\n\n<div>\n</div>\n", "ja") == "# A {#a}\n\n<div>\n</div>\n"
