"""scripts/: at the top what a person types, below it rooms that say what they are for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
COMMANDS = sorted(p.name for p in SCRIPTS.glob("*.py") if p.name != "__init__.py")
ROOMS = sorted(p.parent.name for p in SCRIPTS.glob("*/__init__.py"))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_every_command_is_named_where_people_look(readme: str, name: str) -> None:
    assert f"scripts/{name}" in (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    said = subprocess.run(
        [sys.executable, str(SCRIPTS / name), "--help"], capture_output=True, encoding="utf-8"
    )
    assert said.returncode == 0, said.stderr
    assert name in said.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for(room: str) -> None:
    text = (SCRIPTS / room / "__init__.py").read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))


def test_the_tests_have_the_same_rooms() -> None:
    tests = {p.name for p in (ROOT / "tests" / "scripts").iterdir() if list(p.glob("test_*.py"))}
    assert sorted(tests) == ROOMS


def test_who_imports_a_room_keeps_the_number_of_threads() -> None:
    """It reaches every program that this one starts: samples took minutes more, and other sums."""
    rooms = [f"scripts.{room}" for room in ROOMS if room in ("book", "machine", "speed")]
    modules = [
        f"{room}.{path.stem}"
        for room in rooms
        for path in sorted((ROOT / room.replace(".", "/")).glob("*.py"))
        if path.stem not in ("__init__", "run_sample", "textbook_process")
    ]
    program = (
        "import importlib, os, sys\nbefore = dict(os.environ)\n"
        "for name in sys.argv[1:]:\n    importlib.import_module(name)\n"
        "print({k: v for k, v in os.environ.items() if 'THREADS' in k and before.get(k) != v})"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, *modules], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == "{}"
