"""The pieces of the learner's own library: which there are, and how they become one program.

docs/exercises/pieces.toml names each piece. One is kept as the learner wrote it, the whole answer
to an exercise, with what it prints to try things out. Into the library goes what the piece defines,
and what that needs.
"""

import ast
import symtable
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from lesson_code._text import one_line
from lesson_code.exercises.files import FOLDERS, LANGUAGES, ExerciseError
from lesson_code.exercises.grading import Problem

TABLE = "pieces.toml"
LIBRARY = "mine"  # what the library is imported as
LONGEST = 20_000  # characters of an answer that is kept
NUMPY = "import numpy as np"
UNREADABLE = (SyntaxError, ValueError, RecursionError)  # of what is no program


@dataclass(frozen=True)
class Piece:
    """One piece.

    Args:
        name: how it is called, and the first of what it defines.
        lesson: name of the page that builds it, `03-affine`.
        exercise: name of the exercise that builds it, `03_affine/2_build`; "" where there is none.
        defines: what others may import from it.
        stands_on: names of the pieces from which it imports.
        signature: what can be called, with shapes.
        example: of a layer with parameters, shapes of these and of an input `x`, by name.
        title: in a few words, by language.
        ours: a program of ours that defines it.
    """

    name: str
    lesson: str
    exercise: str
    defines: Sequence[str]
    stands_on: Sequence[str]
    signature: str
    example: Mapping[str, Sequence[int]]
    title: Mapping[str, str]
    ours: str


@dataclass(frozen=True)
class Pieces:
    """All pieces, and what of ours stands around them.

    Args:
        pieces: in the order in which the lessons build them.
        training: the program that ends the library: networks made of the pieces, and a loop.
    """

    pieces: tuple[Piece, ...]
    training: str

    def __getitem__(self, name: str) -> Piece:
        for piece in self.pieces:
            if name.lower() == piece.name.lower():
                return piece
        names = ", ".join(piece.name for piece in self.pieces)
        raise ExerciseError(f"there is no piece {name!r}; there are {names}")

    def built_by(self, exercise: str) -> Piece | None:
        """The piece that an exercise builds.

        Args:
            exercise: its name.

        Returns:
            The piece, or None.
        """
        return next((p for p in self.pieces if exercise and p.exercise == exercise), None)


def all_pieces(folder: Path | None = None) -> Pieces:
    """Read the table of pieces, and ours.

    Args:
        folder: of the exercises, if not where the package or the project has them.

    Returns:
        The pieces.

    Raises:
        ExerciseError: if there is no table, or it cannot be read.
    """
    folders = FOLDERS if folder is None else (folder,)
    folder = next((f for f in folders if (f / TABLE).is_file()), folders[0])
    file = folder / TABLE
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["piece"]
        own = folder / "pieces"
        for row in rows:
            row.setdefault("exercise", "")
            row.setdefault("example", {})
            built = folder / row["exercise"] / "solution.py"
            place = built if row["exercise"] else own / f"{row['name'].lower()}.py"
            row["ours"] = place.read_text(encoding="utf-8")
        return pieces_from(rows, (own / "training.py").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExerciseError(f"{file}: {type(error).__name__}: {one_line(error)}") from error


def pieces_from(rows: Iterable[Mapping[str, Any]], training: str) -> Pieces:
    """Pieces from plain tables, as the page hands them over.

    Args:
        rows: a table for each piece, with the fields of `Piece`.
        training: what ends the library.

    Returns:
        The pieces.

    Raises:
        ValueError: if a text is not there in both languages, or a piece does not define its name.
    """
    names = [field.name for field in fields(Piece)]
    pieces = tuple(Piece(**{name: row[name] for name in names}) for row in rows)
    for piece in pieces:
        if set(piece.title) != set(LANGUAGES) or piece.name not in piece.defines:
            raise ValueError(f"{piece.name}: expected a title in both languages, and its own name")
    return Pieces(pieces, training)


def library_text(pieces: Pieces, kept: Mapping[str, str], taken: Iterable[str] = ()) -> str:
    """The whole library as one program, which needs NumPy and nothing else.

    Args:
        pieces: all pieces.
        kept: what of them the learner has, by name: the programs.
        taken: those of them that are ours and were taken as they are.

    Returns:
        A program.

    Raises:
        ExerciseError: if Python cannot read one of them.
    """
    whose = {p.name: "yours" if p.name in kept else "ours" for p in pieces.pieces}
    whose |= dict.fromkeys(taken, "ours, taken as it is")
    yours = sum(word == "yours" for word in whose.values())
    parts = [(p.name, p.defines, kept.get(p.name, p.ours)) for p in pieces.pieces]
    imports, blocks = {NUMPY: None}, []
    for name, defines, program in parts:
        try:
            used = _needed(_outline(program), defines)
        except UNREADABLE as error:
            raise ExerciseError(f"your {name} cannot be read: {one_line(error)}") from error
        imports |= dict.fromkeys(s.text for s in used if s.imports)
        body = "\n\n\n".join(s.text for s in used if not s.imports)
        blocks.append(f"# ---- {name}: {whose[name]}\n\n\n{body}")
    training = [s.text for s in _outline(pieces.training) if not s.imports]
    blocks.append("# ---- Training with the pieces: ours\n\n\n" + "\n\n\n".join(training))
    imports = {text: None for text in imports if not text.startswith(f"from {LIBRARY} ")}
    future = [text for text in imports if text.startswith("from __future__")]
    others = [text for text in imports if text not in future]
    head = f'"""A library of neural networks. Yours: {yours} of {len(parts)} pieces."""'
    top = "\n".join([head, "", *future, *others])
    return "\n\n\n".join([top, *blocks]) + "\n"


def used_pieces(program: str, pieces: Pieces) -> list[Piece]:
    """The pieces that a program imports from the library.

    Args:
        program: its text; one that Python cannot read imports nothing.
        pieces: all pieces.

    Returns:
        The pieces, in order.
    """
    try:
        tree = ast.parse(program)
    except UNREADABLE:
        return []
    named = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == LIBRARY
        for alias in node.names
    }
    return [p for p in pieces.pieces if named & set(p.defines)]


def reached(program: str, names: Iterable[str]) -> set[str]:
    """What a program defines of all that some of its definitions need.

    Args:
        program: its text.
        names: of the definitions.

    Returns:
        The names, those given among them.
    """
    return {name for s in _needed(_outline(program), names) for name in s.binds}


def check_fits(piece: Piece, program: str, pieces: Pieces, kept: Mapping[str, str]) -> None:
    """Say why a program that defines a piece cannot become part of the library.

    Args:
        piece: which.
        program: the answer that passed.
        pieces: all pieces.
        kept: what of them the learner has, by name: the programs.

    Raises:
        Problem: if it is too long, needs more than NumPy and Python's own modules, or one of its
            names means something else in another piece.
    """
    if len(program) > LONGEST:
        raise Problem(
            en=f"it has {len(program)} characters, and {LONGEST} is the most",
            ja=f"{len(program)} 文字あり、上限の {LONGEST} 文字を超えています",
        )
    used = _needed(_outline(program), piece.defines)
    for statement in used:
        for node in ast.walk(ast.parse(statement.text)):
            _check_import(node)
    if LIBRARY in {name for s in used for name in s.needs}:
        raise Problem(
            en=f"it says `import {LIBRARY}`; say `from {LIBRARY} import` and the names",
            ja=f"`import {LIBRARY}` とあります。`from {LIBRARY} import` と名前にしてください",
        )
    meant = _meanings(used)
    others = [(p.name, kept.get(p.name, p.ours), p.defines) for p in pieces.pieces if p != piece]
    for other, text, defines in [*others, ("train", pieces.training, ())]:
        try:
            outline = _outline(text)
        except UNREADABLE:  # which `library_text` says
            continue
        theirs = _meanings(_needed(outline, defines) if defines else outline)
        for name in sorted(set(meant) & {*theirs, *defines}):
            if meant[name] != theirs.get(name):
                raise Problem(
                    en=f"it defines `{name}`, and so does {other}, otherwise; rename it, or "
                    f"say `from {LIBRARY} import {name}`",
                    ja=f"`{name}` を定義していますが、{other} にも別の `{name}` があります。名前を"
                    f"変えるか、`from {LIBRARY} import {name}` としてください",
                )


def _check_import(node: ast.AST) -> None:
    modules = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        modules = [node.module or "."]
        renamed = [alias.name for alias in node.names if alias.asname]
        if node.module == LIBRARY and (renamed or node.col_offset):
            name = renamed[0] if renamed else node.names[0].name
            raise Problem(
                en=f"import `{name}` from {LIBRARY} at the top, and under its own name",
                ja=f"{LIBRARY} の `{name}` は、先頭で、元の名前のまま読み込んでください",
            )
    for module in modules:
        root = module.partition(".")[0]
        if root not in ("numpy", LIBRARY) and root not in sys.stdlib_module_names:
            raise Problem(
                en=f"it imports {root}; your library runs with NumPy alone",
                ja=f"{root} を読み込んでいます。自分のライブラリは、NumPyだけで動きます",
            )


# ---- What of a program belongs to a piece


@dataclass(frozen=True)
class _Statement:
    """A statement of a program: its text, what it defines, and what it needs of the others."""

    text: str
    binds: frozenset[str]
    needs: frozenset[str]
    changes: str  # a name whose attribute or item it sets
    imports: bool

    @property
    def future(self) -> bool:
        return self.text.startswith("from __future__")


def _outline(program: str) -> list[_Statement]:
    lines = program.splitlines()
    nodes = ast.parse(program).body
    statements = []
    for node in nodes:
        top = symtable.symtable(ast.unparse(node), LIBRARY, "exec")
        symbols = top.get_symbols()
        binds = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
        needs = {s.get_name() for s in symbols if s.is_referenced()} | _globals(top)
        statements.append(
            _Statement(
                _text(node, nodes, lines, program),
                frozenset(binds),
                frozenset(needs),
                _changes(node),
                isinstance(node, ast.Import | ast.ImportFrom),
            )
        )
    return statements


def _globals(table: symtable.SymbolTable) -> set[str]:
    names: set[str] = set()
    for child in table.get_children():
        names |= {s.get_name() for s in child.get_symbols() if s.is_global()} | _globals(child)
    return names


def _changes(node: ast.stmt) -> str:
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        return ""
    target: ast.AST = node.targets[0] if isinstance(node, ast.Assign) else node.target
    inside = isinstance(target, ast.Attribute | ast.Subscript)
    while isinstance(target, ast.Attribute | ast.Subscript):
        target = target.value
    return target.id if inside and isinstance(target, ast.Name) else ""


def _text(node: ast.stmt, nodes: list[ast.stmt], lines: list[str], program: str) -> str:
    """A statement as it stands, with the comments right above it; an import without any."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return ast.unparse(node)
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    last = node.end_lineno or first
    if sum(n.lineno <= last and (n.end_lineno or 0) >= first for n in nodes) > 1:  # in one line
        return ast.get_source_segment(program, node) or ast.unparse(node)
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    return "\n".join(lines[first - 1 : last])


def _needed(statements: list[_Statement], names: Iterable[str]) -> list[_Statement]:
    wanted, used = set(names), set[int]()
    while True:
        more = {
            i
            for i, s in enumerate(statements)
            if (s.binds & wanted or s.changes in wanted) and i not in used
        }
        if not more:
            return [s for i, s in enumerate(statements) if i in used or s.future]
        used |= more
        wanted |= {name for i in more for name in statements[i].needs}


def _meanings(statements: list[_Statement]) -> dict[str, str]:
    """What each name means that a piece brings into the library."""
    found: dict[str, str] = {"np": NUMPY}
    for statement in statements:
        if not statement.text.startswith(f"from {LIBRARY} "):
            found |= dict.fromkeys(statement.binds, statement.text)
    return found
