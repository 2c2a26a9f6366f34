"""Picture files, opened with care: what one says of itself is checked before it takes memory."""

import contextlib
import io
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lesson_code._text import one_line
from lesson_code.datasets.photographs import BadImageError

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "MPO", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "PPM")
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
PIXELS = 2**24  # that any file may unfold to
PIXELS_A_BYTE = 100  # that a larger picture may; photographs have about one


@contextlib.contextmanager
def picture_in(path: str | os.PathLike[str], *, whole: bool = True) -> Iterator["Image"]:
    """Open a picture; all that a damaged one makes fail in the block becomes one kind of error.

    Args:
        path: the file.
        whole: False to read no more of it than its size and kind.

    Yields:
        The picture, not yet decoded.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        BadImageError: if it is no picture, is damaged, or has more pixels than its length allows.
    """
    from PIL import Image, UnidentifiedImageError

    size = Path(path).stat().st_size
    with open(path, "rb") as opened, contextlib.ExitStack() as stack:
        # In memory, no more is read than there is, whatever a file says of the length of its parts
        file = stack.enter_context(io.BytesIO(opened.read())) if whole else opened
        stack.enter_context(warnings.catch_warnings())
        # Pillow only warns of a small file that unfolds to a hundred million pixels
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            formats = _formats(file, path)
            head = file.read(30)
            file.seek(0)
            _refuse_too_large(_webp_size(head), path, size)
            with Image.open(file, formats=formats) as image:
                _refuse_too_large(image.size, path, size)
                yield image
        except BadImageError:
            raise
        except UnidentifiedImageError as error:
            raise BadImageError(
                f"{path} is no picture that can be read; save it as PNG, JPEG, GIF, BMP, TIFF or "
                "WebP, or leave it out"
            ) from error
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise BadImageError(f"{path} is too large; make it smaller: {error}") from error
        except Exception as error:  # Pillow has no one name for all that damage leads to
            raise BadImageError(
                f"{path} is damaged: {one_line(error)}; save it again with a program that still "
                "shows it, or leave it out"
            ) from error


def _formats(file: BinaryIO, path: str | os.PathLike[str]) -> list[str]:
    """The formats to try; telephones' own is among them if there is a package that reads it."""
    from PIL import Image

    Image.init()
    formats = [name for name in FORMATS if name in Image.OPEN]
    head = file.read(12)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC:
        try:
            from pillow_heif import register_heif_opener
        except ImportError as error:
            raise BadImageError(
                f"{path} is a HEIC picture, as telephones take them; save it as JPEG, or "
                "install what reads it: python -m pip install pillow-heif"
            ) from error
        register_heif_opener()
        formats.append("HEIF")
    return formats


def _webp_size(content: bytes) -> tuple[int, int]:
    """How many pixels by how many a WebP says it has; 0 by 0 for any other file.

    Pillow asks for the memory of a whole WebP before it tells its size; of others, it waits.

    Source:
        RFC 9649, WebP Image Format, sections 2.5 to 2.7; RFC 6386, section 9.1.
    """
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return 0, 0
    chunk, data = content[12:16], content[20:30]
    number = int.from_bytes(data, "little")  # so that bit k of what follows is bit k of it
    if chunk == b"VP8X":
        return (number >> 32 & 2**24 - 1) + 1, (number >> 56 & 2**24 - 1) + 1
    if chunk == b"VP8L":
        return (number >> 8 & 2**14 - 1) + 1, (number >> 22 & 2**14 - 1) + 1
    return number >> 48 & 2**14 - 1, number >> 64 & 2**14 - 1


def _refuse_too_large(side: tuple[int, int], path: str | os.PathLike[str], size: int) -> None:
    """Memory and time are to follow the size of the file, not a number that stands in it."""
    W, H = side
    if max(PIXELS, PIXELS_A_BYTE * size) < W * H:
        raise BadImageError(
            f"{path} is too large; make it smaller: it has {W} by {H} pixels in {size} bytes"
        )
