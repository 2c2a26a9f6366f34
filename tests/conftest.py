"""What all tests share: a working Ctrl-C, the quick choice of --fast, and where the time went."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

# A shell lets its background jobs ignore Ctrl-C, and so do their children: not these.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = ("browser", "slow", "sample")  # markers

# A row of scripts/any_processor.py: what is drawn has other last digits
if units := int(os.environ.get("SHAKE_DRAWS", 0)):
    from scripts.book.shaken_draws import shake

    shake(units)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fast",
        action="store_true",
        help="leave out the built site, what is slow, and the samples without changes",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--fast"):
        return
    changed = changed_samples()
    chosen = [item for item in items if is_fast(item, changed)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def is_fast(item: pytest.Item, changed: set[str]) -> bool:
    """Say whether --fast runs a test; a sample that was changed is run, however long it takes."""
    sample = item.get_closest_marker("sample")
    if sample is not None and sample.args[0] in changed:
        return True
    if "site" in getattr(item, "fixturenames", ()):  # it must be built first
        return False
    return not any(item.get_closest_marker(name) for name in LEFT_OUT)


def changed_samples(root: Path = ROOT) -> set[str]:
    """Return the samples of which a file differs from the main branch, as `15_im2col/unfold`."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, encoding="utf-8")
        return done.stdout if done.returncode == 0 else ""

    try:
        # Of a fork whoever has committed on main itself has the base only where it came from
        bases = (git("merge-base", "HEAD", f"{at}main") for at in ("upstream/", "origin/", ""))
        base = next((found.strip() for found in bases if found), "HEAD")
        names = git("diff", "--name-only", "--relative", base, "--", "docs/samples")
        names += git("ls-files", "--others", "--exclude-standard", "--", "docs/samples")
    except OSError:  # no git
        return set()
    paths = [Path(name).relative_to("docs/samples") for name in names.splitlines()]
    return {f"{path.parent}/{path.name.partition('.')[0]}" for path in paths if len(path.parts) > 1}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell where the time went, folder by folder, and of each the files that took the longest."""
    seconds: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                file = report.nodeid.partition("::")[0]
                for group in (file, folder_of(file)):
                    seconds[group] += report.duration
                    tests[group] += report.when == "setup"
    if not seconds:
        return
    terminalreporter.section("where the time went (seconds of all workers together, tests)")
    whole = sum(seconds[group] for group in seconds if not group.endswith(".py"))
    for folder in sorted(group for group in seconds if not group.endswith(".py")):
        terminalreporter.line(f"{seconds[folder]:8.1f} {tests[folder]:6}  {folder}")
        for file, took in seconds.most_common():
            if file.endswith(".py") and folder_of(file) == folder and took >= 0.01 * whole:
                terminalreporter.line(f"{took:8.1f} {tests[file]:6}    {Path(file).name}")


def folder_of(file: str) -> str:
    """Return the folder of tests/ that a file belongs to, at whatever depth."""
    return "/".join(file.split("/")[:2]) if file.count("/") > 1 else "tests"
