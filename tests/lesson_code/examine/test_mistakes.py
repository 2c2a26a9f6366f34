"""The table of sentences: each is used, each that is used is there, and each leads to a page."""

import ast
import re
import string
from pathlib import Path

import pytest

from lesson_code.examine import _mistakes
from lesson_code.examine._mistakes import mistakes
from lesson_code.examine._rules import RIGHT, WRONG

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted((ROOT / "lesson_code" / "examine").glob("*.py"))


def texts_in(node):
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def trees():
    return [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]


def test_each_sentence_is_used():
    written = set().union(*map(texts_in, trees()))
    written |= {
        name.strip() for table in (RIGHT, WRONG) for rules in table.values() for name in rules
    }
    assert sorted(mistakes().keys() - written) == []


def test_each_name_that_is_used_has_a_sentence():
    asked = {name.strip() for table in (RIGHT, WRONG) for rules in table.values() for name in rules}
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "found" and node.args:
                asked |= texts_in(node.args[0])
    assert sorted(asked - {""} - mistakes().keys()) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_says_the_same_numbers_in_both_languages_and_leads_to_a_heading(language):
    assert {"level", "en", "ja"} <= set.intersection(*map(set, mistakes().values()))
    for name, entry in mistakes().items():
        fields = [
            {f for _, f, _, _ in string.Formatter().parse(entry[k]) if f} for k in ("en", "ja")
        ]
        assert fields[0] == fields[1], name
        assert set(entry) <= {"level", "shown", "en", "ja", "read"}
        assert entry["level"] in ("fault", "note", "fine")
        assert entry.get("shown", "") in _mistakes.SHOWN
        assert ("read" in entry) == (entry["level"] != "fine")
        if "read" in entry:
            page, _, heading = entry["read"].partition("#")
            text = (ROOT / "docs" / language / page).read_text(encoding="utf-8")
            assert re.search(rf"\{{#{heading}\}}|id=\"{heading}\"", text), (name, entry["read"])
