"""Exercises in the page: graded by the terminal's check, progress kept in the browser alone."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from lesson_code.exercises.files import Exercise, all_exercises
from lesson_code.exercises.progress import FORMAT, VERSION
from scripts.book import exercise_pages
from scripts.machine import vendor_pyodide
from tests.site.conftest import HALF, PRESS, Visit, path_of

pytestmark = pytest.mark.browser

EXERCISES = all_exercises(exercise_pages.EXERCISES)
SIGMOID = next(exercise for exercise in EXERCISES if exercise.name == "01_sigmoid/2_build")
IM2COL = next(exercise for exercise in EXERCISES if exercise.name == "15_im2col/2_build")
LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
WITH_PYTHON = pytest.mark.skipif(
    vendor_pyodide.find() is None,
    reason="Pyodide is not here; python scripts/machine/vendor_pyodide.py brings it",
)
KEY = "lesson-code.progress"
BUTTONS = {
    "check": {"ja": "採点", "en": "Check"},
    "stop": {"ja": "停止", "en": "Stop"},
    "edit": {"ja": "編集", "en": "Edit"},
    "reset": {"ja": "元に戻す", "en": "Reset"},
    "solution": {"ja": "解答を見る", "en": "Show solution"},
}
MINUTES = 180_000  # milliseconds: a shared machine may take long to start Python


def open_lesson(visit: Visit, language: str, exercise: Exercise) -> Locator:
    block = block_of(visit.go(path_of(language, f"{exercise.page}.md")), exercise)
    expect(block.locator(".exercise-bar")).to_be_visible()
    return block


def block_of(page: Page, exercise: Exercise) -> Locator:
    return page.locator(f'.exercise[data-exercise="{exercise.name}"]')


def press(block: Locator, language: str, button: str) -> None:
    block.get_by_role("button", name=BUTTONS[button][language], exact=True).click()


# Writes an answer as a learner does who presses Edit, has it checked, and returns what is shown
# when that is over. From within the page: nothing looks at it again and again meanwhile
CHECKED = """async (block, [program, check, edit]) => {
  const press = PRESS;
  const named = name => [...block.querySelectorAll(".exercise-bar button")]
    .find(button => button.textContent === name && !button.hidden);
  if (!block.querySelector("textarea")) press(named(edit));
  const editor = block.querySelector("textarea");
  editor.value = program;
  editor.dispatchEvent(new InputEvent("input", { bubbles: true }));
  press(named(check));
  const stop = block.querySelector(".exercise-stop");
  await new Promise(resolve => {
    const look = () => stop.hidden && resolve();
    new MutationObserver(look).observe(stop, { attributeFilter: ["hidden"] });
    look();
  });
  const all = name => [...block.querySelectorAll(`.exercise-result .exercise-${name}`)];
  return {
    messages: all("message").map(element => element.textContent),
    failed: all("failed").length,
    passed: all("passed").length,
    badge: block.querySelector(".exercise-badge").checkVisibility(),
  };
}""".replace("PRESS", PRESS)


def checked(block: Locator, language: str, program: str) -> Any:
    """Write an answer and have it checked, from within the page; return what it then shows."""
    names = [BUTTONS[button][language] for button in ("check", "edit")]
    return block.evaluate(CHECKED, [program, *names], timeout=MINUTES)


def answer(block: Locator, language: str, program: str) -> None:
    edit = block.get_by_role("button", name=BUTTONS["edit"][language], exact=True)
    if edit.is_visible():
        edit.click()
    block.locator("textarea").fill(program)


def kept(page: Page) -> dict[str, dict[str, object]]:
    text = page.evaluate(f"localStorage.getItem('{KEY}')")
    found: dict[str, dict[str, object]] = json.loads(text)["exercises"] if text else {}
    return found


def meant(program: Path, language: str) -> str:
    lines = program.read_text(encoding="utf-8").splitlines()
    return next(line[4:].strip() for line in lines if line.startswith(f"{language}: "))


def check_wrong_then_right(page: Page, block: Locator, language: str, exercise: Exercise) -> str:
    """Check a wrong answer and the right one; return where what comes next is."""
    expect(block.locator(".exercise-badge")).to_be_hidden()

    # One mistake: tests/docs/test_exercises.py tries all in both languages, with the same check
    mistakes = sorted(exercise.folder.glob("wrong_*.py"))
    mistake = mistakes[0] if language == "ja" else mistakes[-1]
    shown = checked(block, language, mistake.read_text(encoding="utf-8"))
    (message,) = shown["messages"]
    assert meant(mistake, language).replace("`", "") in " ".join(message.split())
    assert shown["failed"] == 1
    assert not shown["badge"]

    solution = exercise.text("solution")
    shown = checked(block, language, solution)
    assert shown["badge"], shown["messages"]
    assert shown["failed"] == 0
    assert shown["passed"] >= 3
    record = kept(page)[exercise.name]
    assert record["passed"] is True
    assert datetime.date.fromisoformat(str(record["on"]))
    assert record["answer"] == solution
    link = block.locator(".exercise-result .exercise-next a")  # it comes a little later
    link.wait_for()
    return str(link.evaluate("link => link.href"))


def wrong_then_right(visit: Visit, language: str, where: str) -> None:
    """Exercises of a page, one after the other; what is kept of them is what was written.

    tests/site/test_every_page.py asks it about each page. One lesson is opened again: what a page
    shows then comes from nothing else than what is kept.
    """
    page, found = visit.page, []
    exercises = [exercise for exercise in EXERCISES[HALF[language]] if exercise.page == where]
    leads_to = {}
    for exercise in exercises:
        block = block_of(page, exercise)
        try:
            leads_to[exercise.name] = check_wrong_then_right(page, block, language, exercise)
        except AssertionError as error:
            found.append(f"{exercise.name}: {error}")
    for name, url in leads_to.items():
        html = page.evaluate("url => fetch(url).then(answer => answer.text())", url)
        if not url.endswith("#exercise") or 'id="exercise"' not in html:
            found.append(f"{name}: what comes next leads to {url}")
    assert found == [], "\n".join(found)

    if where == SIGMOID.page:
        open_lesson(visit, language, SIGMOID)
        for exercise in exercises:
            block = block_of(page, exercise)
            expect(block.locator(".exercise-badge")).to_be_visible()
            solution = exercise.text("solution").removesuffix("\n")
            expect(block.locator("textarea")).to_have_value(solution)


@WITH_PYTHON
@LANGUAGES
@pytest.mark.timeout(900)
def test_what_comes_next_is_brought_into_sight(lent_python_visit: Visit, language: str) -> None:
    block = open_lesson(lent_python_visit, language, SIGMOID)
    answer(block, language, SIGMOID.text("solution"))
    press(block, language, "check")
    block.locator(".exercise-result .exercise-next a").click(timeout=MINUTES)
    expect(lent_python_visit.page.locator("#exercise")).to_be_in_viewport(timeout=MINUTES)


@WITH_PYTHON
@LANGUAGES
@pytest.mark.timeout(900)
def test_what_can_go_wrong_is_explained(lent_python_visit: Visit, language: str) -> None:
    block = open_lesson(lent_python_visit, language, IM2COL)
    message = block.locator(".exercise-message")
    cases = [
        ("def im2col(x:", "1 行目をPythonが読めません", "Python cannot read line 1"),
        ("x = 1\ny = 1 / 0", "2 行目で止まりました（Zero", "Line 2 stopped with Zero"),
        ("def im2cols(): pass", "im2col がありません", "no im2col in"),
        ("def im2col(x): pass", "引数は、元のまま", "Keep the parameters"),
        ("im2col = lambda *a, **k: None", "return を書き忘れて", "without a return"),
    ]
    for program, japanese, english in cases:
        answer(block, language, program)
        press(block, language, "check")
        text = japanese if language == "ja" else english
        expect(message).to_contain_text(text, timeout=MINUTES)
    answer(block, language, "print('<b>seen</b>')")
    press(block, language, "check")
    printed = block.locator(".exercise-printed")
    expect(printed).to_be_visible(timeout=MINUTES)
    printed.locator("summary").click()
    expect(printed.locator("pre")).to_have_text("<b>seen</b>\n")


@WITH_PYTHON
@pytest.mark.timeout(900)
def test_an_endless_loop_is_stopped(python_visit: Visit) -> None:
    clock = python_visit.page.clock
    clock.install()
    block = open_lesson(python_visit, "ja", SIGMOID)
    status = block.locator(".exercise-bar .run-status")
    answer(block, "ja", "while True:\n    pass")
    press(block, "ja", "check")
    expect(status).to_have_text("採点しています", timeout=MINUTES)
    press(block, "ja", "stop")
    expect(block.locator(".exercise-message")).to_have_text("停止しました。")
    press(block, "ja", "check")  # and by itself, when nobody presses anything
    expect(status).to_have_text("採点しています", timeout=MINUTES)
    clock.fast_forward(20_000)
    expect(block.locator(".exercise-message")).to_have_count(0)
    clock.fast_forward(10_000)
    expect(block.locator(".exercise-message")).to_contain_text(
        "終わらない繰り返し", timeout=MINUTES
    )
    answer(block, "ja", SIGMOID.text("solution"))
    press(block, "ja", "check")
    expect(block.locator(".exercise-badge")).to_be_visible(timeout=MINUTES)


@WITH_PYTHON
@pytest.mark.timeout(900)
def test_keyboard(lent_python_visit: Visit) -> None:
    block = open_lesson(lent_python_visit, "en", SIGMOID)
    page = lent_python_visit.page
    block.get_by_role("button", name="Edit", exact=True).focus()
    page.keyboard.press("Enter")
    expect(block.locator("textarea")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("def f():\nreturn 1")
    expect(block.locator("textarea")).to_have_value("def f():\n    return 1")
    page.keyboard.press("Escape")
    expect(block.get_by_role("button", name="Check", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    expect(block.locator(".exercise-message")).to_contain_text("sigmoid", timeout=MINUTES)
    expect(block.locator(".exercise-result")).to_have_attribute("aria-live", "polite")


@LANGUAGES
def test_hints_come_one_at_a_time_and_the_solution_when_asked(visit: Visit, language: str) -> None:
    exercise = SIGMOID
    block = open_lesson(visit, language, exercise)
    hints = block.locator("details.tip")
    count = len(exercise.hints)
    expect(hints).to_have_count(count)
    solution = block.locator("details.success")
    expect(solution).not_to_have_attribute("open", "")
    button = block.locator(".exercise-hint")
    for shown in range(count):
        assert hints.filter(visible=True).count() == shown
        expect(button).to_contain_text(f"{shown + 1}/{count}")
        button.click()
        expect(hints.nth(shown)).to_have_attribute("open", "")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    assert kept(visit.page)[exercise.name]["hints"] == count
    press(block, language, "solution")
    expect(solution).to_have_attribute("open", "")
    expect(solution.locator("summary").first).to_be_focused()
    block = open_lesson(visit, language, exercise)
    assert block.locator("details.tip").filter(visible=True).count() == count


def test_reset_asks_and_brings_the_starter_back(visit: Visit) -> None:
    exercise = SIGMOID
    block = open_lesson(visit, "en", exercise)
    answer(block, "en", "mine = 1")
    asked = []
    visit.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    press(block, "en", "reset")
    expect(block.locator("textarea")).to_have_value("mine = 1")
    visit.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    press(block, "en", "reset")
    expect(block.locator("textarea")).to_have_count(0)
    assert len(asked) == 2
    assert block.locator(".highlight code").first.inner_text() == exercise.text("starter")
    assert "answer" not in kept(visit.page)[exercise.name]


def test_nothing_is_fetched_before_the_press(visit: Visit) -> None:
    seen: list[str] = []
    visit.page.on("request", lambda request: seen.append(request.url))
    open_lesson(visit, "ja", SIGMOID)
    visit.page.wait_for_timeout(300)
    assert not [url for url in seen if "pyodide" in url or "/exercises/" in url or ".zip" in url]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_script_everything_can_be_read(
    visit: Visit, browser: object, address: str, language: str
) -> None:
    exercise = SIGMOID
    context = visit.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(address + path_of(language, f"{exercise.page}.md"))
    block = page.locator(f'.exercise[data-exercise="{exercise.name}"]')
    expect(block.locator("details.tip")).to_have_count(len(exercise.hints))
    for summary in block.locator("details > summary").all():
        expect(summary).to_be_visible()
    context.close()


# ---- Progress: exported, imported, cleared


def open_home(visit: Visit, language: str) -> Locator:
    panel = visit.go(path_of(language, "index.md")).locator("[data-progress]")
    expect(panel.locator(".progress-count")).to_be_visible()
    return panel


def file_of(exercises: object, **changes: object) -> str:
    return json.dumps({"format": FORMAT, "version": VERSION, "exercises": exercises, **changes})


def begin_with(page: Page, text: str) -> None:
    """Let a tab's first page find this kept, whatever is there; the next find what it left."""
    page.add_init_script(f"""if (!sessionStorage.begun) {{
      sessionStorage.begun = true;
      localStorage.setItem('{KEY}', {text!r});
    }}""")


def take_in(panel: Locator, text: str) -> None:
    """Import a file, and wait until the page says what came of it."""
    status = panel.locator(".progress-status")
    status.evaluate("status => status.replaceChildren()")  # what it says of an earlier one
    file = {"name": "p.json", "mimeType": "application/json", "buffer": text.encode()}
    panel.locator("input[type=file]").set_input_files(file)
    expect(status).not_to_be_empty()


def export(visit: Visit, panel: Locator) -> str:
    with visit.page.expect_download() as waiting:
        panel.get_by_role("button").first.click()
    download: Download = waiting.value
    assert download.suggested_filename == "lesson-code-progress.json"
    return Path(download.path()).read_text(encoding="utf-8")


@LANGUAGES
def test_progress_is_imported_exported_and_cleared(visit: Visit, language: str) -> None:
    panel = open_home(visit, language)
    page = visit.page
    expect(page.locator(".progress-mark")).to_have_count(0)
    record = {"passed": True, "hints": 2, "on": "2026-11-30", "answer": "x = 1\n"}
    take_in(panel, file_of({"01_sigmoid/2_build": record}))
    marks = page.locator(".lesson-map li", has=page.locator(".progress-mark"))
    expect(marks).to_have_count(1)
    expect(marks.locator("a")).to_have_attribute("href", "lessons/01-sigmoid/")
    one_of_all = {"ja": f"{len(EXERCISES)} 問中 1 問", "en": f"1 of {len(EXERCISES)}"}
    expect(panel.locator(".progress-count")).to_contain_text(one_of_all[language])
    assert json.loads(export(visit, panel))["exercises"] == {"01_sigmoid/2_build": record}

    page.once("dialog", lambda dialog: dialog.dismiss())
    panel.get_by_role("button").last.click()
    assert kept(page) == {"01_sigmoid/2_build": record}
    page.once("dialog", lambda dialog: dialog.accept())
    panel.get_by_role("button").last.click()
    expect(page.locator(".progress-mark")).to_have_count(0)
    assert kept(page) == {}
    assert visit.page.context.cookies() == []


RECORD = {"passed": True, "hints": 0}


BAD_FILES = [
    "",
    "{",
    "null",
    "[]",
    file_of({}, format="another"),
    file_of({}, version=3),
    file_of([]),
    file_of({"01_sigmoid": RECORD}),
    file_of({"01_sigmoid/4_more": RECORD}),
    file_of(None),
    file_of({"__proto__x/2_build": RECORD}),
    file_of({"01_<img src=x>/2_build": RECORD}),
    file_of({"01_sigmoid/2_build": {**RECORD, "passed": 1}}),
    file_of({"01_sigmoid/2_build": {**RECORD, "hints": -1}}),
    file_of({"01_sigmoid/2_build": {**RECORD, "answer": ["x"]}}),
    file_of({"01_sigmoid/2_build": {**RECORD, "on": "today"}}),
    file_of({"01_sigmoid/2_build": RECORD, "15_im2col/2_build": None}),
    file_of({}, questions=[]),
    file_of({}, questions={"03_affine": {"tried": 1, "first": True}}),
    file_of({}, questions={"03_affine/shapes": {"tried": 0, "first": True}}),
    file_of({}, questions={"03_affine/shapes": {"tried": 1, "first": 1}}),
    file_of({}, questions={"03_affine/shapes": None}),
    " " * 2_000_001,
]


def test_a_bad_file_changes_nothing(visit: Visit) -> None:
    panel = open_home(visit, "en")
    status = panel.locator(".progress-status")
    good = file_of({"15_im2col/2_build": {"passed": False, "hints": 1}})
    wrong = []
    for text in BAD_FILES:
        take_in(panel, good)
        expect(status).to_contain_text("exercises: 1,")
        before = kept(visit.page)
        take_in(panel, text)
        try:
            expect(status).to_contain_text("cannot be imported", timeout=60_000)
            assert kept(visit.page) == before
        except AssertionError as error:
            wrong.append(f"{text[:100]}: {error}")
    assert wrong == [], "\n".join(wrong)


def test_what_has_passed_stays_passed(visit: Visit) -> None:
    panel = open_home(visit, "ja")
    beside = {"lab_affine/2_build": {"passed": True, "hints": 0}}
    take_in(panel, file_of({"01_sigmoid/2_build": {"passed": True, "hints": 1}, **beside}))
    expect(visit.page.locator(".progress-mark")).to_have_count(1)
    take_in(panel, file_of({"01_sigmoid/2_build": {"passed": False, "hints": 3}}))
    expect(panel.locator(".progress-status")).to_contain_text("読み込みました")
    assert kept(visit.page) == {"01_sigmoid/2_build": {"passed": True, "hints": 3}, **beside}


@pytest.mark.parametrize("damaged", ["{", '{"format": "x"}', "null"])
def test_what_is_kept_and_unreadable_hinders_nothing(visit: Visit, damaged: str) -> None:
    begin_with(visit.page, damaged)
    block = open_lesson(visit, "en", SIGMOID)
    block.locator(".exercise-hint").click()
    assert kept(visit.page)["01_sigmoid/2_build"]["hints"] == 1

    aside = visit.page.evaluate(f"localStorage.getItem('{KEY}.unreadable')")
    assert aside == damaged


def test_progress_of_version_1_is_carried_over(visit: Visit) -> None:
    """From the browser's store and from a file; there a lesson had one exercise."""
    old = {"01_sigmoid": {"passed": True, "hints": 1, "answer": "x = 1\n"}}
    begin_with(visit.page, file_of(old, version=1))
    panel = open_home(visit, "en")
    expect(visit.page.locator(".progress-mark")).to_have_count(1)
    take_in(panel, file_of({"15_im2col": {"passed": False, "hints": 2}}, version=1))
    expect(panel.locator(".progress-status")).to_contain_text("exercises: 1,")
    exported = json.loads(export(visit, panel))
    assert exported["version"] == VERSION
    wanted = {
        "01_sigmoid/2_build": old["01_sigmoid"],
        "15_im2col/2_build": {"passed": False, "hints": 2},
    }
    assert exported["exercises"] == kept(visit.page) == wanted
    block = open_lesson(visit, "en", SIGMOID)
    expect(block.locator("textarea")).to_have_value("x = 1")
    assert visit.page.evaluate(f"localStorage.getItem('{KEY}.unreadable')") is None


def test_what_others_keep_is_carried_along(visit: Visit) -> None:
    panel = open_home(visit, "en")
    others = {"notes": {"03_affine": {"a": [1, "é"]}}, "later": None}
    take_in(panel, file_of({"01_sigmoid/2_build": RECORD}, **others))
    expect(visit.page.locator(".progress-mark")).to_have_count(1)
    block = open_lesson(visit, "en", SIGMOID)
    block.locator(".exercise-hint").click()
    exported = json.loads(export(visit, open_home(visit, "en")))
    assert {key: exported[key] for key in others} == others
    assert exported["exercises"]["01_sigmoid/2_build"]["hints"] == 1


def test_it_works_where_nothing_can_be_kept(visit: Visit) -> None:
    visit.page.add_init_script(
        f"""for (const name of ["getItem", "setItem"]) {{
          const own = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {{
            if (key === "{KEY}") throw new DOMException("refused");
            return own.call(this, key, ...rest);
          }};
        }}"""
    )
    block = open_lesson(visit, "en", SIGMOID)
    block.locator(".exercise-hint").click()
    expect(block.locator("details.tip").first).to_be_visible()
    panel = open_home(visit, "en")
    expect(panel.locator(".progress-count")).to_contain_text("lets nothing be kept")
    take_in(panel, file_of({"01_sigmoid/2_build": RECORD}))
    expect(visit.page.locator(".progress-mark")).to_have_count(1)
    assert "01_sigmoid/2_build" in export(visit, panel)


def test_another_tab_is_noticed(visit: Visit) -> None:
    panel = open_home(visit, "en")
    other = visit.page.context.new_page()
    other.goto(visit.page.url)
    text = file_of({"01_sigmoid/2_build": RECORD})
    other.evaluate(f"localStorage.setItem('{KEY}', {text!r})")
    expect(visit.page.locator(".progress-mark")).to_have_count(1)
    expect(panel.locator(".progress-count")).to_contain_text("1 of")
