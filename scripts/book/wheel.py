"""The package as a wheel, which the site serves to the notebooks.

`pip wheel .` makes the same from setup.py, in several seconds; here it takes a part of one, and the
bytes depend on the files alone. tests/lesson_code/test_package.py holds the two equal.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

from scripts.book.pages import DOCS, ROOT

FOLDER = "shared/python"  # of the site

FOLDERS = {  # as in setup.py
    "lesson_code.exercise_files": DOCS / "exercises",
    "lesson_code.question_files": DOCS / "questions",
}


@cache
def settings() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def project() -> dict[str, Any]:
    """Return what it says of the package."""
    table: dict[str, Any] = settings()["project"]
    return table


def name() -> str:
    """Return the name of the wheel's file."""
    return f"{_stem()}-py3-none-any.whl"


@cache
def wheel() -> bytes:
    """Return the wheel."""
    info = f"{_stem()}.dist-info"
    files = dict(sorted(_package()))
    files[f"{info}/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    files[f"{info}/METADATA"] = "".join(f"{line}\n" for line in _metadata()).encode()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: lesson_code\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    scripts = "".join(f"{key} = {value}\n" for key, value in project()["scripts"].items())
    files[f"{info}/entry_points.txt"] = f"[console_scripts]\n{scripts}".encode()
    record = [f"{file},sha256={_digest(data)},{len(data)}\n" for file, data in files.items()]
    files[f"{info}/RECORD"] = "".join([*record, f"{info}/RECORD,,\n"]).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file, data in files.items():
            entry = zipfile.ZipInfo(file)
            entry.external_attr = 0o644 << 16
            # What is compressed already would take long and get no smaller
            kind = zipfile.ZIP_STORED if file.endswith(".gz") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, kind)
    return buffer.getvalue()


def _stem() -> str:
    return f"{project()['name'].replace('-', '_')}-{project()['version']}"


def _package() -> Iterator[tuple[str, bytes]]:
    data = settings()["tool"]["setuptools"]["package-data"]
    everywhere = [f"**/{pattern}" for pattern in data["*"]]
    parts = [("lesson_code", ROOT / "lesson_code", ["**/*.py", *everywhere])]
    parts += [(name.replace(".", "/"), path, data[name]) for name, path in FOLDERS.items()]
    for place, folder, patterns in parts:
        for path in (path for pattern in patterns for path in folder.glob(pattern)):
            yield f"{place}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _metadata() -> Iterator[str]:
    about = project()
    yield "Metadata-Version: 2.4"
    yield f"Name: {about['name']}"
    yield f"Version: {about['version']}"
    yield f"Summary: {about['description']}"
    yield f"License-Expression: {about['license']}"
    yield "License-File: LICENSE"
    yield f"Requires-Python: {about['requires-python']}"
    for requirement in about["dependencies"]:
        yield f"Requires-Dist: {requirement}"
    for extra, requirements in about["optional-dependencies"].items():
        yield f"Provides-Extra: {extra}"
        for requirement in requirements:
            what, _, marker = requirement.partition(";")
            condition = f"({marker.strip()}) and " if marker else ""
            yield f'Requires-Dist: {what.strip()}; {condition}extra == "{extra}"'


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
