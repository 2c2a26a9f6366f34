"""A Python too old says so, instead of tripping over syntax it does not know."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.machine.environment import ROOT

COMMANDS = ["site.py", "test.py"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_says_which_came_and_which_is_needed(command: str, version: tuple[int, int, int]) -> None:
    pretend = (
        f"import runpy, sys; sys.version_info = {(*version, 'final', 0)};"
        f"runpy.run_path({str(ROOT / 'scripts' / command)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr
    assert "this is Python {}.{}.{}".format(*version) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["__init__.py", *COMMANDS])
def test_is_written_in_words_that_old_pythons_parse(name: str) -> None:
    source = Path(ROOT, "scripts", name).read_bytes()
    assert source.isascii(), "Python 2 refuses other letters without a declaration"
    tree = ast.parse(source, feature_version=(3, 4))
    new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.Starred, ast.Nonlocal)
    for node in ast.walk(tree):
        assert not isinstance(node, new), ast.dump(node)
        if isinstance(node, ast.FunctionDef):
            assert not node.returns
            assert not node.args.kwonlyargs
            assert not any(argument.annotation for argument in node.args.args)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            assert len(node.args) == 1, "Python 2 prints a tuple"
            assert not node.keywords, "Python 2 has no print(..., file=)"
        if isinstance(node, ast.Raise):
            assert not node.cause, "Python 2 has no raise ... from"
