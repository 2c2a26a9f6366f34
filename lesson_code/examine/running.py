"""Examine a program in a process of its own, which is ended when it takes too long."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lesson_code._text import one_line
from lesson_code.examine.report import Finding, Report
from lesson_code.exercises.files import PACKAGE
from lesson_code.exercises.grading import Problem
from lesson_code.exercises.pieces import LIBRARY

SECONDS = 60.0
_RECORD = "\x1e"  # begins the line that is the report, not what the program prints
_EXAMINER = f"""
import faulthandler, json, sys
path, name, given, kind, shape, seconds = json.loads(sys.argv[1])
out = sys.stdout
from lesson_code.examine.examining import examine_file
from lesson_code.exercises.grading import Problem
faulthandler.dump_traceback_later(seconds, exit=True)
try:
    report = examine_file(path, name, given, kind, shape and tuple(shape))
    said = dict(subject=dict(report.subject), findings=[f.to_json() for f in report.findings])
except Problem as problem:
    said = dict(problem=problem.texts, line=problem.line)
print({_RECORD!r} + json.dumps(said), file=out, flush=True)
"""


def run_examination(
    path: Path,
    name: str,
    given: Mapping[str, Any] | None = None,
    kind: str | None = None,
    shape: tuple[int, ...] | None = None,
    seconds: float = SECONDS,
    library: str = "",
) -> Report:
    """Examine what a program defines, in a process of its own.

    Args:
        path: of the program. It is run.
        name: of the class or function.
        given: arguments to make it with; what JSON can hold.
        kind: what it is meant to be, see `lesson_code.examine.examining.KINDS`.
        shape: of one sample that goes into a layer.
        seconds: how long it may take.
        library: what the program gets where it says `from mine import`.

    Returns:
        What was found.

    Raises:
        Problem: if it cannot be examined, or takes longer.
    """
    path = path.absolute()
    asked = json.dumps([str(path), name, dict(given or {}), kind, shape, seconds])
    with tempfile.TemporaryDirectory() as folder:
        if library and not (path.parent / f"{LIBRARY}.py").exists():
            Path(folder, f"{LIBRARY}.py").write_text(library, encoding="utf-8")
        # what lies beside the program is found, as when one runs it
        ways = [str(PACKAGE.parent), str(path.parent), folder, os.environ.get("PYTHONPATH", "")]
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-X", "utf8", "-c", _EXAMINER, asked],
                cwd=path.parent if path.parent.is_dir() else None,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, ways)),
                    "MPLBACKEND": "agg",
                },
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=seconds + 60,
            )
            output, errors, code = done.stdout, done.stderr, done.returncode
        except subprocess.TimeoutExpired as error:  # it caught even the end of its time
            output, errors, code = str(error.stdout or ""), "Timeout", 1
    for line in reversed(output.split("\n")):
        with contextlib.suppress(ValueError, TypeError, KeyError):
            if line.startswith(_RECORD):
                said = json.loads(line.removeprefix(_RECORD))
                if "problem" in said:
                    raise Problem(**said["problem"], line=said["line"])
                return Report(said["subject"], tuple(Finding(**f) for f in said["findings"]))
    raise _broken_off(path, errors, code, seconds)


def _broken_off(path: Path, errors: str, code: int, seconds: float) -> Problem:
    """Why there is no report."""
    if "Timeout" in errors:
        match = re.search(rf'File "{re.escape(str(path))}", line (\d+)', errors)
        line = None if match is None else int(match[1])
        at = ("", "") if line is None else (f" (stopped in line {line})", f"（{line} 行目で停止）")
        return Problem(
            en=f"it has not ended after {seconds:g} s{at[0]}; is there a loop without an end? If "
            "it only needs longer, say --seconds",
            ja=f"{seconds:g} 秒たっても終わりません{at[1]}。終わらない繰り返しはありませんか。"
            "時間がかかるだけなら、--seconds で延ばせます",
            line=line,
        )
    last = one_line(errors.strip().rpartition("\n")[2])
    return Problem(
        en=f"Python itself ended in the middle (exit code {code}). {last}",
        ja=f"Pythonが途中で終了しました（終了コード {code}）。{last}",
    )
