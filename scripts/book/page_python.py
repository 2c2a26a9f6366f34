"""What the Python in the pages is made of: Pyodide, our package, and a part of MNIST.

The hook of the site writes these files into shared/python and shared/pyodide; docs/shared/js
/python-worker.js reads them. `describe` is the list that tells the worker where everything is.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import struct
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from scripts.machine import compile_pyodide
from scripts.machine.vendor_pyodide import FILES, PINNED

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "lesson_code"
DATA = PACKAGE / "datasets" / "data"

# All of MNIST is 9 MB; the first images of each part are enough to look at and to learn from.
MNIST = {"train": 5000, "t10k": 1000}


STANDARD_LIBRARY = "python_stdlib.zip"
BYTECODE = {"numpy": "compiled-numpy.zip", "matplotlib": "compiled-matplotlib.zip"}


def pyodide_files(*, compiled: bool) -> dict[str, dict[str, Any]]:
    """Return Pyodide's files, with size and SHA-256: with bytecode where it is there."""
    if not compiled:
        return FILES
    files = {name: file for name, file in FILES.items() if name != STANDARD_LIBRARY}
    return files | compile_pyodide.FILES


def describe(
    *,
    package: bytes,
    mnist: bytes,
    archives: str,
    pyodide: str,
    vendored: bool,
    compiled: bool,
) -> str:
    """Return the list as JSON; addresses in it are relative to the list itself.

    Args:
        package: the archive with lesson_code.
        mnist: the archive with the part of MNIST.
        archives: the folder of both.
        pyodide: the folder of Pyodide.
        vendored: whether it is there; otherwise Pyodide's own network serves its files.
        compiled: whether it holds bytecode too.
    """
    lock = json.dumps(PINNED["lock"], separators=(",", ":"))
    return json.dumps(
        {
            "version": PINNED["version"],
            "base": pyodide if vendored else PINNED["cdn"],
            "vendored": vendored,
            "files": pyodide_files(compiled=compiled),
            "stdlib": "compiled-stdlib.zip" if compiled else STANDARD_LIBRARY,
            "bytecode": BYTECODE if compiled else {},
            "lock": lock,
            "lesson_code": {"file": f"{archives}lesson_code.zip", **_sums(package)},
            "mnist": {"file": f"{archives}mnist.zip", **_sums(mnist), "images": MNIST},
        },
        indent=1,
    )


def _sums(content: bytes) -> dict[str, Any]:
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@cache
def package_archive() -> bytes:
    """Return lesson_code as a ZIP archive: of its data the tables and MNIST's labels, no image."""
    paths = sorted(
        [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("data/*.toml"), *DATA.glob("*-labels-*.gz")]
    )
    return archive({p.relative_to(ROOT).as_posix(): p.read_bytes() for p in paths})


@cache
def mnist_archive() -> bytes:
    """Return the first images of MNIST, and SHA256SUMS of what is in them, as a ZIP archive."""
    files = {}
    sums = {}
    for part, count in MNIST.items():
        for kind, header, item in (("images-idx3", 16, 28 * 28), ("labels-idx1", 8, 1)):
            name = f"{part}-{kind}-ubyte"
            with gzip.open(DATA / f"{name}.gz") as file:
                raw = file.read(header + count * item)
            raw = raw[:4] + struct.pack(">i", count) + raw[8:]
            sums[name] = hashlib.sha256(raw).hexdigest()
            files[f"{name}.gz"] = gzip.compress(raw, mtime=0)
    return archive({**files, "checksums.json": json.dumps(sums).encode()})


def archive(files: dict[str, bytes]) -> bytes:
    """Return a ZIP archive that depends on the files alone, not on when it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
