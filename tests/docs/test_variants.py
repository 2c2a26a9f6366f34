"""Every variant: a right answer passes, the book's own solution and the starter do not.

The right answers, in tests/docs/variants, are of no page. What is chosen for a variant stands
above them as a few assignments.
"""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest

from lesson_code.exercises.files import BUILD, LANGUAGES, Exercise, all_exercises
from lesson_code.exercises.grading import Step, grade
from lesson_code.exercises.variants import FILE, Variant, count_variants, has_variants, variant_of
from scripts.book import pages
from tests.docs.test_exercises import problems_of_texts
from tests.docs.test_pages import JAPANESE, problems_of_japanese

pytestmark = pytest.mark.usefixtures("mine")

FOLDER = pages.DOCS / "exercises"
ANSWERS = Path(__file__).parent / "variants"
VARIED = [exercise for exercise in all_exercises(FOLDER) if has_variants(exercise)]
EVERY = pytest.mark.parametrize("exercise", VARIED, ids=lambda e: e.name)


def different(exercise: Exercise) -> list[Variant]:
    """A few variants, in which every value that may be chosen is chosen once or more."""
    wanted = set(choices_of(exercise))
    chosen = []
    for seed in itertools.count():
        variant = variant_of(exercise, seed)
        if wanted & set(variant.values.items()):
            chosen.append(variant)
        wanted -= set(variant.values.items())
        if not wanted:
            break
    return chosen


def choices_of(exercise: Exercise) -> list[tuple[str, object]]:
    tree = ast.parse((exercise.folder / FILE).read_text(encoding="utf-8"))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    choices = next(n.value for n in assigned if ast.unparse(n.targets[0]) == "CHOICES")
    return [(k, value) for k, values in ast.literal_eval(choices).items() for value in values]


def graded(program: Path, variant: Variant, language: str = "en") -> list[Step]:
    return list(grade(str(program), str(variant.check), language, variant.values))


@EVERY
def test_a_right_answer_passes_and_those_of_the_book_do_not(
    exercise: Exercise, tmp_path: Path
) -> None:
    answer = (ANSWERS / f"{exercise.name.partition('/')[0]}.py").read_text(encoding="utf-8")
    program = tmp_path / "answer.py"
    for variant in different(exercise):
        head = "".join(f"{name} = {value!r}\n" for name, value in variant.values.items())
        program.write_text(head + answer, encoding="utf-8")
        last = graded(program, variant)[-1]
        assert last.passed, (dict(variant.values), last)
        steps = graded(exercise.folder / "solution.py", variant)
        assert steps[0].passed
        assert not steps[-1].passed, f"our own solution passes {dict(variant.values)}"


@EVERY
def test_the_starter_runs_and_fails_and_says_what_changes(
    exercise: Exercise, tmp_path: Path
) -> None:
    variant = variant_of(exercise, 0)
    program = tmp_path / variant.file
    for language in LANGUAGES:
        program.write_text(variant.text(language), encoding="utf-8")
        steps = graded(program, variant, language)
        assert steps[0].passed, steps[0]
        assert not steps[-1].passed
        assert bool(JAPANESE.search(steps[-1].message)) == (language == "ja")
        change = variant.change[language]
        assert bool(JAPANESE.search(change)) == (language == "ja")
        comment = [li[2:] for li in program.read_text("utf-8").splitlines()[2:] if li[:1] == "#"]
        assert ("" if language == "ja" else " ").join(comment) == change
        for value in variant.values.values():
            assert isinstance(value, bool) or str(value) in change, "say what was chosen"
    code = [part for i, part in enumerate(variant.change["ja"].split("`")) if i % 2 == 0]
    assert problems_of_japanese(pages.PLACEHOLDER.join(code)) == []


@EVERY
def test_every_message_is_in_both_languages(exercise: Exercise) -> None:
    assert problems_of_texts((exercise.folder / FILE).read_text(encoding="utf-8")) == []


def test_there_are_variants_of_what_is_built_and_of_nothing_else() -> None:
    assert len(VARIED) >= 5
    assert {exercise.rung for exercise in VARIED} == {BUILD}
    assert {p.stem for p in ANSWERS.glob("*.py")} == {e.name.partition("/")[0] for e in VARIED}
    assert min(map(count_variants, VARIED)) >= 4


def test_a_seed_gives_the_same_variant_wherever_it_is_drawn() -> None:
    """Written down: a student and a teacher may have other versions of Python."""
    relu = next(exercise for exercise in VARIED if exercise.name == "07_relu/2_build")
    assert variant_of(relu, 42).values == {"leak": 0.02, "top": 4}
    drawn = {tuple(variant_of(relu, seed).values.items()) for seed in range(200)}
    assert len(drawn) == count_variants(relu)
