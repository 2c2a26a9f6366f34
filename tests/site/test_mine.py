"""The learner's own library in the page: built by checks, kept, taken, written, trained with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp
from lesson_code.exercises.files import find_exercise
from lesson_code.exercises.library import present
from lesson_code.exercises.pieces import all_pieces
from lesson_code.exercises.progress import load_progress
from scripts.book import exercise_pages
from tests.site.conftest import Visit, path_of
from tests.site.test_exercises import (
    EXERCISES,
    KEY,
    LANGUAGES,
    MINUTES,
    WITH_PYTHON,
    answer,
    export,
    file_of,
    open_lesson,
    press,
    take_in,
)

pytestmark = pytest.mark.browser

PIECES = all_pieces(exercise_pages.EXERCISES)
SIGMOID = find_exercise("1", EXERCISES)
PAGE = "own-library.md"


def open_library(visit: Visit, language: str) -> Locator:
    library = visit.go(path_of(language, PAGE)).locator("[data-mine]")
    expect(library.locator(".mine-pieces > li")).to_have_count(len(PIECES.pieces))
    return library


def kept_pieces(page: Page) -> dict[str, list[dict[str, object]]]:
    text = page.evaluate(f"localStorage.getItem('{KEY}')")
    found: dict[str, list[dict[str, object]]] = json.loads(text).get("mine", {}) if text else {}
    return found


def row(library: Locator, name: str) -> Locator:
    return library.locator(f'li[data-piece="{name}"]')


@WITH_PYTHON
@pytest.mark.timeout(900)
def test_from_a_check_in_the_page_to_the_terminal_and_back(
    lent_python_visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that passes is kept as it was written; the terminal trains with it."""
    visit = lent_python_visit
    mine = "# my own\n" + SIGMOID.text("solution")
    block = open_lesson(visit, "ja", SIGMOID)
    answer(block, "ja", mine.replace("1 + e)", "2 + e)"))
    press(block, "ja", "check")
    expect(block.locator(".exercise-failed")).to_have_count(1, timeout=MINUTES)
    assert kept_pieces(visit.page) == {}
    answer(block, "ja", mine)
    press(block, "ja", "check")
    built = block.get_by_role("link", name="sigmoid を「自分のライブラリ」に入れました。")
    expect(built).to_be_visible(timeout=MINUTES)
    assert kept_pieces(visit.page) == {"sigmoid": [{"text": mine, "ours": False}]}
    built.click()
    library = visit.page.locator("[data-mine]")
    expect(library.locator(".mine-count")).to_contain_text(f"{len(PIECES.pieces)} 個中 1 個")
    expect(row(library, "sigmoid")).to_contain_text("自分のもの")

    exported = tmp_path / "progress.json"
    exported.write_text(export(visit, visit.page.locator("[data-progress]")), encoding="utf-8")
    monkeypatch.setenv("LESSON_CODE_HOME", str(tmp_path / "home"))

    def terminal(*arguments: str) -> str:
        command = [sys.executable, "-m", "lesson_code", "mine", "--lang", "en", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    assert "pieces: 1" in terminal("import", str(exported))
    assert f"yours: 1 of {len(PIECES.pieces)}" in terminal()
    assert load_progress().pieces["sigmoid"][0].text == mine
    terminal("take", "Affine")
    terminal("export", str(tmp_path / "back.json"))
    assert set(present(PIECES, load_progress())) == {"sigmoid", "Affine"}

    visit.page.once("dialog", lambda dialog: dialog.accept())
    panel = visit.page.locator("[data-progress]")
    panel.get_by_role("button").last.click()
    expect(library.locator(".mine-count")).to_contain_text("0 個")
    take_in(panel, (tmp_path / "back.json").read_text(encoding="utf-8"))
    expect(row(library, "sigmoid")).to_contain_text("自分のもの")
    expect(row(library, "Affine")).to_contain_text("お手本")
    expect(library.locator(".mine-count")).to_contain_text("1 個")


@LANGUAGES
def test_a_piece_is_taken_and_an_older_one_fetched_back(visit: Visit, language: str) -> None:
    library = open_library(visit, language)
    old = {"text": "def he(): pass\n", "ours": False}
    panel = visit.page.locator("[data-progress]")
    take_in(panel, file_of({}, mine={"he": [old]}))
    he = row(library, "he")
    yours = {"ja": "自分のもの", "en": "yours"}[language]
    taken = {"ja": "お手本", "en": "taken"}[language]
    expect(he.locator("strong")).to_contain_text(yours)
    expect(he.locator("button")).to_have_count(0)
    he.locator("summary").click()
    expect(he.locator("pre")).to_have_text("def he(): pass\n")

    relu = row(library, "ReLU")
    relu.locator("button").focus()
    visit.page.keyboard.press("Enter")
    expect(relu.locator("strong")).to_contain_text(taken)
    expect(relu.locator("summary")).to_be_focused()
    expect(library.get_by_role("status").first).to_contain_text("ReLU")
    assert kept_pieces(visit.page)["ReLU"] == [{"text": PIECES["ReLU"].ours, "ours": True}]

    new = {"text": "def he(): return 1\n", "ours": False}
    take_in(panel, file_of({}, mine={"he": [new]}))
    expect(he.locator("pre")).to_have_text("def he(): return 1\n")
    he.locator("button").click()
    expect(he.locator("pre")).to_have_text("def he(): pass\n")
    assert kept_pieces(visit.page)["he"] == [old, new]


BAD_PIECES: list[object] = [
    [],
    {"1x": [{"text": "x", "ours": False}]},
    {"he": []},
    {"he": "x"},
    {"he": [{"text": "x"}]},
    {"he": [{"text": 1, "ours": False}]},
    {"he": [None]},
]


def test_bad_pieces_change_nothing(visit: Visit) -> None:
    library = open_library(visit, "en")
    panel = visit.page.locator("[data-progress]")
    status, count = panel.locator(".progress-status"), library.locator(".mine-count")
    wrong = []
    for mine in BAD_PIECES:
        take_in(panel, file_of({}, mine=mine))
        try:
            expect(status).to_contain_text("cannot be imported", timeout=60_000)
            expect(count).to_contain_text(f"0 of {len(PIECES.pieces)}")
        except AssertionError as error:
            wrong.append(f"{mine}: {error}")
    assert wrong == [], "\n".join(wrong)


@LANGUAGES
def test_a_piece_that_never_names_what_others_need_is_marked(visit: Visit, language: str) -> None:
    library = open_library(visit, language)
    old = PIECES["Affine"].ours.replace("self.d", "self.grad_").replace("layer.d", "layer.grad_")
    panel = visit.page.locator("[data-progress]")
    take_in(panel, file_of({}, mine={"Affine": [{"text": old, "ours": False}]}))
    affine = row(library, "Affine")
    says = {"ja": "コードのどこにも .dW、.db がありません", "en": "its code never says .dW, .db."}
    expect(affine.locator(".mine-why")).to_contain_text(says[language])
    expect(library.locator(".mine-why")).to_have_count(1)
    affine.locator(".mine-take").click()
    expect(library.locator(".mine-why")).to_have_count(0)
    assert kept_pieces(visit.page)["Affine"][0]["ours"]


@WITH_PYTHON
@pytest.mark.timeout(900)
def test_it_is_written_and_trained_with(lent_python_visit: Visit, tmp_path: Path) -> None:
    visit = lent_python_visit
    library = open_library(visit, "en")
    mine = {"text": SIGMOID.text("solution") + "print('not this')\n", "ours": False}
    step = PIECES["train_step"].ours
    still = {"text": step.replace("p -= self.lr * g", "p = p - self.lr * g"), "ours": False}
    stop = {
        "text": "class ReLU:\n    def forward(self, x):\n        return x / None\n",
        "ours": False,
    }
    panel = visit.page.locator("[data-progress]")
    take_in(panel, file_of({}, mine={"sigmoid": [mine], "ReLU": [stop], "train_step": [still]}))
    expect(library.locator(".mine-count")).to_contain_text(f"3 of {len(PIECES.pieces)}")
    with visit.page.expect_download(timeout=MINUTES) as waiting:
        library.get_by_role("button", name="Write it as one .py").click()
    assert waiting.value.suggested_filename == "mine.py"
    program = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "# ---- sigmoid: yours" in program
    assert "not this" not in program
    assert "lesson_code" not in program

    result = library.locator(".mine-result")
    library.get_by_role("button", name="Train", exact=True).click()
    expect(result).to_contain_text("your train_step does not fit", timeout=MINUTES)
    expect(result).not_to_contain_text("Epoch")
    expect(row(library, "train_step").locator(".mine-why")).to_contain_text("`p -= ...`, for")
    row(library, "train_step").locator(".mine-take").click()
    expect(library.locator(".mine-why")).to_have_count(0)

    library.get_by_role("button", name="Train", exact=True).click()
    expect(result).to_contain_text("Of these, ours: Affine", timeout=MINUTES)
    expect(result).to_contain_text("first 5000 training images")
    expect(result).to_contain_text("Epoch 3: loss 0.", timeout=MINUTES)
    expect(library.get_by_role("button", name="Train", exact=True)).to_be_visible()
    share = result.locator("p", has_text="Epoch 3").inner_text().split(", ")[1].split(" ")[0]
    (x, t), (x_test, t_test) = load_mnist()
    rng = np.random.default_rng(0)
    network = sigmoid_mlp(rng, hidden=(100,))
    trainer = Trainer(network, SGD(1.0), rng=rng, batch_size=100)
    trainer.fit(x[:5000], t[:5000], epochs=3)
    right = network.accuracy(x_test[:1000], t_test[:1000])
    assert right is not None
    assert abs(float(share) - 100 * right) < 1, "lesson 6's network, but for rounding"
    with visit.page.expect_download() as waiting:
        library.get_by_role("button", name="Save what was learned").click()
    assert waiting.value.suggested_filename == "mine-affine.npz"
    with np.load(waiting.value.path()) as learned:
        assert [learned[name].shape for name in ("0.W", "2.W")] == [(784, 100), (100, 10)]
        np.testing.assert_allclose(learned["0.W"], network.params["1.W"], atol=0.01)

    library.get_by_role("combobox").select_option("convolution")
    library.get_by_role("button", name="Train", exact=True).click()
    expect(library.get_by_role("button", name="Save what was learned")).to_be_hidden()
    expect(result).to_contain_text("Your library stopped.", timeout=MINUTES)
    expect(result.locator("pre").last).to_contain_text("return x / None")
    expect(result.locator("pre").last).to_contain_text("TypeError")
