"""The course of 15 weeks, a table of the page for teachers, from docs/teaching/course.toml.

Minutes of reading are counted from the lessons as they stand, and the titles and numbers of
exercises come from their files, so that the table cannot fall behind the book.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lesson_code.exercises.files import BUILD, LANGUAGES, Exercise
from lesson_code.exercises.variants import count_variants, has_variants
from scripts.book import exercise_pages, question_pages, reading_time
from scripts.book.pages import DOCS, split_front_matter

FILE = DOCS / "teaching" / "course.toml"
PLACE = "<!-- course -->"
PLACE_OF_VARIANTS = "<!-- variants -->"
LESSON = re.compile(r"\d\d-")
COMMA = {"ja": "、", "en": ", "}
SECTION = {"1_say": "exercise-say", "2_build": "exercise-build", "3_find": "exercise-find"}

TEXTS = {
    "ja": {
        "head": ["週", "読むページ", "読む時間（分）", "教員の準備", "提出する演習"],
        "minutes": "{open}＋{folded}",
        "nothing": "なし",
        "some": "類題のある演習（かっこの中は、何通りあるか）：{links}。",
        "none": "作る演習のうち、類題がないもの：{numbers}。一言で答える演習と、"
        "間違いを探す演習にも、類題はありません。",
        "sum": "合わせて、読む時間が、開いている部分だけでおよそ {hours:.0f} 時間、"
        "提出する演習が {exercises} 問（全 {all} 問）、採点つきの質問が {questions} 問です。",
    },
    "en": {
        "head": ["Week", "Pages", "Reading, minutes", "Prepare", "Exercises to hand in"],
        "minutes": "{open} + {folded}",
        "nothing": "none",
        "some": "Exercises with variants, and how many: {links}.",
        "none": "To build, but without variants: {numbers}. Those to say in a line and those to "
        "find a mistake have none either.",
        "sum": "Together: about {hours:.0f} hours of reading, without what is folded, "
        "{exercises} of the {all} exercises to hand in, and {questions} graded questions.",
    },
}


class CourseError(ValueError):
    """The plan names something that is not there."""


@dataclass(frozen=True)
class Week:
    """A week of the course.

    Args:
        lessons: names of the pages to read, `05-backpropagation`.
        hand_in: the exercises to hand in.
        prepare: what the teacher has to have ready, by language.
    """

    lessons: Sequence[str]
    hand_in: Sequence[Exercise]
    prepare: Mapping[str, str]


def read() -> list[Week]:
    """Return the plan.

    Raises:
        CourseError: if it names a page or an exercise that is not there, or lacks a language.
    """
    known = {exercise.number: exercise for exercise in exercise_pages.exercises()}
    weeks = []
    for number, table in enumerate(tomllib.loads(FILE.read_text("utf-8"))["week"], start=1):
        if unknown := [n for n in table["hand_in"] if n not in known]:
            raise CourseError(f"{FILE.name}, week {number}: there is no exercise {unknown}")
        if unknown := [n for n in table["lessons"] if not (DOCS / "ja" / path_of(n)).is_file()]:
            raise CourseError(f"{FILE.name}, week {number}: there is no page {unknown}")
        if set(table["prepare"]) != set(LANGUAGES):
            raise CourseError(f"{FILE.name}, week {number}: prepare needs {LANGUAGES}")
        hand_in = [known[number] for number in table["hand_in"]]
        weeks.append(Week(table["lessons"], hand_in, table["prepare"]))
    return weeks


def path_of(page: str) -> str:
    """Return where a page of the course stands below the folder of a language."""
    return f"lessons/{page}.md" if LESSON.match(page) else f"{page}.md"


def link(exercise: Exercise) -> str:
    """Return a link to an exercise: to its section of a lesson, or to a page of its own."""
    section = f"#{SECTION[exercise.rung]}" if LESSON.match(exercise.lesson) else ""
    return f"[{exercise.number}]({exercise.page}.md{section})"


def with_course(markdown: str, language: str) -> str:
    """Return the page for teachers with the course, and a list of the exercises with variants."""
    if PLACE not in markdown:
        return markdown
    markdown = markdown.replace(PLACE, table(language))
    return markdown.replace(PLACE_OF_VARIANTS, variants(language))


def title_of(markdown: str) -> str:
    """Return the title of a page."""
    match = re.search(r"^# (.+?)\s*\{", markdown, re.M)
    if not match:
        raise CourseError(f"a page has no title: {markdown[:60]!r}")
    return match[1]


def table(language: str) -> str:
    """Return the plan as a Markdown table, and a line with its sums."""
    words, weeks = TEXTS[language], read()
    asked = {quiz.name: len(quiz.questions) for quiz in question_pages.quizzes()}
    rows = [words["head"], [":-:", "---", ":-:", "---", "---"]]
    hours, questions = 0.0, 0
    for number, week in enumerate(weeks, start=1):
        links, times = [], []
        for page in week.lessons:
            text = (DOCS / language / path_of(page)).read_text(encoding="utf-8")
            text = split_front_matter(text)[1].lstrip("\n")  # as the hooks get it
            links.append(f"[{title_of(text)}]({path_of(page)})")
            times.append(reading_time.reading_time(text, language))
            questions += asked[page.replace("-", "_")]
        hours += sum(time.open for time in times) / 60
        minutes = words["minutes"].format(
            open=sum(math.ceil(time.open) for time in times),
            folded=sum(math.ceil(time.folded) for time in times),
        )
        exercises = COMMA[language].join(link(e) for e in week.hand_in)
        cells = [str(number), "<br>".join(links), minutes, week.prepare[language]]
        rows.append([*cells, exercises or words["nothing"]])
    summary = words["sum"].format(
        hours=hours,
        exercises=sum(len(week.hand_in) for week in weeks),
        all=len(exercise_pages.exercises()),
        questions=questions,
    )
    return "\n".join([*(f"| {' | '.join(row)} |" for row in rows), "", summary])


def variants(language: str) -> str:
    """Return which exercises have variants, and which that build something have none."""
    words, built = TEXTS[language], [e for e in exercise_pages.exercises() if e.rung == BUILD]
    comma = COMMA[language]
    links = [f"{link(e)} ({count_variants(e)})" for e in built if has_variants(e)]
    numbers = [e.number for e in built if not has_variants(e)]
    some = words["some"].format(links=comma.join(links))
    return f"{some}\n\n{words['none'].format(numbers=comma.join(numbers))}"
