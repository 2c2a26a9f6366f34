"""Measure what each change brings on the way from a textbook's training step to a fast one.

    python scripts/benchmark_ladder.py                                     some minutes
    python scripts/benchmark_ladder.py --quick                             one minute
    python scripts/benchmark_ladder.py --json docs/results/ladder.json

Every rung of the ladder is the one before it with one change more, and works in a process of its
own on one thread. All take turns. What counts is how long the processor worked, not how long
that took on a busy machine; every ratio is the median of those of single rounds. Beside the ladder
stand the last rung with each of its changes undone, and the package's own step in two types.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules

from scripts.book import results  # noqa: E402
from scripts.speed import ladder  # noqa: E402
from scripts.speed.stopwatch import ratios, spread  # noqa: E402

TURN = 0.08  # seconds of work that a turn is to last
LAST = ladder.CHANGES[-1]

Seconds = dict[str, list[float]]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a table, write the results; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="benchmark_ladder.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the results there")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    rounds = 3 if options.quick else 31
    found = {
        "provenance": results.provenance() | {"blas_threads": 1},
        "quick": options.quick,
        "rounds": rounds,
        **compared(measured(competitors(), rounds)),
    }
    for line in table(found):
        print(line)
    print(f"\n{time.perf_counter() - start:.0f} s")
    if options.json:
        results.write(options.json, found)
        print(f"written: {options.json}")
    return 0


def competitors() -> dict[str, dict[str, Any]]:
    """Return the settings of every step to measure, by name."""
    changes = list(ladder.CHANGES)
    steps: dict[str, dict[str, Any]] = {"textbook": {"changes": []}}
    steps |= {name: {"changes": changes[: i + 1]} for i, name in enumerate(changes)}
    for name in changes[:-1]:
        steps[f"without {name}"] = {"changes": [other for other in changes if other != name]}
    steps[ladder.ORDER_KEPT] = {
        "changes": [*steps["without no_mask"]["changes"], ladder.ORDER_KEPT]
    }
    steps |= {f"ours {dtype}": {"ours": dtype} for dtype in ("float32", "float64")}
    return steps


def measured(steps: dict[str, dict[str, Any]], rounds: int) -> Seconds:
    """Let every step have its turn in each round; return the seconds of work of one step."""
    processes = {name: ladder.process(**settings) for name, settings in steps.items()}
    calls = {name: max(1, round(TURN / take(2))) for name, take in processes.items()}
    seconds: Seconds = {name: [] for name in steps}
    for _ in range(rounds):
        for name, take in processes.items():
            take(1)  # its caches are its own again
            seconds[name].append(take(calls[name]))
    return seconds


def compared(seconds: Seconds) -> dict[str, Any]:
    """Return the rungs in order, what undoing each change costs, and the two types compared."""
    rungs = []
    before = "textbook"
    for name in ("textbook", *ladder.CHANGES):
        rung: dict[str, Any] = {"name": name, **spread("ms", seconds[name], 1000)}
        rung |= spread("gain", ratios(seconds[before], seconds[name]))
        rung |= spread("so_far", ratios(seconds["textbook"], seconds[name]))
        # without the last change, the last rung is the one before it
        undone = before if name == LAST else f"without {name}"
        if name != "textbook":
            rung |= spread("undone", ratios(seconds[undone], seconds[LAST]))
        rungs.append(rung)
        before = name
    ours, wide = seconds["ours float32"], seconds["ours float64"]
    return {
        "rungs": {rung.pop("name"): rung for rung in rungs},
        # the last rung with the textbook's ReLU, but for the order of what that copies
        **spread(ladder.ORDER_KEPT, ratios(seconds[ladder.ORDER_KEPT], seconds[LAST])),
        "ours": {
            **spread("ms", ours, 1000),
            **spread("float64_ratio", ratios(wide, ours)),
            **spread("textbook_ratio", ratios(seconds["textbook"], ours)),
            **spread("last_ratio", ratios(seconds[LAST], ours)),
        },
    }


def table(found: dict[str, Any]) -> list[str]:
    """Return what was measured as lines of text."""
    lines = [f"{'':14}{'ms':>8}{'gain':>8}  {'quartiles':16}{'so far':>8}{'undone':>8}"]
    for name, rung in found["rungs"].items():
        low, high = rung["gain_quartiles"]
        lines.append(
            f"{name:14}{rung['ms']:8.2f}{rung['gain']:8.2f}  {f'{low:.2f} to {high:.2f}':16}"
            f"{rung['so_far']:8.2f}{rung.get('undone', 1):8.2f}"
        )
    lines.append(f"no_mask undone, copy(order='K'): {found[ladder.ORDER_KEPT]:.2f}")
    ours = found["ours"]
    lines.append(f"{'lesson_code':14}{ours['ms']:8.2f}{'':26}{ours['textbook_ratio']:8.2f}")
    lines.append(f"lesson_code, float64 / float32: {ours['float64_ratio']:.2f}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
