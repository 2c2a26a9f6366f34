"""The exercises on the command line: handed out, graded in a process of their own, remembered."""

import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from lesson_code import cli
from lesson_code.exercises import commands, files
from lesson_code.exercises.checking import run_check
from lesson_code.exercises.files import (
    RUNGS,
    ExerciseError,
    all_exercises,
    find_exercise,
    find_exercises,
)
from lesson_code.exercises.progress import (
    FORMAT,
    HOME_VARIABLE,
    VERSION,
    Progress,
    Record,
    change_progress,
    data_folder,
    default_language,
    load_progress,
    save_progress,
)
from scripts.book import wheel

CHECK = """
def check(answer, say):
    yield say(en="answer", ja="答え")
    assert answer.f() == 1, say(en="not 1", ja="1 ではない")
"""


def write_exercise(folder, name, lesson, seconds=None):
    folder = folder / name
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text(
        f'lesson = "{lesson}"\n'
        + (f"seconds = {seconds}\n" if seconds else "")
        + '[title]\nja = "題"\nen = "Title"\n[task]\nja = """する\nこと"""\nen = """to\ndo"""\n'
        + "".join(f'[[hints]]\nja = "手がかり{k}"\nen = "clue {k}"\n' for k in (1, 2)),
        encoding="utf-8",
    )
    (folder / "check.py").write_text(CHECK, encoding="utf-8")
    (folder / "starter.py").write_text("def f(): pass\n", encoding="utf-8")
    (folder / "solution.py").write_text("def f(): return 1\n", encoding="utf-8")


@pytest.fixture
def four(tmp_path, monkeypatch):
    """Four small exercises of two lessons, an empty folder to work in, and no progress."""
    write_exercise(tmp_path / "all", "01_one/2_build", "01-one")
    for rung in RUNGS:
        write_exercise(tmp_path / "all", f"02_two/{rung}", "02-two")
    monkeypatch.setattr(files, "FOLDERS", (tmp_path / "none", tmp_path / "all"))
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return all_exercises()


def run(*arguments):
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def good(*arguments):
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments):
    done = run(*arguments)
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit)
    return done.output


def solve(name="01_one"):
    Path(f"{name}.py").write_text("def f(): return 1\n", encoding="utf-8")


def test_the_exercises_of_the_project_are_found():
    names = [e.name for e in all_exercises()]
    assert names == sorted(names)
    assert "01_sigmoid/2_build" in names


@pytest.mark.slow
def test_the_whole_way(four):
    assert "[ ] 01_one/2_build  Title" in good("exercise")
    assert "0 of 4 passed" in good("exercise")
    output = good("exercise", 1)
    assert "wrote 01_one.py" in output
    assert "\nto do\n" in output
    assert Path("01_one.py").read_text(encoding="utf-8") == four[0].text("starter")
    output = refused("check", 1)
    assert "passed  The program runs\n  failed  answer\n\nnot 1\n" in output
    assert output.endswith("hint: python -m lesson_code check 1 --hint\n")
    solve()
    output = good("check", 1)
    assert "All of it is right." in output
    assert "next is 02_two/1_say, Title: python -m lesson_code exercise 2.1" in output
    assert "[x] 01_one/2_build" in good("exercise")
    for name, number in (("02_two_1_say", 2.1), ("02_two_3_find", 2.3)):
        solve(name)
        output = good("check", number)
        assert "02_two/2_build, Title: python -m lesson_code exercise 2\n" in output
    solve("02_two")
    assert "That was the last one." in good("check", 2)
    assert "4 of 4 passed" in good("exercise")


@pytest.mark.slow
def test_the_rungs_of_a_lesson(four):
    """One number is for what is built, all of them are written and graded together."""
    assert good("exercise", 2).startswith("wrote 02_two.py\n")
    output = refused("check", 2)
    assert output.count("The program runs") == 1
    assert "check 2 --hint" in output
    assert "02_two.py: already here; begin anew" in refused("exercise", 2, "--all")
    assert sorted(p.name for p in Path().iterdir()) == ["02_two.py"]
    assert good("exercise", 2.1).startswith("wrote 02_two_1_say.py\n")
    output = good("exercise", 2, "--all", "--force")
    assert [line for line in output.splitlines() if line.startswith("when")] == [
        f"when you have changed it: python -m lesson_code check {number}"
        for number in (2.1, 2, 2.3)
    ]
    files = ["02_two.py", "02_two_1_say.py", "02_two_3_find.py"]
    assert sorted(p.name for p in Path().iterdir() if p.suffix == ".py") == files
    solve("02_two")
    solve("02_two_3_find")
    output = refused("check", 2)
    assert output.count("The program runs") == 3
    assert "check 2.1 --hint" in output
    assert "All of it" not in output
    passed = [f"02_two/{rung}" for rung in RUNGS[1:]]
    assert [name for name, record in load_progress().records.items() if record.passed] == passed
    solve("02_two_1_say")
    assert "All of it is right." in good("check", 2)
    assert good("exercise", 1, "--all").startswith("wrote 01_one.py\n")
    assert run("exercise", "--all").exit_code == 2


def test_what_the_program_printed_is_shown(four):
    program = "print('at first')\ndef f():\n    print('later')"
    Path("01_one.py").write_text(program, encoding="utf-8")
    assert "your program printed:\nat first\nlater\n" in refused("check", 1)
    assert "printed" not in good("check", 1, "--solution")


def test_in_japanese(four, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    output = good("exercise", 1)
    assert "01_one.py を作りました。" in output
    assert "\nすること\n" in output
    assert "不合格  答え\n\n1 ではない\n" in refused("check", 1)
    assert "not 1" in refused("check", 1, "--lang", "en")


def test_every_text_is_in_both_languages():
    for name, texts in commands.TEXTS.items():
        assert set(texts) == {"ja", "en"}, name
        fields = [sorted(re.findall(r"{\w+}", text)) for text in texts.values()]
        assert fields[0] == fields[1], name


def test_a_file_is_never_lost(four):
    solve()
    assert "already here; begin anew with --force" in refused("exercise", 1)
    assert "kept the earlier file as 01_one.py.1.bak" in good("exercise", 1, "--force")
    solve()
    assert "01_one.py.2.bak" in good("exercise", 1, "--force")
    assert Path("01_one.py.2.bak").read_text(encoding="utf-8") == "def f(): return 1\n"


def test_hints_come_one_at_a_time(four):
    assert good("check", 1, "--hint") == "hint 1 of 2: clue 1\n"
    assert good("check", 1, "--hint", "--lang", "ja") == "ヒント 2/2: 手がかり2\n"
    output = good("check", 1, "--hint")
    assert "clue 1\nhint 2 of 2: clue 2\nthere are no more hints" in output
    assert load_progress().records == {"01_one/2_build": Record(passed=False, hints=2)}
    assert good("check", 1, "--solution") == "def f(): return 1\n"


def test_another_file(four, tmp_path):
    (tmp_path / "mine.py").write_text("def f(): return 1\n", encoding="utf-8")
    assert "All of it" in good("check", tmp_path / "mine.py", "--exercise", 1)
    assert "no exercise 'mine'" in refused("check", tmp_path / "mine.py")
    solve("02_two_3_find")
    assert "02_two/3_find" in good("check", "02_two_3_find.py")


def test_the_answer_that_passed_is_kept_for_the_page(four):
    solve()
    good("check", 1)
    Path("01_one.py").write_text("def f(): return 2\n", encoding="utf-8")
    refused("check", 1)
    record = load_progress().records["01_one/2_build"]
    assert (record.passed, record.hints) == (True, 0)
    assert record.others == {"right": "def f(): return 1\n"}


def test_what_is_not_there_is_said(four):
    assert "there is no exercise '7'; there are 01_one/2_build, 02_two/1_say" in refused("check", 7)
    assert "there is no exercise '1.1'" in refused("exercise", 1.1)
    assert "01_one.py is not here; write it with" in refused("check", 1)


@pytest.mark.parametrize("name", ["2", "02", "02_two", "02-two", "02_two.py"])
def test_names_of_a_lesson(four, name):
    assert find_exercises(name, four) == four[1:]
    assert find_exercise(name, four).name == "02_two/2_build"


@pytest.mark.parametrize(
    "name", ["2.3", "02.3", "02_two/3_find", "02_two_3_find", "02_two_3_find.py"]
)
def test_names_of_an_exercise(four, name):
    assert find_exercises(name, four) == [find_exercise(name, four)] == four[3:]
    assert find_exercise("2.2", four).name == "02_two/2_build"


@pytest.mark.parametrize("name", ["", "0", "2.4", "1.3", "3", "two", "../02_two", "02_two/4"])
def test_no_names_of_an_exercise(four, name):
    with pytest.raises(ExerciseError):
        find_exercise(name, four)


# The process that grades


@pytest.mark.slow
def test_an_endless_loop_ends(four, tmp_path):
    write_exercise(tmp_path / "slow", "03_slow/2_build", "03-slow", seconds=2)
    (exercise,) = all_exercises(tmp_path / "slow")
    Path("03_slow.py").write_text("def f():\n    while True:\n        pass\n", encoding="utf-8")
    for language, text in (("en", "loop without an end"), ("ja", "終わらない繰り返し")):
        steps = run_check(exercise, Path("03_slow.py"), language)
        assert [step.passed for step in steps] == [True, False]
        assert text in steps[-1].message
        assert steps[-1].line in (2, 3)


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("import os\nos._exit(0)", "exit code 0"),
        ("import os\nos._exit(7)", "exit code 7"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)", "exit code"),
    ],
)
def test_a_program_that_takes_python_along(four, program, text):
    Path("x.py").write_text(program, encoding="utf-8")
    (step,) = run_check(four[0], Path("x.py"), "en")
    assert not step.passed
    assert text in step.message


def test_prints_do_not_disturb_the_result(four):
    program = """
import sys
sys.__stdout__.write("\\x1enonsense\\n\\n{}\\n")
print("x")
def f():
    return 1
"""
    Path("x.py").write_text(program, encoding="utf-8")
    steps = run_check(four[0], Path("x.py"), "en")
    assert all(step.passed for step in steps)
    assert steps[0].printed == "x\n"


def test_files_beside_the_answer_are_not_imported(four):
    Path("json.py").write_text("1 / 0", encoding="utf-8")
    Path("numpy.py").write_text("1 / 0", encoding="utf-8")
    solve()
    assert run_check(four[0], Path("01_one.py"), "en")[-1].passed


@pytest.mark.slow
def test_it_works_as_a_command_from_anywhere(four):
    root = files.PACKAGE.parent

    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "lesson_code", *arguments, "--lang", "en"],
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert command("exercise", "1").returncode == 0
    done = command("check", "1")
    assert done.returncode == 1
    assert "failed  sigmoid: no overflow" in done.stdout
    exercise = find_exercise("1", all_exercises(root / "docs" / "exercises"))
    Path("01_sigmoid.py").write_text(exercise.text("solution"), encoding="utf-8")
    done = command("check", "1")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_an_installed_package_carries_the_exercises(tmp_path):
    # Python 3.11 brings an older one, later Pythons none; PyTorch brings a newer one along
    why = "setuptools 77 or later builds the package, and is not here"
    pytest.importorskip("setuptools", minversion="77", reason=why)
    root = files.PACKAGE.parent
    source, built = tmp_path / "source", tmp_path / "built"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    ignore = shutil.ignore_patterns("__pycache__", "*.gz")
    shutil.copytree(root / "lesson_code", source / "lesson_code", ignore=ignore)
    for folder in ("exercises", "questions"):
        shutil.copytree(root / "docs" / folder, source / "docs" / folder, ignore=ignore)
    command = [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(built)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    carried = built / "lesson_code" / "exercise_files"
    names = {p.relative_to(carried).as_posix() for p in carried.rglob("*") if p.is_file()}
    programs = ("exercise.toml", "starter.py", "check.py", "solution.py")
    pieces = {name for name in names if name.startswith("pieces")}
    every = {f"{e.name}/{name}" for e in all_exercises() for name in programs}
    some = {f"{e.name}/variant.py" for e in all_exercises() if (e.folder / "variant.py").is_file()}
    assert names - pieces == every | some
    ours = (root / "docs" / "exercises" / "pieces").glob("*.py")
    assert pieces == {"pieces.toml", *(f"pieces/{program.name}" for program in ours)}
    with zipfile.ZipFile(io.BytesIO(wheel.wheel())) as archive:  # the site's own, made otherwise
        served = {n for n in archive.namelist() if ".dist-info/" not in n and not n.endswith(".gz")}
    assert served == {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()}
    for command, says in (("exercise", "01_sigmoid"), ("quiz", "03_affine"), ("mine", "yours: 0")):
        done = subprocess.run(
            [sys.executable, "-m", "lesson_code", command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(built), HOME_VARIABLE: str(tmp_path)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert says in done.stdout, done.stderr


# What is kept


@pytest.mark.parametrize(("here", "there"), [(1, 2), (2, 1), (None, 2), (2, None)])
def test_reading_goes_on_where_it_stopped_last(here, there):
    def progress(time):
        return Progress(others={} if time is None else {"place": {"page": "x/", "time": time}})

    merged = progress(here)
    merged.merge(progress(there))
    assert merged.others["place"]["time"] == 2


def test_progress_is_kept(tmp_path):
    record = Record(passed=True, hints=2, others={"answer": "x = 1\n"})
    progress = Progress({"15_im2col/2_build": record}, {}, {"questions": {"03_affine": [1, "あ"]}})
    save_progress(progress, tmp_path / "deep" / "er")
    assert load_progress(tmp_path / "deep" / "er") == progress
    assert [p.name for p in (tmp_path / "deep" / "er").iterdir()] == ["progress.json"]
    kept = json.loads((tmp_path / "deep" / "er" / "progress.json").read_text(encoding="utf-8"))
    kept_record = {"passed": True, "hints": 2, "answer": "x = 1\n"}
    assert kept["exercises"] == {"15_im2col/2_build": kept_record}
    assert kept["questions"] == {"03_affine": [1, "あ"]}


def file_of(**changes):
    return json.dumps({"format": FORMAT, "version": VERSION, "exercises": {}, **changes})


def test_progress_of_version_1_is_carried_over(four):
    """There a lesson had one exercise: the one that is built now."""
    folder = data_folder()
    folder.mkdir()
    old = {"01_one": {"passed": True, "hints": 1}, "02_two": {"passed": False, "hints": 2}}
    (folder / "progress.json").write_text(file_of(version=1, exercises=old), encoding="utf-8")
    assert "[x] 01_one/2_build" in good("exercise")
    solve("02_two_1_say")
    good("check", 2)
    kept = json.loads((folder / "progress.json").read_text(encoding="utf-8"))
    assert kept["version"] == VERSION == 2
    new = {f"{name}/2_build": record for name, record in old.items()}
    on = kept["exercises"]["02_two/1_say"].pop("on")  # today; of those before nobody knows
    assert datetime.date.fromisoformat(on)
    right = Path("02_two_1_say.py").read_text(encoding="utf-8")
    passed = {"passed": True, "hints": 0, "right": right}
    assert kept["exercises"] == {**new, "02_two/1_say": passed}
    assert [p.name for p in folder.iterdir()] == ["progress.json"]


def test_what_others_keep_is_carried_along(four):
    folder = data_folder()
    folder.mkdir()
    others = {"questions": {"01_one": {"a": 2}}, "later": ["é", None]}
    (folder / "progress.json").write_text(file_of(**others), encoding="utf-8")
    solve()
    good("check", 1)
    kept = json.loads((folder / "progress.json").read_text(encoding="utf-8"))
    assert {key: kept[key] for key in others} == others
    assert kept["exercises"]["01_one/2_build"]["passed"]


def test_the_day_of_the_first_pass_stays():
    here, elsewhere = Progress({"a": Record(True, on="2026-11-30")}), Progress({"a": Record(True)})
    here.merge(elsewhere)
    here.records["a"].succeed()
    assert here.records["a"].on == "2026-11-30"
    elsewhere.merge(here)
    elsewhere.merge(Progress({"a": Record(True, on="2026-10-01")}))
    assert elsewhere.records["a"].on == "2026-10-01"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", "\x00", "[" * 100_000, "9" * 5000,
     file_of(format="x"), file_of(version=3), file_of(exercises=[]),
     file_of(exercises={"a": {}}), file_of(exercises={"a": {"passed": 1, "hints": 0}}),
     file_of(exercises={"a": {"passed": True, "hints": -1}}),
     file_of(exercises={"a": {"passed": True, "hints": 0, "on": "yesterday"}})],
)  # fmt: skip
def test_damaged_progress_is_kept_beside_and_begins_anew(four, text):
    file = data_folder() / "progress.json"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    solve()
    said = good("check", 1).splitlines()
    kept = Path(f"{file}.1.bak")
    assert sum("cannot be read" in line and f"kept as {kept}" in line for line in said) == 1
    assert "All of it is right." in said
    assert kept.read_text(encoding="utf-8") == text
    assert [(n, r.passed) for n, r in load_progress().records.items()] == [("01_one/2_build", True)]

    file.write_text(text, encoding="utf-8")  # once more, and found when they are listed
    assert f"kept as {file}.2.bak" in good("exercise")
    assert "0 of 4 passed" in good("exercise")
    assert kept.read_text(encoding="utf-8") == text
    assert sorted(p.name for p in file.parent.iterdir()) == [
        "progress.json",
        "progress.json.1.bak",
        "progress.json.2.bak",
    ]


def test_two_checks_at_once_are_both_kept(four):
    """Each waits for the other: what one has read, the other cannot have changed meanwhile."""

    def pass_one(name):
        for _ in range(20):
            with change_progress(None) as progress:
                progress.records[name] = Record(True, progress.records[name].hints + 1)

    names = ["01_one/2_build", "02_two/2_build", "02_two/3_find"]
    save_progress(Progress({name: Record() for name in names}))
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(pass_one, names))
    assert load_progress().records == {name: Record(True, 20) for name in names}


@pytest.mark.parametrize("home", ["a file", "below a file", "nowhere"])
def test_where_progress_cannot_be_kept_checking_goes_on(four, tmp_path, monkeypatch, home):
    (tmp_path / "file").write_text("", encoding="utf-8")
    if home == "nowhere":
        for name in (HOME_VARIABLE, "XDG_DATA_HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)

        def no_home():
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.setattr(Path, "home", no_home)
    else:
        below = tmp_path / "file" / ("" if home == "a file" else "deep")
        monkeypatch.setenv(HOME_VARIABLE, str(below))
    said = good("exercise")
    assert said.startswith("your progress cannot be read: ")
    assert "0 of 4 passed" in said
    solve()
    lines = good("check", 1).splitlines()
    [word] = [line for line in lines if "your progress is not kept: " in line]
    assert (f"set {HOME_VARIABLE} to a folder" in word) == (home == "nowhere")
    assert "All of it is right." in lines
    assert lines[-1].startswith("next is 02_two/1_say")
    hint = good("check", 1, "--hint").splitlines()
    assert hint[0] == "hint 1 of 2: clue 1"
    assert [line[:25] for line in hint[1:]] == ["your progress is not kept"]
    Path("01_one.py").write_text("def f(): return 2", encoding="utf-8")
    assert "not 1" in refused("check", 1)


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {}, ".local/share/lesson_code"),
        ("linux", {"XDG_DATA_HOME": "/x"}, "/x/lesson_code"),
        ("darwin", {}, "Library/Application Support/lesson_code"),
        ("win32", {"LOCALAPPDATA": "/y"}, "/y/lesson_code"),
        ("linux", {HOME_VARIABLE: "/z"}, "/z"),
    ],
)
def test_where_it_is_kept(monkeypatch, platform, variables, folder):
    for name in (HOME_VARIABLE, "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    assert data_folder() == Path("/home/me") / folder


@pytest.mark.parametrize(
    ("value", "language"),
    [("ja_JP.UTF-8", "ja"), ("Japanese_Japan.932", "ja"), ("en_GB", "en"), ("C", "en")],
)
def test_the_systems_language(monkeypatch, value, language):
    monkeypatch.setenv("LC_ALL", value)
    assert default_language() == language


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('en = "Title"', ""),
        ('lesson = "01-one"', ""),
        ("[[hints]]", "[hints]"),
        ("[title]", "[title"),
        ("ja =", "de ="),
    ],
)
def test_a_bad_description_is_refused(tmp_path, old, new):
    write_exercise(tmp_path, "01_one/2_build", "01-one")
    file = tmp_path / "01_one" / "2_build" / "exercise.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"exercise\.toml"):
        all_exercises(tmp_path)


def test_a_rung_of_another_name_is_refused(tmp_path):
    write_exercise(tmp_path, "01_one/4_more", "01-one")
    with pytest.raises(ExerciseError, match="expected one of 1_say, 2_build, 3_find, got 4_more"):
        all_exercises(tmp_path)


def test_no_exercises_at_all(tmp_path):
    with pytest.raises(ExerciseError, match="found none"):
        all_exercises(tmp_path)


VARIANT = """
from lesson_code.exercises.grading import expect_changed

CHOICES = {"factor": (2, 3)}
CHANGE = {"ja": "{factor} 倍にします。", "en": "Take {factor} times it."}

def check(answer, say, factor):
    yield say(en="answer", ja="答え")
    expect_changed(answer.f(), factor, 1, "f()")
"""


def test_a_variant_is_handed_out_and_graded_by_its_number(four):
    (four[0].folder / "variant.py").write_text(VARIANT, encoding="utf-8")
    output = good("exercise", 1, "--variant", 7)
    file = Path("01_one_variant_7.py")
    assert f"wrote {file}\n" in output
    assert output.endswith("changed it: python -m lesson_code check 1 --variant 7\n")
    factor = 2 if "Take 2 times it." in output else 3
    assert file.read_text(encoding="utf-8").startswith("# python -m lesson_code check 1 --variant")
    assert "already here; begin anew with --force" in refused("exercise", 1, "--variant", 7)
    file.write_text("def f(): return 1\n", encoding="utf-8")  # the book's
    output = refused("check", 1, "--variant", 7)
    assert "`f()` is what the lesson's own exercise asks for." in output
    assert "hint" not in output
    file.write_text(f"def f(): return {factor}\n", encoding="utf-8")
    assert "All of it is right." in good("check", file, "--lang", "en")
    progress = load_progress()
    assert not progress.records, "the exercise itself has not passed"
    [(name, day)] = progress.others["variants"].items()
    assert name == "1 7"
    assert datetime.date.fromisoformat(day)


def test_what_has_no_variants_says_so(four):
    (four[0].folder / "variant.py").write_text(VARIANT, encoding="utf-8")
    assert "exercise 2.1 has no variants; those of 1 have some" in refused(
        "exercise", 2.1, "--variant", 7
    )
    assert "01_one_variant_8.py is not here" in refused("check", 1, "--variant", 8)
    for arguments in (["--hint"], ["--solution"]):
        done = run("check", 1, "--variant", 7, *arguments)
        assert done.exit_code == 2
        assert "neither hints nor a solution" in done.output
    assert run("exercise", "--variant", 7).exit_code == 2
    (four[0].folder / "variant.py").write_text("CHOICES = {}", encoding="utf-8")
    assert "variant.py: AttributeError" in refused("exercise", 1, "--variant", 7)
