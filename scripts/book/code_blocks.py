"""The code that pages include: what only draws is folded, and the package's own is found by name.

A page includes a sample in a fence of its own. Where a line of the sample is `# Drawing`, the page
shows what stands above it, and what stands below in a box that can be unfolded. A line
`--8<-- "source:lesson_code.layers.affine.Affine.backward"` in a fence becomes the present source of
that object.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator

from scripts.book.pages import FENCE, INCLUDE, ROOT
from scripts.book.samples import SAMPLES, parts

PACKAGE = "lesson_code"
SOURCE = "source:"  # begins the name of an object in an include
SUMMARY = {"ja": "描画のコード", "en": "Drawing code"}

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class SourceError(ValueError):
    """A page asks for the source of something that the package does not have."""


def with_code(markdown: str, language: str, page: str) -> str:
    """Return a page with its drawing code folded and the sources it names.

    Args:
        markdown: the page.
        language: `ja` or `en`.
        page: its name, for an error.

    Raises:
        SourceError: if it names what is not there.
    """
    lines: list[str] = []
    block: list[str] = []  # an open fence
    mark = ""
    for line in markdown.split("\n"):
        if not block:
            if match := FENCE.match(line):
                block, mark = [line], match[1]
            else:
                lines.append(line)
            continue
        block.append(line)
        if line.strip() == mark:
            try:
                lines += _shown(block, language)
            except SourceError as error:
                raise SourceError(f"docs/{language}/{page}: {error}") from error
            block = []
    return "\n".join([*lines, *block])


def _shown(block: list[str], language: str) -> list[str]:
    """Return what becomes of a fence."""
    opening, *inside, closing = block
    if len(inside) == 1 and (match := INCLUDE.match(inside[0])):
        path = SAMPLES / match[1]
        if path.suffix == ".py" and path.is_file():
            above, drawing = parts(path.read_text(encoding="utf-8"))
            if drawing:
                return _folded(block, match[1], above, SUMMARY[language])
    return [opening, *_with_sources(inside), closing]


def _folded(block: list[str], name: str, above: str, summary: str) -> list[str]:
    """Return a fence for what computes and a closed box for what draws.

    The box says how many empty lines stand between the two, which no fence keeps: with them, the
    page has the whole file, to copy and to run.
    """
    opening, _, closing = block
    match = FENCE.match(opening)
    assert match is not None
    mark, kind = match.groups()
    indent = indent_of(opening)
    computing = above.rstrip("\n").count("\n") + 1
    whole = above.count("\n")
    return [
        opening,
        f'{indent}--8<-- "{name}::{computing}"',
        closing,
        "",
        f'{indent}<details class="drawing" data-gap="{whole - computing}" data-search-exclude'
        " markdown>",
        f"{indent}<summary>{summary}</summary>",
        "",
        f"{indent}{mark}{kind}",
        f'{indent}--8<-- "{name}:{whole + 1}"',
        f"{indent}{mark}",
        "",
        f"{indent}</details>",
    ]


def _with_sources(inside: list[str]) -> Iterator[str]:
    for line in inside:
        match = INCLUDE.match(line)
        if match and match[1].startswith(SOURCE):
            for piece in source(match[1].removeprefix(SOURCE)).splitlines():
                yield indent_of(line) + piece if piece else ""
        else:
            yield line


def indent_of(line: str) -> str:
    """Return the blanks that a line begins with."""
    return line[: len(line) - len(line.lstrip())]


# ---- A piece of the package


def source(name: str) -> str:
    """Return the present source of an object of the package, dedented, without docstrings.

    Args:
        name: where it is defined, such as `lesson_code.layers.affine.Affine.backward`: a function,
            a class, a method or a constant.

    Raises:
        SourceError: if there is none of that name.
    """
    first, *names = name.split(".")
    path = ROOT / first
    while names and ((path / names[0]).is_dir() or (path / f"{names[0]}.py").is_file()):
        path /= names.pop(0)
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if first != PACKAGE or not names or not file.is_file():
        raise SourceError(f"{SOURCE}{name}: name an object in a module of {PACKAGE}")
    text = file.read_text(encoding="utf-8")
    module: ast.AST = ast.parse(text)
    scope = module
    for depth, part in enumerate(names, start=1):
        members = dict(_members(scope))
        if part not in members:
            where = ".".join(name.split(".")[: depth - len(names) - 1])
            known = [*members, *(p.stem for p in path.glob("[!_]*.py") if scope is module)]
            near = difflib.get_close_matches(part, known, n=3, cutoff=0.4) or known
            raise SourceError(
                f"{SOURCE}{name}: there is no {part} in {where}; did you mean {', '.join(near)}?"
                if near
                else f"{SOURCE}{name}: there is nothing in {where}"
            )
        scope = members[part]
    return _without_docstrings(scope, text.splitlines())


def _members(scope: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield what a module or a class defines, by name."""
    for node in getattr(scope, "body", []) if not isinstance(scope, ast.FunctionDef) else []:
        if isinstance(node, Definition):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    yield target.id, node


def _without_docstrings(node: ast.AST, lines: list[str]) -> str:
    assert isinstance(node, ast.stmt)
    assert node.end_lineno is not None
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    kept = dict(enumerate(lines[first - 1 : node.end_lineno], start=first))
    for each in ast.walk(node):
        if not isinstance(each, Definition) or ast.get_docstring(each, clean=False) is None:
            continue
        doc = each.body[0]
        assert doc.end_lineno is not None
        for number in range(doc.lineno, doc.end_lineno + 1):
            del kept[number]
        if len(each.body) == 1:  # nothing else is in it
            kept[doc.lineno] = " " * doc.col_offset + "..."
            continue
        after = doc.end_lineno + 1
        while not kept[after].strip():
            del kept[after]
            after += 1
    indent = re.compile(rf"^ {{0,{node.col_offset}}}")  # a text over several lines may have less
    return "\n".join(indent.sub("", kept[number]) for number in sorted(kept)) + "\n"
