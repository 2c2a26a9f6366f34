"""Every exercise: its solution passes, its starter fails, and each planted mistake is recognised.

Other right answers than ours are `right_*.py`: loops, lists, whatever NumPy offers. All must pass.
A planted mistake is `wrong_*.py`. Its docstring says what is wrong, and in lines that begin with
`en:` and `ja:` a piece of the message that the learner must get.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from lesson_code.exercises.files import BUILD, LANGUAGES, Exercise, all_exercises
from lesson_code.exercises.grading import Step, grade
from scripts.book import pages
from tests.docs.test_pages import JAPANESE, problems_of_japanese

pytestmark = pytest.mark.usefixtures("mine")

FOLDER = pages.DOCS / "exercises"
EXERCISES = all_exercises(FOLDER)
EVERY = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
BOTH = pytest.mark.parametrize("language", LANGUAGES)
RIGHT = sorted(FOLDER.glob("*/*/right_*.py"))
WRONG = sorted(FOLDER.glob("*/*/wrong_*.py"))
FILES = {"exercise.toml", "starter.py", "check.py", "solution.py"}


def graded(program: Path, language: str) -> list[Step]:
    return list(grade(str(program), str(program.parent / "check.py"), language))


@EVERY
@BOTH
def test_the_solution_passes(exercise: Exercise, language: str) -> None:
    steps = graded(exercise.folder / "solution.py", language)
    assert steps[-1].passed, steps[-1]
    assert len(steps) >= 3, "a check has at least two steps of its own"
    for step in steps:
        assert bool(JAPANESE.search(step.title)) == (language == "ja"), step.title


@EVERY
@BOTH
def test_the_starter_runs_and_fails(exercise: Exercise, language: str) -> None:
    steps = graded(exercise.folder / "starter.py", language)
    assert steps[0].passed, f"the starter must run as it is: {steps[0].message}"
    assert not steps[-1].passed


@pytest.mark.parametrize("program", RIGHT, ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_another_right_answer_passes(program: Path) -> None:
    text = program.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "say in a docstring in what it differs"
    last = graded(program, "en")[-1]
    assert last.passed, last


@EVERY
def test_other_right_answers_are_kept(exercise: Exercise) -> None:
    right = [p for p in RIGHT if p.parent == exercise.folder]
    assert len(right) >= 6 or exercise.rung != BUILD, "keep six that are written differently"
    programs = [ast.parse(p.read_text(encoding="utf-8")).body[1:] for p in right]
    assert len({ast.dump(ast.Module(body, [])) for body in programs}) == len(right), "one twice"


@pytest.mark.parametrize("program", WRONG, ids=lambda p: p.relative_to(FOLDER).as_posix())
@BOTH
def test_a_mistake_is_recognised(program: Path, language: str) -> None:
    said = ast.get_docstring(ast.parse(program.read_text(encoding="utf-8"))) or ""
    meant = re.search(rf"^{language}: (.+)$", said, re.MULTILINE)
    assert meant, f"the docstring needs a line '{language}: a piece of the message'"
    last = graded(program, language)[-1]
    assert not last.passed, "this mistake passes"
    assert meant[1].strip() in last.message, last


@EVERY
def test_mistakes_are_planted(exercise: Exercise) -> None:
    wrong = [p for p in WRONG if p.parent == exercise.folder]
    assert len(wrong) >= 3, "plant three mistakes or more that people really make: wrong_*.py"
    others = {p.name for p in exercise.folder.iterdir()} - {"__pycache__", "variant.py"}
    right = {p.name for p in RIGHT if p.parent == exercise.folder}
    assert others == FILES | right | {p.name for p in wrong}


# ---- The pages


def problems_of_blocks(text: str) -> list[str]:
    """The block of an exercise shows its programs, its hints and the commands of the terminal."""
    problems = []
    exercises = {e.name: e for e in EXERCISES}
    before, *blocks = re.split(r'^<div class="exercise" data-exercise="', text, flags=re.MULTILINE)
    if "exercises/" in re.sub(r"`[^`\n]*`|\([^)]*\)", "", before):
        problems.append("an exercise is shown outside of its block")
    for block in blocks:
        name, rest = block.split('"', 1)
        if name not in exercises:
            problems.append(f"there is no exercise {name!r} in docs/exercises")
            continue
        block = re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0]
        exercise = exercises[name]
        wanted = [
            *(f'title="docs/exercises/{name}/{which}.py"' for which in ("starter", "solution")),
            *(f'--8<-- "exercises/{name}/{which}.py"' for which in ("starter", "solution")),
            *(
                f"\npython -m lesson_code {verb} {exercise.number}\n"
                for verb in ("exercise", "check")
            ),
            "\n<!-- hints -->\n",
            '\n<details class="success" markdown>\n',
        ]
        problems += [f"{name}: expected {w!r} once" for w in wanted if block.count(w) != 1]
        for which in ("starter", "solution"):
            notes = re.search(rf"{name}/{which}\.py\"\n```\n\n((?:- .*\n)+)", block)
            for note in notes[1].splitlines() if notes else ():
                code = re.match(r"- `+ ?(.+?) ?`+[:：]", note)
                if code is None or code[1] not in exercise.text(which):
                    problems.append(f"{note[:60]!r} begins with no code of {name}/{which}.py")
    return problems


@BOTH
@pytest.mark.parametrize("name", pages.page_names("ja"))
def test_blocks_are_whole(language: str, name: str) -> None:
    found = problems_of_blocks((pages.DOCS / language / name).read_text(encoding="utf-8"))
    assert not found, "\n".join([f"docs/{language}/{name}:", *found])


def test_every_lesson_has_something_to_build() -> None:
    built = [e.number for e in EXERCISES if e.rung == BUILD]
    assert len(built) == len(set(built)), "two lessons have one number"
    assert set(built) == {e.number.partition(".")[0] for e in EXERCISES}


@EVERY
@BOTH
def test_the_page_shows_its_exercise(exercise: Exercise, language: str) -> None:
    page = pages.DOCS / language / f"{exercise.page}.md"
    block = f'<div class="exercise" data-exercise="{exercise.name}" markdown>'
    assert page.read_text(encoding="utf-8").count(block) == 1


def test_a_bad_block_is_found() -> None:
    page = (pages.DOCS / "en" / "lessons" / "01-sigmoid.md").read_text(encoding="utf-8")
    for old, new in [
        ('data-exercise="01_sigmoid/2_build"', 'data-exercise="99_none"'),
        ("<!-- hints -->", ""),
        ("exercises/01_sigmoid/2_build/solution.py", "exercises/01_sigmoid/2_build/starter.py"),
        ("lesson_code check 1", "lesson_code check 2"),
        ("- `return 1 / (1 + np.exp(-z))", "- `return 2 / (1 + np.exp(-z))"),
        ('<div class="exercise"', '<div class="task"'),
    ]:
        assert old in page
        assert problems_of_blocks(page.replace(old, new)), old


# ---- What both languages need


def calls_of(name: str, tree: ast.AST) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def constant_text(node: ast.expr) -> str:
    """The text of a string without what is calculated in it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            constant_text(v) if isinstance(v, ast.Constant) else "□" for v in node.values
        )
    if isinstance(node, ast.BinOp):
        return constant_text(node.left) + constant_text(node.right)
    return "□"


def problems_of_texts(source: str) -> list[str]:
    """Each message of a check is there in both languages, and no message is in one alone."""
    tree = ast.parse(source)
    problems = []
    for call in [*calls_of("say", tree), *calls_of("Problem", tree)]:
        texts = {k.arg: constant_text(k.value) for k in call.keywords}
        where = f"line {call.lineno}"
        if not set(LANGUAGES) <= set(texts) or (call.args):
            problems.append(f"{where}: write say(en=..., ja=...)")
            continue
        if not JAPANESE.search(texts["ja"]):
            problems.append(f"{where}: {texts['ja']!r} is not Japanese")
        if not texts["en"].strip() or JAPANESE.search(texts["en"]):
            problems.append(f"{where}: {texts['en']!r} is not English")
        problems += [f"{where}: {p}" for p in problems_of_japanese(texts["ja"])]
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and (
            node.msg is None or node.msg not in calls_of("say", tree)
        ):
            problems.append(f"line {node.lineno}: assert ..., say(en=..., ja=...)")
        if isinstance(node, ast.Yield) and node.value not in calls_of("say", tree):
            problems.append(f"line {node.lineno}: yield say(en=..., ja=...)")
    return problems


@EVERY
def test_every_message_is_in_both_languages(exercise: Exercise) -> None:
    assert problems_of_texts(exercise.check.read_text(encoding="utf-8")) == []


@EVERY
def test_the_description_is_in_both_languages(exercise: Exercise) -> None:
    assert exercise.hints, "at least one hint"
    assert (pages.DOCS / "ja" / f"{exercise.page}.md").exists()
    assert exercise.name.partition("_")[0] == exercise.lesson.partition("-")[0]
    for texts in (exercise.title, exercise.task, *exercise.hints):
        assert JAPANESE.search(texts["ja"]), texts
        assert not JAPANESE.search(texts["en"]), texts
        assert problems_of_japanese(re.sub(r"`[^`]*`", pages.PLACEHOLDER, texts["ja"])) == []
        for text in texts.values():
            assert "$" not in text, "a terminal sets no formulas: write code in backticks"
            assert text.count("`") % 2 == 0, text


@EVERY
@pytest.mark.parametrize("which", ["starter", "solution"])
def test_programs_are_written_for_readers(exercise: Exercise, which: str) -> None:
    text = exercise.text(which)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    wide = [line for line in text.splitlines() if len(line) > 88]
    assert not wide, f"longer than 88 characters, which a page cannot show: {wide}"
    assert all(line.split("#", 1)[-1].isascii() for line in text.splitlines() if "#" in line)
    assert "<- your turn" in text or which == "solution", "mark what to change: # <- your turn"


@pytest.mark.parametrize(
    "source",
    [
        'assert x, "English only"',
        "assert x",
        'assert x, say(en="a")',
        'assert x, say(en="a", ja="b")',
        'assert x, say(en="あ", ja="あ")',
        'assert x, say(en="", ja="あ")',
        'assert x, say(en="a", ja="あ,い")',
        'def check(answer, say):\n    yield "a"',
        'raise Problem(en="a")',
    ],
)
def test_a_missing_text_is_found(source: str) -> None:
    assert problems_of_texts(source)


def test_good_texts_are_let_through() -> None:
    assert problems_of_texts('assert x, say(en=f"{x} is", ja=f"{x} です。")') == []
