"""The questions of a lesson: answered by keyboard or mouse, before the answer is shown; or read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.book import question_pages
from tests.site.conftest import Visit, path_of
from tests.site.test_axe import AXE
from tests.site.test_exercises import KEY, export, file_of, open_home, take_in
from tests.site.test_render import SIDEWAYS

pytestmark = pytest.mark.browser

LESSON = "lessons/03-affine.md"
(QUIZ,) = [quiz for quiz in question_pages.quizzes() if quiz.name == "03_affine"]
CHECK = {"ja": "答え合わせ", "en": "Check the answer"}


def blocks(page: Page) -> list[Locator]:
    expect(page.locator(".questions")).to_have_class("questions ready")
    return page.locator(".graded").all()


def choose(block: Locator, number: int, language: str = "en") -> None:
    block.get_by_role("radio").nth(number).check()
    block.get_by_role("button", name=CHECK[language]).click()


def kept(page: Page) -> dict[str, Any]:
    kept = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    found: dict[str, Any] = kept.get("questions", {})
    return found


def plain(text: str) -> str:
    return text.replace("`", "")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_answer_is_met_with_its_why(visit: Visit, language: str) -> None:
    page = visit.go(path_of(language, LESSON))
    for block, question in zip(blocks(page), QUIZ.questions, strict=True):
        group = block.get_by_role("group")
        assert plain(question.text[language]) in group.locator("legend").inner_text()
        expect(block.get_by_role("radio")).to_have_count(len(question.options))
        verdict = block.get_by_role("status")
        expect(verdict).to_have_text("")
        expect(block.locator(".answer")).to_be_hidden()
        block.get_by_role("button", name=CHECK[language]).click()
        expect(verdict).to_contain_text({"ja": "一つ選んで", "en": "Choose an answer"}[language])
        order = [n for n in range(len(question.options)) if n != question.right]
        for number in [*order, question.right]:
            choose(block, number, language)
            right = number == question.right
            words = {"ja": ("不正解", "正解"), "en": ("Wrong", "Right")}[language]
            expect(verdict.locator("strong")).to_have_text(words[right])
            expect(verdict).to_contain_text(plain(question.options[number].why[language]))
            assert verdict.locator("a").count() == (right and question.proof is not None)
        tried = {"tried": len(question.options), "first": False}
        assert kept(page)[f"{QUIZ.name}/{question.id}"] == tried
        choose(block, order[0], language)  # out of curiosity: it counts no more
        expect(verdict).to_contain_text(plain(question.options[order[0]].why[language]))
        assert kept(page)[f"{QUIZ.name}/{question.id}"] == tried


def test_they_are_answered_by_keyboard(visit: Visit) -> None:
    page = visit.go(path_of("en", LESSON))
    block, question = blocks(page)[0], QUIZ.questions[0]
    block.get_by_role("radio").first.focus()
    for _ in range(question.right):
        page.keyboard.press("ArrowDown")
    expect(block.get_by_role("radio").nth(question.right)).to_be_checked()
    expect(block.get_by_role("status")).to_have_text("")  # passing over an option answers nothing
    page.keyboard.press("Enter")
    expect(block.get_by_role("status")).to_contain_text("Right")
    page.keyboard.press("Tab")
    expect(block.get_by_role("button")).to_be_focused()
    assert kept(page) == {f"{QUIZ.name}/{question.id}": {"tried": 1, "first": True}}


def test_counts_stay_in_the_browser_and_go_with_the_progress(visit: Visit) -> None:
    page = visit.go(path_of("ja", LESSON))
    first, second, third = QUIZ.questions
    names = [f"{QUIZ.name}/{question.id}" for question in QUIZ.questions]
    expect(page.locator(".questions-count")).to_have_text("")
    for block, question in zip(blocks(page), QUIZ.questions, strict=True):
        choose(block, question.right if question is not second else 0, "ja")
    expect(page.locator(".questions-count")).to_have_text(
        "これまでに、3 問中 2 問に一度で正解しました。"
    )
    page = visit.go(path_of("en", LESSON))
    blocks(page)
    expect(page.locator(".questions-count")).to_contain_text("in 2 of 3 questions")

    panel = open_home(visit, "en")
    exported = export(visit, panel)
    counts = {name: {"tried": 1, "first": True} for name in names}
    counts[names[1]] = {"tried": 1, "first": False}
    assert json.loads(exported)["questions"] == counts
    page.once("dialog", lambda dialog: dialog.accept())
    panel.get_by_role("button").last.click()
    assert kept(page) == {}
    take_in(panel, file_of({}, questions={names[0]: {"tried": 5, "first": False}}))
    expect(panel.locator(".progress-status")).to_contain_text("Imported")
    take_in(panel, exported)
    page.wait_for_function(f"() => localStorage.getItem('{KEY}').includes('{names[2]}')")
    assert kept(page) == {**counts, names[0]: {"tried": 5, "first": False}}
    take_in(panel, file_of({}))  # of a time before there were questions
    expect(panel.locator(".progress-status")).to_contain_text("exercises: 0,")
    assert set(kept(page)) == {*names}


def test_a_page_asks_one_question_in_each_section(visit: Visit) -> None:
    page = visit.go(path_of("en", "before-you-begin.md"))
    (quiz,) = [quiz for quiz in question_pages.quizzes() if quiz.name == "before_you_begin"]
    asked = page.locator(".questions.ready")
    expect(asked).to_have_count(len(quiz.questions))
    for block, question in zip(asked.all(), quiz.questions, strict=True):
        assert plain(question.text["en"]) in block.locator("legend").inner_text()
        choose(block, question.right)
        expect(block.get_by_role("status")).to_contain_text("Right")
    once = {"tried": 1, "first": True}
    assert kept(page) == {f"{quiz.name}/{question.id}": once for question in quiz.questions}
    expect(page.locator(".questions-count")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_keep_nobody_out(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", color_scheme=scheme)
    page = Visit(context.new_page(), address).go(path_of("ja", LESSON))
    page.set_viewport_size({"width": 390, "height": 900})
    one, two, _ = blocks(page)
    choose(one, 0, "ja")
    choose(two, QUIZ.questions[1].right, "ja")
    assert page.evaluate(SIDEWAYS) == []
    page.add_script_tag(path=AXE)
    result = page.evaluate("axe.run('.questions', {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in result["violations"]] == []
    context.close()


def test_without_scripts_and_on_paper_they_are_read(
    browser: Browser, address: str, visit: Visit
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path_of("en", LESSON))
    for block, question in zip(page.locator(".graded").all(), QUIZ.questions, strict=True):
        for option in question.options:
            expect(block).to_contain_text(plain(option.text["en"]))
        answer = block.locator(".answer ol")
        expect(answer).not_to_be_visible()
        block.locator("summary").click()
        expect(answer).to_be_visible()
        expect(answer).to_contain_text(plain(question.options[question.right].why["en"]))
    context.close()

    page = visit.go(path_of("en", LESSON))
    one, *others = blocks(page)
    choose(one, 0)
    page.emulate_media(media="print")
    for block in (one, *others):
        expect(block.locator("legend")).to_be_visible()
        expect(block.locator(".answer ol")).to_be_visible()
        expect(block.get_by_role("button")).to_be_hidden()
    expect(page.locator(".graded-verdict").filter(visible=True)).to_have_count(0)
