"""The built site, a server for it, and a browser: each made once for all tests of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from scripts.book import pages
from scripts.machine import environment, vendor_pyodide
from scripts.machine.browser import advice, find_chromium
from scripts.machine.server import serving

ROOT = Path(__file__).resolve().parent.parent.parent
expect.set_options(timeout=120_000)  # milliseconds: a busy machine is slow, not wrong
BELOW = "book"  # the site is served below this path, so that a link from the root of the host fails

# Twin pages have the same samples and exercises, in the same order: each language runs every second
# one. EVERY_SAMPLE=1 runs all in both.
HALF = {"ja": slice(0, None, 2), "en": slice(1, None, 2)}
if os.environ.get("EVERY_SAMPLE"):
    HALF = dict.fromkeys(HALF, slice(None))

ALL_PAGES = [(language, name) for language in ("ja", "en") for name in pages.page_names(language)]

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # The pages of a profile share a process, and so what one of them has compiled
    "--process-per-site",
]


def path_of(language: str, name: str) -> str:
    """Return where a page is in the built site, as a folder: `en/lessons/15-im2col/`."""
    place = name.removesuffix(".md").removesuffix("index").rstrip("/")
    return ("en/" if language == "en" else "") + (f"{place}/" if place else "")


def build(root: Path, target: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Build the site of the project in `root` as scripts/site.py does."""
    environment = {k: v for k, v in os.environ.items() if k != "SITE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=root,
        env={**environment, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly; it stands alone in the folder that the server shows.

    The first worker that needs it builds it for all workers of this run.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the run's, in which each worker has one of its own
    target, built = folder / "server" / BELOW, folder / "server.built"
    with environment.alone(folder / "server.lock", "another worker is building the site"):
        if not built.exists():
            done = build(ROOT, target)
            assert done.returncode == 0, done.stdout + done.stderr
            assert "WARNING" not in done.stderr, done.stderr
            built.touch()
    return target


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with a slash at the end."""
    with serving(site.parent) as root:
        yield f"{root}{BELOW}/"


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """The Python of the pages; where it cannot be had, its tests are skipped, but in CI they fail.

    scripts/test.py fetches it before any test.
    """
    folder = vendor_pyodide.find()
    if folder is None:
        message = (
            "Pyodide is not at hand, so NO program was run in a page:"
            " python scripts/machine/vendor_pyodide.py fetches it"
        )
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; where there is none, its tests are skipped, but in CI they fail."""
    executable = find_chromium()
    if executable is None:
        message = f"no Chromium was found, so the site was NOT tested in a browser: {advice()}"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=BROWSER_ARGUMENTS, timeout=300_000
        )
        yield browser
        browser.close()


# Each page makes the index of its search anew, which takes longer than everything else it does.
# For tests that do not search, the theme's request for it is not sent ("off"), or is answered, when
# the file is there, by an index without pages ("empty").
OTHER_INDEX = """{
  const { open, send } = XMLHttpRequest.prototype;
  const config = { lang: ["en"], separator: " ", pipeline: [], fields: { title: {}, text: {} } };
  const index = JSON.stringify({ config, docs: [] });
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.ofIndex = String(url).endsWith("/search/search_index.json");
    if (this.ofIndex) Object.defineProperty(this, "response", { value: new Blob([index]) });
    open.call(this, this.ofIndex ? "HEAD" : method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (!this.ofIndex || SENT) send.apply(this, body);
  };
}"""


# The storage of a profile is emptied after each test, and yet, once in many runs of the suite, the
# next one found what the last had kept. A tab's first page empties it again, for its own process.
BEGIN_ANEW = """try {
  if (!sessionStorage.getItem("NAME")) localStorage.clear();
  sessionStorage.setItem("NAME", "yes");
} catch {
  // about:blank has no storage
}"""


@dataclass
class Visit:
    """An open page, and everything that went wrong on it; it can be searched if asked for.

    With SLOW_PAGES=5 its own thread takes five times as long: its workers and the tests do not.
    """

    page: Page
    address: str
    problems: list[str] = field(default_factory=list)
    search: Literal["off", "empty", "on"] = "off"

    def __post_init__(self) -> None:
        page, problems = self.page, self.problems
        if rate := float(os.environ.get("SLOW_PAGES", 0)):
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        page.on("console", lambda m: m.type == "error" and problems.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("request", lambda request: self._look_at(request.url))
        page.on("requestfailed", self._look_at_failure)
        page.on(
            "response", lambda r: r.status >= 400 and problems.append(f"{r.status} for {r.url}")
        )
        page.add_init_script(BEGIN_ANEW.replace("NAME", f"begun {id(self)}"))
        page.add_init_script(
            "window.refused = [];"
            "addEventListener('securitypolicyviolation',"
            " e => refused.push(`${e.effectiveDirective} refused ${e.blockedURI} ${e.sample}`))"
        )
        if self.search != "on":
            sent = str(self.search == "empty").lower()
            page.add_init_script(OTHER_INDEX.replace("SENT", sent))

    def _look_at(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.problems.append(f"request outside of the site: {url}")

    def _look_at_failure(self, request: Request) -> None:
        # A page that is left while it still loads aborts what it was loading.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url}: {request.failure}")

    def go(self, path: str) -> Page:
        """Open a page of the site, with its formulas set."""
        self.page.goto(self.address + path, wait_until="load")
        # A function is made once; a mere expression would be evaluated at each look, which the
        # content security policy refuses from the second one on
        self.page.wait_for_function("() => window.document$ !== undefined")
        return self.page

    def everything_wrong(self) -> list[str]:
        """Return what has gone wrong until now."""
        refused = self.page.evaluate("window.refused || []")
        return [*self.problems, *(f"content security policy: {r}" for r in refused)]


@pytest.fixture(scope="session")
def profile(browser: Browser, address: str) -> Iterator[Visit]:
    """A page that stays open, and with it the process that all tests' pages come to."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.set_default_timeout(120_000)
    visit = Visit(context.new_page(), address)
    visit.go("")
    yield visit
    context.close()


@pytest.fixture
def context(profile: Visit) -> Iterator[BrowserContext]:
    """A browser profile without storage; nothing that a test leaves in it reaches another."""
    context = profile.page.context
    yield context
    for page in context.pages:
        if page is not profile.page:
            close(page)
    context.clear_permissions()
    forget(profile, "all")


def leave(page: Page) -> None:
    """Stop a page from storing anything more, even what it would store as it is left.

    It keeps where reading stopped. It does so while it goes, which may be after the profile's
    storage was emptied: the next test would find it there.
    """
    page.evaluate("() => { Storage.prototype.setItem = () => {}; }")


def close(page: Page) -> None:
    """Close a tab without letting its page store anything more."""
    if not page.is_closed():
        leave(page)
        page.close()


def forget(profile: Visit, storage: str) -> None:
    """Empty the storage of a profile, of these types, as the page that stays open sees it, too."""
    profile.page.evaluate("localStorage.clear()")
    client = profile.page.context.new_cdp_session(profile.page)
    origin = profile.page.evaluate("location.origin")
    client.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": storage})
    client.detach()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Iterator[Visit]:
    """An empty tab; whatever goes wrong in it fails the test at its end."""
    visit = Visit(context.new_page(), address)
    yield visit
    assert visit.everything_wrong() == []


@pytest.fixture
def searching_visit(context: BrowserContext, address: str) -> Iterator[Visit]:
    """An empty tab whose pages can be searched."""
    visit = Visit(context.new_page(), address, search="on")
    yield visit
    assert visit.everything_wrong() == []


# ---- Python in the pages

PATIENCE = 300_000  # milliseconds: Python starts in three seconds, but machines may be busy


# What a page does to have Python, the page that stays open does for it, once for all
LEND = """{
  const Own = Worker;
  let worker;
  window.lend = (address, options) => {
    if (!worker) {
      worker = new Own(address, options);
      worker.terminate = () => {
        Own.prototype.terminate.call(worker);
        worker = undefined;
      };
    }
    return worker;
  };
}"""
BORROW = """{
  const Own = Worker;
  window.Worker = function (address, options) {
    const python = String(address).includes("/python-worker.js");
    return python ? (opener ?? window).lend(address, options) : new Own(address, options);
  };
}"""


@pytest.fixture(scope="session")
def python_profile(browser: Browser, address: str, pyodide: Path) -> Iterator[Visit]:
    """A page that stays open, in whose worker Python runs, with all that figures need.

    It lends this worker to pages that borrow. Those of other pages of its profile are their own,
    but find what it has fetched and compiled.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    visit = Visit(context.new_page(), address)
    visit.page.add_init_script(LEND)
    visit.page.add_init_script(BORROW)
    visit.go(path_of("ja", "lessons/01-sigmoid.md"))
    block = visit.page.locator('.sample[data-sample="01_sigmoid/tangent.py"]')
    block.get_by_role("button", name="実行", exact=True).click()
    expect(block).to_have_attribute("data-state", "done", timeout=PATIENCE)
    yield visit
    assert visit.everything_wrong() == []
    context.close()


@contextmanager
def tab(profile: Visit, page: Page) -> Iterator[Visit]:
    """A visit in a tab of a profile; whatever goes wrong in it fails the test at its end."""
    visit = Visit(page, profile.address)
    yield visit
    wrong = visit.everything_wrong()
    close(page)
    forget(profile, "local_storage")
    assert wrong == []


def borrowing(profile: Visit) -> Page:
    """Open an empty tab whose pages borrow the worker of the page that stays open."""
    with profile.page.expect_popup() as opened:
        profile.page.evaluate("void open('about:blank')")
    opened.value.add_init_script(BORROW)
    return opened.value


@pytest.fixture
def lent_python_visit(python_profile: Visit) -> Iterator[Visit]:
    """An empty tab whose pages borrow the worker of the page that stays open.

    For tests of what many pages do alike, once Python runs: how it starts is tested elsewhere.
    """
    with tab(python_profile, borrowing(python_profile)) as visit:
        yield visit


@pytest.fixture
def python_visit(python_profile: Visit) -> Iterator[Visit]:
    """An empty tab in whose pages Python starts sooner."""
    with tab(python_profile, python_profile.page.context.new_page()) as visit:
        yield visit


@pytest.fixture
def first_python_visit(python_profile: Visit) -> Iterator[Visit]:
    """An empty tab to which Python has yet to be brought, as at a reader's first visit.

    What its files give is compiled already. A test in which something is to go wrong clears the
    problems at its end.
    """
    context = python_profile.page.context
    forget(python_profile, "cache_storage")
    with tab(python_profile, context.new_page()) as visit:
        yield visit
        context.unroute_all()


# ---- Pages that stay open for several tests

# Presses a button only if nothing covers it, as a pointer would, but from within the page: a press
# from outside takes a fifth of a second
PRESS = """button => {
  button.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = button.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  if (!button.contains(top))
    throw new Error(`above ${button.outerHTML} is ${top?.outerHTML.slice(0, 99)}`);
  button.click();
}"""

WIDE, PHONE = 1280, 390
FIRST_WIDTH = {"ja": WIDE, "en": PHONE}


def set_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


class Keeper:
    """Keeps the page open that was opened last: the next test is about the same one.

    A Japanese page is opened in a wide window, an English one on a phone; their menus move at once.
    All are opened in one tab, one after another: to open a tab takes half as long as a page does.
    """

    def __init__(self, profile: Visit) -> None:
        self.profile = profile
        self.which: tuple[str, str] | None = None
        self.visit: Visit | None = None

    def open(self, language: str, name: str) -> Visit:
        if self.visit is None or self.visit.page.is_closed():
            self.visit = Visit(borrowing(self.profile), self.profile.address, search="empty")
            self.profile.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        elif self.which == (language, name):
            return self.visit
        else:
            leave(self.visit.page)
            self.visit.problems.clear()
            forget(self.profile, "local_storage")
        self.which = None
        self.visit.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        set_width(self.visit.page, FIRST_WIDTH[language])
        self.visit.go(path_of(language, name))
        self.which = language, name
        return self.visit

    def close(self) -> None:
        if self.visit is not None:
            page, self.visit = self.visit.page, None
            close(page)
            self.profile.page.context.clear_permissions()
            forget(self.profile, "local_storage")


@pytest.fixture(scope="session")
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    profile = "profile" if vendor_pyodide.find() is None else "python_profile"
    keeper = Keeper(request.getfixturevalue(profile))
    yield keeper
    keeper.close()


@pytest.fixture
def kept_visit(keeper: Keeper, language: str, name: str) -> Iterator[Visit]:
    """The page in a wide window, as the tests before left it; what goes wrong in it fails this."""
    visit = keeper.open(language, name)
    set_width(visit.page, WIDE)
    yield visit
    wrong = visit.everything_wrong()
    if wrong:
        keeper.close()
    assert wrong == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of a page that is kept open follow one another, whatever file they are in."""
    which = [item for item in items if "keeper" in getattr(item, "fixturenames", ())]
    if not which:
        return
    place = items.index(which[0])
    which.sort(key=lambda item: ALL_PAGES.index(page_of(item)))
    others = [item for item in items if "keeper" not in getattr(item, "fixturenames", ())]
    items[:] = [*others[:place], *which, *others[place:]]


def page_of(item: pytest.Item) -> tuple[str, str]:
    parameters = item.callspec.params  # type: ignore[attr-defined]
    return parameters["language"], parameters["name"]
