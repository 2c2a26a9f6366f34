"""What runs programs in the page, tried without a browser."""

import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from scripts.book.samples import ROOT


@pytest.fixture(scope="module")
def in_page() -> types.ModuleType:
    path = ROOT / "docs" / "shared" / "python" / "in_page.py"
    spec = importlib.util.spec_from_file_location("in_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.STYLE = ROOT / "docs" / "shared" / "figures.mplstyle"  # the worker puts it beside
    return module


@pytest.fixture(autouse=True)
def leave_the_package() -> Iterator[None]:
    """Programs get lesson_code anew each time; the tests keep theirs."""
    kept = {name: module for name, module in sys.modules.items() if name.startswith("lesson_code")}
    yield
    sys.modules.update(kept)


def run(module: types.ModuleType, code: str, **files: bytes) -> tuple[str | None, str, list[str]]:
    text: list[str] = []
    figures: list[str] = []
    steps = module.run(code, "x.py", files, lambda t, stream: text.append(t), figures.append)
    with pytest.raises(StopIteration) as end:
        next(steps)
    return end.value.value, "".join(text), figures


def run_in_steps(module: types.ModuleType, code: str) -> tuple[list[str], str | None]:
    """Run a program with a line `# Drawing`; return what it printed, and its steps, in order."""
    seen: list[str] = []
    above = code.partition("# Drawing\n")[0]
    steps = module.run(code, "x.py", {}, lambda t, stream: seen.append(t), seen.append, above)
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return seen, end.value


def test_a_program_runs_as_main_in_a_folder_of_its_own(in_page: types.ModuleType) -> None:
    here = str(Path.cwd())
    code = "import os, sys\nprint(__name__, os.listdir(), sys.argv)"
    assert run(in_page, code, a=b"in a") == (None, "__main__ ['a'] ['x.py']\n", [])
    assert str(Path.cwd()) == here


def test_an_error_is_told_by_the_lines_of_the_program(in_page: types.ModuleType) -> None:
    error, text, _ = run(in_page, "import json\nprint(1)\njson.loads('{')\n")
    assert text == "1\n"
    assert error is not None
    assert 'File "x.py", line 3, in <module>' in error
    assert error.count("File") == 1
    assert error.splitlines()[-1].startswith("json.decoder.JSONDecodeError")

    error, _, _ = run(in_page, "from helper import f\nf()\n", **{"helper.py": b"def f(): 1 / 0"})
    assert error is not None
    assert "helper.py" in error, "the program's own files are its own lines"

    error, _, _ = run(in_page, "def f()\n")
    assert error is not None
    assert 'File "x.py", line 1' in error


def test_what_is_above_the_drawing_runs_first_and_all_is_one_program(
    in_page: types.ModuleType,
) -> None:
    code = "def f():\n    return x\nx = 1\nprint(f())\n# Drawing\nx = 2\nprint(f())\n1 / 0\n"
    seen, error = run_in_steps(in_page, code)
    assert seen == ["1\n", "drawing", "resume", "2\n"]
    assert error is not None
    assert 'File "x.py", line 8, in <module>\n    1 / 0\n' in error

    seen, error = run_in_steps(in_page, "print(1)\n1 / 0\n# Drawing\nprint(2)\n")
    assert seen == ["1\n"], "after an error nothing is waited for"
    assert error is not None
    assert "line 2" in error

    seen, error = run_in_steps(in_page, "print(1)\n# Drawing\nprint(\n")
    assert seen == [], "as everywhere, nothing of a program runs that is no Python"
    assert error is not None
    assert "line 3" in error


def test_a_place_inside_of_a_statement_parts_nothing(in_page: types.ModuleType) -> None:
    code = "print(0)\nif True:\n    print(1)\n# Drawing\n    print(2)\n"
    assert run_in_steps(in_page, code) == (["drawing", "resume", "0\n", "1\n", "2\n"], None)
    code = 'text = """\n# Drawing\n"""\nprint(text, end="")\n'
    assert run_in_steps(in_page, code) == (["drawing", "resume", "\n# Drawing\n"], None)


def test_what_begins_a_program_governs_what_draws(in_page: types.ModuleType) -> None:
    code = "from __future__ import annotations\n# Drawing\ndef f(x: nosuch): ...\n"
    code += "print(f.__annotations__)\n"
    assert run_in_steps(in_page, code)[0][2:] == ["{'x': 'nosuch'}\n"]


def test_settings_are_put_back_that_only_the_drawing_changed(in_page: types.ModuleType) -> None:
    before = np.get_printoptions()
    code = "x = 1\n# Drawing\nimport numpy as np\nnp.set_printoptions(precision=1)\n"
    assert run_in_steps(in_page, code)[1] is None
    assert np.get_printoptions() == before


@pytest.mark.parametrize(
    ("code", "error"),
    [("exit()", None), ("raise SystemExit(0)", None), ("exit('no')", "SystemExit: no")],
)
def test_the_end_that_a_program_chooses(
    in_page: types.ModuleType, code: str, error: str | None
) -> None:
    assert run(in_page, f"import sys\nfrom sys import exit\n{code}\nprint(1)")[:2] == (error, "")


def test_what_a_program_changes_is_put_back(
    in_page: types.ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THERE", "1")
    before = list(sys.path), dict(os.environ), np.get_printoptions(), np.geterr(), sys.stdout
    code = """
import builtins, os, sys
import numpy as np
builtins.len = builtins.extra = None
sys.path.clear()
os.environ.clear()
np.set_printoptions(precision=1)
np.seterr(all="ignore")
sys.stdout = None
import helper
"""
    error, _, _ = run(in_page, code, **{"helper.py": b""})
    assert error is not None, "without a path, nothing can be imported"
    assert before == (
        sys.path,
        dict(os.environ),
        np.get_printoptions(),
        np.geterr(),
        sys.stdout,
    )
    assert len([1]) == 1
    assert not hasattr(__builtins__, "extra")
    run(in_page, "import helper", **{"helper.py": b""})
    assert "helper" not in sys.modules


def test_figures_are_drawn_as_those_of_the_book(in_page: types.ModuleType) -> None:
    pytest.importorskip("matplotlib")
    sample = ROOT / "docs" / "samples" / "15_im2col" / "two_ways.py"
    error, _, figures = run(in_page, sample.read_text(encoding="utf-8"))
    assert error is None
    kept = [sample.with_suffix(suffix) for suffix in (".svg", ".2.svg")]
    assert figures == [path.read_text(encoding="utf-8") for path in kept]


def test_a_function_is_called_in_a_module_that_is_kept(in_page: types.ModuleType) -> None:
    source = """
import numpy as np
from pathlib import Path
seen = []
def f(x, k=1):
    seen.append(Path("k.txt").read_text())
    print("called")
    return x * k, len(seen), {"a": np.float32(0.5), "b": x > 0, "c": x.astype("int64")}
def g():
    {}["k"]
"""
    text: list[str] = []

    def call(name: str, *args: object) -> object:
        files = {"k.txt": b"k"}
        return in_page.call(source, name, args, files, lambda t, stream: text.append(t))

    product, calls, parts = call("f", memoryview(np.float32([1, 2])), 2)
    assert (product.tolist(), calls, parts["a"]) == ([2, 4], 1, 0.5)
    assert (parts["b"].dtype, parts["c"].dtype) == (np.uint8, np.float64)
    image = {"data": memoryview(np.zeros(6)), "shape": [2, 3]}
    product, calls, _ = call("f", image)
    assert (product["shape"], product["data"].shape, calls) == ([2, 3], (6,), 2)
    assert "".join(text) == "called\ncalled\n"
    with pytest.raises(RuntimeError, match=r"line 10, in g\n.*\n(.*\n)?KeyError: 'k'"):
        call("g")
