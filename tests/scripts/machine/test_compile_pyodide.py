"""What Pyodide compiled belongs to its sources and is the same wherever it is made."""

from __future__ import annotations

import _imp
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.machine import compile_pyodide, vendor_pyodide
from scripts.machine.environment import ROOT, ExpectedError

SMALL = {"compiled-a.zip": b"bytecode", "compiled-b.zip": b"more"}


def pins(files: dict[str, bytes]) -> vendor_pyodide.Files:
    return {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }


# ---- The real archives


@pytest.fixture(scope="module")
def archives() -> dict[str, dict[str, bytes]]:
    """The content of each archive; where it cannot be had the tests are skipped, but in CI fail."""
    folder = compile_pyodide.find(vendor_pyodide.find())
    if folder is None:
        message = "Pyodide is not at hand: python scripts/machine/vendor_pyodide.py fetches it"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(message)
        pytest.skip(message)
    return {name: unzip(folder / name) for name in compile_pyodide.FILES}


def unzip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


UNCHECKED = (1).to_bytes(4, "little")


def belongs(bytecode: bytes, source: bytes) -> bool:
    """Say whether the hash in a .pyc file, at which Python does not look, is that of a source."""
    version = int.from_bytes(bytecode[:4], "little")
    return bytecode[4:16] == UNCHECKED + _imp.source_hash(version, source)


@pytest.mark.slow
def test_bytecode_of_packages_is_that_of_the_sources_beside_it(
    archives: dict[str, dict[str, bytes]],
) -> None:
    pyodide = vendor_pyodide.kept()
    sources: dict[str, bytes] = {}
    for name in vendor_pyodide.FILES:
        if name.endswith(".whl"):
            sources |= unzip(pyodide / name)
    for package, folder in (("numpy", "numpy/"), ("matplotlib", "matplotlib/")):
        files = archives[f"compiled-{package}.zip"]
        assert sum(name.startswith(folder) for name in files) > 50
        for name, bytecode in files.items():
            source = re.sub(r"__pycache__/(\w+)\.cpython-\d+\.pyc", r"\1.py", name)
            assert belongs(bytecode, sources[source]), name


def test_the_library_is_the_same_with_bytecode_in_the_place_of_sources(
    archives: dict[str, dict[str, bytes]],
) -> None:
    library = archives["compiled-stdlib.zip"]
    sources = unzip(vendor_pyodide.kept() / "python_stdlib.zip")
    assert {name.removesuffix("c") if name.endswith(".pyc") else name for name in library} == {
        *sources
    }
    compiled = {name for name in library if name.endswith(".pyc")}
    assert {"typing.pyc", "json/__init__.pyc", "pyodide/__init__.pyc"} <= compiled
    for name, content in library.items():
        if name in compiled:
            assert belongs(content, sources[name.removesuffix("c")]), name
        else:
            assert content == sources[name], name


@pytest.mark.slow
def test_made_anew_it_is_what_the_list_names(
    archives: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    compile_pyodide.make(vendor_pyodide.kept(), tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert pins(made) == compile_pyodide.FILES, "compile_pyodide.py --pin, after a change of these"


# ---- Where they come from, tried with small ones


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A Pyodide that compiles two small files, which a test may change, and a cache of its own."""
    files = dict(SMALL)
    monkeypatch.setattr(compile_pyodide, "FILES", pins(SMALL))
    monkeypatch.setattr(vendor_pyodide, "kept", lambda: tmp_path / "cache" / "pyodide-1")
    monkeypatch.setattr(vendor_pyodide, "obtain", vendor_pyodide.kept)

    def make(pyodide: Path, target: Path) -> Path:
        assert pyodide == vendor_pyodide.kept()
        for name, content in files.items():
            (target / name).write_bytes(content)
        return target

    monkeypatch.setattr(compile_pyodide, "make", make)
    return files


def test_they_are_made_once(small: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    folder = compile_pyodide.find(vendor_pyodide.kept())
    assert folder is not None
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == SMALL
    assert "once" in capsys.readouterr().out
    small["compiled-a.zip"] = b"another!"
    assert compile_pyodide.find(vendor_pyodide.kept()) == folder
    assert capsys.readouterr().out == ""


def test_others_than_those_named_are_not_kept(
    small: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    small["compiled-a.zip"] = b"another!"
    assert compile_pyodide.find(vendor_pyodide.kept()) is None
    said = capsys.readouterr().out
    assert "compiled-a.zip is not the file" in said
    assert "seconds later" in said
    assert not compile_pyodide.kept().exists()


def test_without_pyodide_there_is_none() -> None:
    assert compile_pyodide.find(None) is None


def test_an_update_is_named_in_the_list(
    small: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = compile_pyodide.LIST.read_text("utf-8")
    monkeypatch.setattr(compile_pyodide, "LIST", tmp_path / "list.json")
    compile_pyodide.LIST.write_text(before, encoding="utf-8")
    compile_pyodide.pin()
    after = json.loads(compile_pyodide.LIST.read_text("utf-8"))
    assert after == json.loads(before) | {"compiled": pins(SMALL)}


def test_why_it_could_not_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExpectedError, match=r"(?s)could not run Pyodide.*pyodide\.mjs"):
        compile_pyodide.make(tmp_path, tmp_path)

    monkeypatch.setattr(compile_pyodide.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(compile_pyodide.shutil, "which", lambda name: None)
    with pytest.raises(ExpectedError, match=r"install Node\.js"):
        compile_pyodide.node()


def test_help() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "machine" / "compile_pyodide.py"), "--help"]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert "--pin" in said
