"""Sheets and slides hold what the lessons' pages say, whole, and nothing that paper cannot show."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from scripts.book import handouts
from scripts.book.pages import DOCS
from tests.docs.test_pages import JAPANESE

BOTH = pytest.mark.parametrize("language", ["ja", "en"])
VOID = {"meta", "link", "img", "br"}


class Reader(HTMLParser):
    """Tags that are closed in the order in which they were opened, figures, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.pictures.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@BOTH
def test_every_lesson_gives_a_sheet_and_slides(language: str) -> None:
    for name in handouts.lessons():
        lesson = handouts.read(name, language)
        made = handouts.slides(lesson)
        assert len(made) >= 8, name
        assert made[0].title == lesson.title
        assert made[-1].title == lesson.section(handouts.MINUTE).title  # type: ignore[union-attr]
        assert sum(slide.figure is not None for slide in made) >= 2, name
        for slide in made:
            assert slide.idea or slide.figure, f"{name}: nothing on the slide {slide.title!r}"
            assert slide.idea.count("$$") in (0, 2), f"{name}: {slide.idea}"
            assert not re.search(r"--8<--|^:::", slide.idea), slide.idea
        for figure in handouts.figures(lesson):
            assert (DOCS / figure.source).is_file()
        for page in (handouts.sheet(lesson), handouts.deck(lesson)):
            read = Reader(page)
            assert not read.open
            assert "```" not in read.text
            assert "](" not in read.text
            assert all(picture["alt"] for picture in read.pictures)
            for question in lesson.questions:
                for option in question.options:
                    plain = re.sub(r"[`*]", "", option.text[language])
                    assert plain.split(" ")[0] in read.text


@BOTH
def test_lesson_5_is_cut_as_a_teacher_would(language: str) -> None:
    lesson = handouts.read("05-backpropagation", language)
    made = handouts.slides(lesson)
    assert made[0].figure is not None
    assert made[0].figure.source == "samples/05_backpropagation/gates.svg"
    assert "**A.**" in made[1].idea
    titles = [slide.title for slide in made]
    assert len(titles) == len(set(titles))
    shown = {section.id for section in lesson.sections if section.title in titles}
    assert {"gates", "branch", "experiment", "misconception"} <= shown
    assert not shown & {"before-you-start", "ours", "exercise-build", "sources", "by-hand"}
    belief = made[titles.index(next(s.title for s in lesson.sections if s.id == "misconception"))]
    assert belief.idea.startswith({"ja": "「", "en": '"'}[language])
    assert belief.notes, "the speaker says what is true"
    answers = [slide for slide in made if slide.title.endswith(("1", "2", "3")) and slide.notes]
    assert len(answers) == 3
    assert all(bool(JAPANESE.search(a.notes[0])) == (language == "ja") for a in answers)
    right = lesson.questions[0].right + 1
    assert str(right) in answers[0].notes[0]


@pytest.mark.parametrize(
    ("language", "text", "idea", "rest"),
    [
        ("en", "One. Two.", "One. Two.", ""),
        ("en", f"One is {'x' * 200}. Two is {'y' * 200}.", f"One is {'x' * 200}.", None),
        ("ja", f"一つ。{'あ' * 128}。", "一つ。", f"{'あ' * 128}。"),
        ("en", f"See `a. B` and $c. D$. {'E' * 300}.", "See `a. B` and $c. D$.", f"{'E' * 300}."),
        ("ja", "[力](a.md#b)は**1**です。", "力は**1**です。", ""),
        ("en", 'It is <span data-number="a:b">5</span>.', "It is 5.", ""),
    ],
)
def test_an_idea_ends_with_a_sentence(
    language: str, text: str, idea: str, rest: str | None
) -> None:
    found = handouts.idea_of(text, language)
    assert found[0] == idea
    assert rest is None or found[1] == rest


def test_formulas_and_code_stay_as_they_are() -> None:
    formula = r"y = \frac{1}{u}"
    html = handouts.to_html(
        f"See [this](a.md){{ .b }}: `a[i](b)` and ${formula}$\n\n$$\n{formula}\n$$"
    )
    assert "<code>a[i](b)</code>" in html
    assert html.count(formula) == 2
    assert "See this: " in html


def test_what_is_folded_or_needs_scripts_is_left_out() -> None:
    body = (
        "# A {#a}\n\nOpen.\n\n$$\nx\n$$\n\n<details markdown>\n<summary>B</summary>\n\nFolded.\n\n"
        "$$\ny\n$$\n\n</details>\n\n## C {#c}\n\n```text\nfence $$\n```\n\n"
        '<div class="by-hand" data-figure="d" markdown>\n\nBy hand.\n\n<div class="labels">\n\n'
        "- `a`: b\n\n</div>\n\n</div>\n\n| t |\n| --- |\n| 1 |\n\nAfter.\n"
    )
    first, second = handouts._sections(body)
    assert (first.paragraphs, first.formulas) == (["Open."], ["x"])
    assert (second.paragraphs, second.formulas) == (["After."], [])
    assert second.tables == ["| t |\n| --- |\n| 1 |"]
    assert second.by_hand
