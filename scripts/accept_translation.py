"""Say that an English page has been read against its Japanese twin as it stands.

    python scripts/accept_translation.py lessons/15-im2col.md    stamp one page (or several)
    python scripts/accept_translation.py --all                   stamp every page
    python scripts/accept_translation.py --check                 stamp nothing, list the stale pages

The stamp is `source_sha` in the English page's front matter: the first 16 digits of the SHA-256
of the Japanese page. Line endings, blanks at the ends of lines and empty lines at the end of
the file do not count. A test fails when a Japanese page has changed since. Read both pages
again before you stamp.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(
        ROOT
    )  # instead of scripts/, whose site.py and test.py are no modules for others

from scripts.book import pages  # noqa: E402


class UsageError(Exception):
    """What was asked for cannot be done; the message says what can."""


def main(arguments: list[str] | None = None) -> int:
    """Stamp what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="accept_translation.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pages", metavar="PAGE", nargs="*", help="such as lessons/15-im2col.md")
    parser.add_argument("--all", action="store_true", help="every page")
    parser.add_argument("--check", action="store_true", help="only say which pages are stale")
    options = parser.parse_args(arguments)
    try:
        if options.pages and options.all:
            raise UsageError("name pages, or say --all, not both")
        if not (options.pages or options.all or options.check):
            raise UsageError("name a page, or say --all (see --help)")
        names = [page_name(p) for p in options.pages] or pages.page_names("ja")
        stale = [name for name in names if not is_fresh(name)]
    except UsageError as error:
        print(f"accept_translation.py: {error}", file=sys.stderr)
        return 2

    for name in names:
        if name not in stale:
            print(f"{name}: fresh")
        elif options.check:
            print(f"{name}: stale, the Japanese page has changed since the English one was checked")
        else:
            stamp(name)
            print(f"{name}: stamped")
    return 1 if options.check and stale else 0


def page_name(given: str) -> str:
    """Return the page that is meant, relative to docs/en."""
    name = given.replace("\\", "/").removeprefix("./")
    for prefix in ("docs/en/", "docs/ja/"):
        name = name.removeprefix(prefix)
    if not name.endswith(".md"):
        name += ".md"
    known = pages.page_names("ja")
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or known
        raise UsageError(f"docs/ja has no page {name!r}; did you mean {', '.join(near)}?")
    return name


def is_fresh(name: str) -> bool:
    """Say whether the English page carries the stamp of the Japanese one as it stands."""
    english = pages.DOCS / "en" / name
    if not english.exists():
        raise UsageError(f"docs/en has no page {name!r} yet; write it first")
    japanese = (pages.DOCS / "ja" / name).read_text(encoding="utf-8")
    return pages.stamp_of(english.read_text(encoding="utf-8")) == pages.source_sha(japanese)


def stamp(name: str) -> None:
    """Write the stamp into the English page; nothing else in it changes."""
    english = pages.DOCS / "en" / name
    sha = pages.source_sha((pages.DOCS / "ja" / name).read_text(encoding="utf-8"))
    text = pages.stamped(english.read_text(encoding="utf-8"), sha)
    handle, temporary = tempfile.mkstemp(dir=english.parent, prefix=f".{english.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        os.replace(temporary, english)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    sys.exit(main())
