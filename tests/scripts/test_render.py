"""scripts/render.py writes what a sample gives, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import render
from scripts.book import samples

PROGRAM = "import matplotlib.pyplot as plt\nprint('one')\nplt.plot([1, 2])\nplt.show()\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "01_first"
    folder.mkdir()
    (folder / "draw.py").write_text(PROGRAM)
    (folder / "silent.py").write_text("pass\n")
    for function, old in (("all_samples", samples.all_samples), ("orphans", samples.orphans)):
        defaults = (*(old.__defaults__ or ())[:-1], tmp_path)
        monkeypatch.setattr(getattr(samples, function), "__defaults__", defaults)
    monkeypatch.setattr(samples, "SAMPLES", tmp_path)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
def test_writes_output_and_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "gone.out").touch()
    (folder / "draw.2.svg").touch()
    assert render.main(["01_first"]) == 0
    assert files(folder) == ["draw.out", "draw.py", "draw.svg", "silent.py"]
    assert (folder / "draw.out").read_bytes() == b"one\n"
    figure = (folder / "draw.svg").read_bytes()
    assert b"\r" not in figure
    assert b"Matplotlib" not in figure
    assert "[1/2] 01_first/draw.py written" in capsys.readouterr().out

    before = (folder / "draw.svg").stat().st_mtime_ns
    assert render.main(["01_first/draw"]) == 0
    assert "unchanged" in capsys.readouterr().out
    assert (folder / "draw.svg").stat().st_mtime_ns == before


@pytest.mark.slow
def test_check_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder)
    assert render.main(["--check"]) == 1
    assert files(folder) == before
    assert "draw.svg is drawn, but not kept" in capsys.readouterr().out
    render.main([])
    assert render.main(["--check"]) == 0


@pytest.mark.slow
def test_check_finds_a_changed_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    render.main([])
    (folder / "draw.out").write_text("two\n")
    assert render.main(["--check", "docs/samples/01_first/draw.py"]) == 1
    assert "-two" in capsys.readouterr().out


def test_a_failing_sample_keeps_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.py").write_text("1/0\n")
    (folder / "broken.out").write_text("kept\n")
    assert render.main([]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
    assert (folder / "broken.out").read_text() == "kept\n"
    assert (folder / "draw.out").exists()


def test_an_unknown_name_lists_near_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert render.main(["drow"]) == 2
    assert "01_first/draw" in capsys.readouterr().err


def test_replacing_is_all_or_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder / "draw.out"
    target.write_text("old\n")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        render.replace(target, "new\n")
    assert target.read_text() == "old\n"
    assert files(folder) == ["draw.out", "draw.py", "silent.py"]


def test_runs_as_a_command() -> None:
    script = Path(render.__file__)
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), "--help"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "--check" in done.stdout
