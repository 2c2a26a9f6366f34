"""The plan of the course names what is there, and its table is made of the book as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lesson_code.exercises.files import BUILD, all_exercises
from scripts.book import course, pages, reading_time
from scripts.book.exercise_pages import EXERCISES


def test_the_course_reads_every_lesson_once_in_fifteen_weeks() -> None:
    weeks = course.read()
    assert len(weeks) == 15
    lessons = [page for week in weeks for page in week.lessons]
    there = [Path(n).stem for n in pages.page_names("ja") if n.startswith("lessons/")]
    assert sorted(lessons) == sorted([*there, "before-you-begin"])
    handed = [exercise.name for week in weeks for exercise in week.hand_in]
    assert len(handed) == len(set(handed)), "one is handed in twice"
    for week in weeks:
        assert {e.lesson for e in week.hand_in} <= set(week.lessons), "before it was read"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_table_has_the_minutes_that_the_lesson_says(language: str) -> None:
    page = (pages.DOCS / language / "lessons/05-backpropagation.md").read_text(encoding="utf-8")
    time = reading_time.reading_time(page, language)
    row = next(r for r in course.table(language).splitlines() if "05-backpropagation.md)" in r)
    minutes = row.split("|")[3]
    open_minutes = re.findall(r"\d+", time.text(language))
    assert re.findall(r"\d+", minutes) == open_minutes
    assert "[5.1](lessons/05-backpropagation.md#exercise-say)" in row


def test_the_links_of_the_table_lead_to_headings() -> None:
    for target, heading in re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", course.table("en")):
        text = (pages.DOCS / "en" / target).read_text(encoding="utf-8")
        assert not heading or f"{{#{heading}}}" in text


def test_an_exercise_beside_the_lessons_is_linked_to_its_own_page() -> None:
    links = {e.number: course.link(e) for e in all_exercises(EXERCISES)}
    assert links["lab_affine"] == "[lab_affine](lab.md)"
    assert links["5"] == "[5](lessons/05-backpropagation.md#exercise-build)"


def test_the_list_of_variants_is_of_all_that_build() -> None:
    text = course.variants("en")
    built = [e.number for e in all_exercises(EXERCISES) if e.rung == BUILD]
    some, none = text.split("\n\n")
    found = re.findall(r"\[(\d+)\]", some) + re.findall(r"\b\d+\b", none)
    assert sorted(found, key=int) == [n for n in built if n.isdecimal()]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["1.1"', '["1.9"', "week 2: there is no exercise"),
        ('"01-sigmoid"', '"01-tanh"', "week 2: there is no page"),
        ("prepare.en =", "prepare.de =", "week 1: prepare needs"),
    ],
)
def test_a_fault_in_the_plan_is_told(
    old: str, new: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "course.toml"
    bad.write_text(course.FILE.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(course, "FILE", bad)
    with pytest.raises(course.CourseError, match=said):
        course.read()
