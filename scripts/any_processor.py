"""Run the tests as other processors would: with other kernels of BLAS, without SIMD, or kept busy.

    python scripts/any_processor.py                       every row; the browser's tests in one
    python scripts/any_processor.py prescott busy         these rows
    python scripts/any_processor.py prescott -- tests/docs/test_samples.py -k gives

What rounds differently adds in another order: OpenBLAS has its kernels for each family of
processors, of which OPENBLAS_CORETYPE picks one, and NumPy has loops that need certain
instructions, of which NPY_DISABLE_CPU_FEATURES takes some away. Each row is first asked what really
runs: a kernel that this processor cannot run, or that this OpenBLAS has under another name only, is
left out, and the table says so. In the last rows the samples and the tests of the package run with
random draws changed in their last digits: what depends on rounding shows it there first. And
`slow-pages` runs the tests in a browser whose pages are slowed down, while the tests are not: what
looks at a page before it is ready, or leaves it too early, shows it there. A row takes as long as
the tests take; where rows are many, name some, run the rest another time.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules

from scripts.machine import environment  # noqa: E402

# What OpenBLAS calls a kernel when asked which one runs, where that is another name than the one
# that asks for it: the oldest kernels are one and the same, and it says the first of their names.
OTHER_NAMES = {"prescott": {"katmai"}}

# What the rows of shaken draws run: what computes with them
SHAKEN = ("tests/docs/test_samples.py", "tests/lesson_code", "tests/scripts/experiments")

# Run by the Python of the tests, with the variables of a row: what do its sums come through?
PROBE = """
import json
import numpy as np
import threadpoolctl
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

a = np.random.default_rng(0).random((300, 300), np.float32)
assert np.isfinite(a @ a).all()
blas = [one for one in threadpoolctl.threadpool_info() if one["internal_api"] == "openblas"]
print(json.dumps({
    "kernels": sorted({str(one.get("architecture")) for one in blas}),
    "threads": sorted({one["num_threads"] for one in blas}),
    "simd": [name for name in __cpu_dispatch__ if __cpu_features__[name]],
}))
"""


class Found(TypedDict):
    """What PROBE finds; with a BLAS that is not OpenBLAS, no kernels and no threads."""

    kernels: list[str]
    threads: list[int]
    simd: list[str]


@dataclass(frozen=True)
class Row:
    """One way to run the tests.

    Args:
        name: what the command line and the table call it.
        variables: set in the environment of the tests, beside one BLAS thread.
        kernel: the OpenBLAS kernel that must be found to run.
        no_simd: NumPy must be found to use none of its optional instructions.
        busy: other processes keep every core busy.
        browser: its tests in a browser are run, too.
        tests: what is run where the command line names no tests; nothing: all.
    """

    name: str
    variables: dict[str, str] = field(default_factory=dict)
    kernel: str | None = None
    no_simd: bool = False
    busy: bool = False
    browser: bool = False
    tests: tuple[str, ...] = ()


@dataclass
class Result:
    """What came of a row: what ran, how it ended, and which tests failed."""

    row: str
    ran: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    minutes: float = 0.0
    failures: list[str] = field(default_factory=list)
    left_out: str = ""

    def line(self) -> str:
        """Return the row of the table."""
        if self.left_out:
            return f"{self.row:12}  {self.ran:24}  not run: {self.left_out}"
        return (
            f"{self.row:12}  {self.ran:24}  {self.passed:6}  {self.failed:6}  {self.skipped:7}"
            f"  {self.minutes:7.1f}"
        )


HEAD = f"{'row':12}  {'BLAS, threads, SIMD':24}  passed  failed  skipped  minutes"


def rows(simd: list[str]) -> list[Row]:
    """Return every row; `simd` are the instruction sets that NumPy could do without."""
    kernels = ["Haswell", "Zen", "SkylakeX", "Prescott", "Sandybridge", "Nehalem"]
    return [
        Row("as-is"),
        *(Row(name.lower(), {"OPENBLAS_CORETYPE": name}, kernel=name) for name in kernels),
        Row("no-simd", {"NPY_DISABLE_CPU_FEATURES": " ".join(simd)}, no_simd=True),
        Row("two-threads", {"OPENBLAS_NUM_THREADS": "2"}),
        Row("busy", busy=True),
        *(Row(f"shaken{units:+}", {"SHAKE_DRAWS": str(units)}, tests=SHAKEN) for units in (3, -7)),
        Row("slow-pages", {"SLOW_PAGES": "5"}, browser=True, tests=("tests/site",)),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the rows that are asked for and print the table; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="any_processor.py",
        usage="%(prog)s [-h] [--all] [--workers N] [ROW ...] [-- what pytest takes ...]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = [row.name for row in rows([])]
    parser.add_argument("rows", metavar="ROW", nargs="*", help=", ".join(names) + " (all)")
    parser.add_argument("--all", action="store_true", help="the tests in a browser, in every row")
    parser.add_argument("--workers", type=int, metavar="N", default=2, help="tests at a time (2)")
    arguments = sys.argv[1:] if arguments is None else arguments
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options, tests = parser.parse_args(arguments[:end]), arguments[end + 1 :]
    if unknown := [name for name in options.rows if name not in names]:
        parser.error(f"there is no row {', '.join(unknown)}; there are {', '.join(names)}")

    python = str(environment.prepare())
    usual = probe(python, {})
    chosen = [
        row for row in rows(usual["simd"] if usual else []) if row.name in (options.rows or names)
    ]
    if options.all or any(row.browser for row in chosen):
        environment.bring_pyodide(python)  # without it, their tests are skipped
    results: list[Result] = []
    seen: dict[str, str] = {}
    for number, row in enumerate(chosen, start=1):
        variables = {"OPENBLAS_NUM_THREADS": "1", **row.variables}
        found = probe(python, variables)
        ran, problem = judge(row, found)
        if not problem and row.kernel and ran in seen:
            problem = f"the same kernel as {seen[ran]}"
        result = Result(row.name, ran, left_out=problem)
        environment.say(f"\n[{number}/{len(chosen)}] {row.name}: {problem or ran}")
        if not problem:
            seen.setdefault(ran, row.name)
            command = [python, "-m", *pytest(options, row, tests)]
            with busy_cores() if row.busy else contextlib.nullcontext():
                run(command, variables, result)
            environment.say(f"{HEAD}\n{result.line()}")
        results.append(result)

    environment.say("\n" + "\n".join([HEAD, *(result.line() for result in results)]))
    for result in results:
        for failure in result.failures:
            environment.say(f"FAILED with {result.row}: {failure}")
    return int(any(result.failures for result in results))


def pytest(options: argparse.Namespace, row: Row, tests: list[str]) -> list[str]:
    """Return the command that runs a row's tests, or these, without the place for its report."""
    command = ["pytest", "-q", "-n", str(options.workers), "--dist", "loadfile"]
    command += [] if options.all or row.browser else ["-m", "not browser"]
    return command + (tests or list(row.tests))


def probe(python: str | Path, variables: dict[str, str]) -> Found | None:
    """Ask a Python with these variables for its kernels, threads and instruction sets.

    Where the processor lacks what the kernel needs, that Python dies of it: None.
    """
    done = subprocess.run(
        [python, "-W", "error", "-c", PROBE],
        env=environment.surroundings(**variables),
        capture_output=True,
        encoding="utf-8",
    )
    if "Traceback" in done.stderr:
        raise environment.ExpectedError(f"{variables}: NumPy did not start:\n{done.stderr}")
    if done.returncode:
        return None
    return json.loads(done.stdout)


def judge(row: Row, found: Found | None) -> tuple[str, str]:
    """Say what runs, and why the row cannot be run as asked ("" if it can)."""
    if found is None:
        return "", "this processor lacks its instructions"
    kernels = "+".join(found["kernels"]) or "no OpenBLAS"
    threads, simd = "+".join(map(str, found["threads"])), "+".join(found["simd"]) or "none"
    ran = f"{kernels} {threads} {simd}"
    if row.kernel:
        good = {row.kernel.lower()} | OTHER_NAMES.get(row.kernel.lower(), set())
        if {kernel.lower() for kernel in found["kernels"] or [""]} - good:
            return ran, f"asked for {row.kernel}, what runs is {kernels}"
    if row.no_simd and found["simd"]:
        return ran, f"NumPy still uses {'+'.join(found['simd'])}"
    wanted = row.variables.get("OPENBLAS_NUM_THREADS", "1")
    if {str(number) for number in found["threads"]} - {wanted}:
        return ran, f"asked for {wanted} BLAS threads, what runs is {threads}"
    return ran, ""


def run(command: list[str], variables: dict[str, str], result: Result) -> None:
    """Run the tests, and read from pytest's report how they ended."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        start = time.perf_counter()
        code = environment.call([*command, "--junitxml", str(report)], cwd=ROOT, **variables)
        result.minutes = (time.perf_counter() - start) / 60
        if not report.exists():
            result.failures.append(f"pytest itself, which ended with {code}")
            return
        for case in ET.parse(report).iter("testcase"):
            name = f"{case.get('classname')}::{case.get('name')}"
            if case.find("failure") is not None or case.find("error") is not None:
                result.failed += 1
                result.failures.append(name)
            elif case.find("skipped") is not None:
                result.skipped += 1
            else:
                result.passed += 1
    if code and not result.failures:
        result.failures.append(f"pytest itself, which ended with {code}")


@contextlib.contextmanager
def busy_cores() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Keep every core busy, by a process for each that does nothing but count."""
    command = [sys.executable, "-c", "while True: pass"]
    burning = [subprocess.Popen(command) for _ in range(os.cpu_count() or 1)]
    try:
        yield burning
    finally:
        for process in burning:
            process.kill()
            process.wait()


if __name__ == "__main__":
    environment.run(main)
