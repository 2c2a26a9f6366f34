"""scripts/walk.py: what it asks for, what it refuses, and what it makes of a page that is wrong."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scripts import walk
from scripts.machine.engines import EARS, Engine


class Answering(Engine):
    """A browser that answers every question about a page with the same value."""

    name = "answering"

    def __init__(self, answer: Any, said: list[str]) -> None:
        super().__init__()
        self.answer, self.said = answer, said
        self.opened: list[str] = []

    def start(self) -> None:
        pass

    def open(self, url: str) -> None:
        self.opened.append(url)
        self._problems += self.said

    def evaluate(self, expression: str) -> Any:
        return self.answer

    def drag(self, points: list[tuple[float, float]]) -> None:
        raise AssertionError


def test_needs_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert walk.main(["--site", str(tmp_path)]) == 2
    assert "python scripts/site.py --build" in capsys.readouterr().out


def test_a_site_that_lacks_a_page_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").touch()
    assert walk.main(["--site", str(tmp_path), "--pages", "*.md", "--language", "ja"]) == 2
    assert "has no ja/" in capsys.readouterr().out


def test_needs_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.html").touch()
    assert walk.main(["--site", str(tmp_path), "--pages", "lessons/99*"]) == 2
    assert "lessons/99*" in capsys.readouterr().out


def test_help_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        walk.main(["--help"])
    assert "python scripts/walk.py --browser firefox" in capsys.readouterr().out


def test_what_the_console_says_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "visit", lambda engine, found, *place: engine.open(place[-1]))
    engine = Answering(True, ["error: refused"])
    found = walk.walk(engine, "http://x/", ["index.md", "glossary.md"], ["ja", "en"])
    assert len(engine.opened) == 4
    assert found.problems[-1] == "en/glossary.md: console error: refused"
    assert len(found.problems) == 4


def test_a_page_that_does_not_get_ready_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "PATIENCE", 0)
    found = walk.walk(Answering(False, []), "http://x/", ["lessons/01-sigmoid.md"], ["ja"])
    assert found.problems == ["ja/lessons/01-sigmoid.md: the formulas are not set after 0 s"] * 2
    assert "answering" in walk.table([found])[1]


@contextmanager
def no_browser(*_: object) -> Any:
    raise walk.NoBrowserError("get one")
    yield


def test_a_missing_browser_fails_unless_it_may_be_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").touch()
    monkeypatch.setattr(walk.ENGINES["firefox"], "start", lambda _: no_browser().__enter__())
    options = ["--site", str(tmp_path), "--browser", "firefox"]
    options += ["--pages", "index.md", "--language", "ja"]
    assert walk.main(options) == 1
    assert "firefox was NOT walked through: get one" in capsys.readouterr().out
    assert walk.main([*options, "--skip-missing"]) == 0


def test_ears_come_before_everything_else(tmp_path: Path) -> None:
    from urllib.request import urlopen

    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<!doctype html><html>é", encoding="utf-8")
    (tmp_path / "a.js").write_text("1")
    with walk.serve(tmp_path, ears=True) as address:
        page = urlopen(f"{address}a/").read().decode()
        assert page == f"<!doctype html>{EARS}<html>é"
        assert urlopen(f"{address}a.js").read() == b"1"
    with walk.serve(tmp_path) as address:
        assert EARS not in urlopen(f"{address}a/").read().decode()
