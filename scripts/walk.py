"""Walk through all pages in Chromium, Firefox and WebKit, and demand that no console complains.

    python scripts/walk.py                                 all pages, in all three
    python scripts/walk.py --browser firefox               in one (or several)
    python scripts/walk.py --pages index.md "lessons/1*"   these pages alone
    python scripts/walk.py --language en --site site/      one language; a site built elsewhere

On each page the formulas must be set; the first sample that is no long one is run, a digit is drawn
where there is paper, and a solution is graded where there is an exercise. Before that, the first
run of a program is timed, in a fresh profile. python scripts/site.py --build builds the site. A
browser that is not installed is an error, unless --skip-missing is given.
"""

from __future__ import annotations

import argparse
import fnmatch
import io
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose files are no modules for others

from scripts.book import exercise_pages, pages  # noqa: E402
from scripts.machine.engines import EARS, ENGINES, PATIENCE, Engine, NoBrowserError  # noqa: E402
from scripts.machine.server import Handler, serving  # noqa: E402

LANGUAGES = ("ja", "en")
TIMED = "lessons/01-sigmoid.md"  # where the first run is timed

READY = """document.readyState === "complete" && window.document$ !== undefined
  && [...document.querySelectorAll(".arithmatex")].every((e) => e.querySelector(".katex"))"""
# A program that has a twin is too long to run as it stands
SAMPLE = 'document.querySelector(".sample[data-sample]:not([data-twin])")'
PAPER = 'document.querySelector(".by-hand[data-figure=draw-digit]")'
EXERCISE = 'document.querySelector(".exercise[data-exercise]")'
BUTTONS = {
    "ja": {"run": "実行", "edit": "編集", "check": "採点"},
    "en": {"run": "Run", "edit": "Edit", "check": "Check"},
}


@dataclass
class Found:
    """What a walk through one browser came to."""

    browser: str
    pages: int = 0
    runs: int = 0
    digits: int = 0
    exercises: int = 0
    # Seconds from the press to the end: the first run, and one on the page opened again
    first_runs: list[float] = field(default_factory=list)
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


class WrongError(Exception):
    """A page did not do what it should; the message says what."""


def main(arguments: list[str] | None = None) -> int:
    """Walk as the command line says; return 1 if anything was wrong."""
    options = parse(arguments)
    if not (options.site / "index.html").is_file():
        print(f"There is no site in {options.site}: python scripts/site.py --build builds it.")
        return 2
    names = [
        name
        for name in pages.page_names("ja")
        if any(fnmatch.fnmatch(name, pattern) for pattern in options.pages)
    ]
    if not names:
        print(f"No page is called {' or '.join(options.pages)}.")
        return 2
    for language in options.language:
        for name in names:
            if not (options.site / place_of(language, name) / "index.html").is_file():
                say(f"{options.site} has no {language}/{name}: python scripts/site.py --build")
                return 2
    walks, missing = [], []
    for browser in options.browser:
        kind = ENGINES[browser]
        try:
            with serve(options.site, ears=kind.needs_ears) as address, kind() as engine:
                walks.append(walk(engine, address, names, options.language, say=say))
        except NoBrowserError as error:
            missing.append(f"{browser} was NOT walked through: {error}")
    print("\n".join(["", *table(walks), *missing]))
    for found in walks:
        for problem in found.problems:
            print(f"{found.browser}: {problem}")
    failed = any(found.problems for found in walks) or (missing and not options.skip_missing)
    return 1 if failed else 0


def say(line: str) -> None:
    print(line, flush=True)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="walk.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--browser", nargs="+", choices=ENGINES, default=list(ENGINES), help="default: all three"
    )
    parser.add_argument("--language", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument(
        "--pages", nargs="+", metavar="PATTERN", default=["*"], help='default: all; "lessons/1*"'
    )
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="default: site/")
    parser.add_argument(
        "--skip-missing", action="store_true", help="a browser that is not installed is no error"
    )
    return parser.parse_args(arguments)


class WithEars(Handler):
    """Serve each page with a script that hears what goes wrong on it."""

    def send_head(self) -> BinaryIO | None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if path.suffix != ".html" or not path.is_file():
            return super().send_head()
        start, rest = path.read_text(encoding="utf-8").split(">", maxsplit=1)  # <!doctype html>
        body = f"{start}>{EARS}{rest}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


def serve(site: Path, ears: bool = False) -> AbstractContextManager[str]:
    """Serve a built site while the block runs; give its address, with a slash at the end."""
    return serving(site, WithEars if ears else Handler)


def walk(
    engine: Engine,
    address: str,
    names: Sequence[str],
    languages: Sequence[str] = LANGUAGES,
    say: Callable[[str], None] = lambda _: None,
) -> Found:
    """Open pages of the site at an address, try what they offer, and note what went wrong."""
    found = Found(engine.name)
    begin = time.monotonic()
    places = [(language, name) for language in languages for name in names]
    if TIMED in names:
        with watched(engine, found, f"{languages[0]}/{TIMED}"):
            for _ in range(2):
                open_page(engine, address, languages[0], TIMED)
                found.first_runs.append(run_sample(engine, languages[0]))
        times = " and ".join(f"{seconds:.1f} s" for seconds in found.first_runs)
        say(
            f"{engine.name}: {times} from the first press to the end, and from one on the page anew"
        )
    for number, (language, name) in enumerate(places, start=1):
        with watched(engine, found, f"{language}/{name}"):
            visit(engine, found, address, language, name)
        wrong = f", {len(found.problems)} problems so far" if found.problems else ""
        say(f"{engine.name} {number}/{len(places)} {language}/{name}{wrong}")
    found.seconds = time.monotonic() - begin
    return found


@contextmanager
def watched(engine: Engine, found: Found, place: str) -> Iterator[None]:
    """Note what goes wrong in the block, and what the console says."""
    try:
        yield
    except (WrongError, RuntimeError) as error:
        found.problems.append(f"{place}: {error}")
    found.problems += [f"{place}: console {problem}" for problem in engine.problems()]


def visit(engine: Engine, found: Found, address: str, language: str, name: str) -> None:
    """Open a page, and try one of everything that it offers."""
    open_page(engine, address, language, name)
    found.pages += 1
    if engine.evaluate(f"Boolean({SAMPLE})"):
        run_sample(engine, language)
        found.runs += 1
    if engine.evaluate(f"Boolean({PAPER})"):
        draw_one(engine)
        found.digits += 1
    if engine.evaluate(f"Boolean({EXERCISE})"):
        solve(engine, language)
        found.exercises += 1


def open_page(engine: Engine, address: str, language: str, name: str) -> None:
    engine.open(address + place_of(language, name))
    wait(engine, READY, "the formulas are not set")


def place_of(language: str, name: str) -> str:
    """Return where a page is in the built site, as a folder: `en/lessons/15-im2col/`."""
    place = name.removesuffix(".md").removesuffix("index").rstrip("/")
    return ("en/" if language == "en" else "") + (f"{place}/" if place else "")


def wait(engine: Engine, condition: str, otherwise: str) -> None:
    """Wait until a JavaScript expression is true."""
    end = time.monotonic() + PATIENCE
    while not engine.evaluate(f"Boolean({condition})"):
        if time.monotonic() > end:
            raise WrongError(f"{otherwise} after {PATIENCE} s")
        time.sleep(0.1)


def press(engine: Engine, block: str, text: str) -> None:
    """Press the button of this text in a block."""
    found = f"""(() => {{
      const buttons = [...{block}.querySelectorAll("button")];
      const button = buttons.find((b) => b.textContent.trim() === {json.dumps(text)});
      button?.click();
      return Boolean(button);
    }})()"""
    if not engine.evaluate(found):
        raise WrongError(f"there is no button {text}")


def run_sample(engine: Engine, language: str) -> float:
    """Run the page's first short sample; return the seconds from the press to its end."""
    wait(engine, f"{SAMPLE}.querySelector('.run-bar button')", "no button to run a sample")
    begin = time.monotonic()
    press(engine, SAMPLE, BUTTONS[language]["run"])
    ended = f"['done', 'wrong', 'failed'].includes({SAMPLE}.dataset.state)"
    wait(engine, ended, "the program has not ended")
    seconds = time.monotonic() - begin
    state = engine.evaluate(f"{SAMPLE}.dataset.state")
    if state != "done":
        said = engine.evaluate(f"{SAMPLE}.querySelector('.run-state').textContent")
        raise WrongError(f"the program ended as {state}: {said}")
    return seconds


def draw_one(engine: Engine) -> None:
    """Draw a 1 on the page's paper, and demand that it is read as one."""
    wait(engine, f"{PAPER}.querySelector('.start')", "no button to start the paper")
    engine.evaluate(f"{PAPER}.querySelector('.start').click()")
    wait(engine, f"!{PAPER}.querySelector('.start').checkVisibility()", "the paper is not ready")
    x, y, side = engine.evaluate(f"""(() => {{
      const canvas = {PAPER}.querySelector(".paper canvas, canvas.paper");
      canvas.scrollIntoView({{ block: "center", behavior: "instant" }});
      const box = canvas.getBoundingClientRect();
      return [box.x, box.y, box.width];
    }})()""")
    engine.drag([(x + side / 2, y + side * (0.2 + 0.03 * step)) for step in range(21)])
    # What is drawn is read on the way as well, where it may be something else yet
    most = f"[...{PAPER}.querySelectorAll('.bars li')].findIndex((bar) => bar.matches('.most'))"
    wait(engine, f"{most} === 1", "a 1 drawn by mouse is not read as one")


def solve(engine: Engine, language: str) -> None:
    """Put the solution into the page's exercise, and demand that it passes."""
    name = engine.evaluate(f"{EXERCISE}.dataset.exercise")
    solution = (exercise_pages.EXERCISES / name / "solution.py").read_text(encoding="utf-8")
    wait(engine, f"{EXERCISE}.querySelector('.exercise-bar button')", "no button to check")
    press(engine, EXERCISE, BUTTONS[language]["edit"])
    engine.evaluate(f"""(() => {{
      const editor = {EXERCISE}.querySelector("textarea");
      editor.value = {json.dumps(solution)};
      editor.dispatchEvent(new Event("input", {{ bubbles: true }}));
    }})()""")
    press(engine, EXERCISE, BUTTONS[language]["check"])
    graded = f"{EXERCISE}.querySelector('.exercise-passed, .exercise-failed, .exercise-message')"
    wait(engine, graded, "the exercise is not graded")
    passed = f"{EXERCISE}.querySelector('.exercise-badge').checkVisibility()"
    wait(engine, f"{passed} || {EXERCISE}.querySelector('.exercise-failed')", "no grade")
    if not engine.evaluate(passed):
        raise WrongError(f"the solution of {name} does not pass")


def table(walks: list[Found]) -> list[str]:
    """Return the lines of the summary."""
    rows = ["browser   pages  runs  digits  exercises  first run  second  minutes  problems"]
    for found in walks:
        times = [f"{seconds:.1f} s" for seconds in found.first_runs] + ["-", "-"]
        rows.append(
            f"{found.browser:8} {found.pages:6} {found.runs:5} {found.digits:7}"
            f" {found.exercises:10} {times[0]:>10} {times[1]:>7} {found.seconds / 60:8.1f}"
            f" {len(found.problems):9}"
        )
    return rows


if __name__ == "__main__":
    sys.exit(main())
