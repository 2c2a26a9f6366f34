"""Run every check there is: python scripts/test.py [--fast] [what pytest takes, as -k im2col]"""

import argparse
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from scripts.machine import browser, environment

CHECKS = (
    ("lint", ["ruff", "check"]),
    ("format", ["ruff", "format", "--check"]),
    ("types", ["mypy"]),
)
# Two workers. One that is done takes half of what the other one has still before it
PYTEST = ["pytest", "-n", "2", "--dist", "worksteal", "--durations", "25"]

# Tests are compiled once, not by each worker of each run: also where Python is told to keep nothing
FOR_PYTEST = dict(environment.ONE_THREAD, PYTHONDONTWRITEBYTECODE="")

LEFT_OUT = (
    "--fast left out: the built site and the browser, what takes more than two seconds, and the"
    "\n  samples that are as on main."
    "\n  All of it: python scripts/test.py"
)


def main():
    options, extra = parse(sys.argv[1:])
    python = str(environment.prepare())
    results = [check(name, [python, "-m"] + command) for name, command in CHECKS]
    if options.fast:
        extra = ["--fast"] + extra
    else:
        results.append(check_browser())
        results.append(check_pyodide(python))

    print("")
    for name, good, remark in results:
        print("  {:8} {:8} {}".format(name, "ok" if good else "FAILED", remark))
    print("")
    if options.fast:
        print("  " + LEFT_OUT + "\n")
    sys.stdout.flush()
    # pytest comes last: its closing line is the one that people and machines look for
    code = environment.call([python, "-m"] + PYTEST + extra, cwd=environment.ROOT, **FOR_PYTEST)
    failed = [name for name, good, _ in results if not good]
    if failed and not code:
        sys.stderr.write("pytest passed, but these failed above: {}\n".format(", ".join(failed)))
    return code or int(bool(failed))


def check(name, command):
    environment.say("\n{}: {}".format(name, " ".join(command[2:])))
    start = time.time()
    good = environment.call(command, cwd=environment.ROOT) == 0
    return name, good, "{:.1f} s".format(time.time() - start)


def check_browser():
    """Look for a browser; only in CI a missing one is a failure."""
    found = browser.find_chromium()
    if found:
        return "browser", True, str(found)
    environment.say(
        "\n{rule}\nNO CHROMIUM WAS FOUND: the browser tests are skipped. To get one:\n"
        "    {advice}\nOr set CHROMIUM to the program.\n{rule}".format(
            rule="!" * 78, advice=browser.advice()
        )
    )
    return "browser", not in_ci(), "missing: its tests are skipped"


def check_pyodide(python):
    """Have the Python of the pages at hand; only in CI it is a failure if it cannot be had."""
    environment.say("")
    if environment.bring_pyodide(python):
        return "pyodide", True, "programs run in the pages"
    return "pyodide", not in_ci(), "missing: tests that run programs in the pages are skipped"


def in_ci():
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def parse(arguments):
    parser = argparse.ArgumentParser(
        usage="python scripts/test.py [-h] [--fast] [what pytest takes ...]",
        description="Run every check there is: lint, format, types, then pytest, whose tests cover"
        " the package, the samples, the pages and the site in a browser. What is not known here"
        " goes to pytest: -k im2col, -x, -n 0 --pdb, tests/scripts. The first run makes the"
        " environment, .venv.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--fast",
        action="store_true",
        help="an answer in some three minutes: without the built site and the browser, without"
        " what takes more than two seconds, and of the samples only those that differ from main",
    )
    return parser.parse_known_args(arguments)


if __name__ == "__main__":
    environment.run(main)
