"""Parts of sentences, and messages with a number in them."""

import re
import tomllib
from pathlib import Path

import pytest

from lesson_code._text import counted

PACKAGE = Path(__file__).parents[2] / "lesson_code"


@pytest.mark.parametrize(
    ("n", "text"), [(0, "0 samples"), (1, "1 sample"), (2, "2 samples"), (11, "11 samples")]
)
def test_things_are_counted(n: int, text: str) -> None:
    assert counted(n, "sample") == text


def test_no_finding_on_networks_speaks_of_1_arrays() -> None:
    """A network may have a single array: the sentences about it take any number."""
    findings = tomllib.loads((PACKAGE / "examine/data/mistakes.toml").read_text("utf-8"))
    names = ("parameters-miss", "network-gradient", "network-parameters", "network-gradients")
    for name in names:
        assert not re.search(r"\{count\} (arrays|are)\b", findings[name]["en"]), name


def test_no_message_dodges_the_number() -> None:
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml")]
    dodged = re.compile(r"\} \w+\(s\)")
    assert not [f.name for f in files if dodged.search(f.read_text("utf-8"))]
