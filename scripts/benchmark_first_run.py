"""Measure the first Run of a page beside a bare start of the same Python, in fresh browsers.

    python scripts/benchmark_first_run.py                      4 rounds, 2 to 4 minutes
    python scripts/benchmark_first_run.py --rounds 9 --site X  more of them; a site built elsewhere

In each round four browsers start, one after the other, each with a profile that knows nothing:
Pyodide alone with NumPy, a page that runs a program that prints, Pyodide alone with Matplotlib,
and a page that runs a program that draws. The page starts Pyodide too, fetches and imports
lesson_code besides, and shows what comes; so its ratio to the bare start says what it adds, or
saves. Then each page runs its program once more. python scripts/site.py --build builds the site.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from scripts.machine import vendor_pyodide
from scripts.machine.browser import advice, find_chromium
from scripts.machine.environment import ExpectedError, run, say
from scripts.machine.server import Handler, serving
from scripts.speed import in_pages

PAGE = "en/lessons/01-sigmoid/"
PATIENCE = 300_000  # milliseconds
BARE = "/bare/"

PACKAGE = "from lesson_code import Affine\n"
PRINTS = """import numpy as np
x = np.linspace(-1, 1, 6).reshape(2, 3)
print(x @ x.T)
"""
DRAWS = f"""{PRINTS}
# Drawing
import matplotlib.pyplot as plt

plt.plot(x)
plt.show()
"""

# What Pyodide's own documentation says, for a program that prints or, in the end, saves its figure
START = """async ([lock, packages, program]) => {
  const start = performance.now();
  const times = {};
  const lap = (name) => (times[name] = (performance.now() - start) / 1000);
  const { loadPyodide } = await import("./pyodide/pyodide.mjs");
  const base = new URL("pyodide/", location.href).href;
  const python = await loadPyodide(
    { indexURL: base, packageBaseUrl: base, lockFileContents: lock, env: { MPLBACKEND: "agg" } },
  );
  lap("boot");
  await python.loadPackage(packages, { messageCallback() {} });
  lap("packages");
  python.runPython(packages.includes("matplotlib") ? "import matplotlib.pyplot" : "import numpy");
  lap("import");
  python.runPython(program);
  lap("done");
  return times;
}"""
SAVE = "import io\nplt.savefig(io.StringIO(), format='svg')\n"

# Put a program into the page's first sample, press Run, and take the time as the page changes
RUN = """program => new Promise(async (resolve) => {
  const block = document.querySelector(".sample[data-sample]");
  block.querySelector(".run-edit").click();
  let editor;
  while (!(editor = block.querySelector("textarea"))) await new Promise(requestAnimationFrame);
  editor.value = program;
  editor.dispatchEvent(new Event("input", { bubbles: true }));
  const start = performance.now();
  const times = {};
  const look = () => {
    const now = (performance.now() - start) / 1000;
    if (block.querySelector(".run-output code")) times.text ??= now;
    if (block.dataset.state === "running") return;
    observer.disconnect();
    resolve({ ...times, done: now, state: block.dataset.state });
  };
  const observer = new MutationObserver(look);
  block.querySelector("[data-sample-output]").replaceChildren();
  block.querySelector(".run-run").click();
  observer.observe(block, { childList: true, subtree: true, attributes: true });
})"""

Times = Mapping[str, float]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    options = parse(arguments)
    in_pages.check_site(options.site, PAGE)
    seconds: dict[str, list[float]] = defaultdict(list)
    with serve(options.site, vendor_pyodide.obtain()) as address:
        for number in range(options.rounds):
            for name, value in measure(address).items():
                seconds[name].append(value)
            say(f"round {number + 1}: {'  '.join(f'{k} {v[-1]:.2f}' for k, v in seconds.items())}")
    say("\n" + "\n".join(table(seconds)))
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    return in_pages.parse(in_pages.parser_of("benchmark_first_run.py", __doc__, 4), arguments)


class WithBare(Handler):
    """The site, and beside it a page that has nothing but Pyodide as it comes."""

    def __init__(self, *args: Any, pyodide: Path, **more: Any) -> None:
        self.pyodide = pyodide
        super().__init__(*args, **more)

    def translate_path(self, path: str) -> str:
        if path == BARE:
            return str(Path(__file__).parent / "speed" / "bare.html")
        if path.startswith(f"{BARE}pyodide/"):
            return str(self.pyodide / path.rpartition("/")[2])
        return super().translate_path(path)


def serve(site: Path, pyodide: Path) -> contextlib.AbstractContextManager[str]:
    """Serve both while the block runs; give the address, with a slash at the end."""
    return serving(site, partial(WithBare, pyodide=pyodide))


def measure(address: str) -> dict[str, float]:
    """Return the seconds that everything took, once."""
    with fresh(f"{address}{BARE[1:]}") as page:
        numpy = start(page, "numpy", PRINTS)
    with fresh(address + PAGE) as page:
        prints = [press(page, PACKAGE + PRINTS) for _ in range(3)]
    with fresh(f"{address}{BARE[1:]}") as page:
        matplotlib = start(page, "matplotlib", DRAWS + SAVE)
    with fresh(address + PAGE) as page:
        draws = [press(page, PACKAGE + DRAWS) for _ in range(3)]
    return {
        "bare, prints": numpy["done"],
        "prints": prints[0]["done"],
        "bare, draws": matplotlib["done"],
        "draws": draws[0]["done"],
        "its text": draws[0]["text"],
        "prints again": prints[2]["done"],
        "draws again": draws[2]["done"],
        **{f"bare {name}": matplotlib[name] for name in ("boot", "packages", "import")},
    }


@contextlib.contextmanager
def fresh(url: str) -> Iterator[Page]:
    """A page in a browser that was never used."""
    chromium = find_chromium()
    if chromium is None:
        raise ExpectedError(f"no Chromium was found: {advice()}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        # The index of the search is made when a page is opened, before a reader presses anything
        page.route("**/search_index.json", lambda route: route.abort())
        page.goto(url, wait_until="load")
        yield page
        browser.close()


def start(page: Page, package: str, program: str) -> Times:
    """Start Pyodide alone and run a program there."""
    return page.evaluate(START, [vendor_pyodide.PINNED["lock"], [package], program])


def press(page: Page, program: str) -> Times:
    """Run a program in the page."""
    page.wait_for_selector(".run-run")
    times = page.evaluate(RUN, program)
    if times.pop("state") != "done":
        block = page.locator(".sample[data-sample]").first
        said = block.locator(".run-status, .run-error").all_inner_texts()
        raise ExpectedError("\n".join(["the program did not run:", *said]))
    return times


def table(seconds: Mapping[str, list[float]]) -> list[str]:
    """Return lines: seconds, and ratios to the bare start of the same round, with quartiles."""
    lines = [f"{'':14}{'seconds':>22}{'to the bare start':>26}"]
    for name, bare in (
        ("bare, prints", ""),
        ("prints", "bare, prints"),
        ("bare, draws", ""),
        ("draws", "bare, draws"),
        ("its text", "bare, draws"),
        ("prints again", ""),
        ("draws again", ""),
    ):
        line = f"{name:14}{quartiles(seconds[name]):>22}"
        if bare:
            pairs = zip(seconds[name], seconds[bare], strict=True)
            line += f"{quartiles([one / other for one, other in pairs]):>26}"
        lines.append(line)
    parts = ("boot", "packages", "import")
    ends = [0.0, *(statistics.median(seconds[f"bare {part}"]) for part in parts)]
    ends.append(statistics.median(seconds["bare, draws"]))
    phases = zip((*parts, "figure"), ends[1:], ends, strict=False)
    lines.append("bare, draws:  " + ", ".join(f"{n} {b - a:.2f}" for n, b, a in phases))
    return lines


def quartiles(values: list[float]) -> str:
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    run(main)
