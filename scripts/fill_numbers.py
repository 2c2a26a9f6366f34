"""Write into the pages the numbers that docs/results holds.

    python scripts/fill_numbers.py                          every page
    python scripts/fill_numbers.py lessons/17-layout.md     one page, in both languages
    python scripts/fill_numbers.py --check                  write nothing, list what is stale

On a page such a number says where it comes from, NAME:KEY:FORMAT:

    <span data-number="benchmark:simple_convnet.torch_ratio:.1f">0.9</span> times

is what docs/results/benchmark.json holds under simple_convnet, torch_ratio, with one decimal
(Python's formats; `.1%` gives 93.4 %; a whole number or a text needs none; `+.2pp` gives the
percentage points of a difference of two shares). Units stay outside.
A number that was published elsewhere, and not measured here, names its source and is left alone:
<span data-quoted="LeCun 1998">0.95 %</span>.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    # instead of scripts/, whose site.py and test.py are no modules for others
    sys.path[0] = str(ROOT)

from scripts.accept_translation import UsageError, page_name  # noqa: E402
from scripts.book import pages, results  # noqa: E402
from scripts.book.results import ResultsError  # noqa: E402
from scripts.render import replace  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Fill what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="fill_numbers.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pages", metavar="PAGE", nargs="*", help="such as lessons/17-layout.md")
    parser.add_argument("--check", action="store_true", help="only say what is stale")
    options = parser.parse_args(arguments)
    try:
        names = [page_name(p) for p in options.pages] or pages.page_names("ja")
    except UsageError as error:
        print(f"fill_numbers.py: {error}", file=sys.stderr)
        return 2

    stale = broken = 0
    for path in [pages.DOCS / language / name for name in names for language in ("ja", "en")]:
        if not path.exists():
            continue
        where = path.relative_to(pages.DOCS.parent).as_posix()
        old = path.read_text(encoding="utf-8")
        new, changes, problems = filled(old)
        for change in changes:
            print(f"{where}: {change}")
        for problem in problems:
            print(f"{where}: {problem}", file=sys.stderr)
        if new != old and not options.check:
            replace(path, new)
        stale += len(changes)
        broken += len(problems)
    print(f"{stale} {'stale' if options.check else 'filled'}, {broken} without a value")
    return 1 if broken or (options.check and stale) else 0


def filled(markdown: str) -> tuple[str, list[str], list[str]]:
    """Return the page with its numbers as measured, what changes, and what cannot be filled."""
    changes, problems = [], []
    found = pages.numbers(markdown)
    if len(found) != (written := pages.without_code(markdown).count("data-number")):
        problems.append(
            f"{written - len(found)} times data-number stands in another form than"
            ' <span data-number="NAME:KEY:FORMAT">text</span>'
        )
    for number in reversed(found):  # from the end, so that the places before it stay right
        try:
            text = value(number.origin)
        except ResultsError as error:
            problems.append(f"line {number.line}: {number.origin}: {error}")
            continue
        if text != number.text:
            changes.append(f"line {number.line}: {number.origin}: {number.text!r} -> {text!r}")
            end = number.start + len(number.text)
            markdown = markdown[: number.start] + text + markdown[end:]
    return markdown, changes[::-1], problems[::-1]


def value(origin: str) -> str:
    """Return what `NAME:KEY:FORMAT` means, as a page shows it."""
    name, *rest = origin.split(":", 2)
    if not rest:
        raise ResultsError("write NAME:KEY or NAME:KEY:FORMAT")
    return results.show(results.look_up(results.read(name), rest[0]), *rest[1:])


if __name__ == "__main__":
    sys.exit(main())
