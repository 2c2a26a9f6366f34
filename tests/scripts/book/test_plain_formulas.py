"""Formulas as plain text: what can be told in a line is told, and nothing of TeX is left."""

from __future__ import annotations

import re

import pytest

from scripts.book import pages
from scripts.book.plain_formulas import plain


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("x", "x"),
        (r"\eta = 0.1", "η = 0.1"),
        (r"W \leftarrow W - \eta\, \frac{\partial L}{\partial W}", "W ← W - η ∂L/∂W"),
        (r"\hat x_n = \frac{x_n - \mu}{\sqrt{v + \epsilon}}", "x̂_n = (x_n - μ)/√(v + ϵ)"),
        (r"p_k = \frac{e^{a_k}}{\sum_j e^{a_j}}", "p_k = e^{a_k}/(∑_j e^{a_j})"),
        (r"\tfrac12 \lVert w \rVert^2 + \dfrac{1}{2h}", "1/2 ‖ w ‖^2 + 1/(2h)"),
        (r"\frac{a}{2\,h}", "a/(2 h)"),
        (r"\log \frac{t}{p} \approx \log \sum_j e^{a_j - m}", "log t/p ≈ log ∑_j e^{a_j - m}"),
        (r"\overline{x^2} - \overline{x}^2", "mean(x^2) - mean(x)^2"),
        (r"\binom{9}{k}\, \texttt{dout}_i", "C(9, k) dout_i"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b = c"),
        (r"x^\top \begin{pmatrix} W \\ b \end{pmatrix}", "x^⊤ [ W; b ]"),
        (r"\begin{cases} 1 & (i = k) \\ 0 & (i \ne k) \end{cases}", "[ 1 (i = k); 0 (i ≠ k) ]"),
        (r"\bigl( a \bigr) \mapstochar b", r"( a ) \mapstochar b"),
        (r"D(t \,\|\, p) \ge 0", "D(t ‖ p) ≥ 0"),
        (r"3 < 5", "3 < 5"),
    ],
)
def test_a_formula(formula: str, text: str) -> None:
    assert plain(formula) == text


def test_nothing_of_tex_is_left_of_the_formulas_of_this_book() -> None:
    formulas = {
        token.value.strip("$ \n")
        for language in ("ja", "en")
        for name in pages.page_names(language)
        for token in pages.tokens((pages.DOCS / language / name).read_text(encoding="utf-8"))
        if token.kind in ("formula", "formula in text")
    }
    assert len(formulas) > 500
    for formula in formulas:
        text = plain(formula)
        assert text, formula
        assert not re.search(r"[\\&$]", text), (formula, text)
        assert text.count("{") == text.count("}"), (formula, text)
        assert text.count("(") == text.count(")"), (formula, text)
