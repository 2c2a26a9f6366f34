"""Grading an answer in a process of its own, which is ended when it takes too long."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lesson_code.exercises.files import PACKAGE, Exercise
from lesson_code.exercises.grading import Step
from lesson_code.exercises.pieces import LIBRARY
from lesson_code.exercises.variants import Variant

_RECORD = "\x1e"  # begins each line that is a step, not the learner's print
_END = "end"
_GRADER = f"""
import faulthandler, json, sys
from dataclasses import asdict
from lesson_code.exercises.grading import grade
answer, check, language, seconds, values = sys.argv[1:]
faulthandler.dump_traceback_later(float(seconds), exit=True)
out = sys.stdout
for step in grade(answer, check, language, json.loads(values)):
    print({_RECORD!r} + json.dumps(asdict(step)), file=out, flush=True)
print({_RECORD!r} + {_END!r}, file=out, flush=True)
"""


def run_check(
    exercise: Exercise,
    answer: Path,
    language: str,
    library: str = "",
    variant: Variant | None = None,
) -> list[Step]:
    """Grade a program in a process of its own, which is ended when it takes too long.

    Args:
        exercise: which.
        answer: the learner's program.
        language: "ja" or "en".
        library: what the program gets where it says `from mine import`.
        variant: the variant of the exercise that it answers, if it does not answer itself.

    Returns:
        The steps; the answer is right if the last one passed.
    """
    answer = answer.absolute()
    command = [sys.executable, "-P", "-X", "utf8", "-c", _GRADER, str(answer)]
    command += [str((variant or exercise).check), language, str(exercise.seconds)]
    command += [json.dumps(dict(variant.values) if variant else {})]
    with tempfile.TemporaryDirectory() as folder:
        # beside nothing else, and imported by those answers alone that ask for it
        Path(folder, f"{LIBRARY}.py").write_text(library, encoding="utf-8")
        path = [str(PACKAGE.parent), folder, *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            done = subprocess.run(
                command,
                cwd=answer.parent,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path), "MPLBACKEND": "agg"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=exercise.seconds + 60,
            )
            output, errors, code = done.stdout, done.stderr, done.returncode
        except subprocess.TimeoutExpired as error:  # it caught even the end of its time
            output, errors, code = str(error.stdout or ""), "Timeout", 1
    lines = output.split("\n")
    steps = []
    for line in lines:
        # Whatever else stands there, the learner's program wrote past the grader
        with contextlib.suppress(ValueError, TypeError):
            if line.startswith(_RECORD):
                steps.append(Step(**json.loads(line.removeprefix(_RECORD))))
    if steps and (_RECORD + _END in lines or not steps[-1].passed):
        return steps
    return [*steps, _broken_off(exercise, answer, language, errors, code)]


def _broken_off(exercise: Exercise, answer: Path, language: str, errors: str, code: int) -> Step:
    """The step in which a check came to no end."""
    if "Timeout" in errors:
        match = re.search(rf'File "{re.escape(str(answer))}", line (\d+)', errors)
        line = None if match is None else int(match[1])
        seconds = f"{exercise.seconds:g}"
        at = {"ja": f"（止めたとき {line} 行目）", "en": f" (stopped in line {line})"}
        where = at[language] if line is not None else ""
        title = {"ja": f"{seconds} 秒以内に終わる", "en": f"It ends within {seconds} s"}
        text = {
            "ja": f"{seconds} 秒たっても終わりません{where}。終わらない繰り返しはありませんか。",
            "en": f"It has not ended after {seconds} s{where}. Is there a loop without an end?",
        }
        return Step(title[language], False, text[language], line)
    last = errors.strip().rpartition("\n")[2]
    title = {"ja": "最後まで動く", "en": "It runs to its end"}
    text = {
        "ja": f"Pythonが途中で終了しました（終了コード {code}）。{last}",
        "en": f"Python itself ended in the middle (exit code {code}). {last}",
    }
    return Step(title[language], False, text[language].strip())
