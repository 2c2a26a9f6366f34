"""Three browsers that scripts/walk.py drives: Chromium, Firefox and WebKit (the engine of Safari).

Each opens pages, evaluates JavaScript in them, moves the pointer, and remembers what it complained
of in its console: also what no script of a page can see, such as a refused request or bad MathML.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from tornado.websocket import WebSocketClientConnection, websocket_connect

from scripts.machine.browser import advice, find_chromium

WIDTH, HEIGHT = 1280, 900
PATIENCE = 300  # seconds: Python may take long to start on a busy machine
Point = tuple[float, float]


# Put before everything else on a page, a script that keeps what goes wrong on it in `heard`
EARS = """<script>
  window.heard = [];
  for (const kind of ["error", "warn"]) {
    const say = console[kind];
    console[kind] = (...words) => {
      heard.push(`${kind}: ${words.join(" ")}`);
      say.apply(console, words);
    };
  }
  addEventListener("error", (e) => heard.push(`error: ${e.message ?? e.target.outerHTML}`), true);
  addEventListener("unhandledrejection", (e) => heard.push(`error: ${e.reason}`));
  addEventListener("securitypolicyviolation", (e) =>
    heard.push(`error: ${e.effectiveDirective} refused ${e.blockedURI}`));
</script>"""


class NoBrowserError(Exception):
    """A browser cannot be had on this machine; the message says what would help."""


class Engine(ABC):
    """A browser with one page open, in a profile of its own that is gone afterwards."""

    name: str
    needs_ears = False  # whether pages must be served with EARS, or problems go unheard

    def __init__(self) -> None:
        self._problems: list[str] = []
        self._closing = ExitStack()

    def __enter__(self) -> Engine:
        try:
            self.start()
        except BaseException:
            self._closing.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @abstractmethod
    def start(self) -> None:
        """Start the browser. Raises NoBrowserError where there is none."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Open a page, and wait until it has loaded."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, or what its promise comes to."""

    @abstractmethod
    def drag(self, points: list[Point]) -> None:
        """Press the pointer at the first point, move it through the others, lift it."""

    def problems(self) -> list[str]:
        """Return what the console has had to say since this was last asked."""
        found, self._problems = self._problems, []
        return found


def command(*names: str, hint: str) -> str:
    """Return the first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise NoBrowserError(f"{names[0]} is not installed: {hint}")
    return found


class Chromium(Engine):
    """Driven by Playwright."""

    name = "chromium"

    def start(self) -> None:
        executable = find_chromium()
        if executable is None:
            raise NoBrowserError(f"no Chromium was found: {advice()}")
        playwright = self._closing.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"], timeout=60_000
        )
        self._closing.callback(browser.close)
        self._page = page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(1000 * PATIENCE)
        note = self._problems_of
        page.on(
            "console",
            lambda m: (
                m.type in ("error", "warning") and note(m.type, f"{m.text} ({m.location['url']})")
            ),
        )
        page.on("pageerror", lambda error: note("error", str(error)))

    def _problems_of(self, kind: str, text: str) -> None:
        self._problems.append(f"{kind}: {text}")

    def open(self, url: str) -> None:
        self._page.goto(url, wait_until="load")

    def evaluate(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def drag(self, points: list[Point]) -> None:
        mouse = self._page.mouse
        mouse.move(*points[0])
        mouse.down()
        for point in points[1:]:
            mouse.move(*point)
        mouse.up()


class Firefox(Engine):
    """Driven by WebDriver BiDi, which Firefox itself speaks, over a web socket."""

    name = "firefox"

    def start(self) -> None:
        executable = command("firefox-esr", "firefox", hint="sudo apt install firefox-esr")
        profile = self._closing.enter_context(
            tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        )
        log = Path(profile) / "log"
        arguments = ["--headless", "--no-remote", "--profile", profile]
        arguments += ["--remote-debugging-port", "0"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [executable, *arguments, "about:blank"],
                stdout=output,
                stderr=output,
            )
        self._closing.callback(_end, process)
        found = _wait_for(
            lambda: re.search(r"BiDi listening on (ws://\S+)", log.read_text("utf-8", "replace"))
        )
        self._loop = asyncio.new_event_loop()
        self._closing.callback(self._loop.close)
        self._socket: WebSocketClientConnection = self._loop.run_until_complete(
            _connect(f"{found[1]}/session")
        )
        self._closing.callback(lambda: self._loop.run_until_complete(self._hang_up()))
        self._number = 0
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["log.entryAdded"])
        self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]
        size = {"width": WIDTH, "height": HEIGHT}
        self._call("browsingContext.setViewport", context=self._context, viewport=size)

    def _call(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result; events that come meanwhile are looked at."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        return self._loop.run_until_complete(self._answer(json.dumps(message)))

    async def _hang_up(self) -> None:
        self._socket.close()  # which asks for a loop that runs

    async def _answer(self, message: str) -> Any:
        await self._socket.write_message(message)
        while True:
            text = await asyncio.wait_for(self._socket.read_message(), PATIENCE)
            if text is None:
                raise RuntimeError("Firefox has gone")
            answer = json.loads(text)
            if answer.get("method") == "log.entryAdded":
                entry = answer["params"]
                if entry["level"] in ("error", "warn"):
                    self._problems.append(f"{entry['level']}: {entry['text']}")
            elif answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise RuntimeError(f"Firefox: {answer['error']}: {answer['message']}")
                return answer["result"]

    def open(self, url: str) -> None:
        self._call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        answer = self._call(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression}) ?? null))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(f"Firefox: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def drag(self, points: list[Point]) -> None:
        self._call("input.performActions", context=self._context, actions=_pointer(points))


class WebKit(Engine):
    """WebKitGTK's small browser, driven by its WebDriver; it needs a screen, or Xvfb's.

    It tells no driver what its console says: the pages must be served with EARS, a script that
    notes all that a script can. (What a worker logs, it cannot.)
    """

    name = "webkit"
    needs_ears = True

    def start(self) -> None:
        hint = "sudo apt install webkit2gtk-driver xvfb"
        driver = command("WebKitWebDriver", hint=hint)
        places = ("/usr/lib*/*/webkit2gtk-4.*/MiniBrowser", "/usr/lib*/webkit2gtk-4.*/MiniBrowser")
        browser = next((p for place in places for p in sorted(Path("/").glob(place[1:]))), None)
        if browser is None:
            raise NoBrowserError(f"WebKit's MiniBrowser is not installed: {hint}")
        surroundings = {**os.environ}
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            surroundings["DISPLAY"] = self._screen(command("Xvfb", hint=hint))
        folder = self._closing.enter_context(
            tempfile.TemporaryDirectory(prefix="webkit-", ignore_cleanup_errors=True)
        )
        port = _free_port()
        process = subprocess.Popen(
            [driver, f"--port={port}"],
            env={**surroundings, "HOME": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._closing.callback(_end, process)
        self._address = f"http://127.0.0.1:{port}/session"
        options = {"binary": str(browser), "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = _wait_for(lambda: self._begin(asked))
        self._address += f"/{session['sessionId']}"
        self._closing.callback(self._end_session)
        patience = {"script": 1000 * PATIENCE, "pageLoad": 1000 * PATIENCE}
        self._call("POST", "/timeouts", patience)
        self._call("POST", "/window/rect", {"width": WIDTH, "height": HEIGHT})

    def _screen(self, xvfb: str) -> str:
        """Start a screen that nobody sees, and return its name."""
        reading, writing = os.pipe()
        process = subprocess.Popen(
            [xvfb, "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT + 200}x24"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        self._closing.callback(_end, process)
        os.close(writing)
        with os.fdopen(reading) as file:
            number = file.readline().strip()
        if not number:
            raise NoBrowserError("Xvfb did not start, so WebKit has no screen")
        return f":{number}"

    def _begin(self, asked: dict[str, Any]) -> Any:
        with suppress(urllib.error.URLError, ConnectionError):
            return self._call("POST", "", asked)
        return None

    def _end_session(self) -> None:
        with suppress(OSError, RuntimeError):
            self._call("DELETE", "")

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            found = json.loads(error.read())["value"]
            raise RuntimeError(f"WebKit: {found['error']}: {found['message']}") from None

    def open(self, url: str) -> None:
        self._call("POST", "/url", {"url": url})

    def evaluate(self, expression: str) -> Any:
        script = (
            "const done = arguments[0];"
            f"(async () => JSON.stringify(await ({expression}) ?? null))()"
            ".then(done, (error) => done(`!${error}`));"
        )
        answer = self._call("POST", "/execute/async", {"script": script, "args": []})
        if answer.startswith("!"):
            raise RuntimeError(f"WebKit: {answer[1:]}")
        return json.loads(answer)

    def drag(self, points: list[Point]) -> None:
        self._call("POST", "/actions", {"actions": _pointer(points)})

    def problems(self) -> list[str]:
        found: list[str] = self.evaluate("(window.heard ?? []).splice(0)")
        return found


ENGINES: dict[str, type[Engine]] = {e.name: e for e in (Chromium, Firefox, WebKit)}


def _pointer(points: list[Point]) -> list[dict[str, Any]]:
    """Return a line drawn by mouse, as WebDriver and WebDriver BiDi write it."""
    moves = [
        {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 10} for x, y in points
    ]
    down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
    actions = [moves[0], down, *moves[1:], up]
    return [{"type": "pointer", "id": "mouse", "actions": actions}]


async def _connect(url: str) -> WebSocketClientConnection:
    return await websocket_connect(url, max_message_size=2**26)


def _wait_for(look: Callable[[], Any]) -> Any:
    """Return what a function finds, when it finds something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise RuntimeError("the browser did not start")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
