"""Results files in docs/results: what was measured, with which settings, on which machine.

The benchmark and the experiments write them; pages and figures take their numbers from them.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import json
import os
import platform
import subprocess
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "docs" / "results"


class ResultsError(Exception):
    """A results file cannot be used; the message says what to do."""


def provenance() -> dict[str, Any]:
    """Return what a measurement depends on besides its settings: versions, processor, commit."""
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": commit(),
        "python": platform.python_version(),
        "numpy": importlib.metadata.version("numpy"),
        "torch": _version_if_installed("torch"),
        "system": platform.system(),
        "cpu": cpu(),
        "cores": os.cpu_count(),
        "blas_threads": os.environ.get("OPENBLAS_NUM_THREADS"),
    }


def commit() -> str | None:
    """Return the commit that is checked out, with a `+` if files differ from it."""
    try:
        name = _git("rev-parse", "--short=12", "HEAD")
        return name + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def cpu() -> str:
    """Return the processor's name as the system knows it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def write(path: Path, results: dict[str, Any]) -> None:
    """Write a results file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(name: str, folder: Path = RESULTS) -> dict[str, Any]:
    """Read docs/results/NAME.json."""
    path = folder / f"{name}.json"
    if not path.exists():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.json"))) or "none"
        raise ResultsError(f"there are no results {name!r}; known are: {known}")
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return result


def look_up(results: dict[str, Any], key: str) -> Any:
    """Return what stands under a dotted key: `simple_convnet.torch_ratio`, `runs.0.best`."""
    value: Any = results
    for part in key.split("."):
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            known = sorted(value) if isinstance(value, dict) else type(value).__name__
            raise ResultsError(f"{key}: there is no {part!r}; known here: {known}") from error
    return value


def show(value: Any, spec: str = "") -> str:
    """Return a value as a page shows it: `.1f`, `.2%` and so on are Python's own formats.

    `+.2pp` is ours: a difference of two shares in percentage points, without its unit. A fraction
    needs a format; a text, such as the processor's name, has none.
    """
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number and not isinstance(value, str):
        raise ResultsError(f"a page can show a number or a text, got {value!r}; write a longer key")
    if isinstance(value, float) and not spec:
        raise ResultsError(f"{value!r} needs a format; put it after a second colon, such as :.1f")
    if isinstance(value, str) and spec:
        raise ResultsError(f"{value!r} is a text; leave the format {spec!r} out")
    try:
        if spec.endswith("pp"):
            return format(100 * value, spec.removesuffix("pp") + "f").replace("-", "−")
        text = format(value, spec)
    except ValueError as error:
        raise ResultsError(f"Python cannot write {value!r} as {spec!r}: {error}") from error
    return text.replace("%", " %")


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.strip()


def _version_if_installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
