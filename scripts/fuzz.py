"""Damage files of every kind the package reads, and see that reading them does no harm.

    python scripts/fuzz.py                        a minute
    python scripts/fuzz.py --cases 1000000        hours
    python scripts/fuzz.py --only checkpoint --first 4711 --cases 1 --keep .    one again

A damaged file must be refused with the package's own exception, in one sentence, or be read as
something that such a file can hold. Reading it must take no more time and memory than its size
allows, write nothing, start nothing and import nothing. What breaks this is told with its number,
and the exit code is 1. The same seed and number always make the same file.

Ctrl-C and SIGTERM end it; it says how to go on.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import sys
import tempfile
import time
import tracemalloc
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tqdm import tqdm  # noqa: E402

from lesson_code._interrupts import signals_interrupt  # noqa: E402
from scripts.damage import kinds, mutations  # noqa: E402

SECONDS, MEMORY = 1.0, 16 * 2**20  # that any file may take to read, and
PER_BYTE = 200  # bytes of memory more for each of its own
ROOM, ROOM_TO_MEASURE = 2**29, 2**32  # bytes that a reader gets at all, and when they are counted
STUCK = 60  # seconds after which a reader counts as one that never comes back
LONGEST_MESSAGE = 1500
MOST_FAULTS = 20

# What no reader does; the names of Python's audit events, or how they begin
FORBIDDEN = (
    "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "os.startfile", "os.remove",
    "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.putenv",
    "subprocess.", "socket.", "shutil.", "ctypes.", "webbrowser.", "urllib.", "ftplib.", "exec",
    "marshal.", "pickle.find_class", "code.__new__", "function.__new__", "import",
)  # fmt: skip


@dataclass
class Found:
    """What the cases of one kind came to."""

    cases: int = 0
    refused: int = 0
    seconds: float = 0.0
    memory: int = 0

    def add(self, other: Found) -> None:
        """Take in what other cases came to."""
        self.cases += other.cases
        self.refused += other.refused
        self.seconds = max(self.seconds, other.seconds)
        self.memory = max(self.memory, other.memory)


@dataclass
class Reader:
    """Reads damaged files in this process, whose memory may be limited for it."""

    kinds: list[kinds.Kind]
    folder: Path
    seed: int
    every: int
    limited: bool = False
    found: dict[str, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind in self.kinds:  # so that what is imported at first use is there
            for original in kind.originals:
                self._read(kind, original)
            self.found[kind.name] = Found()

    def case(self, number: int) -> tuple[str, bytes, str | None]:
        """Make the damaged file of a number and read it; its kind, and what is wrong with it."""
        rng = Random(f"{self.seed} {number}")
        kind = rng.choice(self.kinds)
        ways = [mutations.damage] if kind.below is None else [mutations.damage, kind.below]
        content = rng.choice(ways)(rng.choice(kind.originals), kind.originals, rng)
        return kind.name, content, self._case(number, kind, content)

    def _case(self, number: int, kind: kinds.Kind, content: bytes) -> str | None:
        found = self.found[kind.name]
        found.cases += 1
        forbidden.clear()
        start = time.process_time()
        error = self._read(kind, content)
        seconds = time.process_time() - start
        found.seconds = max(found.seconds, seconds)
        found.refused += error is not None
        if forbidden:
            return f"it did {', '.join(forbidden[:3])}"
        if seconds > SECONDS:
            return f"it took {seconds:.1f} s"
        if number % self.every == 0 or _ran_out_of_memory(error):
            memory = self._memory(kind, content)
            found.memory = max(found.memory, memory)
            if memory > MEMORY + PER_BYTE * len(content):
                return f"it took {memory / 2**20:.0f} MB"
        return None if error is None else _fault(error, kind, self.folder / kind.file)

    def _memory(self, kind: kinds.Kind, content: bytes) -> int:
        """How much reading a file takes at most; measuring makes it several times slower."""
        if self.limited:
            _limit_memory(ROOM_TO_MEASURE)
        tracemalloc.start()
        try:
            self._read(kind, content)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            if self.limited:
                _limit_memory(ROOM)

    def _read(self, kind: kinds.Kind, content: bytes) -> Exception | None:
        path = self.folder / kind.file
        path.write_bytes(content)
        try:
            with warnings.catch_warnings(), _watched():
                warnings.simplefilter("ignore")
                kind.read(path)
        except Exception as error:
            return error
        return None


def _fault(error: Exception, kind: kinds.Kind, path: Path) -> str | None:
    """What is wrong with a refusal."""
    text = str(error)
    if not isinstance(error, kind.refusals):
        return f"{type(error).__name__}: {text[:200]}"
    if not text.isprintable() or len(text) > LONGEST_MESSAGE:
        return f"its message is no sentence: {text[:200]!r} ({len(text)} characters)"
    named = path.name in text or path.parent.name in text
    return None if named else f"its message does not name the file: {text[:200]}"


def _ran_out_of_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _limit_memory(room: int) -> None:
    """Let this process have so much more than it has; where the system cannot tell, as it likes."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + room, hard))


forbidden: list[str] = []
_reading = False


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    global _reading
    _reading = True
    try:
        yield
    finally:
        _reading = False


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if not _reading:
        return
    if event == "open":
        mode, flags = args[1], args[2]
        writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writing or (isinstance(mode, str) and set(mode) & set("wax+")):
            forbidden.append(f"open {args[0]!r} to write")
    elif event.startswith(FORBIDDEN):
        if event == "import" and str(args[0]).partition(".")[0] in sys.stdlib_module_names:
            return  # Python's own, which it imports when it needs them first
        forbidden.append(f"{event} {args!r:.100}")


def read_cases(options: argparse.Namespace, first: int, at: Any, results: Connection) -> None:
    """Read one case after the other, in a process of its own; `at` is the present one's number."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder_in = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=folder_in, prefix="damaged-") as folder:
        chosen = [k for k in kinds.all_kinds(Path(folder)) if k.name in options.only]
        reader = Reader(chosen, Path(folder), options.seed, options.every, limited=True)
        sys.addaudithook(_audit)
        _limit_memory(ROOM)
        told = time.monotonic()
        end = told + (options.seconds or float("inf"))
        for number in range(first, options.first + options.cases):
            at.value = number
            name, content, fault = reader.case(number)
            if fault is not None:
                results.send((number, name, content, fault))
            if time.monotonic() > told + 1:
                told = time.monotonic()
                results.send(reader.found)
                reader.found = {name: Found() for name in reader.found}
            parent = multiprocessing.parent_process()
            if time.monotonic() > end or (parent is not None and not parent.is_alive()):
                break
        at.value += 1
        results.send(reader.found)


def run(options: argparse.Namespace) -> int:
    """Have all cases read; a process that dies or is stuck is a fault, and another goes on."""
    found: dict[str, Found] = {name: Found() for name in options.only}
    faults: list[tuple[int, str, str]] = []
    context = multiprocessing.get_context("spawn")
    start, number, stopped = time.monotonic(), options.first, False
    bar = tqdm(total=options.cases, unit=" files", disable=None, mininterval=0.5)

    def take(message: Any) -> None:
        if isinstance(message, dict):
            for name, more in message.items():
                found[name].add(more)
            return
        case, name, content, fault = message
        faults.append((case, name, fault))
        bar.write(f"{case} {name}: {fault}", file=sys.stderr)
        if options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{case}-{name}").write_bytes(content)

    while number < options.first + options.cases and len(faults) < MOST_FAULTS and not stopped:
        at = context.Value("q", number)
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=read_cases, args=(options, number, at, theirs), daemon=True)
        worker.start()
        theirs.close()
        moved, last = time.monotonic(), -1
        try:
            while True:
                with contextlib.suppress(EOFError):
                    while ours.poll(0.2):
                        take(ours.recv())
                if at.value != last:
                    moved, last = time.monotonic(), at.value
                    bar.update(last - options.first - bar.n)
                if not worker.is_alive() or len(faults) >= MOST_FAULTS:
                    break
                if time.monotonic() - moved > STUCK:
                    break
        except KeyboardInterrupt:
            stopped = True
        finished = worker.exitcode == 0
        code = worker.exitcode
        worker.kill()
        worker.join()
        with contextlib.suppress(EOFError, OSError):
            while ours.poll():
                take(ours.recv())
        number = at.value
        if finished:
            break
        if not stopped and len(faults) < MOST_FAULTS:
            what = (
                f"did not come back within {STUCK} s" if code is None else f"ended Python ({code})"
            )
            faults.append((number, "?", what))
            bar.write(f"{number}: {what}", file=sys.stderr)
            number += 1
    bar.close()
    _report(found, faults, number - options.first, time.monotonic() - start)
    if stopped:
        print(f"stopped; go on with: --seed {options.seed} --first {number}", file=sys.stderr)
        return 130
    return int(bool(faults))


def _report(
    found: dict[str, Found], faults: list[tuple[int, str, str]], cases: int, seconds: float
) -> None:
    print(f"{'kind':12} {'files':>9} {'refused':>9} {'slowest':>9} {'largest':>9}")
    for name, one in found.items():
        largest = f"{one.memory / 2**20:.1f} MB"
        print(f"{name:12} {one.cases:9} {one.refused:9} {one.seconds:7.2f} s {largest:>9}")
    print(f"{cases} damaged files in {seconds:.0f} s, {len(faults)} faults")
    for reason, count in Counter(fault[:60] for _, _, fault in faults).items():
        first = next(number for number, _, fault in faults if fault[:60] == reason)
        print(f"  {count} times, first in file {first}: {reason}")


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="fuzz.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = ("checkpoint", "weights", "photographs", "classes", "digits", "progress", "exercises",
             "pictures")  # fmt: skip
    parser.add_argument("--cases", type=int, metavar="N", help="how many files [default: no end]")
    parser.add_argument(
        "--seconds", type=float, metavar="S", help="how long [default: 60 without --cases]"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of all damage")
    parser.add_argument(
        "--first", type=int, default=0, metavar="N", help="number of the first file"
    )
    parser.add_argument(
        "--every",
        type=int,
        default=20,
        metavar="N",
        help="measure memory in each N-th [default: 20]",
    )
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="kinds of files")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to keep those at fault")
    options = parser.parse_args(arguments)
    if options.cases is None:
        options.cases = 2**60
        options.seconds = options.seconds or 60
    with signals_interrupt():
        return run(options)


if __name__ == "__main__":
    sys.exit(main())
