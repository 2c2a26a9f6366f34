"""What the benchmarks of pages share: the built site that they open, and rounds with quartiles."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.machine.environment import ROOT, ExpectedError


def parser_of(prog: str, description: str | None, rounds: int) -> argparse.ArgumentParser:
    """Return a parser with what all of them ask: the site, and how many rounds."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="default: site/")
    parser.add_argument("--rounds", type=int, default=rounds, help=f"default: {rounds}; at least 2")
    return parser


def parse(parser: argparse.ArgumentParser, arguments: list[str] | None) -> argparse.Namespace:
    """Return what the command line says; refuse too few rounds."""
    options = parser.parse_args(arguments)
    if options.rounds < 2:
        parser.error("--rounds: quartiles need at least 2")
    return options


def check_site(site: Path, page: str = "") -> None:
    """Refuse a folder without the site that is to be measured; `page` is the one to be opened."""
    if not (site / page / "index.html").is_file():
        raise ExpectedError(f"There is no site in {site}: python scripts/site.py --build")
