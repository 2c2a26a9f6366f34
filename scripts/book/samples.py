"""The samples in docs/samples: find them, run them, compare what they give with what is kept.

Beside each sample `x.py` stand what it prints (`x.out`) and what it draws (`x.svg`, `x.2.svg`,
...). The renderer writes these files and the tests compare them, both by this module.
docs/samples/settings.toml lists the samples that need something out of the ordinary, each with
the reason.
"""

from __future__ import annotations

import base64
import difflib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from subprocess import CompletedProcess

from scripts.machine.environment import ONE_THREAD

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "docs" / "samples"
RESULTS = ROOT / "docs" / "results"
READABLE = r"[\w-]+\.json|shared/[\w/-]+\.(npz|jpg)"

# What stands below such a line only draws: the pages fold it
DRAWING = "# Drawing"

# After these a program counts as endless. Alone none takes a quarter of them: machines may be busy
SECONDS = 300
LONG_SECONDS = 1800

RUN_SAMPLE = [sys.executable, "-W", "error", str(ROOT / "scripts" / "book" / "run_sample.py")]


class SampleError(Exception):
    """A sample, or its settings, cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Settings:
    """What settings.toml may say about a sample.

    Args:
        why: the reason for every other line.
        long: allow half an hour instead of five minutes.
        tolerance: largest difference of a number that is printed, or written in a figure (None:
            texts are compared exactly).
        figure_tolerance: largest difference of a coordinate in a figure, in points.
        image_tolerance: largest difference of a pixel in a figure, in levels of 255.
        unused: no page shows this sample.
        reads: files of docs/results, or of docs/shared with their folders (`shared/...`), which it
            finds in the folder where it runs.
        twin: a smaller sample that the page runs instead, where this one takes too long for a
            browser; no page shows it otherwise.
        own_process: it starts processes, which only one that was itself started anew can do safely.
        browser_differs: a browser gives something else, as the page says.
    """

    why: str = ""
    long: bool = False
    tolerance: float | None = None
    figure_tolerance: float = 0.01
    image_tolerance: float = 1
    unused: bool = False
    reads: tuple[str, ...] = ()
    twin: str | None = None
    own_process: bool = False
    browser_differs: bool = False


@dataclass(frozen=True)
class Sample:
    """One program, `docs/samples/<folder>/<stem>.py`."""

    path: Path
    settings: Settings = Settings()

    @property
    def name(self) -> str:
        """Folder and file, as pages write it: `15_im2col/unfold.py`."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def output(self) -> Path:
        """The file that keeps what it prints."""
        return self.path.with_suffix(".out")

    def kept_figures(self) -> dict[str, Path]:
        """Return the figures beside it, by file name."""
        mine = re.compile(re.escape(self.path.stem) + r"(\.[0-9]+)?\.svg")
        return {p.name: p for p in sorted(self.path.parent.glob("*.svg")) if mine.fullmatch(p.name)}


@dataclass(frozen=True)
class Outcome:
    """What one run gave."""

    text: str
    figures: dict[str, str]
    left_behind: list[str]
    seconds: float = field(compare=False, default=0.0)


# ---- finding


def all_samples(folder: Path = SAMPLES) -> list[Sample]:
    """Return every sample, in the order of their names."""
    settings = read_settings(folder)
    paths = sorted(folder.glob("*/*.py"))
    return [Sample(p, settings.get(f"{p.parent.name}/{p.name}", Settings())) for p in paths]


def read_settings(folder: Path = SAMPLES) -> dict[str, Settings]:
    """Read settings.toml; anything in it that has no meaning is an error."""
    file = folder / "settings.toml"
    if not file.exists():
        return {}
    known = {f.name for f in fields(Settings)}
    result = {}
    for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not (folder / name).is_file():
            raise SampleError(f"{file.name}: there is no sample {name!r}; remove its entry")
        if unknown := set(table) - known:
            raise SampleError(
                f"{file.name}: {name!r} has {sorted(unknown)}, known are {sorted(known)}"
            )
        if not table.get("why"):
            raise SampleError(f"{file.name}: {name!r} needs `why`, the reason for the exception")
        if not (folder / table.get("twin", name)).is_file():
            raise SampleError(
                f"{file.name}: {name!r} has a twin {table['twin']!r} that is not there"
            )
        if wrong := [n for n in table.get("reads", []) if not re.fullmatch(READABLE, n)]:
            raise SampleError(
                f"{file.name}: {name!r} reads {wrong}; name files of docs/results, such as"
                ' ["benchmark.json"], or of docs/shared, such as ["shared/weights/digits.npz"]'
            )
        result[name] = Settings(**{**table, "reads": tuple(table.get("reads", ()))})
    return result


def parts(text: str) -> tuple[str, str]:
    """Return a sample's lines above `# Drawing`, and those from there on (none without it)."""
    above, mark, below = f"\n{text}".partition(f"\n{DRAWING}\n")
    return (above[1:] + "\n", mark[1:] + below) if mark else (text, "")


def place_of(name: str) -> str:
    """Where below docs, and below the site, a file lies that a sample reads."""
    return name if "/" in name else f"results/{name}"


def twins(samples: list[Sample]) -> set[str]:
    """Return the names of the samples that a browser runs instead of others."""
    return {sample.settings.twin for sample in samples if sample.settings.twin}


def select(names: Iterable[str], samples: list[Sample]) -> list[Sample]:
    """Return the samples that the names mean: a folder, or folder/file with or without `.py`."""
    chosen: list[Sample] = []
    for name in names:
        wanted = name.replace("\\", "/").removeprefix("docs/samples/").rstrip("/")
        wanted = re.sub(r"\.(py|out)$", "", wanted)
        found = [s for s in samples if wanted in (s.path.parent.name, s.name.removesuffix(".py"))]
        if not found:
            known = sorted(
                {s.path.parent.name for s in samples}
                | {s.name.removesuffix(".py") for s in samples}
            )
            by_file = {k.rsplit("/")[-1]: k for k in known}
            near = difflib.get_close_matches(wanted, known, n=5, cutoff=0.4)
            near += [by_file[k] for k in difflib.get_close_matches(wanted, by_file, n=3)]
            hint = ", ".join(dict.fromkeys(near)) or ", ".join(known)
            raise SampleError(f"there is no sample {name!r}; did you mean one of these? {hint}")
        chosen += [s for s in found if s not in chosen]
    return chosen


def orphans(samples: list[Sample], folder: Path = SAMPLES) -> list[Path]:
    """Return the `.out` and `.svg` files that belong to no sample."""
    owned = {s.output for s in samples} | {p for s in samples for p in s.kept_figures().values()}
    files = [p for suffix in ("out", "svg") for p in folder.glob(f"*/*.{suffix}")]
    return sorted(p for p in files if p not in owned)


# ---- running


def run(sample: Sample, forks: Forks | None = None) -> Outcome:
    """Run a sample in a fresh process, or in a fresh fork, every warning an error.

    The folder in which it runs is empty except for the files that it reads.
    """
    seconds = LONG_SECONDS if sample.settings.long else SECONDS
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as figures:
        for name in sample.settings.reads:
            kept = RESULTS.parent / name if "/" in name else RESULTS / name
            if not kept.is_file():
                raise SampleError(f"{sample.name}: there is no docs/{place_of(name)}")
            shutil.copy(kept, empty)
        job = [str(sample.path), figures]
        start = time.perf_counter()
        try:
            if forks is None or sample.settings.own_process:
                done = _start(job, empty, seconds)
            else:
                done = forks.start(job, empty, seconds)
        except subprocess.TimeoutExpired as error:
            raise SampleError(
                f"{sample.name} did not end within {seconds} s; make it smaller,"
                " or mark it `long = true` in docs/samples/settings.toml"
            ) from error
        if done.returncode != 0:
            raise SampleError(f"{sample.name} failed:\n{done.stderr.strip()}")
        if done.stderr:
            raise SampleError(f"{sample.name} wrote to standard error:\n{done.stderr.strip()}")
        return Outcome(
            text=done.stdout,
            figures={p.name: p.read_text("utf-8") for p in sorted(Path(figures).iterdir())},
            left_behind=sorted(
                {p.name for p in Path(empty).iterdir()}
                - {Path(name).name for name in sample.settings.reads}
            ),
            seconds=time.perf_counter() - start,
        )


def _start(job: list[str], folder: str, seconds: float) -> CompletedProcess[str]:
    return subprocess.run(
        [*RUN_SAMPLE, *job],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
    )


def _environment() -> dict[str, str]:
    return {
        **ONE_THREAD,  # unless the caller says how many
        # A heartbeat that comes too late, while a cluster closes on a busy machine
        "DASK_LOGGING__DISTRIBUTED": "critical",
        **os.environ,
        "MPLBACKEND": "agg",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@contextmanager
def forks() -> Iterator[Forks | None]:
    """Give what starts samples at once, where a fork is safe: on Linux, without BLAS threads."""
    alone = all(os.environ.get(name, number) == number for name, number in ONE_THREAD.items())
    if sys.platform != "linux" or not alone:
        yield None
        return
    process = subprocess.Popen(
        [*RUN_SAMPLE, "--fork"],
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    with process:
        try:
            yield Forks(process)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@dataclass(frozen=True)
class Forks:
    """A process that has imported what samples import, and forks for each of them."""

    process: subprocess.Popen[str]

    def start(self, job: list[str], folder: str, seconds: float) -> CompletedProcess[str]:
        """Run one sample as `_start` does."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with tempfile.TemporaryDirectory() as said:
            output, errors = (Path(said) / name for name in ("output", "errors"))
            output.touch()
            errors.touch()
            print(
                json.dumps([*job, folder, str(output), str(errors), seconds]),
                file=self.process.stdin,
                flush=True,
            )
            code = int(self.process.stdout.readline())
            if code == -signal.SIGALRM:
                raise subprocess.TimeoutExpired(job, seconds)
            return CompletedProcess(job, code, output.read_text("utf-8"), errors.read_text("utf-8"))


# ---- comparing


def differences(sample: Sample, outcome: Outcome) -> list[str]:
    """Say where a run differs from what is kept; an empty list means that it does not."""
    settings = sample.settings
    found = []
    if outcome.left_behind:
        found.append(f"it left files where it ran: {', '.join(outcome.left_behind)}")

    kept = sample.output.read_text(encoding="utf-8") if sample.output.exists() else ""
    if problem := compare_text(kept, outcome.text, settings.tolerance):
        found.append(f"{sample.output.name}: {problem}")

    figures = sample.kept_figures()
    for name in sorted(figures.keys() | outcome.figures.keys()):
        if name not in outcome.figures:
            found.append(f"{name} is kept, but the sample does not draw it")
        elif name not in figures:
            found.append(f"{name} is drawn, but not kept")
        elif problem := compare_figures(
            figures[name].read_text(encoding="utf-8"),
            outcome.figures[name],
            settings.figure_tolerance,
            settings.image_tolerance,
            settings.tolerance,
        ):
            found.append(f"{name}: {problem}")
    return found


NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"


def compare_text(kept: str, now: str, tolerance: float | None = None) -> str | None:
    """Compare two outputs; return what differs, or None.

    Without a tolerance they must be equal. With one, numbers may differ by that much, while the
    text between them must be equal up to the width of its gaps (a number may get a sign).
    """
    if kept == now:
        return None
    if tolerance is None:
        return _diff(kept, now)
    if _gaps(kept) != _gaps(now):
        return "the text between the numbers differs\n" + _diff(kept, now)
    return _largest(_numbers(kept), _numbers(now), tolerance)


def compare_figures(
    kept: str,
    now: str,
    tolerance: float = 0.01,
    image_tolerance: float = 1,
    number_tolerance: float | None = None,
) -> str | None:
    """Compare two SVG files; return what differs, or None.

    Coordinates may differ by `tolerance` points, pixels of embedded images by `image_tolerance`
    levels, and numbers that are written in the figure by `number_tolerance` (None: not at all). The
    names of clip paths and markers are hashes of unrounded coordinates, so only their order counts.
    """
    if kept == now:
        return None
    kept_drawing, kept_images = _take_images_out(kept)
    drawing, images = _take_images_out(now)
    if len(kept_images) != len(images):
        return f"it has {len(images)} images, kept are {len(kept_images)}"
    if number_tolerance is not None:
        kept_drawing, kept_numbers = _take_numbers_out(kept_drawing)
        drawing, numbers = _take_numbers_out(drawing)
        as_many = len(kept_numbers) == len(numbers)  # if not, its shapes differ
        if as_many and (problem := _largest(kept_numbers, numbers, number_tolerance)):
            return f"a number that is written in it: {problem}"
    kept_parts, parts = _svg_parts(kept_drawing), _svg_parts(drawing)
    if kept_parts[0] != parts[0]:
        at = next(
            (i for i, (a, b) in enumerate(zip(kept_parts[0], parts[0], strict=False)) if a != b),
            min(len(kept_parts[0]), len(parts[0])) - 1,
        )
        return (
            "its shapes differ (other elements, colours, or numbers of points), first here:\n"
            f"  kept {kept_parts[0][at].strip()[:200]!r}\n  now  {parts[0][at].strip()[:200]!r}"
        )
    if problem := _largest(kept_parts[1], parts[1], tolerance):
        return problem
    for index, (a, b) in enumerate(zip(kept_images, images, strict=True), start=1):
        if problem := _compare_png(a, b, image_tolerance):
            return f"image {index}: {problem}"
    return None


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(NUMBER, text)]


def _gaps(text: str) -> list[str]:
    return [re.sub(r"[ \t]+", " ", gap).strip(" ") for gap in re.split(NUMBER, text)]


def _largest(kept: list[float], now: list[float], tolerance: float) -> str | None:
    pairs = list(zip(kept, now, strict=True))
    if all(abs(a - b) <= tolerance for a, b in pairs):
        return None
    a, b = max(pairs, key=lambda pair: abs(pair[0] - pair[1]))
    return f"kept {a:g}, now {b:g}: they differ by {abs(a - b):g}, allowed is {tolerance:g}"


def _diff(kept: str, now: str) -> str:
    lines = difflib.unified_diff(
        kept.splitlines(), now.splitlines(), "kept", "now", lineterm="", n=2
    )
    return "\n".join(lines) or "only the line endings at the end differ"


_IMAGE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]*)")
_NAME = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=href="#)[^"]+')
_SVG_NUMBER = re.compile(rf"(#[0-9a-fA-F]{{6}}\b)|({NUMBER})")


def _take_images_out(svg: str) -> tuple[str, list[bytes]]:
    images = [base64.b64decode(code) for code in _IMAGE.findall(svg)]
    return _IMAGE.sub("data:image", svg), images


# A text is drawn letter by letter, each defined where it first occurs; before it is what it says
_LETTERS = re.compile(r'<defs>\s*(?:<path id="DejaVu[^"]*" d="[^"]*"[^>]*/>\s*)+</defs>\s*')
_WRITTEN_NUMBER = re.compile(rf"<!-- ({NUMBER}) -->(\s*<g [^>]*>).*?</g>", re.DOTALL)


def _take_numbers_out(svg: str) -> tuple[str, list[float]]:
    """Leave of each written number its place alone, and return all of them beside it."""
    svg = _LETTERS.sub("", svg)
    numbers = [float(m[1]) for m in _WRITTEN_NUMBER.finditer(svg)]
    return _WRITTEN_NUMBER.sub(r"<!-- number -->\2</g>", svg), numbers


def _svg_parts(svg: str) -> tuple[list[str], list[float]]:
    """Split into the text between the numbers, and the numbers; colours belong to the text."""
    names: dict[str, str] = {}
    svg = _NAME.sub(lambda m: names.setdefault(m[0], f"name{_letters(len(names))}"), svg)
    numbers = [float(m[2]) for m in _SVG_NUMBER.finditer(svg) if m[2]]
    text = _SVG_NUMBER.sub(lambda m: m[1] or "\0", svg)
    return text.split("\n"), numbers


def _letters(index: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(index))


def _compare_png(kept: bytes, now: bytes, tolerance: float) -> str | None:
    if kept == now:
        return None
    import numpy as np
    from PIL import Image

    a, b = (np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"), int) for png in (kept, now))
    if a.shape != b.shape:
        return f"its size is {b.shape[:2]}, kept is {a.shape[:2]}"
    largest = int(abs(a - b).max())
    if largest <= tolerance:
        return None
    return f"a pixel differs by {largest} levels, allowed are {tolerance:g}"
