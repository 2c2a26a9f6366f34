"""Ways to damage a file, each decided by the generator that is handed in."""

from __future__ import annotations

import functools
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

LONGEST = 30_000  # bytes of a damaged file: some kinds of damage make it longer
NUMBERS = (0, 1, 127, 128, 255, 2**15, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 1, 2**40, 2**63 - 1)
PNG = b"\x89PNG\r\n\x1a\n"


def damage(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    """Damage a file in one to four places.

    Args:
        content: the file.
        others: good files of the same kind, to take pieces of.
        rng: decides.

    Returns:
        What has become of it; it may be as good as before.
    """
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        content = rng.choice(WAYS)(content, others, rng)
    return content[:LONGEST]


def _flip_bits(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 8)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _overwrite(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    start, _ = _place(content, rng)
    piece = rng.randbytes(rng.choice((1, 2, 4, 16)))
    return content[:start] + piece + content[start + len(piece) :]


def _cut(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _remove(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    start, end = _place(content, rng)
    return content[:start] + content[end:]


def _double(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    start, end = _place(content, rng)
    times = rng.choice((1, 1, 2, 10, 1000, 10_000))
    return (
        content[:end]
        + content[start:end] * min(times, LONGEST // (end - start + 1))
        + content[end:]
    )


def _exchange(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    start, end = _place(content, rng)
    first, last = sorted((rng.randrange(len(content) + 1), end))
    return content[:start] + content[first:last] + content[start:first] + content[last:]


def _splice(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    start, end = _place(content, rng)
    other = rng.choice(others)
    first, last = _place(other, rng)
    return content[:start] + other[first:last] + content[rng.choice((start, end)) :]


def _set_number(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    """A whole number of 1 to 8 bytes, in one order or the other."""
    start, _ = _place(content, rng)
    size = rng.choice((1, 2, 4, 8))
    number = rng.choice(NUMBERS) % 256**size
    return (
        content[:start]
        + number.to_bytes(size, rng.choice(("little", "big")))
        + content[start + size :]
    )


def _set_digits(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    """A number that is written in digits becomes a huge one, a negative one, or no number."""
    starts = [i for i, byte in enumerate(content) if 48 <= byte <= 57]
    if not starts:
        return content
    start = end = rng.choice(starts)
    while end < len(content) and 48 <= content[end] <= 57:
        end += 1
    number = rng.choice((b"-1", b"0", b"1e999", b"NaN", b"9" * 19, b"9" * 5000, b"4294967295"))
    return content[:start] + number + content[end:]


def _nest(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    """Brackets and the like without end."""
    start, _ = _place(content, rng)
    piece = rng.choice((b"[", b"{", b"(", b'{"a":', b"[[", b"]", b"(l", b"\x85", b"}", b"-", b"a="))
    return content[:start] + piece * rng.choice((10, 1000, 10_000)) + content[start:]


WAYS: tuple[Callable[[bytes, tuple[bytes, ...], Random], bytes], ...] = (
    _flip_bits,
    _overwrite,
    _cut,
    _remove,
    _double,
    _exchange,
    _splice,
    _set_number,
    _set_number,
    _set_digits,
    _nest,
)


def _place(content: bytes, rng: Random) -> tuple[int, int]:
    """A piece of a file, rather near its beginning or its end, where the numbers are."""
    size = len(content)
    start = rng.choice(
        (
            rng.randrange(size + 1),
            rng.randrange(min(size, 64) + 1),
            size - rng.randrange(min(size, 64) + 1),
        )
    )
    return start, min(size, start + rng.choice((1, 2, 4, 8, 64, 1024)))


# ---- Damage below a checksum, which would give damage from outside away


def below_the_zip(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    """A zip file with one member damaged, all checksums right."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(list(members))
    if name == "meta.npy" or rng.random() < 0.3:
        members["meta.npy"] = _damaged_json(members.get("meta.npy", b""), rng)
    else:
        member = members[name]
        header = damage(member[:128], (member,), rng) if rng.random() < 0.7 else member[:128]
        members[name] = header + member[128:]
    if rng.random() < 0.1:
        del members[rng.choice(list(members))]
    file = io.BytesIO()
    packing = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return file.getvalue()


def _damaged_json(member: bytes, rng: Random) -> bytes:
    """An array of bytes that is JSON, with values exchanged for others."""
    if rng.random() < 0.1:
        return damage(member, (member,), rng)
    header, text = member[:128], member[128:]
    try:
        tree = json.loads(text)
    except ValueError:
        return damage(member, (member,), rng)
    for _ in range(rng.choice((1, 1, 2, 5))):
        _exchange_value(tree, rng)
    text = json.dumps(tree).encode()
    shape = b"'shape': (%d,), }" % len(text)
    start = header.index(b"'shape'")
    return header[:start] + shape.ljust(127 - start) + b"\n" + text


def _exchange_value(tree: Any, rng: Random) -> None:
    """Exchange a value somewhere in lists and dictionaries for another."""
    while isinstance(tree, dict | list) and tree:
        key = rng.choice(list(tree)) if isinstance(tree, dict) else rng.randrange(len(tree))
        value = tree[key]
        if not isinstance(value, dict | list) or not value or rng.random() < 0.15:
            choices = (
                *NUMBERS, -1, 0.5, 1e308, float("nan"), True, None, "", "x" * 9000, [], {}, [[]],
                [value] * 50, {"a": value}, 10**4000, [2**20] * 4, "sgd", "step", "simple-convnet",
            )  # fmt: skip
            if isinstance(value, int | float) and rng.random() < 0.5:
                choices = (value + 1, value * 2, value * 1000, -value)
            tree[key] = rng.choice(choices)
            return
        tree = value


def below_the_png(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    """A PNG file with one chunk damaged, all checksums right."""
    chunks, place = [], len(PNG)
    while place + 8 <= len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        chunks.append((content[place + 4 : place + 8], content[place + 8 : place + 8 + size]))
        place += size + 12
    chosen = rng.randrange(len(chunks))
    kind, data = chunks[chosen]
    chunks[chosen] = kind, damage(data, (data,), rng)
    if rng.random() < 0.2:
        chunks.insert(rng.randrange(len(chunks)), rng.choice(chunks))
    return PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


_unpacked = functools.cache(gzip.decompress)


@functools.cache
def _zeros() -> bytes:
    return gzip.compress(bytes(5 * 10**7))


def below_the_gzip(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
    """A gzip file that holds something else, or far more."""
    if rng.random() < 0.1:
        return _zeros()
    return gzip.compress(damage(_unpacked(content), (content,), rng), mtime=0)
