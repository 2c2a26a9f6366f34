"""Time and memory of one thing against another, measured so that a busy machine does little harm.

What is compared runs in turns: theirs, ours, theirs, ours. Whatever slows the machine down for a
while then slows both, and the median of the ratios of single rounds hardly moves.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

PEAK_MEMORY = Path(__file__).with_name("peak_memory.py")

# Seconds. The threads of OpenBLAS and OpenMP keep a core busy for some 25 ms after their last work,
# in case more comes: without a pause each competitor would slow down the one after it. And it may
# take the system 50 ms to see that two threads that have just woken up share one core.
PAUSE = 0.05
START = 0.1
TURN = 0.1

Name = TypeVar("Name")


def interleaved(
    functions: Mapping[Name, Callable[[], Any]], rounds: int, turn: float = TURN, warm_up: int = 2
) -> dict[Name, list[float]]:
    """Return the seconds that a call of each function took, one number a round.

    Each turn begins with a pause and a start that does not count, and then lasts about equally long
    for each: one call of what is slow, many of what is fast. So each finds the processor, its cores
    and its caches as its own last calls left them, as in training, not as the one before it did.

    Args:
        functions: what to time, by name, in the order in which they take turns.
        rounds: how many turns each has.
        turn: seconds that a turn is to last, without its pause and its start.
        warm_up: calls before the first turn; the fastest tells how many calls make a turn.
    """
    repeats = {}
    for name, function in functions.items():
        shortest = min(_seconds(function, 1) for _ in range(warm_up))
        repeats[name] = max(1, round(turn / shortest))
    seconds: dict[Name, list[float]] = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            time.sleep(PAUSE)
            start = time.perf_counter()
            while time.perf_counter() < start + START:
                function()
            seconds[name].append(_seconds(function, repeats[name]) / repeats[name])
    return seconds


def _seconds(function: Callable[[], Any], calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        function()
    return time.perf_counter() - start


def ratios(above: list[float], below: list[float]) -> list[float]:
    """Return the ratio of each round."""
    return [a / b for a, b in zip(above, below, strict=True)]


def spread(key: str, values: list[float], factor: float = 1, digits: int = 4) -> dict[str, Any]:
    """Return the median under `key` and the two quartiles under `key_quartiles`."""
    if len(values) == 1:
        values = values * 2
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return {
        key: significant(factor * statistics.median(values), digits),
        f"{key}_quartiles": [significant(factor * q, digits) for q in (first, third)],
    }


def significant(number: float, digits: int = 4) -> float:
    """Round to so many significant digits: more would pretend a precision that is not there."""
    return float(f"{number:.{digits}g}")


def peak_megabytes(whose: str, network: str, times: int = 1) -> list[float] | None:
    """Return the peak memory of a training step in fresh processes; None where it is not known."""
    found = []
    for _ in range(times):
        command = [sys.executable, str(PEAK_MEMORY), whose, network]
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        if done.stdout.strip() == "unknown":
            return None
        found.append(float(done.stdout))
    return found


def import_seconds(module: str, after: str, times: int) -> list[float]:
    """Return how long a module takes to import in fresh processes where another one already is."""
    program = (
        f"import time, {after}; start = time.perf_counter()\n"
        f"import {module}; print(time.perf_counter() - start)"
    )
    root = str(PEAK_MEMORY.parents[2])
    return [
        float(subprocess.check_output([sys.executable, "-c", program], cwd=root, encoding="utf-8"))
        for _ in range(times)
    ]
