"""The lab of planted mistakes: what its page and its reports say of costs is what was measured."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from lesson_code.exercises import lab
from lesson_code.exercises.files import LANGUAGES
from lesson_code.exercises.grading import Step, grade
from lesson_code.exercises.lab import Planted
from scripts.book import pages, results
from scripts.experiments import planted
from tests.docs.test_exercises import problems_of_texts

LABS = pytest.mark.parametrize("name", ["affine", "batch_norm"])
BOTH = pytest.mark.parametrize("language", LANGUAGES)
RUNS = results.read("planted")["runs"]


def mistakes(name: str, language: str) -> list[Planted]:
    found: list[Planted] = planted.exercise(name).planted(lambda **texts: texts[language])
    return found


@LABS
def test_costs_are_what_was_measured_with_three_seeds(name: str) -> None:
    assert list(RUNS[f"{name}-{planted.RIGHT}"]["seeds"]) == ["0", "1", "2"]
    for mistake in mistakes(name, "en"):
        run = RUNS[f"{name}-{planted.name_of(mistake)}"]
        assert list(run["seeds"]) == ["0", "1", "2"]
        if mistake.points is None:
            assert run["summary"] == {"seeds": 3, "errors": 3}
        else:
            mean = run["summary"]["points"]["mean"]
            assert mistake.points == pytest.approx(mean, abs=0.0501)


@BOTH
def test_the_page_names_every_mistake_and_counts_them_by_cost(language: str) -> None:
    text = (pages.DOCS / language / "lab.md").read_text(encoding="utf-8")
    every = []
    for name in ("affine", "batch_norm"):
        for number, mistake in enumerate(mistakes(name, language), start=1):
            every.append(mistake.points)
            (row,) = [r for r in text.split("\n") if f"| {number} | {mistake.what} |" in r]
            if mistake.points is not None:
                assert f'"planted:runs.{name}-{planted.name_of(mistake)}.summary' in row
    measured = [points for points in every if points is not None]
    counts = [
        len(every),
        len(every) - len(measured),
        sum(points >= 1 for points in measured),
        sum(abs(points) < 1 for points in measured),
    ]
    assert sum(points <= -1 for points in measured) == 1
    sentence = {
        "en": "Of the {} mistakes, {} end in an error at the first step. {} cost a point of "
        "accuracy or more. With {} the difference is less than a point.",
        "ja": "{} 個のうち {} 個では、最初の 1 歩でエラーになります。{} 個では、正解率が 1 ポイント"
        "以上下がります。{} 個では、差が 1 ポイントもありません。",
    }
    assert sentence[language].format(*counts) in text


def test_what_the_lab_says_is_in_both_languages() -> None:
    found = problems_of_texts(inspect.getsource(lab))
    assert [p for p in found if "□" not in p] == []  # what is put together stands elsewhere


def graded(tmp_path: Path, program: str, language: str = "en") -> list[Step]:
    answer = tmp_path / "answer.py"
    answer.write_text(f"import numpy as np\n{program}", encoding="utf-8")
    check = planted.exercise("affine").__file__
    assert check is not None
    return list(grade(str(answer), check, language))


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("", "no `check` in your program"),
        ("def check(): pass", "cannot be called as the exercise calls it"),
        ("def check(Layer): raise SystemExit", "Line 2 stopped with SystemExit"),
        ("def check(Layer): return 3", "`check` returned 3"),
        ("def check(Layer): raise ValueError('x')", "in line 2 with ValueError: x, although"),
        ("def check(Layer): assert Layer is None", "faulty (the one in the starter): `def check"),
        ("def check(Layer): return 'no'", "faulty (the one in the starter): no"),
    ],
)
def test_a_check_that_is_none_is_told_so(tmp_path: Path, program: str, said: str) -> None:
    last = graded(tmp_path, program)[-1]
    assert not last.passed
    assert said in last.message


def test_an_array_of_the_whole_program_is_as_it_was_at_each_call(tmp_path: Path) -> None:
    """A faulty layer that writes into it does not make the next one look faulty."""
    program = """
dout, kept = np.ones((4, 2)), np.ones((4, 2))
def check(Layer):
    assert np.array_equal(dout, kept)
    layer = Layer(np.ones((3, 2)), np.ones(2))
    layer.forward(np.ones((4, 3)))
    layer.backward(dout)
    assert np.array_equal(dout, kept), "writes into dout"
"""
    last = graded(tmp_path, program)[-1]
    found = [line for line in last.message.split("\n") if line.startswith("found")]
    assert "found  8. It writes into `dout`." in found
    # beside it only what stops by itself where W is not square, and no layer that came after it
    assert found == ["found  3. For `dx`, `W` is not transposed.", found[-1]]


def test_what_a_check_prints_is_kept(tmp_path: Path) -> None:
    steps = graded(tmp_path, "def check(Layer): print('seen')")
    assert steps[-1].printed.count("seen") >= 14
    assert "your check never made a layer" in steps[-1].message
