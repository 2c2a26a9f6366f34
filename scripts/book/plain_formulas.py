"""Formulas as plain text, for where none can be set: what a search shows of a page."""

from __future__ import annotations

import functools
import re

from pylatexenc import latex2text, latexwalker
from pylatexenc.latex2text import (
    EnvironmentTextSpec,
    LatexNodes2Text,
    MacroTextSpec,
    fmt_matrix_environment_node,
)
from pylatexenc.latexwalker import LatexGroupNode, LatexMacroNode, LatexNode
from pylatexenc.macrospec import LatexContextDb, MacroSpec

# What needs no brackets above or below a fraction's bar: a number, or a name or a call with index
# and power
SINGLE = re.compile(
    r"[\d.]+|(∂ ?|√)?([^\W\d]\w*[\u0300-\u036f]?)?(\([^()]*\))?([_^](\w|\{[^{}]*\}))*"
)
# TeX ignores the space between two commands, unless it is an argument that follows
APART = re.compile(r"(\\(?!hat|bar|tilde|overline|sqrt|[dt]?frac|math|text)[a-zA-Z]+) +(?=\\)")
SIZES = ("left", "right", "bigl", "bigr", "Bigl", "Bigr", "textstyle")
# Two arguments, or one, of commands that pylatexenc does not know
ARGUMENTS = {"dfrac": "{{", "tfrac": "{{", "binom": "{{", "underset": "{{", "texttt": "{"}


@functools.cache
def plain(formula: str) -> str:
    r"""Return a formula as text, in one line.

    Args:
        formula: TeX, without the brackets around it.

    Examples:
        >>> plain(r"\hat x_n = \frac{x_n - \mu}{\sqrt{v + \epsilon}}")
        'x̂_n = (x_n - μ)/√(v + ϵ)'
        >>> plain(r"W \leftarrow W - \eta\, \frac{\partial L}{\partial W}")
        'W ← W - η ∂L/∂W'
    """
    walker, converter = _tools()
    text = converter.latex_to_text(APART.sub(r"\1\\ ", formula), latex_context=walker)
    return " ".join(text.replace("∂ ", "∂").split())


@functools.cache
def _tools() -> tuple[LatexContextDb, LatexNodes2Text]:
    """What reads TeX, and what writes text."""
    walker = latexwalker.get_default_latex_context_db()
    macros = [MacroSpec(name, braces) for name, braces in ARGUMENTS.items()]
    walker.add_context_category("more", macros, prepend=True)

    written = {
        **dict.fromkeys(("frac", "dfrac", "tfrac"), _fraction),
        "binom": _written("C({0}, {1})"),
        "underset": _written("{1}"),
        "texttt": _written("{0}"),
        "overline": _written("mean({0})"),  # which it is throughout the book
        "ne": "≠",
        "lVert": "‖",
        "rVert": "‖",
        "|": " ‖ ",
        **dict.fromkeys(SIZES, ""),
    }
    context = latex2text.get_default_latex_context_db()
    context.add_context_category(
        "more",
        macros=[MacroTextSpec(name, simplify_repl=by) for name, by in written.items()],
        environments=[EnvironmentTextSpec("cases", simplify_repl=fmt_matrix_environment_node)],
        prepend=True,
    )
    # What is not known stays to be seen: a test looks for it
    context.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=LatexMacroNode.latex_verbatim))
    return walker, LatexNodes2Text(
        latex_context=context,
        math_mode="text",
        keep_braced_groups=True,  # e^{a - m}
        keep_braced_groups_minlen=2,
        strict_latex_spaces="based-on-source",
    )


def _written(pattern: str) -> object:
    def write(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
        return pattern.format(*(_text(part, l2tobj) for part in node.nodeargd.argnlist))

    return write


def _fraction(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
    parts = [_text(part, l2tobj) for part in node.nodeargd.argnlist]
    return "/".join(part if SINGLE.fullmatch(part) else f"({part})" for part in parts) + " "


def _text(node: LatexNode, converter: LatexNodes2Text) -> str:
    """An argument without its braces."""
    nodes = node.nodelist if isinstance(node, LatexGroupNode) else [node]
    return converter.nodelist_to_text(nodes).strip()
