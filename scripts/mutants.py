"""Would a test notice? Change the mathematics in one small place after another and run its tests.

    python scripts/mutants.py                     layers, losses, optimizers and windows: hours
    python scripts/mutants.py losses windows      some of them
    python scripts/mutants.py --minutes 20        stop after a while; the next call goes on

A mutant is the package with one change: a `<` turned into `<=`, a factor left out, a `1` made a
`2`. One that no test fails for is a survivor, and is shown: write the test that was missing, or see
that the change makes no difference. Mutants of a message's wording are counted by themselves.

mutmut makes and runs them, in a copy of the project. It is needed for nothing else and is not in
requirements.txt: `.venv/bin/pip install mutmut==3.8.1`. It forks, which Windows cannot.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(tempfile.gettempdir()) / "lesson-code-mutants"
TESTS = {
    "layers": ["layers", "test_network.py"],
    "losses": ["test_losses.py"],
    "optimizers": ["test_optimizers.py"],
    "windows": ["test_windows.py", "layers/test_convolution.py", "layers/test_pooling.py"],
}
SURVIVED = {0, 5, 33}  # the tests passed, or there were none
WORDING = {"STRING", "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END"}


def main(arguments: list[str] | None = None) -> int:
    """Try the mutants of what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="mutants.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(TESTS)}")
    parser.add_argument("--minutes", type=float, help="how long at most, for each part")
    parser.add_argument("--children", type=int, default=os.cpu_count(), help="how many at once")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the copies are kept")
    options = parser.parse_args(arguments)
    unknown = [part for part in options.parts if part not in TESTS]
    if unknown:
        parser.error(f"{unknown[0]} is none of {', '.join(TESTS)}")
    if importlib.util.find_spec("mutmut") is None:
        parser.error("mutmut is not installed; get it with: .venv/bin/pip install mutmut==3.8.1")
    caught = tried = 0
    for part in options.parts or TESTS:
        folder = options.folder / part
        copy_project(part, folder)
        run(folder, options.children, options.minutes)
        results = list(verdicts(folder))
        caught_here, tried_here = report(part, folder, results)
        caught, tried = caught + caught_here, tried + tried_here
    print(f"caught {caught} of {tried} mutants" + (f" ({caught / tried:.1%})" if tried else ""))
    return 0


def copy_project(part: str, folder: Path) -> None:
    """Copy what the tests need, with settings that name the files to change; keep old results.

    Args:
        part: which one of `TESTS`.
        folder: where to; what changed since the last time is tried anew.
    """
    for name in ("lesson_code", "tests", "docs/exercises"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    source = part if (ROOT / "lesson_code" / part).is_dir() else f"{part}.py"
    tests = [f"tests/lesson_code/{name}" for name in TESTS[part]]
    settings = f"""
[tool.mutmut]
source_paths = ["lesson_code/{source}"]
pytest_add_cli_args_test_selection = {json.dumps(tests)}
pytest_add_cli_args = ["-p", "no:cacheprovider"]
also_copy = ["lesson_code", "tests", "docs"]
"""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(project + settings, encoding="utf-8")


def run(folder: Path, children: int, minutes: float | None) -> None:
    """Let mutmut try what has not been tried yet.

    Args:
        folder: the copy of the project.
        children: how many mutants at once.
        minutes: how long at most; None for as long as it takes.
    """
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(children)]
    one_thread = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(command, cwd=folder, env=one_thread, stdout=file, stderr=file)
        try:
            code = process.wait(None if minutes is None else 60 * minutes)
        except subprocess.TimeoutExpired:
            process.terminate()  # what was found so far is kept
            process.wait()
            return
    if code:
        raise SystemExit(f"mutmut failed; what it said is in {log}")


def verdicts(folder: Path) -> Iterator[tuple[str, int | None]]:
    """Each mutant's name, and what its tests ended with: an exit code, None if not run yet."""
    for path in sorted((folder / "mutants" / "lesson_code").rglob("*.meta")):
        yield from json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items()


def report(part: str, folder: Path, results: list[tuple[str, int | None]]) -> tuple[int, int]:
    """Print the survivors; return how many mutants were caught, of how many that were tried."""
    differences = {name: difference(folder, name) for name, code in results if code in SURVIVED}
    wording = {name for name, text in differences.items() if only_wording(text)}
    for name, text in differences.items():
        if name not in wording:
            print(text)
    tried = sum(code is not None for _, code in results) - len(wording)
    caught = tried - (len(differences) - len(wording))
    print(
        f"{part}: caught {caught} of {tried} mutants, besides {len(wording)} whose wording alone "
        f"differs; {sum(code is None for _, code in results)} not tried yet"
    )
    return caught, tried


def difference(folder: Path, name: str) -> str:
    """What a mutant changes, as a diff."""
    command = [sys.executable, "-m", "mutmut", "show", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def only_wording(diff: str) -> bool:
    """Whether the lines that a diff takes out and puts in differ in nothing but texts.

    Args:
        diff: a unified diff.

    Returns:
        True for a change within quotation marks.
    """
    before, after = (
        [line[1:] for line in diff.splitlines() if line[:1] == sign and line[:3] != 3 * sign]
        for sign in "-+"
    )
    return bool(before) and code_of(before) == code_of(after)


def code_of(lines: list[str]) -> list[str]:
    """The tokens of some lines that are no texts; of a line in the midst of a bracket as well."""
    tokens = []
    text = "\n".join(line.strip() for line in lines)
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if tokenize.tok_name[token.type] not in WORDING:
                tokens.append(token.string)
    except tokenize.TokenError:  # the bracket ends elsewhere
        pass
    return tokens


if __name__ == "__main__":
    sys.exit(main())
