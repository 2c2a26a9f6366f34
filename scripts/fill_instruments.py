"""Write into the page "It does not learn" the table of which tool sees which planted fault.

    python scripts/fill_instruments.py             both languages
    python scripts/fill_instruments.py --check     write nothing, say what is stale

What a fault is called, and where on the page it shows, stands in the page's own tables of planted
faults. What decoder, doctor and `examine` call it stands in scripts/experiments/clinic.py, where
tests plant each fault anew.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    # instead of scripts/, whose site.py and test.py are no modules for others
    sys.path[0] = str(ROOT)

from scripts.book import pages  # noqa: E402
from scripts.experiments.clinic import EXAMINED, SEEN  # noqa: E402
from scripts.render import replace  # noqa: E402

PAGE = "does-not-learn.md"
UNSEEN = "unseen"  # the section of faults that loss and accuracy do not show
SHOWS = {"ja": "見える", "en": "show it"}  # a link to the section
# What `examine` does: it calls a mistake by a sentence, or has nothing but numbers that differ
NAMES = {"ja": "名指しする", "en": "names it"}
NUMBERS = {"ja": "数で示す", "en": "shows numbers"}
HEADING = re.compile(r"## .+? \{#([\w-]+)\}")
RUN = re.compile(r"clinic:runs\.([\w-]+)\.")
TABLE = re.compile(
    r'(<summary id="instruments-table">.*?\n\| ---[^\n]*\n).*?(?=\n</details>)', re.DOTALL
)


class Row(NamedTuple):
    """A planted fault on the page: its name, its section, what it is called, the doctor's cell."""

    fault: str
    section: str
    words: str
    doctor: str


def rows(markdown: str) -> list[Row]:
    """The rows of the page's tables of planted faults, in their order."""
    found = []
    section = ""
    for line in markdown.split("\n"):
        if match := HEADING.fullmatch(line):
            section = match[1]
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 8 or set(cells[1]) == {"-", " "} or "lessons/" not in cells[6]:
            continue
        if run := RUN.search(line):
            fault = run[1]
        else:  # it was not finite, and its row has no number
            fault = next(name for name, by in SEEN.items() if f"`{by['doctor']}`" == cells[5])
        found.append(Row(fault, section, cells[1], cells[5]))
    return found


def filled(markdown: str, language: str) -> str:
    """The page with its table as it should be."""
    lines = []
    for row in rows(markdown):
        where = "–" if row.section == UNSEEN else f"[{SHOWS[language]}](#{row.section})"
        by = SEEN[row.fault]
        names = (f"`{by[tool]}`" if by[tool] else "–" for tool in ("decoder", "doctor"))
        examined = "–"
        if row.fault in EXAMINED:
            *_, name = EXAMINED[row.fault]
            examined = (NUMBERS if name == "unknown" else NAMES)[language]
        lines.append(f"| {' | '.join((row.words, where, *names, examined))} |\n")
    if not TABLE.search(markdown):
        raise ValueError(f'{PAGE} has no table below <summary id="instruments-table">')
    return TABLE.sub(lambda match: match[1] + "".join(lines), markdown)


def main(arguments: list[str] | None = None) -> int:
    """Fill the tables; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="fill_instruments.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="only say what is stale")
    options = parser.parse_args(arguments)
    stale = 0
    for language in ("ja", "en"):
        path = pages.DOCS / language / PAGE
        old = path.read_text(encoding="utf-8")
        new = filled(old, language)
        if new == old:
            continue
        stale += 1
        print(f"{path.relative_to(ROOT).as_posix()}: {'stale' if options.check else 'written'}")
        if not options.check:
            replace(path, new)
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
