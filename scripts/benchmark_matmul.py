"""Measure the matrix products of NumPy in a page: with its own loops, and with those of matmul.so.

    python scripts/benchmark_matmul.py                       in Chromium, a minute
    python scripts/benchmark_matmul.py --browser firefox     in another browser
    python scripts/benchmark_matmul.py --rounds 30 --site X  more rounds; a site built elsewhere

In each round both kinds of loops compute the same product, one after the other; a row says how many
times as long NumPy's own take: median and quartiles over the rounds. The shapes are those of
the book's networks. python scripts/site.py --build builds the site.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is a program

from scripts.machine.engines import ENGINES, Engine
from scripts.machine.environment import run, say
from scripts.machine.server import serving
from scripts.speed import in_pages

# What is computed: the shapes of both factors, and which of them are transposed views
PRODUCTS: dict[str, tuple[tuple[int, int], tuple[int, int], tuple[bool, bool]]] = {
    "x @ W": ((100, 784), (784, 100), (False, False)),
    "x.T @ dout": ((784, 100), (100, 100), (True, False)),
    "dout @ W.T": ((100, 100), (100, 784), (False, True)),
    "W @ col": ((30, 25), (25, 57600), (False, False)),
    "dout @ col.T": ((30, 57600), (57600, 25), (False, True)),
    "four numbers to three": ((10, 4), (4, 3), (False, False)),
    "x @ w, a vector": ((100, 784), (784, 1), (False, False)),
}

SOURCE = """
import time

import numpy as np
import page_matmul


def seconds(product, repetitions):
    start = time.perf_counter()
    for _ in range(repetitions):
        product()
    return (time.perf_counter() - start) / repetitions


def rounds(left, right, transposed, kind, count):
    "Seconds of NumPy's own loop and of ours, in each round."
    rng = np.random.default_rng(0)
    a, b = (
        rng.random(shape[::-1]).astype(kind).T if turned else rng.random(shape).astype(kind)
        for shape, turned in zip((left, right), transposed)
    )
    repetitions = max(1, int(2e6 / (a.shape[0] * b.size)))
    loop, found = page_matmul.own_loops[kind], []
    for _ in range(count):
        pair = []
        for _ in ("own", "ours"):
            loop = page_matmul.replace_loop(kind, loop)
            pair.append(seconds(lambda: a @ b, repetitions))
        found.append(pair)
    return found
"""
CALL = """(async () => {
  const { sharedPython } = await import("./shared/js/python.js");
  return JSON.stringify(await sharedPython().call({ source: SOURCE, name: "rounds", args: ARGS }));
})()"""

Pairs = list[list[float]]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    options = parse(arguments)
    in_pages.check_site(options.site)
    say(f"{'':28}{'ms, ours':>10}   NumPy's own takes")
    with serving(options.site) as address, ENGINES[options.browser]() as engine:
        engine.open(address)
        for kind in ("float32", "float64"):
            say(kind)
            for name, product in PRODUCTS.items():
                say(row(name, measure(engine, [*product, kind, options.rounds])))
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = in_pages.parser_of("benchmark_matmul.py", __doc__, 10)
    parser.add_argument("--browser", choices=ENGINES, default="chromium")
    return in_pages.parse(parser, arguments)


def measure(engine: Engine, arguments: list[object]) -> Pairs:
    """Let a page compute one product again and again; return the seconds of each round."""
    call = CALL.replace("SOURCE", json.dumps(SOURCE)).replace("ARGS", json.dumps(arguments))
    pairs: Pairs = json.loads(engine.evaluate(call))
    return pairs


def row(name: str, pairs: Pairs) -> str:
    """A line of the table: our time, and how many times as long NumPy's own loop takes."""
    low, middle, high = statistics.quantiles(
        [own / ours for own, ours in pairs], n=4, method="inclusive"
    )
    ms = 1000 * statistics.median(ours for _, ours in pairs)
    return f"  {name:26}{ms:10.3f}   {middle:.1f} times as long ({low:.1f} to {high:.1f})"


if __name__ == "__main__":
    run(main)
