import contextlib
import gc
import gzip
import hashlib
import io
import os
import pickle
import re
import shutil
import subprocess
import sys
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pooch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_code import datasets
from lesson_code._locks import alone
from lesson_code.datasets import (
    CIFAR10_CLASSES,
    DamagedFileError,
    DownloadError,
    _download,
    cifar10,
    load_cifar10,
)
from lesson_code.datasets._download import Published

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
ROWS = 4  # images in a file of the small layouts below; the published files have 10 000
NAMES = ("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5")


def batch(seed, rows=ROWS):
    rng = np.random.default_rng(seed)
    return {
        b"batch_label": b"training batch 1 of 5",
        b"labels": rng.integers(0, 10, rows).tolist(),
        b"data": rng.integers(0, 256, (rows, 3072), np.uint8),
        b"filenames": [f"{i}.png".encode() for i in range(rows)],
    }


def meta():
    names = [name.encode() for name in CIFAR10_CLASSES]
    return {b"num_cases_per_batch": 10_000, b"label_names": names, b"num_vis": 3072}


def layout(folder, protocol=2, rows=ROWS):
    """The published files, small; what they hold is returned."""
    folder = folder / "cifar-10-batches-py"
    folder.mkdir()
    batches = [batch(seed, rows) for seed in range(6)]
    for name, content in zip((*NAMES, "test_batch"), batches, strict=True):
        (folder / name).write_bytes(pickle.dumps(content, protocol))
    (folder / "batches.meta").write_bytes(pickle.dumps(meta(), protocol))
    (folder / "readme.html").write_text("not read")
    return folder, batches


def read(folder, rows=ROWS):
    return cifar10._read(cifar10._files_of_folder(folder), rows)


def assert_holds(x, t, batches):
    assert (x.dtype, t.dtype) == (np.float32, np.int64)
    data = np.concatenate([b[b"data"] for b in batches])
    np.testing.assert_array_equal(x, data.astype(np.float32) / 255)
    assert t.tolist() == [label for b in batches for label in b[b"labels"]]


# --- what is published is read


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_protocol_is_read(tmp_path, protocol):
    folder, batches = layout(tmp_path, protocol)
    assert_holds(*read(folder), batches)
    assert_holds(*read(tmp_path), batches)  # the folder around it will do


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_files_of_older_numpy_and_text_keys_are_read(tmp_path, protocol):
    folder, batches = layout(tmp_path, protocol)
    text = {key.decode(): value for key, value in batches[0].items()}
    (folder / "data_batch_1").write_bytes(pickle.dumps(text, protocol))
    if protocol < 4:  # names end with a line there, so that they may grow shorter
        content = (folder / "data_batch_2").read_bytes()
        (folder / "data_batch_2").write_bytes(content.replace(b"numpy._core.", b"numpy.core."))
    assert_holds(*read(folder), batches)


def python_2(content, fortran=False):
    """The published files as Python 2's cPickle wrote them: strings of bytes, protocol 2."""

    def string(raw):
        short = len(raw) < 256
        return (
            b"U" + bytes([len(raw)]) + raw if short else b"T" + len(raw).to_bytes(4, "little") + raw
        )

    data, labels = content[b"data"], content[b"labels"]
    rows = len(labels).to_bytes(2, "little")
    return b"".join(
        [
            b"\x80\x02}q\x01(",
            string(b"batch_label") + string(b"training batch 1 of 5"),
            string(b"labels") + b"](" + b"".join(b"K%c" % label for label in labels) + b"e",
            string(b"data") + b"cnumpy.core.multiarray\n_reconstruct\nq\x02",
            b"cnumpy\nndarray\nq\x03K\x00\x85" + string(b"b") + b"\x87R",
            b"(K\x01M"
            + rows
            + b"M\x00\x0c\x86cnumpy\ndtype\n"
            + string(b"u1")
            + b"K\x00K\x01\x87R",
            b"(K\x03" + string(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb",
            (b"\x88" if fortran else b"\x89")
            + string(data.tobytes("F" if fortran else "C"))
            + b"tb",
            b"u.",
        ]
    )


@pytest.mark.parametrize("fortran", [False, True])
def test_python_2_wrote_them(tmp_path, fortran):
    folder, batches = layout(tmp_path)
    for name, content in zip((*NAMES, "test_batch"), batches, strict=True):
        written = python_2(content, fortran)
        np.testing.assert_array_equal(  # the plain unpickler reads the same
            pickle.loads(written, encoding="bytes")[b"data"], content[b"data"]
        )
        (folder / name).write_bytes(written)
    assert_holds(*read(folder), batches)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("kind", [tuple, np.uint8, "<i8", ">i4", np.int64])
def test_labels_may_be_a_tuple_or_an_array(tmp_path, protocol, kind):
    """As in files that somebody has written anew."""
    folder, batches = layout(tmp_path)
    labels = batches[0][b"labels"]
    labels = tuple(labels) if kind is tuple else np.array(labels, kind)
    content = batches[0] | {b"labels": labels}
    (folder / "data_batch_1").write_bytes(pickle.dumps(content, protocol))
    assert_holds(*read(folder), batches)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("kind", [np.uint8, np.int64, ">i2", np.uint64])
def test_labels_may_be_numpys_integers(tmp_path, protocol, kind):
    """As `list(array)` gives them; all of them name the type that the first one brought."""
    folder, batches = layout(tmp_path)
    labels = list(np.array(batches[0][b"labels"], kind))
    content = batches[0] | {b"labels": [*labels[:-1], int(labels[-1])]}
    (folder / "data_batch_1").write_bytes(pickle.dumps(content, protocol))
    assert_holds(*read(folder), batches)
    many = (np.arange(1000) % 10).astype(kind)
    found = cifar10._unpickle(pickle.dumps({b"labels": list(many)}, protocol))
    assert cifar10._labels(found["labels"], 1000) == many.tolist()


def test_the_archive_will_do_for_the_folder(tmp_path, monkeypatch):
    folder, batches = layout(tmp_path)
    archive = tmp_path / "cifar-10-python.tar.gz"
    archive.write_bytes(packed(folder))
    shutil.rmtree(folder)
    for path in (archive, tmp_path):
        assert_holds(*cifar10._read(cifar10._files_at(path), ROWS), batches)
    monkeypatch.setattr(
        cifar10, "_read", lambda files, rows: (np.zeros((60_000, 3072)), list(files))
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for path in ("~/cifar-10-python.tar.gz", "~"):
        (_, train), (_, test) = load_cifar10(path)
        assert len(train + test) == 8  # the six batches, the names of the classes, the readme


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_order_of_an_arrays_bytes_is_heeded(tmp_path, protocol):
    folder, batches = layout(tmp_path, protocol)
    columns_first = batches[0] | {b"data": np.asfortranarray(batches[0][b"data"])}
    (folder / "data_batch_1").write_bytes(pickle.dumps(columns_first, protocol))
    assert_holds(*read(folder), batches)


@pytest.mark.slow
def test_a_whole_data_set(tmp_path):
    _, batches = layout(tmp_path, rows=10_000)
    (x, t), (x_test, t_test) = load_cifar10(str(tmp_path))
    assert (x.shape, x_test.shape) == ((50_000, 3, 32, 32), (10_000, 3, 32, 32))
    assert (x.dtype, t.dtype, t_test.dtype) == (np.float32, np.int64, np.int64)
    assert (x[::100].min(), x[::100].max()) == (0, 1)
    # a row is 1024 reds, row by row, then the greens, then the blues
    assert x[10_002, 1, 3, 4] == np.float32(batches[1][b"data"][2, 1024 + 3 * 32 + 4]) / 255
    assert x_test[-1, 2, 31, 31] == np.float32(batches[5][b"data"][-1, -1]) / 255
    assert t[-1] == batches[4][b"labels"][-1]
    assert t_test.tolist() == batches[5][b"labels"]


def test_options(monkeypatch):
    x, t = np.zeros((60_000, 3072), np.float32), np.arange(60_000) % 10
    x[49_993:50_000, 0] = range(1, 8)
    monkeypatch.setattr(cifar10, "_read", lambda files, rows: (x, t))
    parts = load_cifar10("folder", flatten=True, one_hot=True, validation=7)
    assert [part.x.shape for part in parts] == [(49_993, 3072), (7, 3072), (10_000, 3072)]
    assert [part.t.shape for part in parts] == [(49_993, 10), (7, 10), (10_000, 10)]
    assert parts[1].t.dtype == np.float32
    assert parts[1].t.argmax(axis=1).tolist() == [3, 4, 5, 6, 7, 8, 9]
    assert parts[1].x[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 7]
    shapes = [part.x.shape for part in load_cifar10("folder")]
    assert shapes == [(50_000, 3, 32, 32), (10_000, 3, 32, 32)]


@pytest.mark.parametrize("validation", [-1, 50_000])
def test_a_bad_split_is_refused_before_anything_is_read(validation):
    with pytest.raises(ValueError, match=f"validation: expected 0 to 49999.*got {validation}"):
        load_cifar10("no such folder", validation=validation)


# a copy of the photographs, laid beside the project; it does not travel with it
UNPACK = Path(__file__).parents[3] / "shared" / "data" / "cifar10" / "unpack.py"


@pytest.mark.slow
@pytest.mark.skipif(not UNPACK.exists(), reason="no copy of CIFAR-10 beside the project")
def test_real_photographs(tmp_path):
    subprocess.run([sys.executable, UNPACK, tmp_path], check=True, capture_output=True)
    (x, t), (x_test, t_test) = load_cifar10(tmp_path)
    assert np.bincount(t).tolist() == [5000] * 10
    assert np.bincount(t_test).tolist() == [1000] * 10
    # the means of the channels that everyone subtracts
    np.testing.assert_allclose(x.mean(axis=(0, 2, 3)), [0.4914, 0.4822, 0.4465], atol=2e-3)
    # neighbours resemble one another, so rows, columns and channels are what they are taken for
    for step in (np.diff(x_test, axis=2), np.diff(x_test, axis=3)):
        assert np.abs(step).mean() < 0.1


# --- damage is named


def test_files_of_another_length_are_refused(tmp_path):
    layout(tmp_path)
    with pytest.raises(
        DamagedFileError, match=r"data_batch_1 is not.*\(4, 3072\).*\(10000, 3072\)"
    ):
        load_cifar10(tmp_path)


@pytest.mark.parametrize("name", [*NAMES, "test_batch", "batches.meta"])
def test_a_missing_file_is_named(tmp_path, name):
    folder, _ = layout(tmp_path)
    (folder / name).unlink()
    with pytest.raises(DamagedFileError, match=f"not complete: {name} missing"):
        read(folder)


def test_a_missing_folder_is_explained(tmp_path):
    with pytest.raises(DamagedFileError, match="or a folder cifar-10-batches-py with data_b"):
        load_cifar10(tmp_path / "nowhere")


def test_a_file_that_cannot_be_opened_says_so(tmp_path):
    folder, _ = layout(tmp_path)
    (folder / "test_batch").unlink()
    (folder / "test_batch").mkdir()
    with pytest.raises(OSError, match="test_batch") as caught:
        read(folder)
    assert not isinstance(caught.value, DamagedFileError)


CHANGES = {
    "a float array": ({b"data": np.zeros((ROWS, 3072), np.float32)}, "f4"),
    "a wide integer array": ({b"data": np.zeros((ROWS, 3072), np.int64)}, "i8"),
    "signed bytes": ({b"data": np.zeros((ROWS, 3072), np.int8)}, "i1"),
    "too few rows": ({b"data": np.zeros((ROWS - 1, 3072), np.uint8)}, r"\(3, 3072\)"),
    "too many rows": ({b"data": np.zeros((ROWS + 1, 3072), np.uint8)}, r"\(5, 3072\)"),
    "narrow rows": ({b"data": np.zeros((ROWS, 1024), np.uint8)}, r"\(4, 1024\)"),
    "another rank": ({b"data": np.zeros(ROWS * 3072, np.uint8)}, r"\(12288,\)"),
    "an array of objects": ({b"data": np.full((ROWS, 3072), None, object)}, "O8"),
    "a structured array": ({b"data": np.zeros((ROWS, 3072), "u1,u1")}, "V2|repeats more"),
    "a list for an array": ({b"data": [0] * 3072}, "data is a list"),
    "bytes for an array": ({b"data": bytes(ROWS * 3072)}, "data is a bytes"),
    "no data": ({b"data": None}, "data is a NoneType"),
    "too few labels": ({b"labels": [0] * (ROWS - 1)}, "labels are not a list of 4"),
    "no labels": ({b"labels": None}, "labels are not a list of 4"),
    "too few labels in an array": ({b"labels": np.zeros(ROWS - 1, int)}, r"shape \(3,\)"),
    "labels of fractions": ({b"labels": np.zeros(ROWS)}, "type .*f8.*expected .*u1"),
    "labels in two axes": ({b"labels": np.zeros((ROWS, 1), int)}, r"shape \(4, 1\)"),
    "a label above 9 in an array": ({b"labels": np.array([0, 1, 2, 10])}, "a label is 10"),
    "a large label in a tuple": ({b"labels": (0, 1, 2, 10)}, "a label is 10"),
    "a label above 9": ({b"labels": [0, 1, 2, 10]}, "a label is 10"),
    "a label below 0": ({b"labels": [0, -1, 2, 3]}, "a label is -1"),
    "a label that is text": ({b"labels": [0, 1, 2, "3"]}, "a label is '3'"),
    "a label that is no integer": ({b"labels": [0, 1, 2, 3.0]}, r"a label is 3\.0"),
    "a label that is a truth": ({b"labels": [0, 1, 2, True]}, "a label is True"),
    "a label that is NumPy's fraction": ({b"labels": [0, 1, 2, np.float64(3)]}, "f8.*one of i1"),
    "a label that is NumPy's truth": ({b"labels": [0, 1, 2, np.True_]}, "b1.*one of i1"),
    "NumPy's label above 9": ({b"labels": [0, 1, 2, np.int64(10)]}, "a label is 10"),
    "a type as a label": ({b"labels": [0, 1, 2, np.dtype("i8")]}, "label is .*expected an array"),
}


@pytest.mark.parametrize("protocol", [2, 4, 5])
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_holds_something_else_is_named(tmp_path, change, protocol):
    folder, batches = layout(tmp_path)
    changed, complaint = CHANGES[change]
    (folder / "data_batch_3").write_bytes(pickle.dumps(batches[2] | changed, protocol))
    with pytest.raises(DamagedFileError, match=f"data_batch_3 is not .*{complaint}.* anew"):
        read(folder)


def test_a_file_that_is_no_dictionary_is_named(tmp_path):
    folder, _ = layout(tmp_path)
    for content in ([], None, 7, b"data"):
        (folder / "test_batch").write_bytes(pickle.dumps(content))
        with pytest.raises(DamagedFileError, match=r"test_batch is not .*expected a dictionary"):
            read(folder)


@pytest.mark.parametrize("names", [["airplane"], list(reversed(CIFAR10_CLASSES)), [], None, 3])
def test_other_classes_are_refused(tmp_path, names):
    folder, _ = layout(tmp_path)
    content = pickle.dumps({"label_names": names})
    (folder / "batches.meta").write_bytes(content)
    with pytest.raises(DamagedFileError, match=r"batches\.meta is not the published file"):
        read(folder)


WRITTEN = {protocol: pickle.dumps(batch(0), protocol) for protocol in PROTOCOLS}


@given(st.sampled_from(PROTOCOLS), st.floats(0, 1, exclude_max=True))
@settings(max_examples=100, deadline=None)
def test_a_file_cut_short_is_refused(protocol, part):
    whole = WRITTEN[protocol]
    with pytest.raises(DamagedFileError, match="data_batch_1"):
        cifar10._read([(Path("data_batch_1"), whole[: int(part * len(whole))])], ROWS)


@given(st.sampled_from(PROTOCOLS), st.data())
@settings(max_examples=200, deadline=None)
def test_changed_bytes_do_no_harm(protocol, data):
    """One byte changed outside the pixels: refused, or read as something of the right make."""
    content = bytearray(WRITTEN[protocol])
    places = [*range(200), *range(len(content) - 200, len(content))]
    content[data.draw(st.sampled_from(places))] = data.draw(st.integers(0, 255))
    expected = "data_batch_1 is not the published file|data_batch_2, .* missing"
    with pytest.raises(DamagedFileError, match=expected):
        cifar10._read([(Path("data_batch_1"), bytes(content))], ROWS)


# --- a hostile file runs nothing


class Call:
    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


class BuildFrom(Call):
    def __reduce__(self):
        function, args = self.call
        return function, args[:-1], args[-1]


def hostile(marker):
    """What attackers write, each with the global that must be named."""
    code = f"open({str(marker)!r}, 'w')"
    return {
        "system": (Call(os.system, f"echo > {marker}"), f"{os.system.__module__}.system"),
        "eval": (Call(eval, code), "eval"),
        "exec": (Call(exec, code), "exec"),
        "open": (Call(open, str(marker), "w"), "open"),
        "getattr": (Call(getattr, Call(__import__, "os"), "getcwd"), "getattr"),
        "popen": (Call(subprocess.Popen, ["touch", str(marker)]), "Popen"),
        "numpy.load": (Call(np.load, str(marker)), "load"),
        "numpy.fromfile": (Call(np.fromfile, str(marker)), "fromfile"),
        "pickle.loads": (Call(pickle.loads, pickle.dumps(Call(eval, code))), "pickle.loads"),
        "state": (BuildFrom(np.dtype, "u1", Call(eval, code)), "eval"),
        "object array": (np.array([Call(eval, code)], object), "eval"),
        "class": (Path, "pathlib"),
        "method": (np.ndarray.tofile, "getattr|tofile"),
    }


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("attack", hostile(""))
def test_a_file_that_asks_for_more_is_refused(tmp_path, attack, protocol):
    folder, batches = layout(tmp_path)
    marker = tmp_path / "it ran"
    payload, wanted = hostile(marker)[attack]
    said = f"asks for .*({wanted}).*not run"
    if attack == "object array":  # in older protocols its parts come again
        said = f"({said}|repeats more)"
    content = batches[1]
    key = payload if isinstance(payload, Call) else (1, 2)
    for held in (
        payload,
        content | {b"data": payload},
        content | {b"more": [[{"deep": (payload,)}]]},
        content | {b"labels": [0, 1, 2, payload]},
        {key: payload, **content},
    ):
        (folder / "data_batch_2").write_bytes(pickle.dumps(held, protocol))
        with pytest.raises(DamagedFileError, match=f"data_batch_2 .*{said}"):
            read(folder)
        (folder / "data_batch_2").write_bytes(pickle.dumps(content, protocol))
        (folder / "batches.meta").write_bytes(pickle.dumps(held, protocol))
        with pytest.raises(DamagedFileError, match=r"batches\.meta .*(asks for|repeats more)"):
            read(folder)
        (folder / "batches.meta").write_bytes(pickle.dumps(meta()))
    assert not marker.exists()


def test_a_module_that_is_named_is_not_even_imported(tmp_path, monkeypatch):
    folder, _ = layout(tmp_path)
    (tmp_path / "planted.py").write_text("raise SystemExit('imported')")
    monkeypatch.syspath_prepend(tmp_path)
    (folder / "test_batch").write_bytes(b"cplanted\nthing\n.")
    with pytest.raises(DamagedFileError, match=r"test_batch .*'planted\.thing'"):
        read(folder)
    assert "planted" not in sys.modules


RAW = {
    "INST": b"(S'echo'\nios\nsystem\n.",
    "OBJ": b"(cos\nsystem\nS'echo'\no.",
    "NEWOBJ of ours": b"cnumpy\nndarray\nK\x01\x85\x81.",
    "NEWOBJ_EX of ours": b"\x80\x04cnumpy\nndarray\n)}\x92.",
    "EXT1": b"\x80\x02\x82\x01.",
    "PERSID": b"Pid\n.",
    "BINPERSID": b"\x80\x02K\x01Q.",
    "NEXT_BUFFER": b"\x80\x05\x97.",
    "dotted name": b"\x80\x04\x8c\x05numpy\x8c\x0endarray.tofile\x93.",
    "name around a dot": b"\x80\x04\x8c\x00\x8c\rnumpy.ndarray\x93.",
    "encode with another codec": b"c_codecs\nencode\n(X\x01\x00\x00\x00aX\x03\x00\x00\x00hext R.",
    "encode of no text": b"c_codecs\nencode\n(K\x01K\x02tR.",
    "encode of too little": b"c_codecs\nencode\n)R.",
    "a terminal's codes": b"c\x1b[2J\nthing\n.",
}


@pytest.mark.parametrize("trick", RAW)
def test_other_ways_to_call_are_closed(trick):
    with pytest.raises(DamagedFileError, match="test_batch is not the published file") as caught:
        cifar10._read([(Path("test_batch"), RAW[trick])], ROWS)
    assert "\x1b" not in str(caught.value)


def test_what_is_admitted_does_nothing():
    """NumPy's own functions, called by a hostile file, could ruin memory or types: none is."""
    before = np.dtype("<i4"), np.dtype("<i4").isnative
    vandal = BuildFrom(np.dtype, "i4", False, False, (3, ">", None, None, None, -1, -1, 0))
    forged = BuildFrom(np.dtype, "O8", False, True, (3, "|", None, None, None, 8, 8, 0))
    unpickled = cifar10._unpickle(pickle.dumps({"a": vandal, "b": forged, "c": np.ones(2, object)}))
    assert all(isinstance(value, cifar10._Note) for value in unpickled.values())
    assert (np.dtype("<i4"), np.dtype("<i4").isnative) == before
    huge = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I99999999999999\ntS'b'\ntR."
    assert isinstance(
        cifar10._NotingUnpickler(io.BytesIO(huge), encoding="bytes").load(), cifar10._Note
    )


U1, RAW_PIXELS = np.dtype("u1"), bytes(ROWS * 3072)


@pytest.mark.parametrize(
    ("state", "complaint"),
    [
        ((1, (ROWS, 3072), "u1", False, RAW_PIXELS), "type 'u1', expected"),  # text for a dtype
        ((1, (ROWS, 3072), U1, False, RAW_PIXELS[1:]), "not 12288 bytes"),
        ((1, (ROWS, 3072), U1, False, RAW_PIXELS + b"a"), "not 12288 bytes"),
        ((1, (ROWS, 3072), U1, False, [0] * (ROWS * 3072)), "not 12288 bytes"),
        ((1, (ROWS, 3072), U1, False, "a" * ROWS * 3072), "not 12288 bytes"),
        ((1, (ROWS, -3072), U1, False, RAW_PIXELS), r"shape \(4, -3072\)"),
        ((1, (10**5000, 3072), U1, False, RAW_PIXELS), "digits|shape"),
        ((1, None, None, None, None), "shape None and type None"),
        ((), "expected an array"),
    ],
)
def test_a_forged_array_is_refused(state, complaint):
    rebuild, args = np.ones(1).__reduce__()[:2]
    content = pickle.dumps(batch(0) | {b"data": BuildFrom(rebuild, *args, state)})
    with pytest.raises(DamagedFileError, match=f"test_batch is not the published.*{complaint}"):
        cifar10._read([(Path("test_batch"), content)], ROWS)


# --- fetching


CHUNK = 100  # the bytes come in pieces of so many; half a piece is lost with the connection


class Mirror(BaseHTTPRequestHandler):
    """Answers each request by the next of the server's `answers`; the last one goes on."""

    def do_GET(self):
        server = self.server
        answer = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        server.asked.append(self.headers.get("Range"))
        if isinstance(answer, int):
            self.send_error(answer)
            return
        content, start = server.content, 0
        if answer == "page":
            content = b"<html>"
        elif answer == "other":
            content = bytes(len(content))
        if self.headers.get("Range") and answer != "no parts":
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if answer in ("cut", "stalled"):
            content = content[: (start + len(content)) // 2]  # half of what was asked for
        self.wfile.write(content[start:])
        self.wfile.flush()
        if answer == "stalled":
            server.silent = True
            server.silent = server.over.wait(20)

    def log_message(self, *_): ...


def packed(folder, extra=()):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        archive.add(folder, "cifar-10-batches-py")
        for member in extra:
            archive.addfile(member)
    return buffer.getvalue()


@contextlib.contextmanager
def mirror(content):
    with ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as server:
        server.answers, server.asked, server.content = ["whole"], [], content
        server.over, server.silent = threading.Event(), False
        server.url = f"http://127.0.0.1:{server.server_port}/cifar-10-python.tar.gz"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def mirrors(tmp_path, monkeypatch):
    """Two hosts of one archive, and how to fetch it: `mirrors.fetch()`."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(_download, "CHUNK", CHUNK)
    (tmp_path / "source").mkdir()
    folder, batches = layout(tmp_path / "source")
    content = packed(folder)
    cache = tmp_path / "cache" / "of the user"
    with mirror(content) as first, mirror(content) as second:
        published = Published(
            (first.url, second.url), len(content), hashlib.sha256(content).hexdigest()
        )

        def fetch(**options):
            return cifar10._fetch(published, cache, **options)

        yield SimpleNamespace(
            first=first, second=second, fetch=fetch, cache=cache, content=content, batches=batches
        )
    gc.collect()


# requests leaves the connection of a failed download to the garbage collector
careless = pytest.mark.filterwarnings("ignore::ResourceWarning")


def test_fetched_once_and_read_without_unpacking(mirrors):
    path = mirrors.fetch()
    assert_holds(*cifar10._read(cifar10._files_of_archive(path), ROWS), mirrors.batches)
    assert mirrors.fetch() == path
    assert (mirrors.first.asked, mirrors.second.asked) == ([None], [])
    assert [p.name for p in mirrors.cache.rglob("*")] == ["cifar-10-python.tar.gz"]


@careless
@pytest.mark.parametrize("trouble", ["page", "other", 404, 503])
def test_a_mirror_with_something_else_is_passed_over(mirrors, trouble):
    mirrors.first.answers = [trouble]
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert (mirrors.first.asked, mirrors.second.asked) == ([None], [None])


@careless
def test_another_mirror_goes_on_where_one_broke_off(mirrors):
    mirrors.first.answers = ["cut"]
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert mirrors.second.asked == [f"bytes={len(mirrors.content) // 2 // CHUNK * CHUNK}-"]


@careless
def test_a_mirror_that_knows_no_parts_begins_anew(mirrors):
    mirrors.first.answers, mirrors.second.answers = ["cut"], ["no parts"]
    assert mirrors.fetch().read_bytes() == mirrors.content


@careless
def test_a_page_in_place_of_the_rest_harms_nothing(mirrors):
    mirrors.first.answers, mirrors.second.answers = ["cut", "whole"], ["page"]
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert mirrors.first.asked == [None, f"bytes={len(mirrors.content) // 2 // CHUNK * CHUNK}-"]


@careless
def test_bytes_of_another_file_are_thrown_away(mirrors):
    """Half of something else of the same length, then the right rest: the hash tells."""
    mirrors.first.content = bytes(len(mirrors.content))
    mirrors.first.answers = ["cut", 503]
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert mirrors.second.asked[0].startswith("bytes=")
    assert mirrors.second.asked[1] is None


@careless
@pytest.mark.parametrize(
    ("trouble", "said"), [("other", "hash"), ("page", "has 6 bytes"), (404, "404"), (503, "503")]
)
def test_lasting_trouble_is_told_and_a_later_run_succeeds(mirrors, trouble, said):
    mirrors.first.answers = mirrors.second.answers = [trouble]
    with pytest.raises(DownloadError, match=said) as caught:
        mirrors.fetch()
    for needed in (mirrors.first.url, mirrors.second.url, str(mirrors.cache), "Try again"):
        assert needed in str(caught.value)
    assert len(mirrors.first.asked) == len(mirrors.second.asked) == 2
    mirrors.first.answers = ["whole"]
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert [p.name for p in mirrors.cache.iterdir()] == ["cifar-10-python.tar.gz"]


@careless
def test_what_came_is_kept_for_the_next_run(mirrors):
    mirrors.first.answers, mirrors.second.answers = ["cut", 503], [503]
    with pytest.raises(DownloadError, match="503"):
        mirrors.fetch()
    mirrors.second.answers = ["whole"]
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert mirrors.second.asked[-1] == f"bytes={len(mirrors.content) // 2 // CHUNK * CHUNK}-"


@careless
def test_an_interrupted_download_goes_on(mirrors, monkeypatch):
    import requests

    def stop(self, *_, **__):
        yield self.raw.read(100)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(requests.Response, "iter_content", stop)
        with pytest.raises(KeyboardInterrupt):
            mirrors.fetch()
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert mirrors.first.asked == [None, "bytes=100-"]


@careless
def test_a_mirror_that_falls_silent_is_left(mirrors, monkeypatch):
    assert _download.TIMEOUT == 30
    monkeypatch.setattr(_download, "TIMEOUT", 0.3)
    mirrors.first.answers = ["stalled"]
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert mirrors.first.silent  # it was left, not waited for


@careless
def test_a_slow_mirror_is_left_while_there_are_others(mirrors, monkeypatch):
    monkeypatch.setattr(_download, "WINDOW", 0)  # judged at once
    monkeypatch.setattr(_download, "ENOUGH", 10**15)  # too slow both, so that each is asked twice
    assert mirrors.fetch().read_bytes() == mirrors.content
    asked = mirrors.first.asked + mirrors.second.asked
    assert sorted(asked, key=str) == sorted([None, "bytes=100-", "bytes=200-"], key=str)


@careless
def test_no_network(mirrors):
    for server in (mirrors.first, mirrors.second):
        server.shutdown()
        server.server_close()
    with pytest.raises(DownloadError, match=re.escape(mirrors.second.url) + ".*folder="):
        mirrors.fetch()


@pytest.mark.parametrize("damage", [b"", b"something else"])
def test_a_damaged_archive_in_the_cache_is_fetched_anew(mirrors, damage):
    mirrors.fetch().write_bytes(damage)
    assert mirrors.fetch().read_bytes() == mirrors.content
    assert mirrors.first.asked == [None, None]


def test_two_programs_do_not_write_into_one_file(mirrors):
    mirrors.cache.mkdir(parents=True)
    with (
        alone(mirrors.cache / "cifar-10-python.tar.gz.lock"),
        pytest.raises(DownloadError, match="another program is fetching it"),
    ):
        mirrors.fetch()
    assert mirrors.fetch().read_bytes() == mirrors.content


def test_a_cache_that_cannot_be_written_is_named(mirrors):
    mirrors.cache.parent.mkdir()
    mirrors.cache.write_text("a file stands where the folder should be")
    with pytest.raises(DownloadError, match="of the user"):
        mirrors.fetch()


@pytest.mark.parametrize(
    ("progress", "terminal", "shown"),
    [(True, False, True), (False, True, False), (None, True, True), (None, False, False)],
)
def test_progress(mirrors, capsys, monkeypatch, progress, terminal, shown):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    mirrors.fetch(progress=progress)
    assert ("100%" in capsys.readouterr().err) is shown


def test_a_user_without_a_home_is_told_what_to_do(monkeypatch):
    def no_home(_):
        raise RuntimeError("could not determine the home directory for '~/.cache'")

    monkeypatch.setattr(pooch, "os_cache", no_home)
    with pytest.raises(DownloadError, match=r"no home folder\. Or bring .* --data-folder"):
        load_cifar10()


def test_where_pooch_is_not_installed_a_folder_will_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(DownloadError, match=r"packages pooch.*load_cifar10\(folder="):
        load_cifar10()


def test_the_published_archive_is_asked_for(monkeypatch):
    asked = []

    def fetch(published, path, *, progress):
        asked.append((published, path.name, progress))
        raise OSError

    monkeypatch.setattr(_download, "fetch", fetch)
    with pytest.raises(DownloadError):
        load_cifar10(progress=False)
    [(published, name, progress)] = asked
    assert (name, progress) == ("cifar-10-python.tar.gz", False)
    assert published.size == 170_498_071
    digest = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"
    assert published.sha256 == digest
    assert published.mirrors[-1] == "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
    assert all(url.startswith("https://") for url in published.mirrors)


def test_an_archive_that_is_none_is_named(tmp_path):
    folder, _ = layout(tmp_path)
    whole = packed(folder)
    for content in (b"", b"<html>", whole[: len(whole) // 2], gzip.compress(bytes(100_000))):
        path = tmp_path / "cifar-10-python.tar.gz"
        path.write_bytes(content)
        with pytest.raises(
            DamagedFileError, match=r"python\.tar\.gz is not the published|complete"
        ):
            cifar10._read(cifar10._files_at(path), ROWS)


def test_an_archive_that_would_unpack_to_very_much_is_refused(tmp_path):
    path = tmp_path / "cifar-10-python.tar.gz"
    large = tarfile.TarInfo("cifar-10-batches-py/data_batch_1")
    large.size = 2**40
    path.write_bytes(gzip.compress(large.tobuf()))
    with pytest.raises(DamagedFileError, match="above 33,554,432 bytes"):
        list(cifar10._files_at(path))
    many = b"".join(tarfile.TarInfo(str(i)).tobuf() for i in range(1000))
    path.write_bytes(gzip.compress(many))
    with pytest.raises(DamagedFileError, match="more than 20 members"):
        list(cifar10._files_at(path))


def test_what_is_doubled_again_and_again_is_refused():
    """Tuples in tuples: each step doubles what a reader would have to go through."""
    doubled = b"".join(b"q%ch%ch%c\x86" % (i, i, i) for i in range(11))
    deep = b"\x80\x02}X\x06\x00\x00\x00labels)" + doubled + b"s."
    with pytest.raises(DamagedFileError, match="repeats more"):
        cifar10._read([(Path("test_batch"), deep)], ROWS)


def test_an_archive_writes_nowhere(tmp_path):
    folder, batches = layout(tmp_path)
    outside = tarfile.TarInfo("../../outside")
    link = tarfile.TarInfo("cifar-10-batches-py/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    path = tmp_path / "archive.tar.gz"
    path.write_bytes(packed(folder, [outside, link]))
    before = sorted(tmp_path.parent.rglob("*"))
    assert_holds(*cifar10._read(cifar10._files_of_archive(path), ROWS), batches)
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_a_link_in_an_archive_is_no_file(tmp_path):
    folder, _ = layout(tmp_path)
    (folder / "test_batch").unlink()
    link = tarfile.TarInfo("cifar-10-batches-py/test_batch")
    link.type, link.linkname = tarfile.SYMTYPE, "data_batch_1"
    path = tmp_path / "archive.tar.gz"
    path.write_bytes(packed(folder, [link]))
    with pytest.raises(DamagedFileError, match="test_batch missing"):
        cifar10._read(cifar10._files_of_archive(path), ROWS)


def test_everything_public_is_there():
    for name in datasets.__all__:
        assert hasattr(datasets, name)
    assert len(CIFAR10_CLASSES) == 10
