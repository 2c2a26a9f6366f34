"""requirements.txt names every package exactly, with hashes, and no address."""

import re
import tomllib

import pytest

from scripts.machine.environment import ROOT

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
DIRECT = re.findall(
    r"^([\w-]+)(?:\[\w+\])?==(\S+)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.M
)
# name==version, perhaps a marker, and the hashes below it
PINNED = re.compile(
    r"^([\w.-]+)==(\S+)(?: ; .+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)


def test_holds_pinned_packages_with_hashes_and_nothing_else() -> None:
    rest = PINNED.sub("", LOCK)
    assert [line for line in rest.splitlines() if not line.lstrip().startswith("#")] == []
    assert len(PINNED.findall(LOCK)) > 40


def test_holds_no_address_and_no_path() -> None:
    assert not re.search(
        r"://|--(extra-)?index|--find-links|file:|^/|\s/|\.(com|org|net|io)\b", LOCK
    )


def test_says_how_it_is_made() -> None:
    command = LOCK.splitlines()[1]
    for option in ("--universal", "--generate-hashes", "--no-emit-index-url", "3.11"):
        assert option in command


@pytest.mark.parametrize(("name", "version"), DIRECT)
def test_fits_what_is_asked_for(name: str, version: str) -> None:
    assert (name, version) in {found[:2] for found in PINNED.findall(LOCK)}


def test_every_direct_dependency_has_a_reason() -> None:
    for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert re.fullmatch(r"\S+==\S+( ; [^#]+)? +# \S.+", line)


def test_the_package_asks_for_nothing_that_is_not_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.match(r"[\w-]+", asked)[0] for some in lists for asked in some}
    assert names <= {name for name, _ in DIRECT}
