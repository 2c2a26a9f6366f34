"""Damaged files: a short run over all kinds, and that the script would see what is wrong."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import fuzz
from scripts.damage import kinds

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_short_run_finds_no_fault():
    done = subprocess.run(
        [sys.executable, "scripts/fuzz.py", "--cases", "400", "--every", "10", "--seed", "1"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    lines = done.stdout.splitlines()
    assert lines[-1].startswith("400 damaged files in ")
    assert lines[-1].endswith(" 0 faults")
    counts = [int(line.split()[1]) for line in lines[1:-1]]
    assert sum(counts) == 400
    assert min(counts) > 10
    assert sum(int(line.split()[2]) for line in lines[1:-1]) > 200  # most are refused


class Refusal(Exception):  # noqa: N818 (a stand-in)
    pass


def reader_of(read, tmp_path):
    """A reader of one kind, which `read` reads; the good file is read well."""
    content = b"good"

    def guarded(path):
        if path.read_bytes() != content:
            read(path)

    kind = kinds.Kind("own", "own.bin", (content,), guarded, (Refusal,))
    return fuzz.Reader([kind], tmp_path, seed=0, every=1)


def first_fault(read, tmp_path):
    reader = reader_of(read, tmp_path)
    return next(filter(None, (reader.case(number)[2] for number in range(50))), None)


def refuse(path):
    raise Refusal(f"{path} is damaged")


def test_a_refusal_in_a_sentence_is_no_fault(tmp_path):
    assert first_fault(refuse, tmp_path) is None
    assert first_fault(lambda path: None, tmp_path) is None


def raising(error):
    def read(path):
        raise error

    return read


@pytest.mark.parametrize(
    ("read", "fault"),
    [
        (raising(KeyError("x")), "KeyError"),
        (raising(AssertionError("not finite")), "AssertionError: not finite"),
        (raising(Refusal("own.bin is\ndamaged")), "its message is no sentence"),
        (raising(Refusal("own.bin \x1b[2J")), "its message is no sentence"),
        (raising(Refusal("own.bin " + "x" * 5000)), "its message is no sentence"),
        (raising(Refusal("damaged")), "does not name the file"),
        (lambda path: len(bytearray(2**26)), "it took 64 MB"),
    ],
)
def test_what_is_no_good_refusal_is_a_fault(tmp_path, read, fault):
    assert fault in first_fault(read, tmp_path)


def test_what_is_slow_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(fuzz, "SECONDS", 0.01)

    def slow(path):
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass

    assert first_fault(slow, tmp_path).startswith("it took 0.")


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("os.system", (b"id",)),
        ("subprocess.Popen", ("id", [], None, None)),
        ("exec", (None,)),
        ("socket.connect", (None, ())),
        ("import", ("evil", None, [], [], [])),
        ("open", ("x", "w", 0)),
        ("open", ("x", None, os.O_CREAT | os.O_RDWR)),
        ("os.remove", ("x", -1)),
    ],
)
def test_what_a_reader_must_not_do_is_a_fault(tmp_path, event, args):
    """The events are Python's own; that they come is Python's matter."""

    def read(path):
        fuzz._audit(event, args)
        refuse(path)

    assert f"it did {event}" in first_fault(read, tmp_path)


def test_what_a_reader_may_do_is_none(tmp_path):
    def read(path):
        fuzz._audit("open", ("x", "rb", os.O_RDONLY))
        fuzz._audit("import", ("encodings.idna", None, [], [], []))
        fuzz._audit("compile", (b"(1,)", "<unknown>"))
        refuse(path)

    assert first_fault(read, tmp_path) is None
    fuzz._audit("os.system", ("outside a reader",))
    assert fuzz.forbidden == []


def test_the_same_number_makes_the_same_file(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = (reader_of(refuse, tmp_path / name) for name in "ab")
    for number in range(30):
        assert one.case(number)[1] == other.case(number)[1]
    assert len({one.case(number)[1] for number in range(30)}) > 20


def test_a_reader_that_dies_is_a_fault_and_the_rest_goes_on(tmp_path):
    """In a process of its own, whose reader ends Python at the third file."""
    program = (
        "import os, sys; from scripts import fuzz\n"
        "plain = fuzz.Reader.case\n"
        "def case(reader, number):\n"
        "    if number == 2: os._exit(3)\n"
        "    return plain(reader, number)\n"
        "fuzz.Reader.case = case\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(fuzz.main(['--cases', '6', '--only', 'progress']))\n"
    )
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, tmp_path / "program.py"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "2: ended Python (3)" in done.stderr
    assert "6 damaged files" in done.stdout
    assert "1 faults" in done.stdout
