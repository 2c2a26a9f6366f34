"""One's own images: real files written by Pillow, NumPy and by hand; laws; and what goes wrong."""

import functools
import gzip
import hashlib
import io
import pickle
import shutil
import struct
import sys
import tempfile
import threading
import unicodedata
import zipfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lesson_code import (
    SGD,
    BadImageError,
    DamagedFileError,
    DownloadError,
    StoredImages,
    Trainer,
    cli,
    load_checkpoint,
    load_idx,
    load_images,
    load_mnist,
    plots,
    read_image,
    sigmoid_mlp,
)
from lesson_code.datasets import mnist, named_sets

SIDE = 6


def noise(seed, shape=(SIDE, SIDE, 3)):
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def save(path, pixels, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, **options)
    return path


@pytest.fixture
def folder(tmp_path):
    """Ten pictures of each of three classes, no two alike; and the cache is not the user's."""
    root = tmp_path / "pictures"
    for k, name in enumerate(("いぬ", "ねこ", "bird")):
        for i in range(10):
            save(root / name / f"{i}.png", noise(100 * k + i))
    return root


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache folder of the test's own."""
    place = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    return place


def both(images):
    return np.concatenate([images.train.x, images.test.x])


def as_set(x):
    return {image.tobytes() for image in np.asarray(x)}


# --- what is in a file is what the network sees


@pytest.mark.parametrize("suffix", [".png", ".PNG", ".gif", ".bmp", ".tif", ".webp", ".ppm"])
@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3)])
def test_pictures_written_and_read_are_equal(tmp_path, suffix, shape):
    pixels = noise(0, shape)
    if suffix in (".gif", ".ppm") and len(shape) == (3 if suffix == ".gif" else 2):
        pixels = pixels // 128 * 255  # a GIF has few colours, and .ppm must have some
        pixels = pixels if suffix == ".gif" else np.stack([pixels] * 3, axis=2)
    path = save(tmp_path / f"x{suffix}", pixels, lossless=True)
    channels = 3 if pixels.ndim == 3 else 1
    image = read_image(path, (channels, 5, 7))
    assert image.dtype == np.float32
    expected = pixels.reshape(1, 5, 7, channels).transpose(0, 3, 1, 2) / np.float32(255)
    np.testing.assert_array_equal(image, expected)


def test_digits_written_as_pictures_train_as_mnist_does(tmp_path):
    """The same numbers, the same labels: 200 digits as PNG, and as they come with the package."""
    (x, t), _ = load_mnist()
    pixels = np.round(x[:200, 0] * 255).astype(np.uint8)
    for i, (image, label) in enumerate(zip(pixels, t, strict=False)):
        save(tmp_path / str(label) / f"{i:03}.png", image)
    images = load_images(tmp_path)
    assert images.classes == tuple("0123456789")
    assert images.train.x.shape[1:] == (1, 28, 28)
    label_of = {image.tobytes(): int(label) for image, label in zip(x[:200], t[:200], strict=True)}
    for part in images.train, images.test:
        assert [label_of[image.tobytes()] for image in part.x] == part.t.tolist()
    assert as_set(both(images)) == set(label_of)


def test_a_picture_is_turned_as_the_camera_noted(tmp_path):
    pixels = noise(0, (8, 4, 3))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[274] = orientation
        path = save(tmp_path / "x.png", pixels, exif=exif)
        upright = {
            1: pixels,
            2: pixels[:, ::-1],
            3: pixels[::-1, ::-1],
            4: pixels[::-1],
            5: pixels.transpose(1, 0, 2),
            6: np.rot90(pixels, -1),
            7: pixels[::-1, ::-1].transpose(1, 0, 2),
            8: np.rot90(pixels, 1),
        }[orientation]
        seen = read_image(path, (3, *upright.shape[:2]))[0].transpose(1, 2, 0)
        np.testing.assert_array_equal(np.round(255 * seen), upright)


def test_what_is_transparent_is_white(tmp_path):
    pixels = noise(0, (5, 5, 4))
    pixels[..., 3] = 0
    pixels[0, 0] = 10, 20, 30, 255
    image = read_image(save(tmp_path / "x.png", pixels), (3, 5, 5))[0]
    np.testing.assert_array_equal(np.round(255 * image[:, 0, 0]), [10, 20, 30])
    assert image[:, 1:].min() == 1
    palette = Image.fromarray(noise(1)).quantize(4)
    palette.save(tmp_path / "p.png", transparency=0)
    seen = read_image(tmp_path / "p.png", (3, SIDE, SIDE))[0]
    assert (seen[:, np.asarray(palette) == 0] == 1).all()


def test_sixteen_bits_are_read_as_eight(tmp_path):
    pixels = noise(0, (5, 5))
    path = save(tmp_path / "x.png", pixels.astype(np.uint16) * 257)
    np.testing.assert_array_equal(np.round(255 * read_image(path, (1, 5, 5))[0, 0]), pixels)
    save(tmp_path / "y.tif", pixels.astype(np.float32))
    with pytest.raises(BadImageError, match=r"y\.tif stores each pixel as one 32-bit number; save"):
        read_image(tmp_path / "y.tif", (1, 5, 5))


def test_of_another_shape_the_middle_is_cut_out(tmp_path):
    pixels = np.zeros((10, 30, 3), np.uint8)
    pixels[:, 10:20] = noise(0, (10, 10, 3))
    image = read_image(save(tmp_path / "x.png", pixels), (3, 10, 10))[0]
    np.testing.assert_array_equal(np.round(255 * image), pixels[:, 10:20].transpose(2, 0, 1))
    assert read_image(tmp_path / "x.png", (1, 3, 5)).shape == (1, 1, 3, 5)


# --- folders


def test_shape_and_classes_are_read_from_the_folder(folder):
    images = load_images(folder)
    assert images.classes == ("bird", "いぬ", "ねこ")
    assert images.train.x.shape == (24, 3, SIDE, SIDE)
    assert np.bincount(images.test.t).tolist() == [2, 2, 2]
    assert images.notes == ("there is no split: 20% of each class was set apart for testing",)
    assert images.train.t.dtype == np.int64


def test_one_size_up_to_64_is_kept_and_any_other_is_brought_to_32(tmp_path):
    for size, shape in [(64, (64, 64)), (65, (32, 32))]:
        for name in "ab":
            for i in range(2):
                save(
                    tmp_path / str(size) / name / f"{i}.png",
                    noise(10 * ord(name) + i, (size, size)),
                )
        images = load_images(tmp_path / str(size))
        assert images.train.x.shape[1:] == (1, *shape)
    assert "pictures are 65 x 65: cut to the middle and resized to 32 x 32" in images.notes[0]
    assert load_images(tmp_path / "64", size=(8, 12)).train.x.shape == (2, 1, 8, 12)


def test_one_picture_in_colour_gives_three_channels_to_all(folder):
    save(folder / "bird" / "grey.png", noise(7, (SIDE, SIDE)))
    images = load_images(folder)
    assert images.train.x.shape[1] == 3
    assert "grey pictures, given three channels: 1 of 31" in images.notes


def test_what_lies_about_is_ignored_or_named(folder):
    expected = load_images(folder)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "bird/.DS_Store", "bird/._0.png"):
        (folder / name).write_bytes(b"\0")
    (folder / ".git").mkdir()
    save(folder / ".git" / "0.png", noise(5000))
    (folder / "__MACOSX").mkdir()
    quiet = load_images(folder)
    assert quiet.notes == expected.notes
    np.testing.assert_array_equal(quiet.train.x, expected.train.x)
    (folder / "bird" / "list.csv").write_text("0.png,bird")
    save(folder / "cover.png", noise(6000))
    (folder / "empty").mkdir()
    told = load_images(folder)
    np.testing.assert_array_equal(told.train.x, expected.train.x)
    assert told.notes[:3] == (
        "left out what lies in no class's folder: cover.png",
        "left out what is no picture by its name: bird/list.csv",
        "left out folders without a picture: empty",
    )


def test_folders_within_a_class_belong_to_it(folder):
    save(folder / "bird" / "2024" / "spring" / "0.png", noise(1000))
    images = load_images(folder)
    assert len(images.train.x) + len(images.test.x) == 31
    assert images.classes[0] == "bird"


def test_names_are_the_same_however_they_are_spelt(tmp_path):
    for form in "NFC", "NFD":
        for i, name in enumerate(("がぞう", "ぱんだ")):
            for j in range(2):
                folder = tmp_path / form / unicodedata.normalize(form, name)
                save(folder / f"{j}.png", noise(10 * i + j))
    one, other = load_images(tmp_path / "NFC"), load_images(tmp_path / "NFD")
    assert one.classes == other.classes == ("がぞう", "ぱんだ")
    assert one.fingerprint == other.fingerprint


# --- the split


@settings(deadline=None, max_examples=20)
@given(
    counts=st.lists(st.integers(2, 9), min_size=2, max_size=4),
    copies=st.integers(0, 6),
    share=st.floats(0.01, 0.99),
    seed=st.integers(0, 5),
)
def test_no_picture_is_on_both_sides(counts, copies, share, seed):
    """Not even under another name; all are there; each class is on both sides."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for k, count in enumerate(counts):
            for i in range(count):
                save(root / f"{k}" / f"{i}.png", noise(100 * k + i, (2, 2, 3)))
        for i in range(copies):
            shutil.copy(root / "0" / "0.png", root / "0" / f"copy {i}.png")
        images = load_images(root, rng=np.random.default_rng(seed), test_share=share)
        again = load_images(root, rng=np.random.default_rng(seed), test_share=share)
    assert not as_set(images.train.x) & as_set(images.test.x)
    assert len(images.train.t) + len(images.test.t) == sum(counts) + copies
    classes = set(range(len(counts)))
    assert set(images.train.t.tolist()) == set(images.test.t.tolist()) == classes
    np.testing.assert_array_equal(images.train.x, again.train.x)
    np.testing.assert_array_equal(images.test.t, again.test.t)
    assert images.fingerprint == again.fingerprint


def test_another_generator_splits_in_another_way(folder):
    one, other = (load_images(folder, rng=np.random.default_rng(seed)) for seed in (1, 2))
    assert as_set(one.test.x) != as_set(other.test.x)
    assert as_set(both(one)) == as_set(both(other))


@pytest.mark.parametrize("names", [("train", "test"), ("Training", "val"), ("train", "validation")])
def test_a_split_of_ones_own_is_kept(folder, tmp_path, names):
    root = tmp_path / "split"
    shutil.copytree(folder, root / names[0])
    for i, name in enumerate(("bird", "ねこ")):
        save(root / names[1] / name / "x.png", noise(900 + i))
    (root / "extra").mkdir()
    images = load_images(root)
    assert as_set(images.test.x) == {
        read_image(root / names[1] / name / "x.png", (3, SIDE, SIDE))[0].tobytes()
        for name in ("bird", "ねこ")
    }
    assert len(images.train.x) == 30
    assert images.notes == (f"left out what lies beside {names[0]} and {names[1]}: extra",)
    shutil.copy(root / names[0] / "bird" / "0.png", root / names[1] / "bird")
    assert "test images that are training images too: 1" in load_images(root).notes[-1]
    save(root / names[1] / "new" / "0.png", noise(1))
    with pytest.raises(BadImageError, match="'new' has test images, but none to learn from"):
        load_images(root)


def test_a_picture_in_two_classes_is_named(folder):
    shutil.copy(folder / "bird" / "0.png", folder / "ねこ" / "same.png")
    images = load_images(folder)
    assert "images that are in two classes: 1; look which is right" in images.notes
    assert not as_set(images.train.x) & as_set(images.test.x)


def test_the_fingerprint_knows_images_labels_and_classes(folder):
    first = load_images(folder).fingerprint
    (folder / "bird" / "9.png").rename(folder / "bird" / "99.png")
    assert load_images(folder).fingerprint == first
    (folder / "bird" / "99.png").rename(folder / "ねこ" / "99.png")
    moved = load_images(folder).fingerprint
    (folder / "いぬ").rename(folder / "うさぎ")
    assert len({first, moved, load_images(folder).fingerprint}) == 3


# --- in a file


def test_images_in_a_file_are_those_in_memory(folder, cache):
    memory, stored = load_images(folder), load_images(folder, in_file=True)
    x, y = memory.train.x, stored.train.x
    assert isinstance(y, StoredImages)
    assert (y.shape, y.dtype, y.ndim, len(y)) == (x.shape, x.dtype, x.ndim, len(x))
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(y[3], x[3])
    np.testing.assert_array_equal(y[np.array([5, 0, 5])], x[[5, 0, 5]])
    assert isinstance(y[2:20:3], StoredImages)
    np.testing.assert_array_equal(y[2:20:3][1:], x[2:20:3][1:])
    assert np.asarray(y, np.float64).dtype == np.float64
    if sys.platform != "win32":
        assert [path for path in cache.rglob("*") if path.is_file()] == []  # it has no name


def test_training_from_a_file_is_training_from_memory(folder):
    found = []
    for in_file in False, True:
        images = load_images(folder, in_file=in_file)
        rng = np.random.default_rng(0)
        network = sigmoid_mlp(rng, (3, SIDE, SIDE), hidden=(4,), classes=3)
        trainer = Trainer(network, SGD(0.5), rng=rng, batch_size=7)
        history = trainer.fit(*images.train, *images.test, epochs=2)
        found.append([(e.loss, e.train_accuracy, e.test_accuracy) for e in history])
        found.append(network.predict(images.test.x, batch_size=4).tolist())
    assert found[:2] == found[2:]


def test_large_sets_go_into_a_file_by_themselves(folder, monkeypatch):
    monkeypatch.setattr("lesson_code.datasets._store.IN_MEMORY", 30 * 3 * SIDE * SIDE * 4)
    assert isinstance(load_images(folder).train.x, np.ndarray)
    save(folder / "bird" / "x.png", noise(1000))
    assert isinstance(load_images(folder).train.x, StoredImages)
    assert isinstance(load_images(folder, in_file=False).train.x, np.ndarray)


def test_a_full_disk_is_named(folder, monkeypatch):
    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", lambda dir: Full())
    with pytest.raises(
        OSError, match=r"could not be written into .*: No space left on device; make"
    ):
        load_images(folder, in_file=True)


# --- what goes wrong in folders


def a_bomb():
    """A PNG of 30000 x 30000 pixels in a few bytes."""
    chunk = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    import zlib

    header = struct.pack(">I", 13) + b"IHDR" + chunk
    header += struct.pack(">I", zlib.crc32(b"IHDR" + chunk))
    return b"\x89PNG\r\n\x1a\n" + header + struct.pack(">I", 0) + b"IDAT" + bytes(4)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no picture that can be read; save it as PNG, JPEG"),
        (b"GIF89a" + bytes(20), "is damaged|no picture"),
        ("cut", "is damaged: "),
        (b"<html>not found</html>", "is no picture that can be read"),
        (a_bomb(), "is too large; make it smaller"),
    ],
)
def test_damaged_pictures_are_named_or_left_out(folder, content, reason):
    bad = folder / "bird" / "bad.png"
    if content == "cut":
        content = (folder / "bird" / "0.png").read_bytes()
        content = content[: len(content) // 2]
    bad.write_bytes(content)
    with pytest.raises(BadImageError, match=reason) as caught:
        load_images(folder)
    assert str(caught.value).startswith("1 of 31 pictures cannot be read; remove them, or leave")
    assert "skip_damaged=True (the option --skip-damaged)" in str(caught.value)
    assert str(bad) in str(caught.value)
    images = load_images(folder, skip_damaged=True)
    assert len(images.train.x) + len(images.test.x) == 30
    assert "left out damaged pictures: bird/bad.png" in images.notes


def make(root, names, start=0):
    for i, name in enumerate(names):
        save(root / name, noise(start + i))


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "holds no pictures (PNG, JPEG, GIF, BMP, ...); expected a folder for each class"),
        (["1.png", "2.png"], "holds 2 pictures, but no folders that say what is shown"),
        (["1.png"], "holds 1 picture, but no folders that say what is shown"),
        (["cat/1.png", "cat/2.png"], "holds pictures of one class only, 'cat'; expected a folder"),
        (["all/cat/1.png", "all/dog/1.png"], "one class only, 'all'; did you mean "),
        (["a/1.png", "a/2.png", "b/1.png"], "'b' has too few pictures that differ, 1; expected 2"),
        (["train/1.png", "test/1.png"], "holds 2 pictures, but no folders"),
    ],
)
def test_folders_that_will_not_do_get_a_sentence(tmp_path, names, message):
    root = tmp_path / "root"
    root.mkdir()
    make(root, names)
    with pytest.raises(BadImageError) as caught:
        load_images(root)
    assert message in str(caught.value)


def test_other_paths_and_settings_get_a_sentence(folder, tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere: there is no such file or folder"):
        load_images(tmp_path / "nowhere")
    with pytest.raises(BadImageError, match=r"0\.png is a file; expected a folder"):
        load_images(folder / "bird" / "0.png")
    for size in (0, -3, 1025, (3,), (3, 4, 5), 2.5, "32"):
        with pytest.raises((ValueError, TypeError)):
            load_images(folder, size=size)
    for share in (0, 1, -0.5, float("nan")):
        with pytest.raises(ValueError, match="test_share: expected a share between 0 and 1"):
            load_images(folder, test_share=share)


# --- IDX


def idx(array, kind):
    return (
        bytes([0, 0, kind, array.ndim])
        + struct.pack(f">{array.ndim}I", *array.shape)
        + (array.tobytes())
    )


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("kind", "dtype"),
    [(8, "u1"), (9, "i1"), (0xB, ">i2"), (0xC, ">i4"), (0xD, ">f4"), (0xE, ">f8")],
)
@pytest.mark.parametrize("shape", [(3,), (2, 3, 4), (0, 5)])
def test_idx_files_of_every_kind(tmp_path, pack, kind, dtype, shape):
    array = np.random.default_rng(0).integers(0, 100, shape).astype(dtype)
    (tmp_path / "x").write_bytes(pack(idx(array, kind)))
    found = load_idx(tmp_path / "x")
    np.testing.assert_array_equal(found, array)
    assert found.dtype == np.dtype(dtype).newbyteorder("=")


def test_the_published_files_of_mnist_are_read(tmp_path):
    """Written by others: the files that travel with the package."""
    for name in ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"):
        shutil.copy(mnist.DATA / name, tmp_path)
    _, (x, t) = load_mnist()
    np.testing.assert_array_equal(load_idx(tmp_path / "t10k-labels-idx1-ubyte.gz"), t)
    pixels = load_idx(tmp_path / "t10k-images-idx3-ubyte.gz")
    np.testing.assert_array_equal(np.divide(pixels, 255, dtype=np.float32), x[:, 0])
    images = load_images(tmp_path)  # one pair only: it is split
    assert len(images.train.x) + len(images.test.x) == 10_000
    assert abs(len(images.test.x) - 2000) < 20


def test_damaged_idx_files_get_a_sentence(tmp_path):
    good = idx(np.arange(24, dtype=np.uint8).reshape(2, 3, 4), 8)
    path = tmp_path / "x"
    for content in (
        *(good[:end] for end in range(len(good))),
        good + b"\0",
        b"\1" + good[1:],
        good[:2] + b"\7" + good[3:],
        good[:4] + b"\xff" * 12 + good[16:],
        idx(np.zeros(5, np.uint8), 8)[:4] + struct.pack(">I", 2**31),
    ):
        for packed in (content, gzip.compress(content), gzip.compress(good)[: len(content) // 2]):
            path.write_bytes(packed)
            with pytest.raises(DamagedFileError, match=r"is not an IDX file .* fetch it anew"):
                load_idx(path)


def test_an_idx_file_that_unpacks_without_end_is_not_unpacked(tmp_path):
    huge = bytes([0, 0, 8, 1]) + struct.pack(">I", 2**31 - 1) + bytes(2**22)
    (tmp_path / "x.gz").write_bytes(gzip.compress(huge))
    with pytest.raises(DamagedFileError, match="it promises 2147483655 bytes"):
        load_idx(tmp_path / "x.gz")


@pytest.fixture
def idx_folder(tmp_path):
    root = tmp_path / "idx"
    root.mkdir()
    for part, n in (("train", 12), ("t10k", 6)):
        pixels, labels = noise(n, (n, 5, 4)), (np.arange(n) % 3 + 1).astype(np.uint8)
        (root / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(pixels, 8)))
        (root / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels, 8))
    return root


def test_a_folder_of_idx_files_is_a_set(idx_folder):
    images = load_images(idx_folder)
    assert images.classes == ("1", "2", "3")
    assert images.train.x.shape == (12, 1, 5, 4)
    expected = np.divide(noise(6, (6, 1, 5, 4)), 255, dtype=np.float32)
    np.testing.assert_array_equal(images.test.x, expected)  # in the order of the file
    assert images.test.t.tolist() == [0, 1, 2, 0, 1, 2]
    assert images.notes == ()
    stored = load_images(idx_folder, in_file=True)
    np.testing.assert_array_equal(stored.train.x, images.train.x)
    load_images(idx_folder, size=(5, 4))  # which they have
    with pytest.raises(ValueError, match=r"size: expected none for IDX and npz files; .* 5 x 4"):
        load_images(idx_folder, size=28)


def test_idx_files_that_do_not_fit_together_get_a_sentence(idx_folder):
    with pytest.raises(BadImageError, match=f"name the folder with all of them: {idx_folder}"):
        load_images(idx_folder / "train-images-idx3-ubyte.gz")
    labels = idx_folder / "train-labels-idx1-ubyte"
    good = labels.read_bytes()
    labels.write_bytes(idx(np.zeros(11, np.uint8), 8))
    with pytest.raises(
        DamagedFileError, match=r"an integer label for each of 12 images, got shape"
    ):
        load_images(idx_folder)
    labels.write_bytes(idx(np.zeros(12, np.uint8), 8))
    with pytest.raises(DamagedFileError, match=r"the labels \[1, 2, 3\] are of no class"):
        load_images(idx_folder)
    labels.unlink()
    with pytest.raises(
        DamagedFileError, match="the labels that belong to it are not in the folder"
    ):
        load_images(idx_folder)
    labels.write_bytes(good)
    (idx_folder / "emnist-train-images-idx3-ubyte").write_bytes(b"")
    with pytest.raises(BadImageError, match="holds IDX files of several sets, , emnist-; put one"):
        load_images(idx_folder)


# --- npz


@pytest.mark.parametrize("save_npz", [np.savez, np.savez_compressed])
@pytest.mark.parametrize("axes", ["NHW", "NCHW", "NHWC"])
@pytest.mark.parametrize("letter", "ty")
def test_npz_files_in_every_order_of_axes(tmp_path, save_npz, axes, letter):
    x = noise(0, (9, 1 if axes == "NHW" else 3, 5, 4))
    t = np.arange(9) % 3
    stored = {"NHW": x[:, 0], "NCHW": x, "NHWC": x.transpose(0, 2, 3, 1)}[axes]
    arrays = {
        "x_train": stored,
        f"{letter}_train": t,
        "x_test": stored[:3],
        f"{letter}_test": t[:3],
    }
    save_npz(tmp_path / "a.npz", **arrays, classes=np.array(["甲", "乙", "丙"]))
    images = load_images(tmp_path / "a.npz")
    np.testing.assert_array_equal(images.test.x, np.divide(x[:3], 255, dtype=np.float32))
    assert images.test.t.tolist() == [0, 1, 2]
    assert images.classes == ("甲", "乙", "丙")
    assert as_set(images.train.x) == as_set(np.divide(x, 255, dtype=np.float32))


def test_npz_files_of_fractions_stay_as_they_are(tmp_path):
    x = np.random.default_rng(0).random((8, 5, 4))
    np.savez(tmp_path / "a.npz", x_train=x, t_train=np.arange(8) % 2)
    images = load_images(tmp_path / "a.npz")
    assert images.train.x.dtype == np.float32
    assert as_set(both(images)) == as_set(x[:, np.newaxis].astype(np.float32))


X, T = np.zeros((4, 5, 4), np.uint8) + np.arange(4, dtype=np.uint8)[:, None, None], np.arange(4) % 2


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"a": X}, "holds no array; expected x_train, t_train"),
        ({"x_train": X}, "holds x_train; expected x_train, t_train, x_test and t_test"),
        ({"x_train": X, "t_train": T, "x_test": X}, "expected x_train, t_train, x_test and t_test"),
        ({"x_train": X[:, 0], "t_train": T}, r"expected images of shape .*, got \(4, 4\)"),
        ({"x_train": X.astype(int), "t_train": T}, r"save x\.astype\(np\.uint8\) if they are from"),
        ({"x_train": X * 255.0, "t_train": T}, r"from 0 to 1, got up to 765; save x / 255"),
        ({"x_train": X * np.nan, "t_train": T}, "from 0 to 1, got up to nan"),
        ({"x_train": X, "t_train": T / 2}, "label for each of 4 images, .*; number the classes 0"),
        ({"x_train": X, "t_train": T * 1.0}, r"got shape .*; save t\.astype\(np\.int64\)"),
        ({"x_train": X, "t_train": np.eye(4, dtype=int)}, r"t\.argmax\(axis=1\) of one-hot rows"),
        (
            {"x_train": X, "t_train": T, "classes": np.arange(2)},
            r"expected classes to be names, .*; save np\.array",
        ),
        ({"x_train": X, "t_train": T, "classes": ["a"]}, r"the labels \[1\] .*; mend the labels"),
        ({"x_train": X, "t_train": T - 1, "classes": ["a", "b"]}, r"the labels \[-1\] are of no"),
        ({"x_train": X, "t_train": T, "x_test": X[:, :3], "t_test": T}, "images of one shape, got"),
    ],
)
def test_npz_files_that_will_not_do_get_a_sentence(tmp_path, arrays, message):
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(DamagedFileError, match=message):
        load_images(tmp_path / "a.npz")


def test_images_of_one_class_get_a_sentence(tmp_path):
    np.savez(tmp_path / "a.npz", x_train=X, t_train=0 * T)
    with pytest.raises(BadImageError, match=r"of one class only, '0'; add images of another"):
        load_images(tmp_path / "a.npz")


class Vandal:
    """What a hostile pickle does when it is loaded."""

    def __reduce__(self):
        return pytest.fail, ("the file ran code",)


def test_no_npz_file_runs_code_or_takes_more_than_it_has(tmp_path):
    path = tmp_path / "a.npz"
    np.savez(path, x_train=np.array([Vandal()], object), t_train=T)
    with pytest.raises(DamagedFileError, match="x_train holds Python objects, which are not read"):
        load_images(path)
    path.write_bytes(pickle.dumps(Vandal()))
    with pytest.raises(DamagedFileError, match="is no npz file, or is damaged"):
        load_images(path)
    header = io.BytesIO()
    promise = {"descr": "|u1", "fortran_order": False, "shape": (10**9, 28, 28)}
    np.lib.format.write_array_header_1_0(header, promise)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x_train.npy", header.getvalue() + bytes(100))
    with pytest.raises(
        DamagedFileError, match=r"promises shape \(1000000000, 28, 28\), and has 100"
    ):
        load_images(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x_train.npy", bytes(2**25))
    with pytest.raises(DamagedFileError, match="unpacks to 33554432 bytes, more than it should"):
        load_images(path)


def test_a_changed_byte_never_gets_further_than_a_sentence(tmp_path):
    path = tmp_path / "a.npz"
    np.savez(path, x_train=X, t_train=T)
    good = path.read_bytes()
    rng = np.random.default_rng(0)
    for place in rng.integers(0, len(good), 60):
        path.write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        try:
            images = load_images(path)
        except (DamagedFileError, BadImageError):
            continue
        assert as_set(both(images)) == as_set(np.divide(X[:, None], 255, dtype=np.float32))


# --- by name


@pytest.fixture
def served(idx_folder, monkeypatch):
    """A host with the four files, on this machine, and a set of that name."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    handler = functools.partial(Quiet, directory=str(idx_folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        contents = {path.name: path.read_bytes() for path in idx_folder.iterdir()}
        small = named_sets.NamedSet(
            "Small",
            ("zero", "one", "two", "three"),
            (f"http://127.0.0.1:{server.server_port}/",),
            {
                name: (len(content), hashlib.sha256(content).hexdigest())
                for name, content in contents.items()
            },
        )
        monkeypatch.setitem(named_sets.NAMED_SETS, "fashion-mnist", small)
        yield idx_folder
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_): ...


def test_a_set_known_by_name_is_fetched_once_and_checked(served, cache):
    images = named_sets.load_fashion_mnist(progress=False)
    assert images.classes == ("zero", "one", "two", "three")
    assert images.test.t.tolist() == [1, 2, 3, 1, 2, 3]
    shutil.rmtree(served)
    again = named_sets.load_fashion_mnist(progress=False)
    np.testing.assert_array_equal(again.train.x, images.train.x)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # requests leaves a failed connection open
def test_what_is_not_the_published_file_is_refused(served, cache):
    path = served / "t10k-labels-idx1-ubyte"
    path.write_bytes(path.read_bytes()[:-1] + b"\1")
    with pytest.raises(DownloadError, match=r"Small could not be fetched .* \(SHA-256\) differs"):
        named_sets.load_fashion_mnist(progress=False)
    said = refused("train", "--data", "fashion-mnist")
    assert "load_fashion_mnist(folder='...'), or --data-folder on the command line" in said


def test_the_published_files_have_names_sizes_and_hashes():
    for named in (named_sets.NAMED_SETS[name] for name in ("fashion-mnist", "kmnist")):
        assert sorted(named.files) == sorted(f"{name}.gz" for name in mnist.SIZES)
        assert all(len(sha256) == 64 for _, sha256 in named.files.values())
        assert len(named.classes) == 10


# --- the command line


FAST = ("--model", "sigmoid-mlp", "--set", "hidden=[4]", "--batch-size", 10)


def run(*arguments):
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def good(*arguments):
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments):
    done = run(*arguments)
    assert done.exit_code in (1, 2), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output.splitlines()[-1]


@pytest.fixture
def trained(folder, tmp_path, monkeypatch):
    """A run on the folder of pictures; curves are not drawn, which would take longer."""
    monkeypatch.setattr(plots, "learning_curves", lambda *_: Curves())
    said = good("train", "--data", folder, *FAST, "--seed", 3, "--out", tmp_path / "run")
    assert said.splitlines()[:3] == [
        f"images: 24 to train on, 6 to test with; {SIDE} x {SIDE}, colour",
        "classes: bird, いぬ, ねこ",
        "note: there is no split: 20% of each class was set apart for testing",
    ]
    return tmp_path / "run"


class Curves:
    def savefig(self, file, **_):
        file.write(b"<svg")


def test_names_of_classes_travel_in_the_checkpoint(trained, folder, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    notes = load_checkpoint(trained / "checkpoint.npz").notes
    assert notes["classes"] == ["bird", "いぬ", "ねこ"]
    for index in range(3):
        said = good("predict", trained, 2 * index)
        assert "  ねこ  " in said
        assert f"(its label is {('bird', 'いぬ', 'ねこ')[index]})" in said
    picture = save(folder.parent / "own.png", noise(0, (40, 30, 3)))
    shutil.rmtree(folder)
    said = good("predict", trained, picture)
    assert said.startswith(f"read {picture}: {SIDE} x {SIDE}, colour\n  bird  probability 0.")
    said = refused("accuracy", trained)
    assert "were in" in said
    assert "say where they are with --data-folder" in said


def test_a_run_goes_on_and_is_measured_on_the_same_split(trained, folder):
    before = load_checkpoint(trained / "checkpoint.npz").trainer.history[0]
    said = good("accuracy", trained).splitlines()
    assert said == [
        f"train accuracy {before.train_accuracy:.4f}",
        f"test accuracy {before.test_accuracy:.4f}",
    ]
    moved = folder.rename(folder.with_name("moved"))
    assert good("accuracy", trained, "--data-folder", moved).splitlines() == said
    good("train", "--resume", trained, "--epochs", 2, "--data-folder", moved)
    assert good("accuracy", trained).startswith("train accuracy")  # it remembers
    assert "no hidden" not in run("doctor", trained).output


def test_images_that_are_others_than_in_training_are_refused(trained, folder):
    save(folder / "bird" / "new.png", noise(5000))
    said = refused("accuracy", trained)
    assert "are no longer those that this run was trained on" in said
    assert "begin a run without --resume" in refused("train", "--resume", trained, "--epochs", 2)
    (folder / "bird").rename(folder / "fish")
    said = refused("accuracy", trained)
    assert "has the classes fish, いぬ, ねこ, the network knows bird, いぬ, ねこ; name the" in said
    assert "train a new one on these" in said


def test_other_images_of_the_same_classes_can_be_measured(trained, folder, tmp_path):
    other = tmp_path / "other"
    for name in ("bird", "いぬ", "ねこ"):
        make(other, [f"{name}/{i}.png" for i in range(3)], start=7000 + ord(name[0]))
    assert good("accuracy", trained, "--data", other).count("accuracy") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--size", "big"], "expected a number of pixels, such as 32, or height x width"),
        (["--size", "0"], "--size: expected a number of pixels from 1 to 1024"),
        (["--size", "4x5x6"], "expected a number of pixels"),
        (["--model", "lenet"], "lenet expected 28 x 28 or 32 x 32 pixels, got 6 x 6; every net"),
        (["--set", "classes=3"], "classes follows from --data"),
        (["--validation", "24"], "--validation: expected 0 to 23 training images"),
    ],
)
def test_options_that_do_not_fit_get_a_sentence(folder, arguments, message):
    assert message in refused("train", "--data", folder, *arguments)


def test_options_for_folders_are_for_folders(idx_folder):
    assert "--size is for folders of pictures" in refused("train", "--size", "32")
    assert "--skip-damaged is for folders" in refused("train", "--skip-damaged")
    assert "--size: expected none for IDX" in refused("train", "--data", idx_folder, "--size", "8")
    said = refused("train", "--data", "fashion-mnits")
    assert said.endswith("there is no such folder or file. Did you mean 'fashion-mnist'?")


@pytest.mark.parametrize("model", ["simple-convnet", "report-convnet", "lenet", "deep-convnet"])
def test_every_network_takes_pictures_of_32(folder, model):
    said = good("summary", model, "--data", folder, "--size", 32)
    assert said.splitlines()[-1] == "for one input of shape (3, 32, 32)"
    assert " (3,) " in said.splitlines()[-4]  # as many answers as classes


def test_damaged_pictures_are_left_out_again_when_the_run_goes_on(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(plots, "learning_curves", lambda *_: Curves())
    (folder / "bird" / "bad.png").write_bytes(b"")
    out = tmp_path / "run"
    assert "(the option --skip-damaged)" in refused("train", "--data", folder, *FAST)
    said = good("train", "--data", folder, *FAST, "--skip-damaged", "--out", out)
    assert "note: left out damaged pictures: bird/bad.png" in said
    assert good("accuracy", out).count("accuracy") == 2


def test_names_of_classes_cannot_steer_a_terminal(trained, folder):
    loaded = load_checkpoint(trained / "checkpoint.npz")
    from lesson_code.cli import runs

    loaded.notes["classes"] = ["\x1b[2Ja", "b" * 5000, "c"]
    names = runs.classes_of(loaded, str(folder), 3)
    assert names[0] == "?[2Ja"
    assert max(map(len, names)) <= 60
    for strange in (None, "abc", ["a"], {"a": 1}):
        loaded.notes["classes"] = strange
        assert runs.classes_of(loaded, str(folder), 3) == ("0", "1", "2")
