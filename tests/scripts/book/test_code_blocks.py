"""What only draws is folded, and the package's own code comes from its source, as it stands."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from pathlib import Path

import pytest

import lesson_code.layers.affine
from scripts.book import code_blocks, samples
from scripts.book.code_blocks import SourceError, source, with_code

COMPUTES = "import numpy as np\n\nprint(np.ones(2))\n"
DRAWS = "# Drawing\nimport matplotlib.pyplot as plt\n\nplt.plot([1])\nplt.show()\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of samples: one that draws, one that does not."""
    (tmp_path / "01_a").mkdir()
    (tmp_path / "01_a/both.py").write_text(f"{COMPUTES}\n\n{DRAWS}", encoding="utf-8")
    (tmp_path / "01_a/prints.py").write_text(COMPUTES, encoding="utf-8")
    monkeypatch.setattr(code_blocks, "SAMPLES", tmp_path)
    return tmp_path


def page_with(name: str, indent: str = "") -> str:
    lines = ["before", "", '```python title="x"', f'--8<-- "{name}"', "```", "", "- `a`: after"]
    return textwrap.indent("\n".join(lines), indent) + "\n"


@pytest.mark.parametrize("indent", ["", "    "])
def test_what_only_draws_is_folded(folder: Path, indent: str) -> None:
    folded = with_code(page_with("01_a/both.py", indent), "ja", "x.md")
    assert textwrap.dedent(folded) == (
        'before\n\n```python title="x"\n--8<-- "01_a/both.py::3"\n```\n\n'
        '<details class="drawing" data-gap="2" data-search-exclude markdown>\n'
        "<summary>描画のコード</summary>\n\n"
        '```python\n--8<-- "01_a/both.py:6"\n```\n\n</details>\n\n- `a`: after\n'
    )
    assert "<summary>Drawing code<" in with_code(page_with("01_a/both.py"), "en", "x.md")


def test_the_folded_parts_and_the_gap_are_the_whole_file(folder: Path) -> None:
    text = (folder / "01_a/both.py").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    assert "".join(lines[:3]) == COMPUTES  # ::3
    assert lines[3:5] == ["\n", "\n"]  # data-gap
    assert "".join(lines[5:]) == DRAWS  # :6


@pytest.mark.parametrize(
    "page",
    [
        page_with("01_a/prints.py"),
        page_with("01_a/prints.out"),
        page_with("exercises/01_a/starter.py"),
        '--8<-- "01_a/both.py"\n',
        "```text\n# Drawing\n```\n",
        '```python\nx = 1\n--8<-- "01_a/both.py"\n```\n',
        "```text\nnever closed\n",
    ],
)
def test_everything_else_stays(folder: Path, page: str) -> None:
    assert with_code(page, "en", "x.md") == page


@pytest.mark.parametrize(
    ("text", "above", "drawing"),
    [
        (f"{COMPUTES}\n\n{DRAWS}", f"{COMPUTES}\n\n", DRAWS),
        (COMPUTES, COMPUTES, ""),
        ("x = 1\n    # Drawing\n", "x = 1\n    # Drawing\n", ""),
        ("x = 1  # Drawing\n", "x = 1  # Drawing\n", ""),
        ("x = 1\n# Drawing a line\n", "x = 1\n# Drawing a line\n", ""),
    ],
)
def test_the_parts_of_a_sample(text: str, above: str, drawing: str) -> None:
    assert samples.parts(text) == (above, drawing)


# ---- From the source, by name


def test_a_piece_of_the_package_is_shown() -> None:
    shown = source("lesson_code.layers.affine.Affine.backward")
    assert shown.startswith("def backward(self, dout")
    assert '"""' not in shown
    kept = textwrap.dedent(inspect.getsource(lesson_code.layers.affine.Affine.backward))
    whole = ast.parse(kept).body[0]
    assert isinstance(whole, ast.FunctionDef)
    del whole.body[0]  # its docstring
    assert ast.dump(ast.parse(shown).body[0]) == ast.dump(whole)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("f", "@property\ndef f(x):\n    # why\n    return x\n"),
        ("A", 'class A:\n    a = 1\n\n    def g(self):\n        return """two\nlines"""\n'),
        ("A.g", 'def g(self):\n    return """two\nlines"""\n'),
        ("A.a", "a = 1\n"),
        ("E", "class E(Exception):\n    ...\n"),
        ("LIMIT", "LIMIT: int = (\n    3\n)\n"),
    ],
)
def test_what_stands_in_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, expected: str
) -> None:
    (tmp_path / "lesson_code" / "sub").mkdir(parents=True)
    (tmp_path / "lesson_code" / "sub" / "m.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(code_blocks, "ROOT", tmp_path)
    assert source(f"lesson_code.sub.m.{name}") == expected


MODULE = '''"""A module."""

LIMIT: int = (
    3
)


@property
def f(x):
    """Say what.

    And more.
    """

    # why
    return x


class A:
    """A class."""

    a = 1

    def g(self):
        """A method."""
        return """two
lines"""


class E(Exception):
    """Nothing else."""
'''


def test_it_stands_in_its_fence_and_indented_as_its_line() -> None:
    name = "lesson_code.layers.affine.Affine.forward"
    page = f'    ```python title="t"\n    --8<-- "source:{name}"\n    ```\n'
    shown = textwrap.dedent(with_code(page, "en", "x.md"))
    assert shown == f'```python title="t"\n{source(name)}```\n'


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("layers.affine.Affine.backwards", "no backwards in M; did you mean backward"),
        ("layers.affine.Afine", "no Afine in M; did you mean Affine"),
        ("layers.afine.Affine", "no afine in lesson_code.layers; did you mean affine"),
        ("layers.affine.Affine.forward.x", "nothing in M"),
        ("layers.affine", "name an object in a module of lesson_code"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_its_page(name: str, says: str) -> None:
    name = f"lesson_code.{name}"
    says = says.replace("M", name.rpartition(".")[0])
    page = f'```python\n--8<-- "source:{name}"\n```\n'
    message = rf"docs/en/lessons/x\.md: source:{re.escape(name)}: .*{re.escape(says)}"
    with pytest.raises(SourceError, match=message):
        with_code(page, "en", "lessons/x.md")


@pytest.mark.parametrize("name", ["", "scripts.render.main", "lesson_code"])
def test_only_objects_of_the_package_are_shown(name: str) -> None:
    with pytest.raises(SourceError, match="name an object in a module of lesson_code"):
        source(name)
