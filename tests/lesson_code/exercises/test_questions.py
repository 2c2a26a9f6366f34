"""The questions: files that say what is wrong with them, and the command that asks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lesson_code import cli
from lesson_code.exercises import questions, quiz
from lesson_code.exercises.files import PACKAGE, ExerciseError
from lesson_code.exercises.questions import all_quizzes, find_quiz, read_quiz


def question(name: str, right: int) -> str:
    lines = ["[[question]]", f'id = "{name}"', 'text.ja = "問い"', 'text.en = "ask"']
    for k in range(3):
        lines += ["[[question.option]]", f'ja = "答え{k}"', f'en = "answer {k}"']
        lines += [f'why.ja = "わけ{k}"', f'why.en = "why {k}"', *["right = true"] * (k == right)]
    return "\n".join(lines) + "\n"


TEXT = question("one", 0) + question("two", 1) + question("three", 2)
TEXT = TEXT.replace('id = "two"\n', 'id = "two"\nproof = "01_a/x.py"\n')


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(questions, "FOLDERS", (tmp_path / "none", tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("01_one", "15_im2col"):
        (tmp_path / f"{name}.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def ask(*arguments, answers=""):
    return CliRunner().invoke(cli.main, ["quiz", *arguments], input=answers)


# ---- The files


def test_what_stands_in_a_file(folder):
    (first, second, third) = read_quiz(folder / "15_im2col.toml").questions
    assert [q.id for q in (first, second, third)] == ["one", "two", "three"]
    assert [q.right for q in (first, second, third)] == [0, 1, 2]
    assert [q.proof for q in (first, second, third)] == [None, "01_a/x.py", None]
    assert [o.text["en"] for o in first.options] == ["answer 0", "answer 1", "answer 2"]
    assert first.options[1].why["ja"] == "わけ1"


@pytest.mark.parametrize("name", ["15", "15_im2col", "15-im2col", " 15 "])
def test_names_of_a_lesson(folder, name):
    assert find_quiz(name, all_quizzes()).name == "15_im2col"


def test_a_page_that_is_no_lesson_is_known_by_its_name_and_asks_as_much_as_it_likes(folder):
    (folder / "00_zero.toml").write_text(TEXT, encoding="utf-8")
    (folder / "before_all.toml").write_text(question("one", 0), encoding="utf-8")
    quizzes = all_quizzes()
    assert [quiz.number for quiz in quizzes] == ["0", "1", "15", "before_all"]
    assert find_quiz("0", quizzes).name == find_quiz("00", quizzes).name == "00_zero"
    assert len(find_quiz("before-all", quizzes).questions) == 1


@pytest.mark.parametrize("name", ["", "0", "5", "im2col", "15.1", "../15_im2col"])
def test_no_names_of_a_lesson(folder, name):
    with pytest.raises(ExerciseError, match="only for 01_one, 15_im2col"):
        find_quiz(name, all_quizzes())


ONE = question("one", 0)
OPTION = '[[question.option]]\nja = "a"\nen = "a"\nwhy.ja = "a"\nwhy.en = "a"\n'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "one"\n', "", "'id' is missing"),
        ('id = "one"\n', 'id = "One!"\n', "id: expected a_name"),
        ('id = "two"', 'id = "one"', "an id of its own"),
        ('text.ja = "問い"\n', "", "one: text needs ja and en"),
        ('text.en = "ask"\n', 'text.en = ""\n', "one: text needs ja and en"),
        ('text.en = "ask"\n', 'text.en = "$x$"\n', "no formula"),
        ('text.en = "ask"\n', 'text.en = "ask"\nhint = "a"\n', "'hint'.* is unknown"),
        ('en = "answer 1"\n', "", "one: option needs ja and en"),
        ('en = "answer 1"\n', 'en = "answer 1"\nreason = "a"\n', "'reason'.* is unknown"),
        ('why.en = "why 2"\n', "", "one: why needs ja and en"),
        ('why.ja = "わけ2"\nwhy.en = "why 2"\n', "", "'why' is missing"),
        ("right = true\n", "", "one: expected one right option, got 0"),
        ("right = true\n", "right = false\n", "one: right: expected true"),
        ('why.en = "why 2"\n', 'why.en = "why 2"\nright = true\n', "got 2"),
        (ONE, "", "expected 3 questions"),
        (ONE, ONE + 3 * OPTION, "one: expected 3 to 5 options"),
        ('id = "one"\n', 'id = "one"\nproof = 3\n', "proof"),
        ("[[question]]", "more = 1\n[[question]]", "question"),
        ("[[question]]", "[[question", "line 1"),
        (TEXT, "question = 3", "not iterable"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_refused(folder, old, new, says):
    assert old in TEXT
    file = folder / "01_one.toml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ExerciseError, match=rf"01_one\.toml: .*{says}"):
        all_quizzes()


def test_no_questions_at_all(tmp_path):
    with pytest.raises(ExerciseError, match="found none"):
        all_quizzes(tmp_path)


# ---- The command


def test_each_answer_is_met_with_its_why(folder):
    done = ask("15", answers="1\n3\n3\n")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "", "1/3  ask", "  1  answer 0", "  2  answer 1", "  3  answer 2",
        "your answer (1 to 3): 1", "Right. why 0",
        "", "2/3  ask", "  1  answer 0", "  2  answer 1", "  3  answer 2",
        "your answer (1 to 3): 3", "Wrong. why 2", "The right answer is 2. why 1",
        "the sample that shows it: docs/samples/01_a/x.py",
        "", "3/3  ask", "  1  answer 0", "  2  answer 1", "  3  answer 2",
        "your answer (1 to 3): 3", "Right. why 2",
        "", "2 of 3 right.",
    ]  # fmt: skip


def test_in_japanese(folder, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    output = ask("15", answers="２\n2\n3\n").output  # as a Japanese keyboard gives it
    assert "不正解。わけ1\n正解は 1 です。わけ0\n" in output
    assert "3 問中 2 問に正解しました。" in output
    assert "3 問中" not in ask("15", "--language", "en", answers="1\n2\n3\n").output


@pytest.mark.parametrize("nonsense", ["", "0", "4", "-1", "1.0", "one", "9" * 5000, "\x1b[31m"])
def test_what_is_no_number_of_an_answer_is_asked_again(folder, nonsense):
    output = ask("15", answers=f"{nonsense}\n1\n2\n3\n").output
    assert output.count("answer with a number from 1 to 3") == 1
    assert "3 of 3 right." in output
    assert "\x1b" not in output


@pytest.mark.parametrize(("answers", "count"), [("", 0), ("1\n2\n", 2), ("1\n2\nx", 2)])
def test_where_the_input_ends_it_is_said(folder, answers, count):
    done = ask("15", answers=answers)
    assert done.exit_code == 1
    assert f"the input ended when {count} of 3 questions were answered" in done.output


def test_which_lessons_have_questions(folder):
    output = ask().output
    assert output.splitlines()[:2] == ["01_one  3 questions", "15_im2col  3 questions"]
    assert "quiz 1\n" in output
    done = ask("7")
    assert done.exit_code == 1
    assert "no questions for '7', only for 01_one, 15_im2col" in done.output


def test_every_text_is_in_both_languages():
    for name, texts in quiz.TEXTS.items():
        assert set(texts) == {"ja", "en"}, name


def command(answers, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "lesson_code", "quiz", "3", "--lang", "en"],
        cwd=PACKAGE.parent,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdin=answers,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_bytes_that_are_no_text_are_no_answer():
    process = command(subprocess.PIPE)
    _, said = process.communicate(b"\xff\n", timeout=120)
    assert process.returncode == 1
    assert said == b"Error: the input ended when 0 of 3 questions were answered\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to a process of its own")
def test_ctrl_c_ends_it():
    process = command(subprocess.PIPE)
    assert process.stdout is not None
    while not (line := process.stdout.readline()).startswith(b"  1  "):
        assert line
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert said == b"interrupted\n"


def test_the_questions_of_the_project_are_found():
    assert "03_affine" in [each.name for each in all_quizzes()]
