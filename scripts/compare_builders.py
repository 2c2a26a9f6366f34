"""Build the site with ProperDocs too, and hold it equal to what MkDocs builds.

    python scripts/compare_builders.py

ProperDocs is a maintained fork of MkDocs 1.x: the way out, should MkDocs stop working. It is put
into an environment of its own that borrows the rest from this one. Every file must be the same,
but for the line of a page that names its generator. docs/MAINTAINING.md says how to switch.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from scripts.book.built_site import build, content, differences  # noqa: E402
from scripts.machine.environment import ROOT, ExpectedError, run, say  # noqa: E402

PROPERDOCS = (
    "properdocs==1.6.7"
    " --hash=sha256:6fa0cfa2e01bf338f684892c8a506cf70ea88ae7f3479c933b6fa20168101cbd"
)
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def make_environment(folder: Path) -> Path:
    """Return the Python of a new environment: this one's packages, and ProperDocs."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    borrowed = f"{sysconfig.get_path('purelib')}\n{ROOT}\n"
    (packages / "borrowed.pth").write_text(borrowed, encoding="utf-8")
    wanted = folder / "wanted.txt"
    wanted.write_text(PROPERDOCS, encoding="utf-8")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--no-deps", "--require-hashes", "-r", str(wanted)]
    if subprocess.run(command).returncode:
        raise ExpectedError("ProperDocs was not installed; pip says why above.")
    return python


def compare(folder: Path) -> tuple[int, list[str]]:
    """Build with both; return how many files there are, and which differ."""
    python = make_environment(folder / "environment")
    say("MkDocs builds")
    build(ROOT, folder / "mkdocs")
    say("ProperDocs builds")
    build(ROOT, folder / "properdocs", python=python, builder="properdocs")
    ours, theirs = (content(folder / name, without=GENERATOR) for name in ("mkdocs", "properdocs"))
    return len(ours), differences(ours, theirs)


def main() -> int:
    argparse.ArgumentParser(
        prog="python scripts/compare_builders.py",
        description="Build the site with MkDocs and with ProperDocs, and compare every file.",
    ).parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        count, different = compare(Path(temporary).resolve())
    say(f"{count} files; not the same from both: {', '.join(different) or 'none'}")
    return int(bool(different))


if __name__ == "__main__":
    run(main)
