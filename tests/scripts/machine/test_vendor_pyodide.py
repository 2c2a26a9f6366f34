"""Pyodide comes from wherever it can be had, whole and checked, or not at all."""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scripts.book import page_python
from scripts.machine import vendor_pyodide
from scripts.machine.environment import ROOT, ExpectedError

REAL_RUN = subprocess.run
FILES = {"a.mjs": b"import", "b.whl": b"numbers" * 1000}


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Pyodide of two files, no network, and a cache of its own."""
    pinned = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in FILES.items()
    }
    monkeypatch.setattr(vendor_pyodide, "FILES", pinned)
    monkeypatch.setitem(vendor_pyodide.PINNED, "cdn", "http://127.0.0.1:9/")
    monkeypatch.setattr(vendor_pyodide, "NEIGHBOUR", tmp_path / "neighbour")
    monkeypatch.setattr(vendor_pyodide, "kept", lambda: tmp_path / "cache" / "pyodide-1")
    monkeypatch.delenv(vendor_pyodide.VARIABLE, raising=False)

    def no_pip(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, stderr="ERROR: no network\n")

    monkeypatch.setattr(vendor_pyodide.subprocess, "run", no_pip)


def folder(path: Path, **changed: bytes) -> Path:
    path.mkdir()
    for name, content in FILES.items():
        (path / name).write_bytes(changed.get(name.partition(".")[0], content))
    return path


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


def test_from_a_folder_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder(tmp_path / "source")
    (source / "notes.txt").touch()
    kept = vendor_pyodide.obtain(source)
    assert contents(kept) == FILES
    assert [path.name for path in kept.parent.iterdir()] == [kept.name], "nothing half-made is left"
    assert str(source) in capsys.readouterr().out

    shutil.rmtree(source)
    assert vendor_pyodide.find() == vendor_pyodide.obtain() == kept
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("neighbour", [True, False])
def test_a_folder_on_this_machine_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, neighbour: bool
) -> None:
    assert vendor_pyodide.find() is None
    source = folder(tmp_path / ("neighbour" if neighbour else "named"))
    if not neighbour:
        monkeypatch.setenv(vendor_pyodide.VARIABLE, str(source))
    found = vendor_pyodide.find()
    assert found is not None
    assert contents(found) == FILES


@pytest.mark.parametrize(("changed", "says"), [(b"impost", "SHA-256"), (b"imp", "3 bytes")])
def test_another_file_is_refused_and_the_good_ones_stay(
    tmp_path: Path, changed: bytes, says: str
) -> None:
    kept = vendor_pyodide.obtain(folder(tmp_path / "good"))
    bad = folder(tmp_path / "bad", a=changed)
    with pytest.raises(ExpectedError, match=says):
        vendor_pyodide.obtain(bad)
    with pytest.raises(ExpectedError, match="cannot be read"):
        vendor_pyodide.obtain(tmp_path / "none")
    assert contents(kept) == FILES


def test_what_was_damaged_in_the_cache_is_made_anew(tmp_path: Path) -> None:
    kept = vendor_pyodide.obtain(folder(tmp_path / "neighbour"))
    (kept / "a.mjs").write_bytes(b"broken")
    assert vendor_pyodide.find() == kept
    assert contents(kept) == FILES


def test_from_its_own_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = folder(tmp_path / "served")
    monkeypatch.setitem(vendor_pyodide.PINNED, "cdn", source.as_uri() + "/")
    assert contents(vendor_pyodide.obtain()) == FILES


def test_out_of_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def pip(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        target = Path(command[command.index("--dest") + 1])
        asked.append(Path(command[command.index("--requirement") + 1]).read_text("utf-8"))
        with zipfile.ZipFile(target / "some-1-py3-none-any.whl", "w") as wheel:
            for name, content in FILES.items():
                wheel.writestr(vendor_pyodide.PINNED["wheel"]["folder"] + name, content)
        return subprocess.CompletedProcess(command, 0, stderr="")

    monkeypatch.setattr(vendor_pyodide.subprocess, "run", pip)
    assert contents(vendor_pyodide.obtain()) == FILES
    assert "==" in asked[0]
    assert "--hash=sha256:" in asked[0]


def test_when_nothing_works_each_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError) as failure:
        vendor_pyodide.obtain()
    said = str(failure.value)
    for words in ("neighbour", "127.0.0.1:9", "no network", "--from FOLDER"):
        assert words in said
    assert not vendor_pyodide.kept().exists()
    assert vendor_pyodide.find() is None


def test_help() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "machine" / "vendor_pyodide.py"), "--help"]
    said = REAL_RUN(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert "--from FOLDER" in said
    assert vendor_pyodide.VARIABLE in said


def test_what_is_pinned_is_one_whole() -> None:
    pinned = vendor_pyodide.PINNED
    packages = pinned["lock"]["packages"]
    for name, package in packages.items():
        assert pinned["files"][package["file_name"]]["sha256"] == package["sha256"], name
        assert set(package["depends"]) <= set(packages), name


@pytest.mark.slow
def test_archives_are_the_same_each_time() -> None:
    for archive in (page_python.package_archive, page_python.mnist_archive):
        archive.cache_clear()
        first = archive()
        archive.cache_clear()
        assert archive() == first
        assert len(first) < 1e6
