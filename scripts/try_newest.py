"""Run every check with the newest version of everything that requirements.in pins.

    python scripts/try_newest.py                    the whole suite
    python scripts/try_newest.py -k im2col          what test.py takes, such as a part of it
    python scripts/try_newest.py --lock FOLDER      write the new requirements there, run nothing

It copies the project, makes requirements.in and the lock anew in the copy, and runs scripts/test.py
there, in an environment of its own. Nothing here is changed. Where all is green, the two files of
--lock are the update.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from scripts.machine.environment import ROOT, ExpectedError, call, run, say  # noqa: E402

REQUIREMENTS = ("requirements.in", "requirements.txt")
PIN = re.compile(r"^([\w.-]+)(\[[\w,-]+\])?==([^\s;]+)( *)", re.MULTILINE)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", ".cache", ".*_cache", "__pycache__", "site")


def without_pins(requirements: str) -> str:
    """Return requirements.in with names alone."""
    return PIN.sub(lambda m: f"{m[1]}{m[2] or ''} ", requirements)


def with_pins(requirements: str, lock: str) -> str:
    """Return requirements.in with the versions of a lock."""
    versions = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE))

    def pin(match: re.Match[str]) -> str:
        name, extra, old, gap = match.groups(default="")
        new = versions[name.lower()]
        return f"{name}{extra}=={new}{' ' * max(len(gap) + len(old) - len(new), 1)}"

    return PIN.sub(pin, requirements)


def changes(before: str, after: str) -> list[str]:
    """Return a line for each direct dependency whose newest version is another one."""
    old, new = ({m[1]: m[3] for m in PIN.finditer(text)} for text in (before, after))
    return [f"{name:24}{old[name]:12} -> {new[name]}" for name in old if old[name] != new[name]]


def make_lock(project: Path, uv: Path) -> None:
    """Make both files of a project anew, as the first lines of requirements.txt say."""
    asked, lock = (project / name for name in REQUIREMENTS)
    pinned = asked.read_text(encoding="utf-8")
    command = lock.read_text(encoding="utf-8").splitlines()[1].lstrip("# ").split()
    lock.unlink()

    def compile_from(requirements: str, *options: str) -> str:
        asked.write_text(requirements, encoding="utf-8")
        done = subprocess.run([str(uv), *command[1:], "--quiet", *options], cwd=project)
        if done.returncode:
            raise ExpectedError("The lock was not made; uv says why above.")
        return lock.read_text(encoding="utf-8")

    # What is asked for has one version for all Pythons; what that needs in turn need not
    versions = compile_from(without_pins(pinned), "--fork-strategy", "fewest")
    lock.unlink()
    compile_from(with_pins(pinned, versions))


def get_uv(folder: Path) -> Path:
    """Return the program that makes locks, in an environment of its own."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    command = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]
    if subprocess.run([str(programs / "python"), *command]).returncode:
        raise ExpectedError("uv was not installed; pip says why above.")
    return programs / "uv"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python scripts/try_newest.py",
        description="Run every check with the newest versions. What is not known here goes to"
        " scripts/test.py.",
        allow_abbrev=False,
    )
    parser.add_argument("--lock", metavar="FOLDER", type=Path, help="only write the requirements")
    options, extra = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        project = folder / "project"
        shutil.copytree(ROOT, project, ignore=LEFT_OUT)
        make_lock(project, get_uv(folder / "uv"))
        before, after = ((where / REQUIREMENTS[0]).read_text("utf-8") for where in (ROOT, project))
        say("\n".join(changes(before, after)) or "every version here is the newest")
        if options.lock:
            for name in REQUIREMENTS:
                shutil.copy(project / name, options.lock)
            return 0
        return call([sys.executable, "scripts/test.py", *extra], cwd=project)


if __name__ == "__main__":
    run(main)
