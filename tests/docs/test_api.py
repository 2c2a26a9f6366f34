"""Every public object is explained in both languages, and what its docstring shows is true."""

from __future__ import annotations

import doctest
import importlib
import re
import tomllib
from functools import cache

import griffe
import pytest

from scripts.book import griffe_japanese, pages
from tests.docs.test_pages import JAPANESE, problems_of_japanese


@cache
def public_objects() -> dict[str, griffe.Object]:
    """Return what a reader may use, by path: all whose names do not begin with `_`."""
    found: dict[str, griffe.Object] = {}

    def walk(obj: griffe.Object) -> None:
        # An attribute is public API when it is documented; a plain constant need not be.
        if obj.kind is not griffe.Kind.ATTRIBUTE or obj.has_docstring:
            found[obj.path] = obj
        if obj.kind in (griffe.Kind.MODULE, griffe.Kind.CLASS):
            for name, member in obj.members.items():
                if (not name.startswith("_") or name == "__call__") and isinstance(
                    member, griffe.Object
                ):
                    walk(member)

    package = griffe.load("lesson_code", search_paths=[pages.ROOT], allow_inspection=False)
    assert isinstance(package, griffe.Object)
    walk(package)
    return found


@cache
def table() -> dict[str, str]:
    result: dict[str, str] = tomllib.loads(griffe_japanese.TABLE.read_text(encoding="utf-8"))
    return result


def outline(docstring: griffe.Docstring) -> list[tuple[str, ...]]:
    """Return the sections of a docstring: their kinds, and the names or the code that they hold."""
    result: list[tuple[str, ...]] = []
    for section in docstring.parse("google", warnings=False):
        kind = section.kind.value
        if kind in ("parameters", "other parameters", "attributes"):
            result.append((kind, *(item.name for item in section.value)))
        elif kind in ("raises", "warns"):
            result.append((kind, *(str(item.annotation) for item in section.value)))
        elif kind in ("returns", "yields"):
            result.append((kind,))
        elif kind == "examples":
            code = (text for part, text in section.value if part.value == "examples")
            result.append((kind, *code))
    return result


def japanese(obj: griffe.Object) -> griffe.Docstring:
    return griffe.Docstring(table()[obj.path].strip(), parent=obj)


@pytest.mark.parametrize("path", sorted(public_objects()))
def test_public_object_is_bilingual(path: str) -> None:
    obj = public_objects()[path]
    assert obj.docstring is not None, f"{path} ({obj.filepath}:{obj.lineno}) has no docstring"
    assert path in table(), f'docs/api.ja.toml has no entry "{path}"'
    assert outline(japanese(obj)) == outline(obj.docstring), (
        f"{path}: the sections of its Japanese entry (left) are not those of the source (right)"
    )
    assert JAPANESE.search(table()[path]), f"the entry of {path} is not Japanese"
    assert not JAPANESE.search(obj.docstring.value), f"the docstring of {path} is not English"


def with_parameters() -> list[str]:
    """Functions and classes, but for the commands, whose options --help explains."""
    return sorted(
        path
        for path, obj in public_objects().items()
        if obj.docstring is not None
        and obj.kind in (griffe.Kind.FUNCTION, griffe.Kind.CLASS)
        and not re.fullmatch(
            r"lesson_code\.cli\.(main|(training|networks|clinic|examining)\.\w+)", path
        )
        and not re.fullmatch(r"lesson_code\.exercises\.(commands|mine|quiz|report)\.\w+", path)
    )


@pytest.mark.parametrize("path", with_parameters())
def test_parameters_are_those_of_the_signature(path: str) -> None:
    obj = public_objects()[path]
    assert obj.docstring is not None
    described = [names for kind, *names in outline(obj.docstring) if kind == "parameters"]
    if not described and isinstance(obj, griffe.Class):
        return  # a class may describe its attributes instead
    owner = obj.members.get("__init__", obj) if isinstance(obj, griffe.Class) else obj
    if not isinstance(owner, griffe.Function | griffe.Class):
        return
    actual = [
        p.name
        if p.kind not in (griffe.ParameterKind.var_positional, griffe.ParameterKind.var_keyword)
        else {"variadic positional": "*", "variadic keyword": "**"}[p.kind.value] + p.name
        for p in owner.parameters
        if p.name not in ("self", "cls")
    ]
    assert (described[0] if described else []) == actual, (
        f"{path}: its Args section names {described}, its signature {actual}"
    )


def test_table_has_nothing_else() -> None:
    unknown = sorted(table().keys() - public_objects().keys())
    assert not unknown, f"docs/api.ja.toml explains what is not there: {unknown}"


@pytest.mark.parametrize("path", sorted(table()))
def test_japanese_entry_is_set_as_japanese(path: str) -> None:
    code = ("    >>>", "    ...")
    lines = [line for line in table()[path].splitlines() if not line.startswith(code)]
    assert problems_of_japanese("\n".join(lines)) == []


MODULES = sorted(path for path, obj in public_objects().items() if obj.kind is griffe.Kind.MODULE)


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")
    module = importlib.import_module(name)
    results = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0, f"{results.failed} of {results.attempted} examples in {name} fail"


def test_every_module_is_in_the_reference() -> None:
    """Whoever adds a module finds out that nobody can look it up."""
    shown = set()
    for name in pages.page_names("ja"):
        text = (pages.DOCS / "ja" / name).read_text(encoding="utf-8")
        shown |= {t.value for t in pages.tokens(text) if t.kind == "api page"}
    holding = {
        path.rpartition(".")[0]
        for path, obj in public_objects().items()
        if obj.kind in (griffe.Kind.FUNCTION, griffe.Kind.CLASS)
        and obj.parent is not None
        and obj.parent.kind is griffe.Kind.MODULE
    }
    exercises = [
        f"lesson_code.exercises.{name}."
        for name in ("commands", "mine", "quiz", "report", "watching")
    ]
    commands = ("lesson_code.cli.", "lesson_code.exercises.telling.", *exercises)  # have --help
    hidden = {name for name in holding if f"{name}.".startswith(commands)}
    assert holding - hidden - shown == set()


# ---- The comparison itself

SOURCE = """Say x.

Args:
    x: a number.
    *rest: more.

Returns:
    It.

Raises:
    ValueError: if not.

Examples:
    >>> f(1)
    1
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    x:", "    y:"),
        ("    *rest: more.\n", ""),
        ("Returns:\n    It.\n", ""),
        ("ValueError", "TypeError"),
        ("f(1)", "f(2)"),
        ("    1\n", "    2\n"),
    ],
)
def test_a_wrong_entry_is_found(old: str, new: str) -> None:
    assert outline(griffe.Docstring(SOURCE.replace(old, new))) != outline(griffe.Docstring(SOURCE))


def test_a_translation_has_the_same_outline() -> None:
    translated = SOURCE.replace("a number", "数です").replace("Say x.", "xを言います。")
    assert outline(griffe.Docstring(translated)) == outline(griffe.Docstring(SOURCE))
