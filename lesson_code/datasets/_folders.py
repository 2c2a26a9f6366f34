"""Folders of pictures: what lies in them, and each picture as the bytes that a network sees."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._text import counted
from lesson_code.datasets._picture_files import picture_in
from lesson_code.datasets.photographs import BadImageError

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = frozenset(
    ".png .jpg .jpeg .jpe .jfif .mpo .gif .bmp .tif .tiff .webp .avif .ppm .pgm .pbm .heic .heif".split()  # noqa: E501, SIM905
)
NOT_MEANT = {"thumbs.db", "desktop.ini", "__macosx"}  # besides what begins with a dot
TRAIN, TEST = ("train", "training"), ("test", "testing", "val", "valid", "validation")
SHOWN = 5  # names in a sentence


@dataclass(frozen=True)
class Listing:
    """What lies in a folder.

    Attributes:
        root: the folder.
        names: where each picture is, from the folder on.
        labels: its class, shape (N,).
        in_test: whether it is a test image, shape (N,); None where nothing says so.
        classes: names of the classes.
        notes: what was left out, in words.
    """

    root: Path
    names: list[str]
    labels: NDArray[np.int64]
    in_test: NDArray[np.bool_] | None
    classes: tuple[str, ...]
    notes: tuple[str, ...]


def list_folder(root: Path) -> Listing:
    """Look through a folder that has one for each class, or `train` and `test` with those.

    Args:
        root: the folder.

    Returns:
        The pictures, in the order of their names whatever the system's order is.

    Raises:
        BadImageError: if there are no two classes of pictures.
        OSError: if a folder cannot be read.
    """
    parts = _parts(root)
    found: dict[str, list[tuple[bool, str]]] = {}  # by class
    loose: list[str] = []
    others: list[str] = []
    empty: list[str] = []
    for in_test, part in parts:
        for folder in _folders(root / part):
            pictures, more = _below(root, _joined(part, folder))
            others += more
            if pictures:
                label = unicodedata.normalize("NFC", folder)
                found.setdefault(label, []).extend((in_test, name) for name in pictures)
            else:
                empty.append(folder)
        loose += [name for name in _files(root / part) if _is_picture(name)]
    _check_classes(root / parts[0][1], found, loose, empty)
    classes = tuple(sorted(found))
    rows = [(in_test, name, k) for k, label in enumerate(classes) for in_test, name in found[label]]
    notes = [
        f"left out {what}: {shown(names)}"
        for what, names in (
            ("what lies in no class's folder", loose),
            ("what is no picture by its name", others),
            ("folders without a picture", empty),
        )
        if names
    ]
    aside = [name for name in _folders(root) if name not in dict(parts).values()]
    if len(parts) > 1 and aside:
        notes.append(f"left out what lies beside {parts[0][1]} and {parts[1][1]}: {shown(aside)}")
    return Listing(
        root,
        [name for _, name, _ in rows],
        np.array([k for _, _, k in rows], np.int64),
        np.array([in_test for in_test, _, _ in rows]) if len(parts) > 1 else None,
        classes,
        tuple(notes),
    )


def shown(names: Iterable[str]) -> str:
    """Some names for a sentence.

    Args:
        names: all of them.

    Returns:
        The first ones, and how many there are if those are not all.
    """
    names = list(names)
    more = f", ... ({len(names)} in all)" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _parts(root: Path) -> list[tuple[bool, str]]:
    """The folders that classes lie in, and whether it is the one with test images."""
    folders = {name.lower(): name for name in _folders(root)}
    train = next((folders[name] for name in TRAIN if name in folders), None)
    test = next((folders[name] for name in TEST if name in folders), None)
    if train is None or test is None:
        return [(False, "")]
    return [(False, train), (True, test)]


def _check_classes(root: Path, found: dict[str, Any], loose: list[str], empty: list[str]) -> None:
    """Two classes at least, or a sentence on how a folder should look."""
    wanted = f"expected a folder for each class, such as {root / 'cat' / '1.jpg'}"
    if not found and loose:
        raise BadImageError(
            f"{root} holds {counted(len(loose), 'picture')}, but no folders that say what is "
            f"shown; {wanted} and {root / 'dog' / '1.jpg'}"
        )
    if not found:
        what = f"folders ({shown(empty)}), but no" if empty else "no"
        raise BadImageError(f"{root} holds {what} pictures (PNG, JPEG, GIF, BMP, ...); {wanted}")
    if len(found) == 1:
        [name] = found
        inner = [folder for folder in _folders(root / name) if _below(root / name, folder)[0]]
        hint = f"did you mean {root / name}?" if len(inner) > 1 else f"{wanted}, and two at least"
        raise BadImageError(f"{root} holds pictures of one class only, {name!r}; {hint}")


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.name.lower() not in NOT_MEANT:
                yield entry


def _folders(folder: Path) -> list[str]:
    return _sorted(entry.name for entry in _entries(folder) if entry.is_dir())


def _files(folder: Path) -> list[str]:
    return _sorted(entry.name for entry in _entries(folder) if entry.is_file())


def _sorted(names: Iterable[str]) -> list[str]:
    """In one order everywhere; a Mac may spell が as か and a mark."""
    return sorted(names, key=lambda name: (unicodedata.normalize("NFC", name), name))


def _is_picture(name: str) -> bool:
    return f".{name.rpartition('.')[2].lower()}" in SUFFIXES


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _below(root: Path, folder: str) -> tuple[list[str], list[str]]:
    """All pictures in a folder and in those within it, and the files that are none."""
    pictures: list[str] = []
    others: list[str] = []
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        for name in _files(root / at):
            (pictures if _is_picture(name) else others).append(_joined(at, name))
        inner = [name for name in _folders(root / at) if not (root / at / name).is_symlink()]
        waiting += [_joined(at, name) for name in reversed(inner)]
    return pictures, others


def size_and_kind(path: Path) -> tuple[tuple[int, int], bool]:
    """What a picture says of itself, without decoding it.

    Args:
        path: the file.

    Returns:
        Its height and width, and whether it is grey.

    Raises:
        OSError: if it cannot be opened.
        BadImageError: if it is no picture.
    """
    with picture_in(path, whole=False) as image:
        grey = image.mode in ("1", "L", "LA", "La", "F") or image.mode.startswith("I")
        return (image.height, image.width), grey


def read_pixels(path: str | os.PathLike[str], shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Read a picture as the bytes of an image of such a shape.

    It is turned upright as the camera noted; what is transparent is white; of several frames the
    first is read. Where its shape is another one, the middle is cut out, as large as the sides'
    ratio allows, and resized.

    Args:
        path: the file.
        shape: channels, 1 or 3, height and width.

    Returns:
        The bytes, of that shape.

    Raises:
        OSError: if it cannot be opened.
        BadImageError: if it is no picture, is damaged, or has too many pixels.
    """
    from PIL import Image, ImageOps

    C, H, W = shape
    mode = "L" if C == 1 else "RGB"
    with picture_in(path) as image:
        image.draft(mode, (2 * max(H, W),) * 2)  # JPEG need not be unfolded whole
        ImageOps.exif_transpose(image, in_place=True)
        plain = _of_bytes(image, path)
        if plain.has_transparency_data:
            plain = plain.convert("RGBA")
            plain = Image.alpha_composite(Image.new("RGBA", plain.size, "white"), plain)
        plain = plain.convert(mode)
        if plain.size != (W, H):
            plain = ImageOps.fit(plain, (W, H), Image.Resampling.BILINEAR)
        return np.asarray(plain).reshape(H, W, C).transpose(2, 0, 1)


def _of_bytes(image: "Image", path: str | os.PathLike[str]) -> "Image":
    """A grey picture of 16 bits a pixel as one of 8; any other as it is."""
    from PIL import Image

    if image.mode[0] not in "IF":
        return image
    values = np.asarray(image)
    if image.mode == "F" or values.min() < 0 or values.max() > 65535:
        raise BadImageError(
            f"{path} stores each pixel as one 32-bit number; save it with 8 or 16 bits, from 0 for "
            "black to the maximum for white"
        )
    return Image.fromarray((values // 257).astype(np.uint8))
