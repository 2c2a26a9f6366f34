"""The newest versions are asked for, and what comes back can take the place of the old."""

from scripts.machine.environment import ROOT
from scripts.try_newest import PIN, changes, with_pins, without_pins

ASKED = (ROOT / "requirements.in").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_no_version_is_asked_for() -> None:
    names = without_pins(ASKED)
    assert "==" not in names.replace('"x86_64"', "").replace("!=", "")
    assert names.count("\n") == ASKED.count("\n")
    assert "mkdocstrings[python] " in names
    assert '; sys_platform != "darwin"' in names


def test_versions_of_the_lock_give_back_what_was_pinned() -> None:
    assert with_pins(ASKED, LOCK) == ASKED


def test_reasons_stay_below_each_other() -> None:
    asked = "numpy==2.4.6        # arrays\nruff==0.17.5        # lint\n"
    lock = "numpy==2.10.12 \\\n    --hash=sha256:0\nruff==1.0 ; python_version > '3' \\\n"
    new = with_pins(asked, lock)
    assert new == "numpy==2.10.12      # arrays\nruff==1.0           # lint\n"
    assert [line.split() for line in changes(asked, new)] == [
        ["numpy", "2.4.6", "->", "2.10.12"],
        ["ruff", "0.17.5", "->", "1.0"],
    ]


def test_every_pin_is_seen() -> None:
    lines = [line for line in ASKED.splitlines() if line and not line.startswith("#")]
    assert len(PIN.findall(ASKED)) == len(lines)
