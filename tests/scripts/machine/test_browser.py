"""The browser is found where each system keeps it."""

import sys
from pathlib import Path

import pytest

from scripts.machine import browser


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with an empty home and nothing on the PATH."""
    for name in ("CHROMIUM", "PLAYWRIGHT_BROWSERS_PATH"):
        monkeypatch.delenv(name, raising=False)
    for name in ("PATH", "HOME", "USERPROFILE", "LOCALAPPDATA", "PROGRAMFILES"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="ascii")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one may be in its fixed place")
def test_finds_none_where_there_is_none() -> None:
    assert browser.find_chromium() is None


@pytest.mark.skipif(sys.platform == "win32", reason="a program without .exe is none there")
def test_finds_a_command(tmp_path: Path) -> None:
    expected = program(tmp_path / "google-chrome-stable")
    assert browser.find_chromium() == expected
    assert browser.find_chromium() != program(tmp_path / "chromium")
    assert browser.find_chromium() == tmp_path / "chromium"


def test_the_variable_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "chromium.exe")
    wanted = program(tmp_path / "my browser" / "mine.exe")
    monkeypatch.setenv("CHROMIUM", str(wanted))
    assert browser.find_chromium() == wanted


def test_a_wrong_variable_is_said_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "chromium")
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert browser.find_chromium() is None
    assert "/no/such/browser" in browser.advice()


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("linux", ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome"),
        ("darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("win32", "Google/Chrome/Application/chrome.exe"),
        ("win32", "ms-playwright/chromium-1200/chrome-win64/chrome.exe"),
    ],
)
def test_each_system_has_its_places(
    system: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = program(tmp_path / place)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    assert expected in list(browser.candidates())
    assert browser.advice()


def test_the_newest_of_several_downloads_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    for revision in (999, 1200, 1100):
        program(tmp_path / f"chromium-{revision}" / "chrome-linux" / "chrome")
    assert [path.parts[-3] for path in browser.playwright_downloads()] == [
        "chromium-1200",
        "chromium-1100",
        "chromium-999",
    ]
