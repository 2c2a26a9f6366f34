"""Compile what the pages' Python imports, so that no reader waits for it.

    python scripts/machine/compile_pyodide.py          # make what is not there yet
    python scripts/machine/compile_pyodide.py --pin    # after an update of Pyodide

Pyodide comes as sources, and to compile those that a figure needs takes a browser seconds, at each
start. Here Pyodide itself compiles them, once on each machine, in the Node.js that Playwright
brings along (bytecode.mjs, bytecode.py). The archives are the same wherever they are made:
scripts/machine/pyodide.json names each with size and SHA-256, and what differs is not used. So they
need no place in the repository, of whose history each update would take 7 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":  # instead of scripts/, whose site.py and test.py are no modules
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.machine import vendor_pyodide
from scripts.machine.environment import ExpectedError, run, say

HERE = Path(__file__).parent
LIST = HERE / "pyodide.json"
FILES: vendor_pyodide.Files = vendor_pyodide.PINNED["compiled"]


def kept() -> Path:
    """Return where the archives are kept, beside Pyodide; whether they are is another question."""
    return vendor_pyodide.kept().with_name(f"{vendor_pyodide.kept().name}-compiled")


def find(pyodide: Path | None) -> Path | None:
    """Return the folder with the archives for Pyodide's, or None where they cannot be made."""
    try:
        return obtain(pyodide) if pyodide else None
    except ExpectedError as error:
        say(f"{error}\nPrograms in the pages start all the same, but some seconds later.")
        return None


def obtain(pyodide: Path) -> Path:
    """Return the folder with the archives, which are made unless they are there."""
    if vendor_pyodide.is_whole(kept(), FILES):
        return kept()
    say("compiling what Pyodide imports, once (20 s)")
    with tempfile.TemporaryDirectory() as temporary:
        made = make(pyodide, Path(temporary))
        try:
            return vendor_pyodide.keep(kept(), FILES, lambda name: (made / name).read_bytes())
        except (OSError, vendor_pyodide.SourceError) as error:
            raise ExpectedError(f"What Pyodide compiled was not kept: {error}") from error


def make(pyodide: Path, target: Path) -> Path:
    """Let the Pyodide of a folder write the archives into another one."""
    command = [node(), str(HERE / "bytecode.mjs"), str(pyodide), str(LIST), str(target)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it did not say why"]
        shown = "\n".join(line[:200] for line in lines[-15:])  # one holds all of its program
        raise ExpectedError(f"Node.js could not run Pyodide from {pyodide}:\n{shown}")
    return target


def node() -> str:
    """Return a Node.js: Playwright's own, or the one that the system has."""
    spec = importlib.util.find_spec("playwright")
    name = "node.exe" if os.name == "nt" else "node"
    own = Path(spec.origin).parent / "driver" / name if spec and spec.origin else None
    found = str(own) if own and own.is_file() else shutil.which("node")
    if found is None:
        raise ExpectedError(
            "Node.js is needed to compile what Pyodide imports, and neither Playwright's nor"
            " another one was found: run this with the environment's Python, or install Node.js."
        )
    return found


def pin() -> None:
    """Make the archives anew and write their sizes and hashes into the list."""
    pyodide = vendor_pyodide.obtain()
    with tempfile.TemporaryDirectory() as temporary:
        made = sorted(make(pyodide, Path(temporary)).iterdir())
        lines = [
            f'    "{path.name}": {{"size": {path.stat().st_size},'
            f' "sha256": "{hashlib.sha256(path.read_bytes()).hexdigest()}"}}'
            for path in made
        ]
    block = '"compiled": {\n' + ",\n".join(lines) + "\n  }"
    text = re.sub(r'"compiled": \{.*?\n  \}', block, LIST.read_text("utf-8"), flags=re.DOTALL)
    json.loads(text)
    LIST.write_text(text, encoding="utf-8")
    say(f"{LIST} names them:\n  {block}")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python scripts/machine/compile_pyodide.py",
        description="Compile what the Python of the pages imports: once, in that very Python. The"
        " build of the site (scripts/site.py) does this by itself.",
    )
    parser.add_argument(
        "--pin",
        action="store_true",
        help="make the archives anew, and name them in scripts/machine/pyodide.json",
    )
    if parser.parse_args().pin:
        pin()
    else:
        say(f"What Pyodide imports is compiled: {obtain(vendor_pyodide.obtain())}")
    return 0


if __name__ == "__main__":
    run(main)
