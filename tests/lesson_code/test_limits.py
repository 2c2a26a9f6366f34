"""No number in a file decides how much memory or time it takes to read it."""

import gzip
import io
import json
import pickle
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from lesson_code import BadCheckpointError, build_model, load_checkpoint, load_params
from lesson_code.checkpoint import FORMAT
from lesson_code.datasets import DamagedFileError, cifar10, mnist
from lesson_code.exercises import files
from lesson_code.exercises.files import ExerciseError
from lesson_code.exercises.progress import load_progress

SECONDS, BYTES, PER_BYTE = 2.0, 2**23, 300  # of the processor's time, and of memory


def four(number):
    return struct.pack("<I", number)


def doubled(times, end):
    """A pickle of tuples, each of which holds the one before twice."""
    steps = b"".join(
        b"h" + bytes([k]) + b"h" + bytes([k]) + b"\x86q" + bytes([k + 1]) for k in range(times)
    )
    return b"\x80\x02)q\x00" + steps + end


LONG = b"a" * 5000
PICKLES = {
    "a memo of four thousand million": b"\x80\x02}r" + four(2**32 - 2) + b".",
    "a memo in digits": b"}p4000000000\n.",
    "a memo below zero": b"}p-1\n.",
    "text of 4 GB": b"\x80\x02X" + four(2**32 - 1) + b".",
    "bytes without end": b"\x80\x04\x8e" + struct.pack("<Q", 2**40) + b".",
    "an array of bytes without end": b"\x80\x05\x96" + struct.pack("<Q", 2**40) + b".",
    "a frame without end": b"\x80\x04\x95" + struct.pack("<Q", 2**40) + b"}.",
    "an integer of 2 GB": b"\x80\x02\x8b" + four(2**31 - 1) + b".",
    "digits without end": b"I" + b"9" * 50_000 + b"\n.",
    "a key of tuples that double": doubled(60, b"}h\x3cK\x01s."),
    "a text of tuples that double": b"\x80\x02}X\x0b\x00\x00\x00label_names"
    + doubled(60, b"s.")[2:],
    "the same text again and again": b"\x80\x02X" + four(len(LONG)) + LONG
    + b"q\x000](" + b"h\x00" * 5000 + b"e.",
    "the same text written out again": b"\x80\x02c_codecs\nencode\nq\x01X" + four(len(LONG)) + LONG
    + b"q\x00X\x06\x00\x00\x00latin1q\x02](" + b"h\x01h\x00h\x02\x86R" * 2000 + b"e.",
    "brackets without end": b"\x80\x02" + b"]" * 20_000 + b"a" * 19_999 + b".",
    "tuples without end": b"\x80\x02)" + b"\x85" * 20_000 + b".",
}  # fmt: skip


def array(text, shape):
    """A file of NumPy's for bytes, which may claim any shape."""
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + text


def zipped(members, packing=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return file.getvalue()


def meta(**changes):
    text = json.dumps(
        {"format": FORMAT, "model": "sigmoid-mlp", "settings": {}, **changes}
    ).encode()
    return array(text, f"({len(text)},)")


PACKED = zipfile.ZIP_DEFLATED
LISTS = b"[" + b"[]," * 500_000 + b"[]]"
CHECKPOINTS = {
    "a length below zero": zipped({"meta": array(bytes(2**25), "(-1,)")}, PACKED),
    "a length without end": zipped({"meta": array(b"", f"({10**15},)")}),
    "lists from next to nothing": zipped({"meta": array(LISTS, f"({len(LISTS)},)")}, PACKED),
    "brackets without end": zipped({"meta": array(b"[" * 10**5, f"({10**5},)")}),
    "a header of brackets": zipped({"meta": array(b"", "(" * 60)}),
    "a header in digits": zipped({"meta": array(b"", "(" + "9" * 5000 + ",)")}),
    "a network of any size": zipped({"meta": meta(settings={"hidden": [10**6] * 100})}),
    "images of any size": zipped({"meta": meta(settings={"input_shape": [10**6] * 100})}),
    "nodes of any size": zipped(
        {"meta": meta(model="report-convnet", settings={"input_shape": [1, 10**5, 10**5]})}
    ),
    "samples of any number": zipped({"meta": meta(under_way=[2**50, 0, 0, 0])}),
    "a dictionary of 4 GB": zipped({"meta": meta()}, zipfile.ZIP_LZMA).replace(
        b"\x09\x04\x05\x00\x5d\x00\x00\x80\x00", b"\x09\x04\x05\x00\x5d\xff\xff\xff\xff"
    ),
}
JSON = {
    "brackets without end": b"[" * 10**5,
    "braces without end": b'{"a":' * 10**5,
    "digits without end": b"9" * 10**5,
    "a table of digits": b'{"format": "lesson-code progress", "version": ' + b"1" * 10**5 + b"}",
}
TOML = {
    "brackets without end": b"a = " + b"[" * 10**5,
    "braces without end": b"a = " + b"{a=" * 10**5,
    "digits without end": b"seconds = " + b"9" * 10**5,
}
PLACE = "t10k-labels-idx1-ubyte"


def readers(folder):
    """What reads which bytes, and how it refuses them."""
    network = build_model("sigmoid-mlp", {"hidden": [2]}, np.random.default_rng(0))

    def written(name, read):
        def from_bytes(content):
            (folder / name).write_bytes(content)
            return read(folder / name)

        return from_bytes

    def read_digits(path):
        mnist.DATA = path.parent
        return mnist._read.__wrapped__(PLACE, 8)

    for name, content in PICKLES.items():
        file = "batches.meta" if "label_names" in str(content) else "data_batch_1"

        def read_pickle(content, file=file):
            return cifar10._read([(Path(file), content)], 1)

        yield f"{file}: {name}", read_pickle, content, DamagedFileError
    for name, content in CHECKPOINTS.items():
        for load in (load_checkpoint, lambda path: load_params(path, network)):
            yield f"npz: {name}", written("c.npz", load), content, BadCheckpointError
    for name, content in JSON.items():
        load = written("progress.json", lambda path: load_progress(path.parent))
        yield f"progress: {name}", load, content, ExerciseError
    for name, content in TOML.items():
        yield f"exercise: {name}", written("exercise.toml", files._read), content, ExerciseError
    zeros = gzip.compress(bytes(2 * 10**7))
    yield "idx: zeros", written(f"{PLACE}.gz", read_digits), zeros, DamagedFileError


def main(folder):
    """Read each in turn, and say what it took: (name, seconds, bytes, what is wrong)."""
    before = mnist.DATA
    try:
        for name, read, content, refusal in readers(Path(folder)):
            problem, largest = "was not refused", 0
            start = time.process_time()
            try:
                read(content)
            except refusal as error:
                problem = (
                    None if len(str(error)) < 1500 and str(error).isprintable() else str(error)
                )
            except Exception as error:
                problem = repr(error)[:200]
            seconds = time.process_time() - start
            tracemalloc.start()
            try:
                read(content)
            except Exception:
                largest = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            room = BYTES + PER_BYTE * len(content)
            if largest > room:
                problem = f"took {largest / 2**20:.0f} MB, of a file of {len(content)} bytes"
            if seconds > SECONDS:
                problem = f"took {seconds:.1f} s"
            if problem:
                print(f"{name}: {problem}", flush=True)
    finally:
        mnist.DATA = before
    print("done", flush=True)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to it")
def test_no_number_in_a_file_decides_memory_or_time(tmp_path):
    """In a process that may take 1 GB at all, so that a bomb ends it and not the machine."""
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        "from tests.lesson_code import test_limits\n"
        "test_limits.main(sys.argv[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, tmp_path],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_the_bombs_have_fuses():
    """They are what they claim to be: the plain readers take long, or do not refuse them."""
    key = pickle.loads(doubled(18, b"."))
    assert len(repr(key)) > 2**18
    assert len(pickle.loads(PICKLES["the same text again and again"])) == 5000
    with zipfile.ZipFile(io.BytesIO(CHECKPOINTS["a length below zero"])) as archive:
        assert archive.getinfo("meta.npy").file_size > 2**24
    with pytest.raises(RecursionError):
        json.loads(JSON["brackets without end"])
    assert b"\xff\xff\xff\xff" in CHECKPOINTS["a dictionary of 4 GB"]
