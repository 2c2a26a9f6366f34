"""One file from several places that hold the same bytes, in pieces if need be."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from lesson_code._locks import alone
from lesson_code._text import one_line
from lesson_code.datasets.splits import DownloadError

TIMEOUT = 30  # seconds of silence after which a connection is given up
ENOUGH = 500_000  # bytes a second: what brings less is left, if another mirror may bring more
WINDOW = 10  # seconds over which that is judged
CHUNK = 2**16  # bytes; of a connection that breaks, the last ones are lost


@dataclass(frozen=True)
class Published:
    """A file as it was published.

    Attributes:
        mirrors: addresses that hold it, in the order in which they are asked.
        size: its bytes.
        sha256: its hash.
    """

    mirrors: tuple[str, ...]
    size: int
    sha256: str


class _TooSlowError(Exception):
    """A mirror brings too little, and others may bring more; how much, in bytes a second."""

    def __init__(self, speed: float) -> None:
        super().__init__(f"{speed / 1000:.0f} kB/s, which is slow")
        self.speed = speed


def fetch_into_cache(
    file: Published,
    name: str,
    what: str,
    instead: str,
    cache: Path | None = None,
    progress: bool | None = None,
) -> Path:
    """Bring a file into the user's cache, unless it is there already.

    Args:
        file: what is wanted.
        name: its name there, maybe in a folder of its own.
        what: the data set's name, for messages.
        instead: what to do where it cannot be fetched, for messages.
        cache: the folder, if not the user's.
        progress: True for a progress bar, False for none, None for one only where standard error is
            a terminal.

    Returns:
        Where it is; its hash is the right one.

    Raises:
        DownloadError: if it cannot be had.
    """
    try:
        import pooch
        import tqdm  # noqa: F401 (needed by fetch)
    except ImportError as error:
        raise DownloadError(
            f"{what} is fetched with the packages pooch and tqdm, and {error.name} is not "
            f"installed. {instead}"
        ) from error
    try:
        cache = cache or Path(pooch.os_cache("lesson_code"))
    except RuntimeError as error:  # with a word on variables that nobody need know
        raise DownloadError(
            f"{what} has no place to be kept, for the user has no home folder. {instead}"
        ) from error
    shown = sys.stderr is not None and sys.stderr.isatty() if progress is None else progress
    path = cache / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fetch(file, path, progress=shown)
    except OSError as error:
        raise DownloadError(
            f"{what} could not be fetched into {path.parent}: {error}. Try again when the network "
            f"is there: it goes on where it stopped. {instead}"
        ) from error
    return path


def fetch(file: Published, path: Path, *, progress: bool) -> None:
    """Bring a file to a path.

    What came stays beside it, as `.part`, until it is whole, so that a download that broke off goes
    on where it stopped: at another mirror, or at the next call. Every mirror has a first try, which
    ends when it is slow, and a second one, which takes whatever comes.

    Args:
        file: what is wanted.
        path: where to; its folder must exist.
        progress: True for a bar on standard error.

    Raises:
        OSError: if no mirror brings it: what each of them did; or if it cannot be written.
    """
    part = path.with_name(path.name + ".part")
    with alone(path.with_name(path.name + ".lock")) as free:
        if not free:
            raise OSError("another program is fetching it at this moment; wait for that one")
        if _has(file, path):
            return
        problems = _from_mirrors(file, part, progress)
        if problems:
            raise OSError("; ".join(problems))
        os.replace(part, path)


def _from_mirrors(file: Published, part: Path, progress: bool) -> list[str]:
    """Fill the file in parts; what went wrong at each mirror, or nothing once it is whole."""
    import requests

    problems: dict[str, str] = {}  # the last one of each mirror
    speed = dict.fromkeys(file.mirrors, 0.0)
    for patient in (len(file.mirrors) == 1, True):
        for url in sorted(file.mirrors, key=speed.__getitem__, reverse=True):
            try:
                with part.open("ab") as out:
                    _go_on(url, file, out, patient, progress)
                if _has(file, part):
                    return []
                part.unlink()  # which of the mirrors sent something else, nobody knows
                problem = "what came is not the published file: its hash (SHA-256) differs"
            except _TooSlowError as error:
                problem, speed[url] = str(error), error.speed
            except requests.RequestException as error:
                problem = one_line(error, 150)
            problems[url] = f"{url}: {problem}"
    return list(problems.values())


def _go_on(url: str, file: Published, out: BinaryIO, patient: bool, progress: bool) -> None:
    """Append what is missing, or write all of it anew where a mirror knows no parts."""
    import requests
    from tqdm import tqdm

    have = out.seek(0, os.SEEK_END)
    if have >= file.size:  # whole, or of something else; the hash will tell
        return
    ask = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with requests.get(url, headers=ask, stream=True, timeout=TIMEOUT) as answer:
        answer.raise_for_status()
        if answer.status_code != requests.codes.partial_content:
            have = 0
        rest = int(answer.headers.get("Content-Length", -1))
        if have + rest != file.size:  # a page that says "no such file", say
            raise requests.RequestException(f"it has {have + rest} bytes, expected {file.size}")
        out.truncate(have)
        with tqdm(
            desc=urlsplit(url).netloc,
            total=file.size,
            initial=have,
            unit="B",
            unit_scale=True,
            disable=not progress,
        ) as bar:
            start, came = time.monotonic(), 0
            for chunk in answer.iter_content(CHUNK):
                out.write(chunk)
                bar.update(len(chunk))
                came += len(chunk)
                seconds = time.monotonic() - start
                if seconds > WINDOW:
                    if came < ENOUGH * seconds and not patient:
                        raise _TooSlowError(came / seconds)
                    start, came = time.monotonic(), 0


def _has(file: Published, path: Path) -> bool:
    """Whether this is the file as it was published."""
    import pooch

    if not path.is_file() or path.stat().st_size != file.size:
        return False
    return bool(pooch.file_hash(str(path), alg="sha256") == file.sha256)
