"""Matrix products in a page run loops of ours (scripts/machine/matmul.c): they are right."""

from __future__ import annotations

import pytest

from tests.site.conftest import Visit, path_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pyodide")]

CALL = """async ([shared, source, name]) => {
  const { sharedPython } = await import(`${shared}js/python.js`);
  return sharedPython().call({ source, name, args: [] });
}"""

SOURCE = """
import itertools
from pathlib import Path

import in_page
import numpy as np
import page_matmul

# Rows, summands, columns: none, one, whole blocks and one more, and what networks have
SHAPES = [(0, 3, 4), (3, 0, 4), (3, 4, 0), (1, 1, 1), (2, 2, 2), (1, 7, 5), (5, 7, 1), (4, 5, 8),
          (5, 3, 9), (32, 128, 64), (33, 129, 65), (65, 300, 130), (100, 784, 50), (25, 5760, 30)]
LAYOUTS = {
    "rows": lambda a: a.copy(),
    "columns": lambda a: np.asfortranarray(a),
    "every second": lambda a: np.repeat(np.repeat(a, 2, axis=-1), 2, axis=-2)[..., ::2, ::2],
    "backwards": lambda a: a[..., ::-1, ::-1].copy()[..., ::-1, ::-1],
}
TOLERANCE = {"float32": 1e-6, "float64": 2e-15}  # of the sum of what is added, without its signs


def wrong():
    "What is not the product that einsum adds up in float64."
    rng = np.random.default_rng(0)
    found = []
    for kind, (m, k, n) in itertools.product(TOLERANCE, SHAPES):
        a = rng.standard_normal((m, k)).astype(kind)
        b = rng.standard_normal((k, n)).astype(kind)
        right = np.einsum("ij,jk->ik", a.astype(float), b.astype(float))
        bound = TOLERANCE[kind] * np.einsum("ij,jk->ik", abs(a.astype(float)), abs(b.astype(float)))
        for (la, lay_a), (lb, lay_b) in itertools.product(LAYOUTS.items(), repeat=2):
            left, other = lay_a(a), lay_b(b)
            for out in (None, np.full((m, n), 7, kind), np.full((n, m), 7, kind).T):
                got = np.matmul(left, other, out=out)
                if got.dtype != kind or got.shape != (m, n) or (abs(got - right) > bound).any():
                    found.append(f"{kind} {m}x{k} {la} @ {k}x{n} {lb}: {got}")
            if not (np.array_equal(left, a) and np.array_equal(other, b)):
                found.append(f"{kind} {m}x{k} @ {k}x{n}: a factor was written into")
    stack, one = rng.standard_normal((3, 1, 6, 5)), rng.standard_normal((4, 5, 7))
    if not np.allclose(stack @ one, np.einsum("aijk,bkl->abjl", stack, one), rtol=1e-13):
        found.append("a stack")
    vector = rng.standard_normal(5)
    for got, right in ((stack[0, 0] @ vector, (stack[0, 0] * vector).sum(axis=1)),
                       (vector @ one[0], (vector[:, None] * one[0]).sum(axis=0))):
        if not np.allclose(got, right, rtol=1e-13):
            found.append("a vector")
    nan = np.full((6, 6), np.nan), np.full((6, 6), np.inf)
    if not (np.isnan(nan[0] @ np.eye(6)).all() and np.isnan(nan[1] @ np.eye(6)).all()):
        found.append("nan, inf * 0")
    whole = np.arange(12).reshape(3, 4)
    if (whole @ whole.T).tolist() != [[14, 38, 62], [38, 126, 214], [62, 214, 366]]:
        found.append("whole numbers")
    return "\\n".join(found[:5])


def installed():
    return page_matmul.install(in_page.MATMUL)


def no_library():
    "What a page does about a file that is cut off, and about none."
    Path("matmul.so").write_bytes(in_page.MATMUL.read_bytes()[:-9])
    return page_matmul.install("matmul.so") + page_matmul.install("not_there.so")


def wrong_loop():
    "What a page does about a loop that multiplies wrongly: float64 by that of float32."
    # Not the other way round: the loop of float64 writes past the end of a float32 product
    right = page_matmul.LOOPS
    page_matmul.LOOPS = dict.fromkeys(right, right["float32"])
    try:
        return page_matmul.install(in_page.MATMUL)
    finally:
        page_matmul.LOOPS = right
"""


def call(visit: Visit, name: str) -> object:
    visit.go(path_of("en", "index.md"))
    shared = f"{visit.address}{path_of('en', 'index.md')}shared/"
    return visit.page.evaluate(CALL, [shared, SOURCE, name])


def test_products_are_right(lent_python_visit: Visit) -> None:
    assert call(lent_python_visit, "installed") == ["float32", "float64"]
    assert call(lent_python_visit, "wrong") == ""


@pytest.mark.parametrize(("name", "used"), [("no_library", []), ("wrong_loop", ["float32"])])
def test_what_does_not_multiply_is_not_used(
    lent_python_visit: Visit, name: str, used: list[str]
) -> None:
    assert call(lent_python_visit, name) == used
    assert call(lent_python_visit, "wrong") == ""
    assert call(lent_python_visit, "installed") == ["float32", "float64"]
