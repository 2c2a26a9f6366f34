"""Waiting for a file to be saved, and `check --watch` with real saves in a real process."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lesson_code.exercises import files, watching
from lesson_code.exercises.files import all_exercises, find_exercise
from lesson_code.exercises.progress import HOME_VARIABLE, Progress, Record, save_progress
from lesson_code.exercises.watching import GONE, saves

ROOT = files.PACKAGE.parent


class EnoughError(Exception):
    """Nobody does anything to the file any more."""


def watched(file, steps, monkeypatch):
    """What the file held at each save, and how often it was said to be gone.

    A step, what somebody does to the file, comes between two looks at it.
    """
    left, gone, held = list(steps), [], []

    def pause(seconds):
        if not left:
            raise EnoughError
        left.pop(0)()

    monkeypatch.setattr(watching.time, "sleep", pause)
    with contextlib.suppress(EnoughError):
        for _ in saves(file, lambda: gone.append(1)):
            held.append(file.read_text(encoding="utf-8"))
    return held, len(gone)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "answer.py"


def nothing():
    pass


def write(file, text):
    return lambda: file.write_text(text, encoding="utf-8")


def moved_into_place(file, text):
    """As vim saves: the old file goes aside, the new one comes under its name."""
    new = file.with_suffix(".new")
    return [
        write(new, text),
        lambda: file.rename(file.with_suffix(".py~")),
        lambda: new.rename(file),
    ]


def test_a_file_that_is_there_counts_at_once(file, monkeypatch):
    write(file, "a")()
    assert watched(file, [nothing] * 4, monkeypatch) == (["a"], 0)


def test_each_save_counts_once(file, monkeypatch):
    write(file, "a")()
    steps = [nothing, write(file, "b"), nothing, nothing, write(file, "c"), nothing, nothing]
    assert watched(file, steps, monkeypatch) == (["a", "b", "c"], 0)


def test_a_save_without_a_change_counts(file, monkeypatch):
    write(file, "a")()

    def again():
        os.utime(file, ns=(1, 1))

    assert watched(file, [nothing, again, nothing, nothing], monkeypatch) == (["a", "a"], 0)


def test_half_a_file_waits_for_the_other_half(file, monkeypatch):
    write(file, "whole")()
    parts = [write(file, text) for text in ("", "n", "new", "new te", "new text")]
    steps = [nothing, *parts, nothing, nothing]
    assert watched(file, steps, monkeypatch) == (["whole", "new text"], 0)


def test_a_save_by_rename_is_one_save(file, monkeypatch):
    write(file, "old")()
    steps = [nothing, *moved_into_place(file, "new"), nothing, nothing]
    assert watched(file, steps, monkeypatch) == (["old", "new"], 0)


def test_a_file_that_vanishes_is_missed_once_and_may_come_back(file, monkeypatch):
    write(file, "a")()
    absent = [nothing] * (3 * GONE)
    steps = [nothing, file.unlink, *absent, write(file, "b"), nothing, nothing]
    assert watched(file, steps, monkeypatch) == (["a", "b"], 1)


def test_a_folder_under_its_name_is_no_file(file, monkeypatch):
    file.mkdir()
    assert watched(file, [nothing] * (2 * GONE), monkeypatch) == ([], 1)


# ---- The command


class Watcher:
    """The command in a process, and what it has said so far."""

    def __init__(self, home, *arguments):
        self.said = ""
        self.heard = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lesson_code", "check", *arguments, "--watch"],
            env={**os.environ, "PYTHONPATH": str(ROOT), HOME_VARIABLE: str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.reader = threading.Thread(target=self._listen)
        self.reader.start()

    def _listen(self):
        for line in self.process.stdout:
            with self.heard:
                self.said += line
                self.heard.notify()
        with self.heard:
            self.heard.notify()

    def hears(self, text):
        with self.heard:
            found = self.heard.wait_for(
                lambda: text in self.said or self.process.poll() is not None, timeout=120
            )
            assert found, f"not heard: {text!r} in {self.said}"
            assert text in self.said
            self.said = self.said.partition(text)[2]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT as a terminal does")
def test_from_the_first_save_to_the_last_exercise(tmp_path, monkeypatch):
    exercises = all_exercises(ROOT / "docs" / "exercises")
    say_, find_ = (find_exercise(number, exercises) for number in ("3.1", "3.3"))
    others = [e.name for e in exercises if e not in (say_, find_)]
    save_progress(Progress({name: Record(passed=True) for name in others}), tmp_path / "home")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    first, second = Path(say_.file), Path(find_.file)

    with Watcher(tmp_path / "home", "--lang", "ja") as watcher:
        watcher.hears(f"{first} を作りました。")
        watcher.hears("不合格")
        for step in moved_into_place(first, say_.text("solution")):
            step()
        watcher.hears("03_affine/1_say に合格しました。次に進みます。")
        watcher.hears(f"{second} を保存するたびに採点します。")
        watcher.hears("不合格")
        second.unlink()
        watcher.hears("見当たりません")
        write(second, "def nonsense(")()
        watcher.hears("不合格")
        watcher.process.send_signal(signal.SIGINT)
        watcher.hears("続けるとき: python -m lesson_code check 3.3 --watch")
        assert watcher.process.wait(60) == 130
        assert "Traceback" not in watcher.said

    write(second, find_.text("solution"))()
    with Watcher(tmp_path / "home", "3", "--lang", "en") as watcher:
        watcher.hears(f"All {len(exercises)} exercises have passed.")
        assert watcher.process.wait(60) == 0
    kept = json.loads((tmp_path / "home" / "progress.json").read_text(encoding="utf-8"))
    assert all(record["passed"] for record in kept["exercises"].values())


# ---- Tab


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a bash in a terminal")
def test_tab_in_a_real_bash(tmp_path, monkeypatch):
    """What is typed into a terminal, with Tab, and what bash then has on its line."""
    pty = pytest.importorskip("pty")
    program = tmp_path / "bin" / "lesson"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom lesson_code.cli import main\nmain()\n")
    program.chmod(0o755)
    (tmp_path / "my_answer.py").touch()
    for name in ("INPUTRC", "BASH_ENV"):
        monkeypatch.delenv(name, raising=False)
    environment = {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PS1": "",
        "TERM": "dumb",
        "HOME": str(tmp_path),
    }
    ours, theirs = pty.openpty()
    try:
        bash = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"],
            stdin=theirs, stdout=theirs, stderr=theirs,
            env=environment, cwd=tmp_path, start_new_session=True,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("there is no bash")
    os.close(theirs)

    def typed(keys, until):
        os.write(ours, keys.encode())
        said = ""
        while until not in said:
            assert select.select([ours], [], [], 120)[0], f"{keys!r}: {until!r} is not in {said!r}"
            said += os.read(ours, 4096).decode()

    try:
        typed('eval "$(_LESSON_COMPLETE=bash_source lesson)"; echo re""ady\r', "ready\r")
        typed("lesson exercise 2.\t\t", "2.3")  # two begin so: both are listed
        typed("\x15lesson check my\t", "lesson check my_answer.py ")
        typed("\x15lesson check --wa\t", "--watch ")
        typed("\x15lesson mine take affi\t", "Affine ")
    finally:
        bash.kill()
        bash.wait()
    os.close(ours)
