"""Images of one's own: a folder of pictures, IDX files, or an npz file.

What a network has to know of them, their shape and their classes, is read from the data.
"""

import hashlib
import io
import math
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lesson_code._text import one_line
from lesson_code._types import Array
from lesson_code.datasets._folders import list_folder, read_pixels, shown, size_and_kind
from lesson_code.datasets._store import PixelStore
from lesson_code.datasets.idx import UNPACKED, UNPACKED_A_BYTE, load_idx
from lesson_code.datasets.photographs import BadImageError
from lesson_code.datasets.splits import DamagedFileError, Split
from lesson_code.functions import check_generator

if TYPE_CHECKING:
    from zipfile import ZipFile

LARGEST_KEPT = 64  # pixels a side: larger pictures are resized if nobody says to what
SIDE = 32  # to which; every network takes it
MOST = 1024  # pixels a side that may be asked for
TEST_SHARE = 0.2

IDX_NAME = (
    r"(?i)(?P<prefix>.*?)(?P<part>train|t10k|test)[-_.](?P<kind>images|labels)[-_.]idx\d-ubyte"
    r"(\.gz)?"
)
NPZ_NAMES = {"x_train": "x_train", "t_train": "y_train", "x_test": "x_test", "t_test": "y_test"}
FLOAT_LIMIT = 30.0  # of brightness; what is from 0 to 255 was not divided


@dataclass(frozen=True)
class ImageSet:
    """Images with their classes, split into those to learn from and those to test with.

    Attributes:
        train: training images and labels, in random order.
        test: test images and labels, in the order of their names or of the file.
        classes: what the labels 0, 1, ... mean.
        notes: what was done to the images, in words.
        fingerprint: the same for the same images, labels and classes, whatever their files are
            called; so one can tell whether a split made again is the same.
    """

    train: Split
    test: Split
    classes: tuple[str, ...]
    notes: tuple[str, ...]
    fingerprint: str


class Source(Protocol):
    """Where images are, looked at but not yet read.

    Attributes:
        shape: shape (C, H, W) of one image.
        classes: what the labels 0, 1, ... mean.
    """

    @property
    def shape(self) -> tuple[int, int, int]:
        """Shape of one image."""
        ...

    @property
    def classes(self) -> tuple[str, ...]:
        """What the labels mean."""
        ...

    def load(
        self,
        *,
        rng: np.random.Generator | None = None,
        test_share: float = TEST_SHARE,
        in_file: bool | None = None,
        progress: bool | None = None,
    ) -> ImageSet:
        """Read all images, and split them where the source does not.

        Args:
            rng: as for `load_images`.
            test_share: as for `load_images`.
            in_file: as for `load_images`.
            progress: as for `load_images`.

        Returns:
            The images.

        Raises:
            BadImageError: as for `load_images`.
        """
        ...


def load_images(
    path: str | os.PathLike[str],
    *,
    size: int | tuple[int, int] | None = None,
    rng: np.random.Generator | None = None,
    test_share: float = TEST_SHARE,
    skip_damaged: bool = False,
    in_file: bool | None = None,
    progress: bool | None = None,
) -> ImageSet:
    """Read images of one's own.

    A folder holds one folder for each class, with its pictures; the folder's name is the class's.
    Or it holds `train` and `test` with such folders in each; else a fifth of each class is set
    apart for testing. Pictures that are the same, pixel for pixel, stay on one side of the split.
    Pictures are turned upright as the camera noted, and what is transparent is white. If all have
    the same size of up to 64 x 64 pixels they stay as they are; others are cut to their middle and
    resized to 32 x 32, or to `size`. If all are grey there is one channel, else there are three.

    A folder of IDX files holds images and labels as MNIST names them, e.g.
    `train-images-idx3-ubyte.gz` and `train-labels-idx1-ubyte.gz`, and `t10k-` for testing.

    An npz file holds `x_train`, `t_train`, `x_test` and `t_test` (`y_` for `t_` will do), and maybe
    `classes`, their names: images of shape (N, H, W), (N, C, H, W) or (N, H, W, C), as bytes or
    floating-point numbers; labels are integers of shape (N,).

    Nothing in a file is run, and no more memory is taken than the length of the files allows.

    Args:
        path: the folder, or the npz file; `~` is the user's home.
        size: height and width to bring pictures to, or one number for both.
        rng: makes the split where there is none; `np.random.default_rng(0)` if not given, so that
            the same pictures are split in the same way.
        test_share: share of each class that the split sets apart for testing.
        skip_damaged: True to leave out pictures that cannot be read, instead of an error.
        in_file: True to keep the decoded images in a file in the user's cache folder, which is
            deleted when they are no longer used, and to give `StoredImages` in place of arrays;
            None to do so if the arrays would take more than 512 MB.
        progress: True for a progress bar, False for none, None for one only where standard error is
            a terminal.

    Returns:
        The images, float32 from 0 (black) to 1 (white), shape (N, C, H, W); int64 labels; names.

    Raises:
        BadImageError: if there are fewer than two classes, a picture cannot be read, or a class has
            too few for a split.
        DamagedFileError: if an IDX or npz file is damaged, or does not hold what it should.
        OSError: if there is no such file or folder, or it cannot be read.
        ValueError: if `size` or `test_share` is out of range.

    Examples:
        >>> import tempfile
        >>> from PIL import Image
        >>> folder = Path(tempfile.mkdtemp())
        >>> for name, colour in [("sky", "blue"), ("grass", "green")]:
        ...     (folder / name).mkdir()
        ...     for i in range(5):
        ...         picture = Image.new("RGB", (8 + i, 6), "gold")
        ...         picture.paste(colour, (0, 0, 3 + i, 6))
        ...         picture.save(folder / name / f"{i}.png")
        >>> images = load_images(folder, size=8)
        >>> images.classes, images.train.x.shape, images.test.t
        (('grass', 'sky'), (8, 3, 8, 8), array([0, 1]))
    """
    source = find_images(path, size=size, skip_damaged=skip_damaged, progress=progress)
    return source.load(rng=rng, test_share=test_share, in_file=in_file, progress=progress)


def find_images(
    path: str | os.PathLike[str],
    *,
    size: int | tuple[int, int] | None = None,
    skip_damaged: bool = False,
    progress: bool | None = None,
) -> Source:
    """Look at images of one's own as far as is needed to know their shape and classes.

    Args:
        path: as for `load_images`.
        size: as for `load_images`.
        skip_damaged: as for `load_images`.
        progress: as for `load_images`.

    Returns:
        Where they are; its `load` reads them.

    Raises:
        BadImageError: as for `load_images`.
        DamagedFileError: as for `load_images`.
        OSError: as for `load_images`.
        ValueError: if `size` is out of range.
    """
    path = Path(os.path.expanduser(path))  # noqa: PTH111 (fails without a home)
    side = _side(size)
    if not path.exists():
        raise FileNotFoundError(f"{path}: there is no such file or folder; expected one of images")
    idx = path.is_dir() and bool(_idx_files(path))
    if path.is_dir() and not idx:
        return _Folder(path, side, skip_damaged, progress)
    if idx:
        source = of_idx_folder(path)
    elif path.suffix.lower() == ".npz":
        source = _of_npz(path)
    elif re.fullmatch(IDX_NAME, path.name):
        raise BadImageError(
            f"{path} is one of the files of a set; name the folder with all of them: {path.parent}"
        )
    else:
        raise BadImageError(
            f"{path} is a file; expected a folder with one for each class, a folder of IDX files, "
            "or a file whose name ends in .npz"
        )
    if side is not None and side != source.shape[1:]:
        raise ValueError(
            f"size: expected none for IDX and npz files; the images of {path} are "
            f"{source.shape[1]} x {source.shape[2]}; leave it out"
        )
    return source


def read_image(path: str | os.PathLike[str], shape: tuple[int, int, int]) -> Array:
    """Read one picture as `load_images` reads those of a folder.

    Args:
        path: the file.
        shape: shape (C, H, W) of the images that the network takes.

    Returns:
        A batch of one image, float32 from 0 to 1, shape (1, C, H, W).

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadImageError: if it is no picture, is damaged, or has too many pixels.

    Examples:
        >>> x = read_image("cat.jpg", (3, 32, 32))  # doctest: +SKIP
        >>> classes[network.predict(x).argmax()]  # doctest: +SKIP
        'cat'
    """
    return np.divide(read_pixels(path, shape)[np.newaxis], 255, dtype=np.float32)


def _side(size: int | tuple[int, int] | None) -> tuple[int, int] | None:
    if size is None:
        return None
    sides = (size, size) if isinstance(size, int) else tuple(size)
    good = len(sides) == 2 and all(type(n) is int and 1 <= n <= MOST for n in sides)
    if not good:
        raise ValueError(
            f"size: expected a number of pixels from 1 to {MOST}, or a height and a width, got "
            f"{size!r}"
        )
    return sides[0], sides[1]


# --- folders


class _Folder:
    """A folder with one for each class."""

    def __init__(
        self, root: Path, side: tuple[int, int] | None, skip: bool, progress: bool | None
    ) -> None:
        self._listing = list_folder(root)
        self._skip = skip
        self._damaged: dict[int, str] = {}
        self.classes = self._listing.classes
        sizes: dict[tuple[int, int], int] = {}
        greys = 0
        names = self._listing.names
        for i, name in enumerate(_shown_progress(names, "looking at pictures", progress)):
            try:
                size, grey = size_and_kind(root / name)
            except BadImageError as error:
                self._damaged[i] = str(error)
                continue
            sizes[size] = sizes.get(size, 0) + 1
            greys += grey
        self._check_damaged()
        if not sizes:
            raise BadImageError(
                f"{root}: none of its {len(names)} pictures can be read; save them as PNG or JPEG"
            )
        readable = len(names) - len(self._damaged)
        channels = 1 if greys == readable else 3
        one = next(iter(sizes))
        kept = len(sizes) == 1 and max(one) <= LARGEST_KEPT
        H, W = side or (one if kept else (SIDE, SIDE))
        self.shape = channels, H, W
        self._notes = list(self._listing.notes)
        if set(sizes) != {(H, W)}:
            was = f"{one[0]} x {one[1]}" if len(sizes) == 1 else f"of {len(sizes)} sizes"
            self._notes.append(
                f"pictures are {was}: cut to the middle and resized to {H} x {W}"
                + " (--size for another)" * (side is None)
            )
        if channels == 3 and greys:
            self._notes.append(f"grey pictures, given three channels: {greys} of {readable}")

    def load(
        self,
        *,
        rng: np.random.Generator | None = None,
        test_share: float = TEST_SHARE,
        in_file: bool | None = None,
        progress: bool | None = None,
    ) -> ImageSet:
        listing = self._listing
        store = PixelStore(len(listing.names), self.shape, in_file)
        prints, kept = [], []
        for i, name in enumerate(_shown_progress(listing.names, "reading pictures", progress)):
            if i in self._damaged:
                continue
            try:
                pixels = read_pixels(listing.root / name, self.shape)
            except BadImageError as error:
                self._damaged[i] = str(error)
                continue
            store.add(pixels[np.newaxis])
            prints.append(_print(pixels))
            kept.append(i)
        self._check_damaged()
        notes = list(self._notes)
        if self._damaged:
            names = [listing.names[i] for i in sorted(self._damaged)]
            notes.append(f"left out damaged pictures: {shown(names)}")
        return _split(
            store.images,
            np.array(prints, np.uint64),
            listing.labels[kept],
            None if listing.in_test is None else listing.in_test[kept],
            self.classes,
            rng,
            test_share,
            notes,
            listing.root,
        )

    def _check_damaged(self) -> None:
        if self._damaged and not self._skip:
            many = len(self._damaged)
            raise BadImageError(
                f"{many} of {len(self._listing.names)} pictures cannot be read; remove them, or "
                "leave them out with skip_damaged=True (the option --skip-damaged): "
                + "; ".join(list(self._damaged.values())[:5])
                + "; ..." * (many > 5)
            )


def _shown_progress(names: Sequence[str], what: str, progress: bool | None) -> Iterable[str]:
    """The names, with a bar that says how many are done."""
    if progress is False or sys.stderr is None:
        return names
    try:
        from tqdm import tqdm
    except ImportError:
        return names
    hidden = None if progress is None else False  # None: tqdm itself looks for a terminal
    bar: Iterable[str] = tqdm(names, desc=what, unit=" files", leave=False, disable=hidden)
    return bar


def _print(pixels: NDArray[Any]) -> int:
    """A number that the same pixels have, and no others in any set that could be read here."""
    return int.from_bytes(hashlib.blake2b(pixels.tobytes(), digest_size=8).digest(), "little")


# --- arrays


class _Arrays:
    """Images that a file holds as one array, with the file's own split or none."""

    def __init__(
        self,
        where: Path,
        parts: Sequence[tuple[NDArray[Any], NDArray[Any]]],
        classes: Sequence[str] | None,
    ) -> None:
        self._where = where
        self._x = [_images(where, x) for x, _ in parts]
        labels = [_labels(where, t, len(x)) for x, t in parts]
        if len({x.shape[1:] for x in self._x}) > 1 or len({x.dtype for x in self._x}) > 1:
            shapes = " and ".join(f"{x.shape} of {x.dtype}" for x in self._x)
            raise DamagedFileError(
                f"{where}: expected training and test images of one shape, got {shapes}; "
                "bring them to one shape and type before they are saved"
            )
        C, H, W = self._x[0].shape[1:]
        self.shape = C, H, W
        seen = np.unique(labels[0])
        if classes is None:
            self.classes = tuple(map(str, seen.tolist()))
        else:
            seen, self.classes = np.arange(len(classes)), tuple(map(str, classes))
        self._t = np.searchsorted(seen, np.concatenate(labels))
        strange = self._t == len(seen)
        strange |= seen[np.minimum(self._t, len(seen) - 1)] != np.concatenate(labels)
        if strange.any():
            which = np.unique(np.concatenate(labels)[strange])[:5].tolist()
            raise DamagedFileError(
                f"{where}: the labels {which} are of no class; expected those of the training "
                f"images, {shown(map(str, seen.tolist()))}; mend the labels, or leave those images "
                "out"
            )
        if len(self.classes) < 2:
            raise BadImageError(
                f"{where} holds images of one class only, {self.classes[0]!r}; add images of "
                "another"
            )
        self._in_test = np.repeat([False, True], [len(x) for x in self._x]) if parts[1:] else None

    def load(
        self,
        *,
        rng: np.random.Generator | None = None,
        test_share: float = TEST_SHARE,
        in_file: bool | None = None,
        progress: bool | None = None,
    ) -> ImageSet:
        images = self._of_bytes(in_file) if self._x[0].dtype == np.uint8 else self._of_numbers
        prints = np.array([_print(image) for x in self._x for image in x], np.uint64)
        return _split(
            images, prints, self._t, self._in_test, self.classes, rng, test_share, [], self._where
        )

    def _of_bytes(self, in_file: bool | None) -> Callable[[NDArray[np.int64]], Array]:
        store = PixelStore(len(self._t), self.shape, in_file)
        for x in self._x:
            store.add(x)
        return store.images

    def _of_numbers(self, rows: NDArray[np.int64]) -> Array:
        return np.concatenate(self._x)[rows].astype(np.float32)


def _images(where: Path, x: NDArray[Any]) -> NDArray[Any]:
    """Images of shape (N, C, H, W), from whatever order of axes they have."""
    if x.ndim == 3:
        x = x[:, np.newaxis]
    elif x.ndim == 4 and x.shape[1] not in (1, 3) and x.shape[3] in (1, 3):
        x = x.transpose(0, 3, 1, 2)
    if x.ndim != 4 or x.shape[1] not in (1, 3) or x.size == 0 or max(x.shape[2:]) > MOST:
        raise DamagedFileError(
            f"{where}: expected images of shape (N, H, W), (N, C, H, W) or (N, H, W, C) with 1 or "
            f"3 channels, got {x.shape}"
        )
    if x.dtype == np.uint8:
        return x
    if x.dtype.kind != "f":
        raise DamagedFileError(
            f"{where}: expected images as bytes (uint8) or floating-point numbers, got {x.dtype}; "
            "save x.astype(np.uint8) if they are from 0 to 255"
        )
    if not np.abs(x).max() <= FLOAT_LIMIT:  # so said, NaN is refused too
        raise DamagedFileError(
            f"{where}: expected brightness from 0 to 1, got up to {np.abs(x).max():g}; save x / 255"
        )
    return x


def _labels(where: Path, t: NDArray[Any], images: int) -> NDArray[np.int64]:
    if t.ndim == 2 and t.shape[1] == 1:  # as Keras has CIFAR-10's
        t = t[:, 0]
    if t.dtype.kind not in "iu" or t.shape != (images,):
        hint = "; save t.argmax(axis=1) of one-hot rows" if t.ndim == 2 else ""
        if t.shape == (images,) and t.dtype.kind == "f":
            whole = bool((t == np.floor(t)).all())
            hint = "; save t.astype(np.int64)" if whole else "; number the classes 0, 1, 2, ..."
        raise DamagedFileError(
            f"{where}: expected an integer label for each of {images} images, got shape {t.shape} "
            f"of {t.dtype}{hint}"
        )
    return t.astype(np.int64)


def _idx_files(folder: Path) -> dict[str, dict[str, Path]]:
    """The IDX files in a folder: for train and test, where the images and where the labels are."""
    found: dict[str, dict[str, dict[str, Path]]] = {}  # by what stands before train and test
    for path in sorted(folder.iterdir(), reverse=True):  # .gz first, so that the plain one is taken
        match = re.fullmatch(IDX_NAME, path.name)
        if match and path.is_file():
            part = "train" if match["part"].lower() == "train" else "test"
            files = found.setdefault(match["prefix"], {}).setdefault(part, {})
            files[match["kind"].lower()] = path
    if len(found) > 1:
        raise BadImageError(
            f"{folder} holds IDX files of several sets, {shown(sorted(found))}; put one of them "
            "into a folder of its own"
        )
    return next(iter(found.values()), {})


def of_idx_folder(folder: Path, classes: Sequence[str] | None = None) -> Source:
    """The IDX files in a folder, images and labels for training, and maybe for testing.

    Args:
        folder: where they are.
        classes: what the labels 0, 1, ... mean; the labels themselves if not given.

    Returns:
        The images.

    Raises:
        BadImageError: if there are files of several sets, or images of one class only.
        DamagedFileError: if there are none, one is missing, or is damaged.
    """
    files = _idx_files(folder)
    if not files:
        raise DamagedFileError(
            f"{folder} holds no IDX files; expected train-images-idx3-ubyte.gz and the like"
        )
    parts = []
    for part in sorted(files, reverse=True):  # train before test
        for kind, other in (("images", "labels"), ("labels", "images")):
            if kind not in files[part]:
                raise DamagedFileError(
                    f"{files[part][other]}: the {kind} that belong to it are not in the folder; "
                    "expected two files that are named alike"
                )
        parts.append((load_idx(files[part]["images"]), load_idx(files[part]["labels"])))
    return _Arrays(folder, parts, classes)


def _of_npz(path: Path) -> Source:
    from zipfile import ZipFile

    with open(path, "rb") as file:
        limit = max(UNPACKED, UNPACKED_A_BYTE * path.stat().st_size)
        try:
            with ZipFile(file) as archive:
                arrays = _arrays_in(archive, limit)
        except (BadImageError, DamagedFileError):
            raise
        except Exception as error:  # changed bytes can make nearly everything fail in some way
            raise DamagedFileError(
                f"{path} is no npz file, or is damaged: {one_line(error)}; write it anew with "
                "np.savez"
            ) from error
    lacking = [name for name in ("x_train", "t_train") if name not in arrays]
    if lacking or ("x_test" in arrays) != ("t_test" in arrays):
        raise DamagedFileError(
            f"{path} holds {shown(arrays) or 'no array'}; expected x_train, t_train, x_test and "
            "t_test"
        )
    names = [("x_train", "t_train"), ("x_test", "t_test")]
    parts = [(arrays[x], arrays[t]) for x, t in names if x in arrays]
    classes = arrays.get("classes")
    if classes is not None and (classes.ndim != 1 or classes.dtype.kind != "U"):
        raise DamagedFileError(
            f"{path}: expected classes to be names, got shape {classes.shape} of {classes.dtype}; "
            "save np.array(['cat', 'dog'])"
        )
    return _Arrays(path, parts, None if classes is None else classes.tolist())


def _arrays_in(archive: "ZipFile", limit: int) -> dict[str, NDArray[Any]]:
    """The arrays of an npz file that are known by name; pickled objects are refused."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    found = {}
    stored = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
    names = [(name, name) for name in (*NPZ_NAMES, "classes")]
    for name, given in [*((name, other) for name, other in NPZ_NAMES.items()), *names]:
        info = stored.get(given)
        if info is None:
            continue
        limit -= info.file_size
        if limit < 0 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ValueError(f"{given} unpacks to {info.file_size} bytes, more than it should")
        found[name] = _array(given, archive.read(info))
    return found


def _array(name: str, content: bytes) -> NDArray[Any]:
    """An array in NumPy's format, of which the header is not believed before it is compared."""
    file = io.BytesIO(content)
    version = np.lib.format.read_magic(file)
    if version == (1, 0):
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    else:
        shape, fortran, dtype = np.lib.format.read_array_header_2_0(file)
    if dtype.hasobject:
        raise ValueError(f"{name} holds Python objects, which are not read; expected numbers")
    start, count = file.tell(), math.prod(shape)
    if len(content) - start != count * dtype.itemsize or min(shape, default=1) < 1:
        raise ValueError(f"{name} promises shape {shape}, and has {len(content) - start} bytes")
    array = np.frombuffer(content, dtype, count, start)
    return array.reshape(shape, order="F" if fortran else "C").astype(dtype.newbyteorder("="))


# --- training and test


def _split(
    images: Callable[[NDArray[np.int64]], Array],
    prints: NDArray[np.uint64],
    labels: NDArray[np.int64],
    in_test: NDArray[np.bool_] | None,
    classes: tuple[str, ...],
    rng: np.random.Generator | None,
    test_share: float,
    notes: list[str],
    where: Path,
) -> ImageSet:
    rng = np.random.default_rng(0) if rng is None else rng
    check_generator(rng)
    if not 0 < test_share < 1:
        raise ValueError(f"test_share: expected a share between 0 and 1, got {test_share}")
    counts = np.bincount(labels, minlength=len(classes))
    _, groups = np.unique(prints, return_inverse=True)
    if in_test is None:
        in_test = _draw(groups, labels, classes, rng, test_share, where)
        notes.append(f"there is no split: {test_share:.0%} of each class was set apart for testing")
    else:
        taught = np.bincount(labels[~in_test], minlength=len(classes))
        for k in np.flatnonzero((taught == 0) & (counts > 0))[:1]:
            raise BadImageError(
                f"{where}: {classes[k]!r} has test images, but none to learn from; expected its "
                "training images too"
            )
        both = np.isin(prints[in_test], prints[~in_test]).sum()
        if both:
            notes.append(
                f"test images that are training images too: {both}; their result is too good"
            )
    pairs = np.unique(np.stack([groups, labels]), axis=1)[0]
    doubtful = len(pairs) - len(np.unique(pairs))
    if doubtful:
        notes.append(f"images that are in two classes: {doubtful}; look which is right")
    train, test = rng.permutation(np.flatnonzero(~in_test)), np.flatnonzero(in_test)
    if not len(train) or not len(test):
        raise BadImageError(
            f"{where}: expected training and test images, got {len(train)} and {len(test)}; add "
            "those that are missing"
        )
    ident = hashlib.sha256("\0".join(classes).encode("utf-8", "surrogateescape"))
    ident.update(prints.tobytes() + labels.tobytes())
    return ImageSet(
        Split(images(train), labels[train]),
        Split(images(test), labels[test]),
        classes,
        tuple(notes),
        ident.hexdigest(),
    )


def _draw(
    groups: NDArray[np.int64],
    labels: NDArray[np.int64],
    classes: tuple[str, ...],
    rng: np.random.Generator,
    share: float,
    where: Path,
) -> NDArray[np.bool_]:
    """Choose test images by class, the same pictures together; some of each class are left."""
    sizes = np.bincount(groups)
    of_group = np.full(len(sizes), -1)
    of_group[groups] = labels
    torn = np.zeros(len(sizes), bool)
    torn[groups[of_group[groups] != labels]] = True  # in two classes: to learn from only
    chosen = np.zeros(len(sizes), bool)
    for k, name in enumerate(classes):
        own = rng.permutation(np.flatnonzero((of_group == k) & ~torn))
        if len(own) < 2:
            raise BadImageError(
                f"{where}: {name!r} has too few pictures that differ, {len(own)}; expected 2 of "
                "each class at least, one to learn from and one to test with"
            )
        wanted = share * sizes[own].sum()
        reached = int(np.searchsorted(np.cumsum(sizes[own]), wanted - 0.5)) + 1
        chosen[own[: min(reached, len(own) - 1)]] = True
    return chosen[groups]
