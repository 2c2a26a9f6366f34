"""The browsers of scripts/walk.py: each hears its console, and does what it is told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from scripts import walk
from scripts.machine.engines import ENGINES, Engine, NoBrowserError

pytestmark = pytest.mark.browser

GOOD = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>good</title>"
    '<link rel=icon href="data:,">'
)
POLICY = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
BAD = {
    "logged": ("<script src=logged.js></script>", "what was logged"),
    "thrown": ("<script src=thrown.js></script>", "what was thrown"),
    "refused": (f"{POLICY}<img src=dot.png alt=dot>", "dot.png"),
}
LINE = """<p id=seen></p><script>
  addEventListener("mousemove", (e) => { if (e.buttons) seen.textContent += `${e.x},${e.y} `; });
</script>"""


class InItsThread:
    """A browser driven from a thread of its own: Playwright of other tests may hold this one."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._thread = engine, ThreadPoolExecutor(max_workers=1)
        self.needs_ears = engine.needs_ears

    def do(self, method: str, *arguments: Any) -> Any:
        return self._thread.submit(getattr(self._engine, method), *arguments).result()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[InItsThread]:
    """A browser that is started once for these tests; where it is not there, they are skipped."""
    engine = InItsThread(ENGINES[request.param]())
    try:
        engine.do("__enter__")
    except NoBrowserError as error:
        pytest.skip(f"nothing was tried in {request.param}: {error}")
    yield engine
    engine.do("__exit__", None, None, None)


@pytest.fixture
def address(engine: InItsThread, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "logged.js").write_text("console.error('what was logged')")
    (tmp_path / "thrown.js").write_text("throw new Error('what was thrown')")
    (tmp_path / "good.html").write_text(GOOD)
    (tmp_path / "line.html").write_text(GOOD + LINE)
    for name, (html, _) in BAD.items():
        (tmp_path / f"{name}.html").write_text(GOOD + html)
    with walk.serve(tmp_path, ears=engine.needs_ears) as address:
        yield address


def test_values_and_promises(engine: InItsThread, address: str) -> None:
    engine.do("open", f"{address}good.html")
    assert engine.do("evaluate", "document.title") == "good"
    assert engine.do("evaluate", "[1, 'a', null]") == [1, "a", None]
    assert engine.do("evaluate", "new Promise((done) => setTimeout(() => done({a: 1}), 10))") == {
        "a": 1
    }
    assert engine.do("problems") == []


@pytest.mark.parametrize("name", BAD)
def test_the_console_is_heard(engine: InItsThread, address: str, name: str) -> None:
    engine.do("problems")
    engine.do("open", f"{address}{name}.html")
    heard: list[str] = []
    for _ in range(100):  # the console of another process may be slow
        engine.do("evaluate", "new Promise((done) => setTimeout(() => done(1), 50))")
        heard += engine.do("problems")
        if any(BAD[name][1] in problem for problem in heard):
            return
    pytest.fail(f"{BAD[name][1]!r} is in none of {heard}")


def test_a_line_is_drawn(engine: InItsThread, address: str) -> None:
    engine.do("open", f"{address}line.html")
    engine.do("drag", [(10, 20), (30, 40), (50, 60)])
    seen = engine.do("evaluate", "document.getElementById('seen').textContent")
    points = [tuple(map(round, map(float, point.split(",")))) for point in seen.split()]
    assert (30, 40) in points
    assert (50, 60) in points
