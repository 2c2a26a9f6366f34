"""The report over a folder of exported progress: who passed what, and what is wrong with files."""

import csv
import json

import pytest
from click.testing import CliRunner

from lesson_code import cli
from lesson_code.exercises.progress import FORMAT, VERSION
from tests.docs.test_pages import JAPANESE


def export(folder, name, exercises=(), **others):
    """Write what a page exports; of the exercises, what has passed, with its day."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    records = {e: {"passed": True, "hints": 1, **({"on": on} if on else {})} for e, on in exercises}
    kept = {"format": FORMAT, "version": VERSION, "exercises": records, **others}
    file.write_text(json.dumps(kept), encoding="utf-8")


def run(*arguments, language="en"):
    arguments = [str(argument) for argument in (*arguments, "--lang", language)]
    return CliRunner().invoke(cli.main, ["report", *arguments])


@pytest.fixture
def two(tmp_path):
    """Two students, one with a name of wide letters."""
    folder = tmp_path / "in"
    export(
        folder,
        "佐藤 花子.json",
        [("05_backpropagation/1_say", "2026-11-02"), ("01_sigmoid/2_build", "2026-10-02")],
        questions={
            "05_backpropagation/zero_gradient": {"tried": 2, "first": False},
            "05_backpropagation/why_backwards": {"tried": 1, "first": True},
        },
        variants={"5 7": "2026-11-03"},
    )
    export(folder, "Miller.json", [("05_backpropagation/2_build", "")])
    return folder


def test_the_table_says_who_passed_what(two):
    done = run(two)
    assert done.exit_code == 0, done.output
    head, miller, sato = done.stdout.splitlines()[:3]
    assert head.split() == ["name", "passed", "last", "passed", "1", "5", "questions"]
    assert miller.split()[0] == "Miller"
    assert miller.split()[2:] == ["-", ".", "1", "0/0"]
    assert sato.split()[3:] == ["2026-11-02", "1", "1", "1/2"]
    assert done.stderr == ""


def test_columns_stand_below_each_other(two):
    lines = run(two, "--lesson", 5, language="ja").stdout.splitlines()[:3]
    ends = [sum(2 if JAPANESE.match(c) else 1 for c in line) for line in lines]
    assert len(set(ends)) == 1


def test_a_lesson_is_shown_with_its_days(two):
    _, miller, sato = run(two, "--lesson", "05").stdout.splitlines()[:3]
    assert miller.split() == ["Miller", ".", "passed", ".", "1", "0/0"]
    assert sato.split() == ["佐藤", "花子", "2026-11-02", ".", ".", "1", "1/2"]
    refused = run(two, "--lesson", 99)
    assert refused.exit_code == 1
    assert "lesson 99 has no exercises; the lessons that do are 1, 2" in refused.stderr


def test_spreadsheets_get_everything_and_no_formula(two, tmp_path):
    export(two, "=1+1.json", [("05_backpropagation/3_find", "2026-12-01")])
    file = tmp_path / "out.csv"
    assert run(two, "--csv", file).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes it for another encoding"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["name"]: row for row in csv.DictReader(stream)}
    assert set(rows) == {"'=1+1", "Miller", "佐藤 花子"}
    sato = rows["佐藤 花子"]
    assert sato["01_sigmoid/2_build"] == "2026-10-02"
    assert sato["05_backpropagation/2_build"] == ""
    assert sato["05_backpropagation/zero_gradient"] == "wrong at first"
    assert sato["05_backpropagation/why_backwards"] == "right at once"
    assert sato["variants passed"] == "5 7"
    again = run(two, "--csv", file)
    assert again.exit_code == 1
    assert "--overwrite" in again.stderr
    assert run(two, "--csv", file, "--overwrite").exit_code == 0


BAD = {
    "cut.json": ('{"format": "lesson-co', "途中で切れて", "cut off"),
    "deep.json": ("[" * 100_000, "途中で切れて", "cut off"),
    "foreign.json": ('{"a": 1}', "この本の進み具合", "not progress from this book"),
    "list.json": ("[]", "この本の進み具合", "not progress from this book"),
    "new.json": (json.dumps({"format": FORMAT, "version": 9}), "新しい形式", "format is 9"),
    "wrong.json": (
        json.dumps({"format": FORMAT, "version": 2, "exercises": {"a": {"passed": 1}}}),
        "中身が正しく",
        "is not right",
    ),
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_bad_files_are_told_and_the_others_are_read(two, language):
    for name, (content, *_) in BAD.items():
        (two / name).write_text(content, encoding="utf-8")
    (two / "bytes.json").write_bytes(b"\xff\xfe")
    done = run(two, language=language)
    assert done.exit_code == 1
    lines = dict(line.split(": ", 1) for line in done.stderr.splitlines())
    assert set(lines) == {*BAD, "bytes.json"}
    for name, (_, *said) in BAD.items():
        assert said[language == "en"] in lines[name]
    assert "Miller" in done.stdout


def test_other_versions_names_and_two_files_of_one_are_told(two):
    export(two, "佐藤 花子 (1).json", [("03_affine/2_build", ""), ("77_later/2_build", "")])
    old = {"15_im2col": {"passed": True, "hints": 0}}
    text = json.dumps({"format": FORMAT, "version": 1, "exercises": old})
    (two / "old.json").write_text(text, encoding="utf-8")
    export(two, "lesson-code-progress (2).json")
    export(two, "Ito Ken_12_assignsubmission_file_/lesson-code-progress.json")
    (two / "notes.txt").write_text("x", encoding="utf-8")
    done = run(two)
    assert done.exit_code == 1, "the notes"
    told = "\n".join(sorted(done.stderr.splitlines()))
    for part in (
        "佐藤 花子: 2 files were combined",
        "does not count (1): 77_later/2_build",
        "old.json: its format is 1",
        "lesson-code-progress (2).json: nobody's name",
        "notes.txt: not read",
    ):
        assert part in told
    assert len(done.stderr.splitlines()) == 5
    names = [line.split("  ")[0] for line in done.stdout.splitlines()[1:6]]
    assert names == ["Ito Ken", "lesson-code-progress (2)", "Miller", "old", "佐藤 花子"]
    sato = done.stdout.splitlines()[5].split()
    assert sato[2].startswith("3/"), "what has passed in either file has passed"


def test_an_empty_folder_is_told(tmp_path):
    done = run(tmp_path)
    assert done.exit_code == 1
    assert "holds no exported progress" in done.stderr
