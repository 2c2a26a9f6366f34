"""Every check runs, whatever the others find, and pytest has the last word."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import test
from scripts.machine.environment import ROOT
from tests.conftest import changed_samples

# The command as it is, but for another project and with this Python for its environment
ELSEWHERE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv.pop(1))
from scripts import test
from scripts.machine import environment
environment.ROOT = Path(sys.argv.pop(1))
environment.prepare = lambda: Path(sys.executable)
environment.run(test.main)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one function and two tests, with this project's settings."""
    root = tmp_path_factory.mktemp("small")
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "lesson_code").mkdir()
    (root / "lesson_code" / "__init__.py").write_text(
        'def one() -> int:\n    """Return one."""\n    return 1\n', encoding="utf-8"
    )
    (root / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", root / "tests")
    (root / "tests" / "test_one.py").write_text(
        "from lesson_code import one\n\n\n"
        "def test_one() -> None:\n    assert one() == 1\n\n\n"
        "def test_two() -> None:\n    assert one() + one() == 2\n",
        encoding="utf-8",
    )
    return root


def run(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ELSEWHERE, str(ROOT), str(project), *arguments]
    variables = {"CI": "", "CHROMIUM": sys.executable, **variables}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**os.environ, **variables}
    )


def test_help_is_there_before_any_environment() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "test.py"), "--help"]
    said = subprocess.check_output(command, text=True)
    assert "pytest" in said
    assert "--fast" in said


@pytest.mark.slow
def test_all_is_well_and_arguments_go_to_pytest(project: Path) -> None:
    done = run(project, "-k", "one and not two", "--maxfail", "1")
    assert done.returncode == 0, done
    for name in ("lint", "format", "types", "browser"):
        assert f"  {name:8} ok" in done.stdout
    assert " 1 passed in " in done.stdout.splitlines()[-1]
    assert re.search(r"where the time went.*\n +0\.\d +1  tests\n", done.stdout)
    assert done.stderr == ""


@pytest.mark.slow
def test_what_fails_stops_no_other_and_is_not_lost(project: Path) -> None:
    module = project / "lesson_code" / "wrong.py"
    module.write_text("import os\ndef f( x ): return x\n", encoding="utf-8")
    try:
        done = run(project, CI="true", CHROMIUM="/no/such/browser")
    finally:
        module.unlink()
    assert done.returncode == 1
    for name in ("lint", "format", "types", "browser"):
        assert f"  {name:8} FAILED" in done.stdout
    assert "2 passed" in done.stdout.splitlines()[-1]
    assert done.stderr.splitlines()[-1].endswith("failed above: lint, format, types, browser")


@pytest.mark.slow
def test_without_a_browser_the_rest_runs_and_a_failing_test_fails(project: Path) -> None:
    wrong = project / "tests" / "test_wrong.py"
    wrong.write_text("def test_wrong() -> None:\n    raise AssertionError\n", encoding="utf-8")
    try:
        done = run(project, CHROMIUM="/no/such/browser")
    finally:
        wrong.unlink()
    assert "NO CHROMIUM WAS FOUND" in done.stdout
    assert "/no/such/browser" in done.stdout
    assert "  browser  ok       missing" in done.stdout
    assert "1 failed, 2 passed" in done.stdout.splitlines()[-1]
    assert done.returncode == 1


@pytest.mark.slow
def test_fast_leaves_out_what_takes_long_and_says_so(project: Path) -> None:
    chosen = project / "tests" / "test_chosen.py"
    chosen.write_text(
        "import pytest\n"
        + "".join(
            f"\n\n@pytest.mark.{mark}\ndef test_{number}() -> None:\n    raise AssertionError\n"
            for number, mark in enumerate(("browser", "slow", 'sample("15_im2col/unfold")'))
        ),
        encoding="utf-8",
    )
    try:
        done = run(project, "--fast", CI="true", CHROMIUM="/no/such/browser")
    finally:
        chosen.unlink()
    assert done.returncode == 0, done
    assert "2 passed" in done.stdout.splitlines()[-1]
    assert "--fast left out: the built site" in done.stdout
    assert "pyodide" not in done.stdout


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_fast_knows_the_samples_that_differ_from_main(tmp_path: Path) -> None:
    assert changed_samples(tmp_path) == set(), "no repository: nothing is known"
    samples = tmp_path / "docs" / "samples"
    for name in ("kept/a.py", "committed/a.py", "edited/a.py", "edited/b.py", "settings.toml"):
        (samples / name).parent.mkdir(parents=True, exist_ok=True)
        (samples / name).write_text("1\n", encoding="utf-8")
    git(tmp_path, "init", "--initial-branch", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--message", "Samples")
    assert changed_samples(tmp_path) == set()
    git(tmp_path, "checkout", "-b", "other")
    (samples / "committed" / "a.2.svg").write_text("2\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--message", "Another")
    (samples / "edited" / "a.py").write_text("2\n", encoding="utf-8")
    (samples / "new").mkdir()
    (samples / "new" / "b.py").touch()
    assert changed_samples(tmp_path) == {"committed/a", "edited/a", "new/b"}

    # On main itself, committed in a clone
    git(tmp_path, "clone", ".", "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "-b", "main", "origin/main")
    (clone / "docs" / "samples" / "kept" / "a.py").write_text("2\n", encoding="utf-8")
    git(clone, "commit", "--all", "--message", "Mended")
    assert changed_samples(clone) == {"kept/a"}


def test_only_ci_demands_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    for ci, good in (("", True), ("false", True), ("true", False), ("1", False)):
        monkeypatch.setenv("CI", ci)
        assert test.check_browser()[1] is good
