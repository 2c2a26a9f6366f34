"""Running programs in a page: what a reader would hope for, also when things go wrong."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, Worker, expect

from scripts import benchmark_first_run
from scripts.book import page_python, samples
from scripts.machine import vendor_pyodide
from scripts.machine.environment import ExpectedError
from scripts.machine.server import serving
from tests.site.conftest import BELOW, PATIENCE, Visit, close, path_of
from tests.site.test_axe import AXE, SCHEMES
from tests.site.test_render import SIDEWAYS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pyodide")]

LESSON = "lessons/01-sigmoid.md"
SAMPLE = "01_sigmoid/chain_rule.py"  # short, without a figure
WITH_FIGURE = "01_sigmoid/tangent.py"
IN_PARTS = "01_sigmoid/wrong_argument.py"  # computes, then draws

WORDS = {
    "ja": {"run": "実行", "edit": "編集", "reset": "元に戻す", "stop": "停止"},
    "en": {"run": "Run", "edit": "Edit", "reset": "Reset", "stop": "Stop"},
}


@pytest.fixture
def fresh(python_visit: Visit) -> Visit:
    """A new page of the Japanese lesson; whatever goes wrong in it fails the test."""
    python_visit.go(path_of("ja", LESSON))
    return python_visit


@pytest.fixture(scope="module")
def warm(python_profile: Visit, address: str) -> Iterator[Page]:
    """A page of the Japanese lesson whose worker has been started; tests leave it in order."""
    visit = Visit(python_profile.page.context.new_page(), address)
    page = visit.go(path_of("ja", LESSON))
    yield page
    wrong = visit.everything_wrong()
    close(page)
    assert wrong == []


def block_of(page: Page, sample: str = SAMPLE) -> Locator:
    return page.locator(f'.sample[data-sample="{sample}"]')


def pythons(page: Page) -> list[Worker]:
    return [worker for worker in page.workers if "python-worker" in worker.url]


def gone(page: Page) -> bool:
    """Say whether no Python is left; the browser tells of it a moment later."""
    end = time.monotonic() + 120
    while pythons(page) and time.monotonic() < end:
        page.wait_for_timeout(50)
    return not pythons(page)


def press(block: Locator, what: str, language: str = "ja") -> None:
    block.get_by_role("button", name=WORDS[language][what], exact=True).click()


def write(block: Locator, code: str) -> None:
    press(block, "edit")
    block.get_by_role("textbox").fill(code)


def wait(block: Locator, state: str) -> None:
    expect(block).to_have_attribute("data-state", state, timeout=PATIENCE)


def run(block: Locator, code: str, state: str = "done") -> str:
    """Put a program into a block and run it; return what it printed."""
    write(block, code)
    press(block, "run")
    wait(block, state)
    return "".join(block.locator(".run-output .highlight code").all_text_contents())


def kept_output(sample: str = SAMPLE) -> str:
    return (samples.SAMPLES / sample).with_suffix(".out").read_text(encoding="utf-8")


# ---- Before and after the first press


def test_nothing_is_fetched_before_the_press_and_nothing_twice(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    visit = Visit(context.new_page(), address)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page = visit.go(path_of("ja", LESSON))
    page.wait_for_load_state("networkidle")
    block = block_of(page)
    expect(block.get_by_role("button", name="実行", exact=True)).to_be_visible()
    assert [url for url in asked if "python" in url and not url.endswith("/python.js")] == []
    assert [url for url in asked if "pyodide" in url] == []
    assert gone(page)

    press(block, "run")
    wait(block, "done")
    fetched = [url for url in asked if url.startswith("shared/pyodide/")]
    assert {url.rpartition("/")[2].partition("-")[0] for url in fetched} == {
        "pyodide.mjs",
        "pyodide.asm.mjs",
        "pyodide.asm.wasm",
        "compiled",
        "numpy",
    }, "what the program does not need is not fetched"
    compiled = {url.rpartition("/")[2] for url in fetched if "compiled" in url}
    assert compiled == {"compiled-stdlib.zip", "compiled-numpy.zip"}
    assert len(fetched) == len(set(fetched))
    assert visit.everything_wrong() == []

    asked.clear()
    english = Visit(context.new_page(), address)
    block = block_of(english.go(path_of("en", LESSON)))
    press(block, "run", "en")
    wait(block, "done")
    again = [url for url in asked if re.search(r"\.(wasm|whl|zip)$", url)]
    assert again == [], "it is in the cache, for both languages"
    assert english.everything_wrong() == []
    context.close()


# The browser's store says of one file later than of the others that it has not been kept
SLOW_STORE = """
const look = Cache.prototype.match;
Cache.prototype.match = async function (key) {
  if (key.includes(".wasm")) await new Promise((resolve) => setTimeout(resolve, 300));
  return look.call(this, key);
};
"""


def test_progress_is_shown(first_python_visit: Visit) -> None:
    first_python_visit.page.context.route(
        "**/python-worker.js*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()), body=answer.text() + SLOW_STORE
        ),
    )
    page = first_python_visit.go(path_of("ja", LESSON))
    # A quick machine shows the bar for an instant: the page notes what it shows, and when
    seen = page.evaluate_handle(
        """block => {
          const seen = [];
          const look = () => seen.push({
            state: block.querySelector(".run-state").textContent,
            bar: block.querySelector("progress")?.checkVisibility() ?? false,
            output: block.querySelector("[data-sample-output]").innerText,
          });
          const changes = {childList: true, subtree: true, characterData: true, attributes: true};
          new MutationObserver(look).observe(block, changes);
          return seen;
        }""",
        block_of(page).element_handle(),
    )
    block = block_of(page)
    before = block.locator("[data-sample-output]").inner_text()
    press(block, "run")
    wait(block, "done")
    moments = seen.json_value()
    states = " | ".join(moment["state"] for moment in moments)
    for words in ("取得しています", "起動しています", "実行しています", "終わりました"):
        assert words in states
    fetching = [moment for moment in moments if "取得しています" in moment["state"]]
    assert all(moment["bar"] for moment in fetching)
    starting = [moment for moment in moments if "起動しています" in moment["state"]]
    kept = {moment["output"] for moment in fetching + starting}
    assert kept == {before}, "until the program runs"
    amounts = [(float(a), float(b)) for a, b in re.findall(r"([\d.]+) / ([\d.]+) MB", states)]
    # Two modules are not fetched by the worker itself
    assert amounts[-1][0] == amounts[-1][1] == amounts[0][1] > 14


# ---- What a program may do


def test_an_edited_program_gives_something_else_and_reset_brings_back_all(warm: Page) -> None:
    warm.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = block_of(warm)
    output = block.locator("[data-sample-output]")
    code = block.locator(":scope > .highlight code")
    before, coloured = output.inner_html(), code.inner_html()
    original = code.text_content()
    assert original == (samples.SAMPLES / SAMPLE).read_text(encoding="utf-8")

    assert run(block, "print('something else', 2 ** 10)") == "something else 1024\n"
    assert "1024" not in kept_output()
    block.locator(":scope > .highlight button[data-md-type=copy]").click()
    warm.wait_for_function(
        "() => navigator.clipboard.readText()"
        ".then(text => text === \"print('something else', 2 ** 10)\")"
    )
    press(block, "reset")
    assert (output.inner_html(), code.inner_html()) == (before, coloured)
    assert block.get_by_role("textbox").count() == 0
    assert block.get_by_role("button", name="元に戻す").is_disabled()
    assert block.locator(":scope > :last-child").get_attribute("data-sample-output") is not None

    press(block, "run")
    wait(block, "done")
    assert block.locator(".run-output code").text_content() == kept_output()
    press(block, "reset")


def test_what_only_draws_is_folded_and_yet_copied_edited_and_run(warm: Page) -> None:
    warm.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = block_of(warm, IN_PARTS)
    whole = (samples.SAMPLES / IN_PARTS).read_text(encoding="utf-8")
    above, drawing = samples.parts(whole)
    code, box = block.locator(":scope > .highlight code"), block.locator(":scope > details")
    assert code.text_content() == above.rstrip("\n") + "\n"
    assert box.locator("summary").inner_text() == "描画のコード"
    assert box.locator("code").text_content() == drawing
    expect(box.locator("code")).not_to_be_visible()
    box.locator("summary").press("Enter")
    expect(box.locator("code")).to_be_visible()
    copy = block.get_by_role("button", name="コピー")
    assert copy.count() == 1, "one button, for all of it"

    for kept in (whole, f"{whole}print('more')\n", whole):
        if kept != whole:
            write(block, kept)
            expect(box).to_be_hidden()
        elif block.get_by_role("textbox").count():
            press(block, "reset")
        assert block.get_by_role("textbox").count() == (kept != whole)
        warm.evaluate("navigator.clipboard.writeText('')")
        copy.click()
        warm.wait_for_function("() => navigator.clipboard.readText().then(text => text !== '')")
        copied = warm.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        assert copied.rstrip("\n") == kept.rstrip("\n")
        press(block, "run")
        wait(block, "done")
        printed = "".join(block.locator(".run-output .highlight code").all_text_contents())
        assert printed == kept_output(IN_PARTS) + "more\n" * (kept != whole)
        assert block.locator(".run-output img").count() == 1
    press(block, "reset")
    expect(box).to_be_visible()
    press(block, "edit")
    expect(block.get_by_role("textbox")).to_have_value(whole.rstrip("\n"))
    press(block, "reset")


@pytest.mark.parametrize(
    ("code", "says", "hides"),
    [
        (
            "import numpy as np\n\ndef f(x):\n    return x @ np.ones(3)\n\nf(np.ones(2))\n",
            r'"chain_rule\.py", line 6.*"chain_rule\.py", line 4, in f.*ValueError: matmul',
            "/lib/python",
        ),
        (
            "from lesson_code import one_hot\n\none_hot([[1]], 3)\n",
            r'"chain_rule\.py", line 3, in <module>.*Error: ',
            "functions.py",
        ),
        ("x = 1\nif x\n    print(x)\n", r'"chain_rule\.py", line 2.*SyntaxError: expected', "exec"),
        ("import sys\n\nsys.exit('no more')\n", "SystemExit: no more", "Traceback"),
        ("try:\n    1 / 0\nexcept ZeroDivisionError:\n    {}['k']\n", "ZeroDiv.*KeyError", "lib"),
    ],
)
def test_an_error_shows_the_lines_of_the_program(
    warm: Page, code: str, says: str, hides: str
) -> None:
    block = block_of(warm)
    run(block, code, state="wrong")
    shown = block.locator(".run-error").inner_text()
    assert re.search(says, shown, re.DOTALL), shown
    assert hides not in shown
    assert "エラー" in block.get_by_role("status").inner_text()
    press(block, "reset")


def test_runs_do_not_see_each_other(warm: Page) -> None:
    block = block_of(warm)
    run(
        block,
        """import builtins, os, sys
import numpy as np
import lesson_code
from pathlib import Path
x = 1
builtins.print_ = print
np.set_printoptions(precision=2)
np.seterr(all="ignore")
lesson_code.sigmoid = lesson_code.functions.sigmoid = None
Path("note.txt").write_text("x")
Path("helper.py").write_text("y = 1")
import helper
sys.path.append("/nowhere")
os.environ["LEFT"] = "1"
""",
    )
    text = run(
        block,
        """import os, sys
from pathlib import Path
import numpy as np
from lesson_code import sigmoid
print(__name__, "x" in globals(), "print_" in dir(__builtins__), "/nowhere" in sys.path)
print(list(Path().iterdir()), "helper" in sys.modules, "LEFT" in os.environ)
print(np.array([1 / 3]), np.geterr()["over"], sigmoid(0.0), sys.argv, sys.stdin.read() == "")
""",
    )
    assert text.splitlines() == [
        "__main__ False False False",
        "[] False False",
        "[0.33333333] warn 0.5 ['chain_rule.py'] True",
    ]
    press(block, "reset")


# What a program waits at until a test lets it go on: a request that is not answered before
HELD = """
import js
gate = js.XMLHttpRequest.new()
gate.open("GET", "gate", False)
gate.send()
"""


@contextlib.contextmanager
def gate(page: Page) -> Iterator[Callable[[], None]]:
    """Hold programs at HELD; what is given lets one of them go on, once it has come there."""
    held: list[Route] = []

    def let_go() -> None:
        while not held:
            page.wait_for_timeout(50)
        held.pop(0).fulfill(body="")

    page.context.route("**/gate", lambda route: held.append(route))
    yield let_go
    page.context.unroute("**/gate")


def test_text_comes_while_the_program_runs_and_figures_after_it(warm: Page) -> None:
    block = block_of(warm)
    write(
        block,
        f"""import sys
import matplotlib.pyplot as plt
print("first", flush=True)
print("warned", file=sys.stderr)
{HELD}
plt.plot([1, 2])
plt.show()
plt.plot([2, 1])
print("last")
""",
    )
    with gate(warm) as let_go:
        press(block, "run")
        shown = block.locator(".run-output .highlight code")
        expect(shown).to_have_text("first\nwarned\n", timeout=PATIENCE)
        assert block.get_attribute("data-state") == "running"
        assert shown.locator(".run-stderr").inner_text() == "warned\n"
        let_go()
        wait(block, "done")
    expect(shown).to_have_text("first\nwarned\nlast\n")
    images = block.locator(".run-output img.figure")
    assert images.count() == 2, "a figure that was drawn and not shown is shown at the end"
    assert images.nth(1).get_attribute("alt") == "このコードが描いた図 2"
    press(block, "reset")


DRAWS = """print("computed")
x = [1, 2]
# Drawing
import matplotlib.pyplot as plt

plt.plot(x)
plt.show()
print("drawn")
x.nosuch
"""


def test_text_does_not_wait_for_what_draws(first_python_visit: Visit) -> None:
    page = first_python_visit.go(path_of("ja", LESSON))
    held: list[Route] = []
    page.context.route("**/matplotlib-*.whl", lambda route: held.append(route))
    block = block_of(page)
    write(block, DRAWS)
    press(block, "run")
    shown = block.locator(".run-output .highlight code")
    expect(shown).to_have_text("computed\n", timeout=PATIENCE)
    assert block.get_attribute("data-state") == "running"
    assert held, "it was asked for at once"
    held[0].continue_()
    wait(block, "wrong")
    assert shown.inner_text() == "computed\ndrawn\n"
    assert block.locator(".run-output img.figure").count() == 1
    error = block.locator(".run-error").inner_text()
    assert '"chain_rule.py", line 9, in <module>\n    x.nosuch' in error


def test_what_draws_does_not_come_and_the_text_stays(first_python_visit: Visit) -> None:
    page = first_python_visit.go(path_of("ja", LESSON))
    page.context.route("**/compiled-matplotlib.zip", lambda route: route.abort())
    block = block_of(page)
    write(block, DRAWS)
    press(block, "run")
    wait(block, "failed")
    assert "ネットワークの接続" in block.get_by_role("status").inner_text()
    assert block.locator(".run-output .highlight code").inner_text() == "computed\n"
    first_python_visit.problems.clear()


def test_nothing_of_a_program_that_draws_is_compiled_in_the_page_but_ours(warm: Page) -> None:
    block = block_of(warm)
    text = run(
        block,
        """import importlib.util, sys
from pathlib import Path
import matplotlib.pyplot as plt
from lesson_code import plots
plt.plot([1, 2])
plt.show()
compiled = []
for name, module in list(sys.modules.items()):
    path = Path(getattr(module, "__file__", None) or "none")
    if path.suffix != ".py" or not path.is_relative_to("/lib"):
        continue
    bytecode = Path(module.__spec__.cached or "none")
    if module.__spec__.origin == "frozen":
        continue
    if not bytecode.exists() or bytecode.read_bytes()[:4] != importlib.util.MAGIC_NUMBER:
        compiled.append(name)
print(compiled, len(sys.modules) > 500)
""",
    )
    assert text == "[] True\n"
    press(block, "reset")


def test_the_benchmark_takes_the_time_of_text_and_of_the_end(warm: Page) -> None:
    times = benchmark_first_run.press(warm, DRAWS.replace("x.nosuch\n", ""))
    assert 0 < times["text"] < times["done"]
    with pytest.raises(ExpectedError, match="nosuch"):
        benchmark_first_run.press(warm, DRAWS)
    press(warm.locator(".sample[data-sample]").first, "reset")


def test_what_matplotlib_seldom_needs_comes_when_it_does(warm: Page) -> None:
    block = block_of(warm)
    code = """from pathlib import Path
import matplotlib.pyplot as plt
import pytz
plt.plot([1, 2])
plt.savefig("a.pdf")
print(Path("a.pdf").read_bytes()[:5].decode(), pytz.utc)
plt.close()
"""
    assert run(block, code) == "%PDF- UTC\n"
    press(block, "reset")


def test_programs_wait_for_each_other(warm: Page) -> None:
    first, second = block_of(warm), block_of(warm, "01_sigmoid/formula.py")
    write(first, f"{HELD}\nprint(1)")
    write(second, "print(2)")
    with gate(warm) as let_go:
        press(first, "run")
        press(second, "run")
        expect(second.get_by_role("status")).to_contain_text("待って", timeout=PATIENCE)
        let_go()
        wait(second, "done")
    assert first.get_attribute("data-state") == "done"
    assert second.locator(".run-output code").text_content() == "2\n"

    write(first, "while True: pass")
    press(first, "run")
    press(second, "run")
    press(second, "stop")
    wait(second, "stopped")
    assert first.get_attribute("data-state") == "running", "only the one that waited was stopped"
    press(first, "reset")
    press(second, "reset")
    assert first.get_attribute("data-state") is None


def test_a_program_finds_the_files_that_it_is_given(warm: Page) -> None:
    result = warm.evaluate(
        """async () => {
          const { sharedPython } = await import("./../../shared/js/python.js");
          let text = "";
          const files = {
            "a/b.txt": "言葉",
            "c.bin": new Uint8Array([0, 255]),
            "d.svg": { url: "samples/01_sigmoid/tangent.svg" },
          };
          const code = `
from pathlib import Path
print(Path("a/b.txt").read_text("utf-8"), list(Path("c.bin").read_bytes()))
print(Path("d.svg").read_text("utf-8")[:5])`;
          const end = await sharedPython().run({ code, files, onText: t => text += t });
          return [text, end];
        }"""
    )
    assert result == ["言葉 [0, 255]\n<?xml\n", {"ok": True, "error": None}]


def test_functions_are_called_with_arrays_and_return_arrays(warm: Page) -> None:
    result = warm.evaluate(
        """async () => {
          const { sharedPython } = await import("./../../shared/js/python.js");
          const python = sharedPython();
          const source = `
import numpy as np
calls = []
def count(x, k=1):
    calls.append(x)
    return {"sum": x.sum() * k, "dtype": str(x.dtype), "calls": len(calls), "twice": 2 * x,
            "wide": np.arange(2, dtype="int64"), "right": x > 1}
def fail(message):
    raise ValueError(message)
`;
          const args = [new Float32Array([1, 2])];
          const once = await python.call({ source, name: "count", args });
          const image = { data: new Float32Array(6).fill(1), shape: [2, 3] };
          const twice = await python.call({ source, name: "count", args: [image, 2] });
          const raised = await python.call({ source, name: "fail", args: ["no"] }).catch(e => e);
          const plain = value => ArrayBuffer.isView(value)
            ? [value.constructor.name, ...value] : value;
          return [
            Object.fromEntries(Object.entries(once).map(([k, v]) => [k, plain(v)])),
            [twice.calls, twice.sum, twice.twice.shape, plain(twice.twice.data)],
            [raised.name, raised.reason, raised.message],
          ];
        }"""
    )
    once, twice, raised = result
    assert once == {
        "sum": 3,
        "dtype": "float32",
        "calls": 1,
        "twice": ["Float32Array", 2, 4],
        "wide": ["Float64Array", 0, 1],
        "right": ["Uint8Array", 0, 1],
    }
    assert twice == [2, 12, [2, 3], ["Float32Array", 2, 2, 2, 2, 2, 2]]
    assert raised[:2] == ["PythonError", "raised"]
    assert raised[2].endswith("raise ValueError(message)\nValueError: no")


def test_mnist_in_the_page_says_that_it_is_a_part(warm: Page) -> None:
    block = block_of(warm)
    text = run(
        block,
        "from lesson_code import load_mnist\n(x, t), test = load_mnist()\nprint(x.shape, t[:3])\n"
        "print(test.t.shape if hasattr(test, 't') else test[1].shape)\n",
    )
    assert text == "(5000, 1, 28, 28) [5 0 4]\n(1000,)\n"
    note = block.locator(".run-note").inner_text()
    assert "5000 枚" in note
    assert "1000 枚" in note
    press(block, "reset")


# ---- When things go wrong


@pytest.mark.parametrize("code", ["while True: pass", "while True: print('x' * 1000)"])
def test_an_endless_loop_is_stopped_and_the_next_run_works(fresh: Visit, code: str) -> None:
    block = block_of(fresh.page)
    write(block, code)
    press(block, "run")
    expect(block.get_by_role("status")).to_have_text("実行しています", timeout=PATIENCE)
    time.sleep(1)
    start = time.monotonic()
    fresh.page.evaluate("new Promise(requestAnimationFrame)")
    assert time.monotonic() - start < 30, "the page answers, at rest within a frame"
    if "print" in code:
        expect(block.locator(".run-note")).to_contain_text("長い", timeout=PATIENCE)
    assert len(block.locator(".run-output").inner_text()) < 200_000
    press(block, "stop")
    wait(block, "stopped")
    assert gone(fresh.page)
    assert run(block, "print('again')") == "again\n"


def test_a_worker_that_is_killed_is_noticed(first_python_visit: Visit) -> None:
    page = first_python_visit.go(path_of("ja", LESSON))
    held: list[Route] = []
    page.context.route("**/numpy-*.whl", lambda route: held.append(route))
    block = block_of(page)
    press(block, "run")
    while not held:
        page.wait_for_timeout(50)
    pythons(page)[0].evaluate("close()")
    wait(block, "failed")
    assert "途中で終わって" in block.get_by_role("status").inner_text()

    page.context.unroute("**/numpy-*.whl")
    press(block, "run")
    wait(block, "done")
    assert block.locator(".run-output code").text_content() == kept_output()
    run(block, "import js\njs.close()")
    assert run(block, "print('again')") == "again\n", "one that ended between two runs"


def test_python_that_breaks_down_is_started_anew(fresh: Visit) -> None:
    block = block_of(fresh.page)
    run(block, "import ctypes\nprint(1)\nctypes.string_at(2 ** 32 - 8)", state="failed")
    assert "途中で終わって" in block.get_by_role("status").inner_text()
    assert run(block, "print('again')") == "again\n"
    said = [problem for problem in fresh.problems if problem.startswith("console: ")]
    assert any("Pyodide" in text for text in said), "Pyodide itself tells the console of its end"
    fresh.problems[:] = [problem for problem in fresh.problems if problem not in said]


def test_memory_that_runs_out_is_an_error_of_the_program(fresh: Visit) -> None:
    block = block_of(fresh.page)
    code = "import numpy as np\nx = [np.empty(2 * 10 ** 8) for _ in range(4)]"
    run(block, code, state="wrong")
    assert "MemoryError" in block.locator(".run-error").inner_text()
    assert run(block, "print('again')") == "again\n"


def damaged(route: Route) -> None:
    body = route.fetch().body()
    route.fulfill(body=body[:1000] + bytes([body[1000] ^ 1]) + body[1001:])


@pytest.mark.parametrize(
    ("pattern", "fault", "says"),
    [
        ("**/pyodide/*", lambda route: route.abort(), "ネットワークの接続"),
        ("**/python-worker.js*", lambda route: route.abort(), "ネットワークの接続"),
        ("**/runtime.json", lambda route: route.abort(), "ネットワークの接続"),
        ("**/runtime.json", lambda route: route.fulfill(status=404), "手元のPython"),
        ("**/numpy-*.whl", damaged, "求めるものと違う"),
    ],
    ids=["runtime", "worker", "list", "missing", "damaged"],
)
def test_what_does_not_come_is_told_and_asked_for_again(
    first_python_visit: Visit, pattern: str, fault: Callable[[Route], Any], says: str
) -> None:
    page = first_python_visit.go(path_of("ja", LESSON))
    page.context.route(pattern, fault)
    block = block_of(page)
    before = block.locator("[data-sample-output]").inner_text()
    press(block, "run")
    wait(block, "failed")
    assert says in block.get_by_role("status").inner_text()
    assert block.locator("[data-sample-output]").inner_text() == before
    assert gone(page)

    page.context.unroute(pattern)
    press(block, "run")
    wait(block, "done")
    assert block.locator(".run-output code").text_content() == kept_output()
    first_python_visit.problems.clear()


# ---- A smaller twin


def test_a_twin_takes_the_place_of_what_is_too_long(fresh: Visit) -> None:
    page = fresh.go(path_of("ja", "lessons/06-digits.md"))
    block = block_of(page, "06_digits/train.py")
    block.get_by_role("button", name="編集", exact=True).click()
    twin = (samples.SAMPLES / "06_digits/train_small.py").read_text(encoding="utf-8")
    expect(block.get_by_role("textbox")).to_have_value(twin.rstrip("\n"))
    assert block.locator(".filename").inner_text().endswith("06_digits/train_small.py")
    press(block, "reset")
    original = (samples.SAMPLES / "06_digits/train.py").read_text(encoding="utf-8")
    computing, _, _ = original.partition("\n# Drawing")
    assert block.locator(":scope > .highlight code").text_content() == computing
    assert block.locator(".filename").inner_text().startswith("docs/samples/06_digits/train.py")
    assert gone(page)


# ---- For everybody


@pytest.mark.parametrize("language", ["ja", "en"])
def test_by_keyboard(python_visit: Visit, language: str) -> None:
    page = python_visit.go(path_of(language, LESSON))
    words = WORDS[language]
    block = block_of(page)
    group = block.get_by_role("group")
    assert group.get_attribute("aria-label")
    buttons = {name: group.get_by_role("button", name=label) for name, label in words.items()}

    buttons["run"].focus()
    page.keyboard.press("Enter")
    expect(buttons["stop"]).to_be_focused()
    wait(block, "done")
    expect(buttons["run"]).to_be_focused()
    page.keyboard.press("Tab")
    expect(buttons["edit"]).to_be_focused()
    page.keyboard.press("Space")
    editor = block.get_by_role("textbox")
    expect(editor).to_be_focused()
    assert "chain_rule.py" in (editor.get_attribute("aria-label") or "")

    page.keyboard.press("Control+A")
    page.keyboard.type("for k in range(2):\nprint(k)")  # the editor indents
    page.keyboard.press("Control+Enter")
    expect(block.locator(".run-output code")).to_have_text("0\n1\n", timeout=PATIENCE)
    wait(block, "done")
    expect(editor).to_be_focused()
    page.keyboard.press("Escape")
    expect(buttons["run"]).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")  # over the button that copies
    assert not page.evaluate("document.activeElement.matches('.run-bar *')")
    editor.focus()
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()

    buttons["reset"].focus()
    page.keyboard.press("Enter")
    expect(buttons["run"]).to_be_focused()


def test_axe_and_width_after_a_run(lent_python_visit: Visit) -> None:
    page = lent_python_visit.page
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 900})
    lent_python_visit.go(path_of("en", LESSON))
    first, second = block_of(page, WITH_FIGURE), block_of(page)
    press(first, "run", "en")
    press(second, "edit", "en")
    second.get_by_role("textbox").fill("print('long ' * 100)\nnosuch " + "+ nosuch" * 50)
    press(second, "run", "en")
    wait(second, "wrong")
    assert first.locator(".run-output img.figure").count() == 1
    assert page.evaluate(SIDEWAYS) == []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate(
            """() => axe.run({include: [['[data-sample="01_sigmoid/tangent.py"] .run-bar'],
              ['[data-sample="01_sigmoid/tangent.py"] .run-output'],
              ['[data-sample="01_sigmoid/chain_rule.py"]']]}, {resultTypes: ["violations"]})"""
        )
        found += [
            f"{scheme}: {violation['id']}: {node['html'][:160]}: {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
    assert found == [], "\n".join(found)


# ---- Policies


def test_the_worker_may_not_make_code_from_text(warm: Page) -> None:
    """The server sends its policy with the worker; Python's own exec is no JavaScript."""
    block = block_of(warm)
    code = "import js\nprint(js.eval('1 + 1'))"
    run(block, code, state="wrong")
    assert "EvalError" in block.locator(".run-error").inner_text()
    run(block, "import js\nawait_ = js.fetch('https://example.org/')\n", state="done")
    press(block, "reset")


@pytest.fixture
def without_pyodide(site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a site that was built without Pyodide: one page, and what it needs."""
    root = tmp_path / BELOW
    shutil.copytree(site / "shared", root / "shared", ignore=shutil.ignore_patterns("pyodide"))
    page = path_of("ja", LESSON)
    shutil.copytree(site / page, root / page)
    shutil.copytree(site / "assets", root / "assets")
    runtime = root / "shared" / "python" / "runtime.json"
    described = json.loads(runtime.read_text("utf-8"))
    elsewhere = json.loads(
        page_python.describe(
            package=b"", mnist=b"", archives="", pyodide="", vendored=False, compiled=False
        )
    )
    described |= {key: elsewhere[key] for key in described if key not in ("lesson_code", "mnist")}
    runtime.write_text(json.dumps(described), encoding="utf-8")
    with serving(tmp_path) as served:
        yield f"{served}{BELOW}/"


def test_without_pyodide_in_the_site_its_own_network_serves_it_checked(
    browser: Browser, without_pyodide: str, pyodide: Path
) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    elsewhere: list[str] = []
    page.goto(without_pyodide + path_of("ja", LESSON), wait_until="load")
    block = block_of(page)

    def serve(route: Route, change: bool) -> None:
        name = route.request.url.removeprefix(vendor_pyodide.PINNED["cdn"])
        elsewhere.append(name)
        body = (pyodide / name).read_bytes()
        if change and name.endswith(".mjs"):
            body = body.replace(b"function", b"fumction", 1)
        route.fulfill(body=body, headers={"Access-Control-Allow-Origin": "*"})

    def outside(url: str) -> bool:
        return not url.startswith((without_pyodide, "data:", "blob:"))

    context.route(outside, lambda route: route.abort())
    press(block, "run")
    wait(block, "failed")
    assert "ネットワークの接続" in block.get_by_role("status").inner_text()

    context.unroute(outside)
    context.route(outside, lambda route: serve(route, change=True))
    press(block, "run")
    wait(block, "failed")
    assert "求めるものと違う" in block.get_by_role("status").inner_text()

    context.unroute(outside)
    context.route(outside, lambda route: serve(route, change=False))
    press(block, "run")
    wait(block, "done")
    assert block.locator(".run-output code").text_content() == kept_output()
    assert {"pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"} <= set(elsewhere)
    assert set(elsewhere) <= set(vendor_pyodide.FILES)
    context.close()
