"""Two built sites are compared file by file, but for what may differ."""

import re
from pathlib import Path

from scripts.book.built_site import content, differences
from scripts.compare_builders import GENERATOR
from scripts.time_site import POLICY


def site(folder: Path, generator: str, text: str) -> Path:
    (folder / "a").mkdir(parents=True)
    page = f'<head><meta name="generator" content="{generator}"></head>{text}'
    (folder / "a/index.html").write_text(page, encoding="utf-8")
    (folder / "a/x.txt").write_text(page, encoding="utf-8")
    return folder


def test_only_the_generators_line_may_differ_and_only_in_pages(tmp_path: Path) -> None:
    one = content(site(tmp_path / "1", "mkdocs-1.6.1", "x"), without=GENERATOR)
    other = content(site(tmp_path / "2", "properdocs-1.6.7", "x"), without=GENERATOR)
    assert differences(one, other) == ["a/x.txt"]
    assert differences(one, one) == []


def test_another_text_and_a_missing_file_are_told(tmp_path: Path) -> None:
    nothing = re.compile(rb"(?!)")
    one = content(site(tmp_path / "1", "x", "text"), without=nothing)
    other = content(site(tmp_path / "2", "x", "other"), without=nothing)
    del other["a/x.txt"]
    assert differences(one, other) == ["a/index.html", "a/x.txt"]


def test_the_policy_is_left_out_whole() -> None:
    policy = b'<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    assert POLICY.sub(b"", b"<head>" + policy + b"<title>") == b"<head><title>"
