"""scripts/accept_translation.py stamps the English page, and nothing else in it changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import accept_translation
from scripts.book import pages


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for language in ("ja", "en"):
        (tmp_path / language / "lessons").mkdir(parents=True)
    (tmp_path / "ja/index.md").write_text("# はじめに {#home}\n", encoding="utf-8")
    (tmp_path / "en/index.md").write_text("# Home {#home}\n", encoding="utf-8")
    (tmp_path / "ja/lessons/01-a.md").write_text("# 一 {#a}\n\n本文\n", encoding="utf-8")
    english = "---\ndescription: One.\nsource_sha: 0123456789abcdef\n---\n\n# One {#a}\n\nText\n"
    (tmp_path / "en/lessons/01-a.md").write_text(english, encoding="utf-8")
    monkeypatch.setattr(pages, "DOCS", tmp_path)
    return tmp_path


def test_stamps_one_page(docs: Path) -> None:
    before = (docs / "en/index.md").read_bytes()
    assert accept_translation.main(["lessons/01-a.md"]) == 0
    sha = pages.source_sha("# 一 {#a}\n\n本文\n")
    assert len(sha) == 16
    text = (docs / "en/lessons/01-a.md").read_text(encoding="utf-8")
    assert text == f"---\ndescription: One.\nsource_sha: {sha}\n---\n\n# One {{#a}}\n\nText\n"
    assert (docs / "en/index.md").read_bytes() == before
    assert accept_translation.main(["docs/en/lessons/01-a.md", "--check"]) == 0


def test_makes_front_matter(docs: Path) -> None:
    assert accept_translation.main(["--all"]) == 0
    text = (docs / "en/index.md").read_text(encoding="utf-8")
    sha = pages.source_sha("# はじめに {#home}\n")
    assert text == f"---\nsource_sha: {sha}\n---\n\n# Home {{#home}}\n"
    assert accept_translation.main(["--check"]) == 0
    assert accept_translation.main(["--all"]) == 0
    assert (docs / "en/index.md").read_text(encoding="utf-8") == text


def test_a_changed_page_is_stale(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept_translation.main(["--all"])
    (docs / "ja/index.md").write_text("# はじめに {#home}\n\n追記\n", encoding="utf-8")
    assert accept_translation.main(["--check"]) == 1
    assert "index.md: stale" in capsys.readouterr().out


def test_a_number_measured_again_does_not_count() -> None:
    number = '<span data-number="a:b:.1f">1.5</span>\n'
    assert pages.source_sha(number) == pages.source_sha(number.replace("1.5", "1.6"))
    for old, new in [(":.1f", ":.2f"), ("a:b", "a:c"), ("</span>", "</span>.")]:
        assert pages.source_sha(number) != pages.source_sha(number.replace(old, new))
    quoted = number.replace("data-number", "data-quoted")
    assert pages.source_sha(quoted) != pages.source_sha(quoted.replace("1.5", "1.6"))


@pytest.mark.parametrize("text", ["a\r\nb\r\n", "a  \nb\t\n\n\n", "a\nb", "\ufeffa\nb\n"])
def test_what_nobody_sees_does_not_count(text: str) -> None:
    assert pages.source_sha(text) == pages.source_sha("a\nb\n")


@pytest.mark.parametrize("text", ["a\n\nb\n", " a\nb\n", "a\nc\n"])
def test_what_one_sees_counts(text: str) -> None:
    assert pages.source_sha(text) != pages.source_sha("a\nb\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["lesons/01-a.md"], "did you mean lessons/01-a.md"),
        ([], "--all"),
        (["index.md", "--all"], "not both"),
    ],
)
def test_wrong_use(
    docs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert accept_translation.main(arguments) == 2
    assert says in capsys.readouterr().err


def test_a_missing_english_page(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / "en/index.md").unlink()
    assert accept_translation.main(["index"]) == 2
    assert "write it first" in capsys.readouterr().err


def test_runs_as_a_command() -> None:
    script = Path(accept_translation.__file__)
    done = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "source_sha" in done.stdout
