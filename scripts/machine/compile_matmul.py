"""Compile the matrix products of the pages' NumPy: matmul.c becomes docs/shared/python/matmul.so.

    python scripts/machine/compile_matmul.py           # after a change to matmul.c
    python scripts/machine/compile_matmul.py --check   # does the file match the source?

The compiler is Zig's, which comes from PyPI as one wheel (100 MB) and compiles C for Pyodide; it is
put into a temporary folder. The same version should give the same bytes on every machine.
matmul.json records which compiler and which source the file was made with.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":  # instead of scripts/, whose site.py and test.py are programs
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.machine.environment import ExpectedError, run, say

ZIG = "ziglang==0.17.1"
HERE = Path(__file__).parent
SOURCE, RECORD = HERE / "matmul.c", HERE / "matmul.json"
MADE = HERE.parents[1] / "docs" / "shared" / "python" / "matmul.so"
KINDS = ("float", "double")

# -fPIC and -shared make what Pyodide loads at run time; nothing of the C library is used
COMPILE = "cc -target wasm32-emscripten -mcpu=generic+simd128 -O3 -fPIC -ffreestanding -fno-builtin"
LINK = "wasm-ld --experimental-pic -shared --no-entry --strip-all"


def record() -> dict[str, str]:
    """Return what matmul.json should say about the files as they are."""
    return {
        "compiler": ZIG,
        "source_sha256": hashlib.sha256(SOURCE.read_bytes()).hexdigest(),
        "sha256": hashlib.sha256(MADE.read_bytes()).hexdigest(),
    }


def compiled() -> bytes:
    """Return the bytes that the source compiles to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say(f"fetching {ZIG} (100 MB)")
        _call("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "zig"), ZIG)
        objects = []
        for kind in KINDS:
            objects.append(str(folder / f"{kind}.o"))
            options = [*COMPILE.split(), "-Wall", "-Wextra", "-Werror"]
            defined = [f"-DREAL={kind}", f"-DMATMUL={kind}_matmul"]
            _zig(folder, *options, *defined, "-c", str(SOURCE), "-o", objects[-1])
        exported = [f"--export={kind}_matmul" for kind in KINDS]
        _zig(folder, *LINK.split(), *exported, *objects, "-o", str(folder / "matmul.so"))
        return (folder / "matmul.so").read_bytes()


def _zig(folder: Path, *arguments: str) -> None:
    caches = {name: str(folder / name) for name in ("ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR")}
    _call("-m", "ziglang", *arguments, PYTHONPATH=str(folder / "zig"), **caches)


def _call(*arguments: str, **variables: str) -> None:
    done = subprocess.run([sys.executable, *arguments], env={**os.environ, **variables})
    if done.returncode:
        raise ExpectedError(f"this failed: python {' '.join(arguments)}")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python scripts/machine/compile_matmul.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    options = parser.parse_args()
    made = compiled()
    if options.check:
        if made != MADE.read_bytes():
            raise ExpectedError(
                f"{MADE.name} does not match {SOURCE.name};"
                " compile it again: python scripts/machine/compile_matmul.py"
            )
        say(f"{MADE.name} matches {SOURCE.name} ({len(made)} bytes)")
        return 0
    MADE.write_bytes(made)
    RECORD.write_text(json.dumps(record(), indent=2) + "\n", encoding="utf-8")
    say(f"{MADE}: {len(made)} bytes")
    return 0


if __name__ == "__main__":
    run(main)
