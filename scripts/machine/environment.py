"""The environment that the commands share: .venv, made from the lock requirements.txt.

`prepare` returns its Python. A .venv is good while its stamp, the file written last, says that it
was finished, from this lock, by this Python, in this folder; otherwise it is thrown away and made
again. So a run may be interrupted anywhere: the next one repairs what it left.

Only the standard library is used, because nothing else is there yet.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
# One BLAS thread: sums are added in the same order on machines with few cores and with many, and
# processes side by side do not get in each other's way
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}
SCHEMA = 1  # one more whenever make() puts something else into a .venv

STALE = {
    "schema": "it was made by another version of scripts/machine/environment.py",
    "lock": "requirements.txt is another one since",
    "python": "it was made by another Python",
    "folder": "it was made in another folder",
}

# What a failed step printed, and what that means; the first sign that is found counts.
SIGNS = {
    r"DO NOT MATCH THE HASHES": (
        "A package that came is not the one that requirements.txt names: its hash differs. Do not"
        " trust it, and nothing of it was installed. A proxy, a mirror or a cache on the way may"
        " have changed it, or the download was cut off: run the same command again, from another"
        " network if you can. If it says this again, tell the authors."
    ),
    r"(?i)no space left|not enough space|disk quota exceeded": (
        "The disk is full. Free about 1 GB, then run the same command again."
    ),
    r"ensurepip is not|No module named '?(venv|ensurepip)": (
        "This Python came without its venv module. On Debian and Ubuntu: sudo apt install"
        " python3-venv; then run the same command again."
    ),
    r"Failed to establish|NewConnection|Max retries|[Tt]imed out|name resolution|getaddrinfo"
    r"|unreachable|Connection ?(aborted|broken|refused|reset|Error)|IncompleteRead|ProxyError"
    r"|CERTIFICATE_VERIFY|SSLError|HTTP error 5": (
        "The package index could not be reached: no network, or a proxy or a certificate in the"
        " way. Nothing is lost; run the same command again when online."
    ),
    r"No matching distribution": (
        "There is no ready-built package for this Python on this system. CPython 3.11 to 3.14, 64"
        " bits, has one on Linux, macOS and Windows: run the command with such a Python."
    ),
}


class ExpectedError(Exception):
    """A failure that is no bug: its text says what happened and what to do."""


def prepare(root: Path = ROOT) -> Path:
    """Return the Python of root/.venv, which is made first unless it is there as the lock says."""
    start = time.perf_counter()
    try:
        if why_make(root):
            with alone(root / ".venv.lock", "another command is making .venv"):
                reason = why_make(root)  # asked again: another command may have made it meanwhile
                if reason:
                    make(root, reason)
    except OSError as error:
        raise ExpectedError(
            explain(str(error)) or f"The environment was not made: {error}"
        ) from error
    say(f".venv is ready ({time.perf_counter() - start:.1f} s)")
    return python_of(root)


def why_make(root: Path) -> str | None:
    """Say why root/.venv has to be made, or None if it is good."""
    venv = root / ".venv"
    if not venv.exists():
        return "there is none yet"
    try:
        stamp = json.loads(stamp_of(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "the one here is half-made, left by a run that was interrupted"
    for key, value in good_stamp(root).items():
        if stamp.get(key) != value:
            return STALE[key]
    try:
        subprocess.run([python_of(root), "-I", "-S", "-c", ""], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return "the Python it was made from has gone"
    return None


def make(root: Path, reason: str) -> None:
    """Make root/.venv from nothing; the stamp comes last."""
    venv = root / ".venv"
    say(f"making .venv: {reason}")
    if venv.exists():
        stamp_of(root).unlink(missing_ok=True)  # first, so that half a removal is no good .venv
        shutil.rmtree(venv)

    base = getattr(sys, "_base_executable", None) or sys.executable  # .venv's own is gone by here
    require([base, "-I", "-m", "venv", str(venv)], "python -m venv", hear_everything=True)
    say("installing requirements.txt: some minutes the first time")
    install(python_of(root), root / "requirements.txt")

    # The project on the path, wherever one stands. Relative, because a .pth is read in the
    # encoding of the system, which may lack the letters of the folder's name.
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(venv)}))
    (packages / "lesson_code.pth").write_text(os.path.relpath(root, packages), encoding="ascii")

    unfinished = stamp_of(root).with_suffix(".part")
    unfinished.write_text(json.dumps(good_stamp(root), indent=1), encoding="utf-8")
    unfinished.replace(stamp_of(root))


def install(python: Path, lock: Path) -> None:
    """Let pip install what the lock names, and nothing else."""
    terminal = sys.stdout.isatty()  # there pip draws its progress itself
    command = [str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    command += [] if terminal else ["--quiet"]
    require(command, "pip", hear_everything=not terminal)


def good_stamp(root: Path) -> dict[str, object]:
    """Return what the stamp of a good .venv holds."""
    return {
        "schema": SCHEMA,
        "lock": hashlib.sha256((root / "requirements.txt").read_bytes()).hexdigest(),
        "python": sysconfig.get_config_var("EXT_SUFFIX"),  # version, build, system, processor
        "folder": str(root.resolve()),
    }


def stamp_of(root: Path) -> Path:
    return root / ".venv" / "complete.json"


def python_of(root: Path) -> Path:
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@contextlib.contextmanager
def alone(path: Path, otherwise: str) -> Iterator[None]:
    """Hold a lock that the system lets go when the process ends, however it ends.

    While another process holds it, what that one does is said, once, and waited for.
    """
    with path.open("a") as file:
        # pip inherits it: if this process is killed, others wait until its pip has ended too
        os.set_inheritable(file.fileno(), True)
        waiting = False
        while not locked(file.fileno()):
            if not waiting:
                say(f"{otherwise}: waiting for it (Ctrl-C stops)")
            waiting = True
            time.sleep(0.2)
        yield


def locked(file: int) -> bool:
    """Try to lock an open file."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def require(command: list[str], name: str, *, hear_everything: bool) -> None:
    """Run a command that must succeed, show what it says, and explain its failure from that."""
    out = subprocess.PIPE if hear_everything else None
    err = subprocess.STDOUT if hear_everything else subprocess.PIPE
    heard = []
    with subprocess.Popen(
        command, stdout=out, stderr=err, env=surroundings(), close_fds=False
    ) as child:
        try:
            for line in child.stdout or child.stderr or ():
                heard.append(line.decode("utf-8", "replace"))
                sys.stderr.write(heard[-1])
                sys.stderr.flush()
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        if shutil.disk_usage(ROOT).free < 20e6:
            heard.append("no space left")  # ensurepip keeps to itself what stopped it
        meaning = explain("".join(heard)) or "Run the same command again when that is mended."
        raise ExpectedError(f"{name} failed (it says why above). {meaning}")


def explain(said: str) -> str | None:
    """Return what the words of a failed step mean, if they are known."""
    return next((meaning for sign, meaning in SIGNS.items() if re.search(sign, said)), None)


def surroundings(**more: str) -> dict[str, str]:
    """Return the variables for a child process: UTF-8, and nothing that bends Python or pip."""
    bending = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in bending}
    return {**kept, "PYTHONUTF8": "1", "PIP_USER": "0", **more}


def call(command: list[str], cwd: Path, **variables: str) -> int:
    """Run a command to its end and return its exit code; at Ctrl-C it may say its own goodbye."""
    with subprocess.Popen(command, cwd=cwd, env=surroundings(**variables)) as child:
        try:
            return child.wait()
        except BaseException:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=5)
            child.kill()
            raise


def bring_pyodide(python: str | Path) -> bool:
    """Have the Python of the pages at hand; return whether it is."""
    script = Path(__file__).parent / "vendor_pyodide.py"
    return call([str(python), str(script)], cwd=ROOT) == 0


def run(command: Callable[[], int]) -> NoReturn:
    """Run a command as a program, which ends an ExpectedError and Ctrl-C with their sentences."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a folder may be called 学習
    try:
        code = command()
    except ExpectedError as problem:
        sys.stdout.flush()
        print(f"\n{problem}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        sys.stdout.flush()
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        code = 130
    sys.exit(code)


def say(text: str) -> None:
    print(text, flush=True)
