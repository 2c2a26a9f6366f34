import io
import os
import struct
import subprocess
import sys
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageOps

from lesson_code import SGD, Affine, Flatten, ReLU, Sequential, Trainer, load_mnist
from lesson_code.datasets import BadImageError, load_digit, photographs, read_digit, to_mnist

DIGITS = 50
SEVEN = np.ones((60, 40))  # dark on light, 40 by 20, not symmetric in any way
SEVEN[10:16, 10:30] = 0
SEVEN[16:50, 24:30] = 0


@pytest.fixture(scope="module")
def mnist():
    (x, t), (x_test, t_test) = load_mnist()
    return x[:10_000], t[:10_000], x_test[:DIGITS], t_test[:DIGITS]


@pytest.fixture(scope="module")
def accuracy(mnist):
    """Accuracy, on the first test digits, of a small network that learned from real ones."""
    x, t, _, t_test = mnist
    rng = np.random.default_rng(0)

    def affine(D, M):
        W = rng.normal(0, np.sqrt(2 / D), (D, M)).astype(np.float32)
        return Affine(W, np.zeros(M, np.float32))

    network = Sequential([Flatten(), affine(784, 50), ReLU(), affine(50, 10)])
    Trainer(network, SGD(0.2), rng=rng, progress=False).fit(x, t, epochs=4)
    return lambda images: network.accuracy(images, t_test)


def save(picture, file, **options):
    """Write brightness from 0 to 1 as a grey picture."""
    Image.fromarray(np.uint8(np.round(np.clip(picture, 0, 1) * 255))).save(file, **options)


def enlarge(digit, side, how=Image.Resampling.BICUBIC):
    return (
        np.asarray(Image.fromarray(np.uint8(np.round(digit * 255))).resize((side, side), how)) / 255
    )


def through_file(digits, draw, path, **options):
    """What comes back when each digit is drawn, saved and loaded."""
    back = []
    for digit in digits[:, 0]:
        save(draw(digit), path, **options)
        back.append(load_digit(path))
    return np.concatenate(back)


# --- MNIST's own digits come back


def test_mnists_digits_are_left_as_they_are(mnist):
    """The convention is MNIST's: its own digits, cut out, scaled and centred anew, do not move."""
    x = mnist[2]
    back = np.concatenate([to_mnist(1 - digit) for digit in x[:, 0]])
    assert back.shape == x.shape
    assert back.dtype == np.float32
    darkest = x.max(axis=(1, 2, 3), keepdims=True)  # becomes 1
    difference = np.abs(back - x / darkest).max(axis=(1, 2, 3))
    assert (difference < 1e-6).mean() > 0.7
    assert (difference < 0.1).mean() > 0.98  # others lose a column that is fainter than that


@pytest.mark.slow
@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("factor", [1, 3, 7])
def test_enlarged_digits_come_back_from_a_png(mnist, tmp_path, factor, inverted):
    def draw(digit):
        large = np.kron(digit, np.ones((factor, factor)))
        return large if inverted else 1 - large

    x = mnist[2]
    back = through_file(x, draw, tmp_path / "digit.png")
    assert np.abs(back - x).mean() < 0.002


def shifted(side, canvas, corner):
    def draw(digit):
        picture = np.zeros(canvas)
        top, left = corner
        picture[top : top + side, left : left + side] = enlarge(digit, side)
        return picture

    return draw


def inverted(draw):
    return lambda digit: 1 - draw(digit)


def pencil(digit):
    return 0.8 - 0.35 * enlarge(digit, 90)


def photograph(digit):
    """Grey ink on paper that lies half in shadow, through a noisy camera."""
    ink = shifted(120, (240, 320), (60, 150))(digit)
    paper = 0.9 - 0.3 * np.linspace(0, 1, 320) + 0.05 * np.linspace(0, 1, 240)[:, None]
    noise = np.random.default_rng(0).normal(0, 0.02, ink.shape)
    return paper * (1 - 0.65 * ink) + noise


DRAWINGS = {
    "small": (lambda digit: enlarge(digit, 40), {"format": "PNG"}),
    "dark on light": (inverted(lambda digit: enlarge(digit, 111)), {"format": "PNG"}),
    "JPEG": (inverted(lambda digit: enlarge(digit, 140)), {"format": "JPEG", "quality": 75}),
    "poor JPEG": (lambda digit: enlarge(digit, 140), {"format": "JPEG", "quality": 30}),
    "to one side": (shifted(100, (150, 300), (45, 190)), {"format": "JPEG"}),
    "dark, to one side": (inverted(shifted(60, (300, 100), (5, 5))), {"format": "PNG"}),
    "pencil": (pencil, {"format": "JPEG"}),
    "photograph": (photograph, {"format": "JPEG", "quality": 85}),
}


@pytest.mark.slow
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_network_knows_drawn_digits_as_well_as_mnists(mnist, accuracy, tmp_path, drawing):
    draw, options = DRAWINGS[drawing]
    x = mnist[2]
    assert accuracy(x) > 0.85
    back = through_file(x, draw, tmp_path / "digit", **options)
    assert accuracy(back) >= accuracy(x) - 0.02


# --- each step of the convention


def test_ink_is_dark_or_light_and_the_result_the_same():
    np.testing.assert_array_equal(to_mnist(SEVEN), to_mnist(1 - SEVEN))


def test_the_longer_side_becomes_20_and_the_aspect_stays():
    digit = to_mnist(SEVEN)[0, 0]
    rows, columns = np.flatnonzero(digit.any(axis=1)), np.flatnonzero(digit.any(axis=0))
    assert np.ptp(rows) + 1 == 20
    assert np.ptp(columns) + 1 == 10
    wide = to_mnist(SEVEN.T)[0, 0]
    np.testing.assert_allclose(wide, digit.T, atol=1e-6)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
@settings(max_examples=25, deadline=None)
def test_where_on_the_paper_it_was_does_not_matter(top, bottom, left, right):
    paper = np.pad(SEVEN, [(top, bottom), (left, right)], constant_values=1)
    np.testing.assert_array_equal(to_mnist(paper), to_mnist(SEVEN))


@given(arrays(np.float32, (9, 6), elements=st.floats(0, 1, width=32)))
@settings(max_examples=100, deadline=None)
def test_the_centre_of_mass_is_in_the_middle(strokes):
    strokes[4, 3] = 1
    digit = to_mnist(1 - np.pad(strokes, 5))[0, 0]
    assert digit.max() == 1
    assert digit.min() == 0
    for axis in (0, 1):
        profile = digit.sum(axis=axis)
        used = np.flatnonzero(profile)
        centre = profile @ np.arange(28) / profile.sum()
        at_the_edge = used[0] == 0 or used[-1] == 27  # it may not be pushed out of the field
        assert abs(centre - 14) <= 0.501 or at_the_edge


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (3, 400)])
def test_ink_of_any_proportion_fits(shape):
    digit = to_mnist(np.pad(np.zeros(shape), 4, constant_values=1))[0, 0]
    assert digit.max() == 1
    height, width = (np.count_nonzero(digit.any(axis=axis)) for axis in (1, 0))
    assert max(height, width) == 20


def test_paper_comes_out_white_and_pale_ink_black():
    pale = 0.9 - 0.3 * (1 - SEVEN)
    digit = to_mnist(pale)
    assert digit.max() == 1
    np.testing.assert_allclose(digit, to_mnist(SEVEN), atol=1e-5)


def test_a_shadow_is_no_ink():
    shadow = np.linspace(0.25, 0, 40) + np.linspace(0, 0.1, 60)[:, None]
    np.testing.assert_allclose(to_mnist(0.65 * SEVEN + shadow), to_mnist(SEVEN), atol=0.1)


def test_a_deep_shadow_is_no_ink():
    shadow = np.linspace(0.5, 0.05, 40)  # on the right, paper is nearer to black than to white
    np.testing.assert_allclose(to_mnist(0.45 * SEVEN + shadow), to_mnist(SEVEN), atol=0.1)


def test_a_stray_grain_does_not_widen_the_box():
    large = 0.2 + 0.6 * np.kron(SEVEN, np.ones((8, 8)))
    grain = np.random.default_rng(0).laplace(0, 0.01, large.shape)
    np.testing.assert_allclose(to_mnist(large + grain), to_mnist(SEVEN), atol=0.15)


def test_a_digit_may_touch_the_border():
    tight = SEVEN[10:50, 10:]  # the bar of the seven lies on the upper side, along all of it
    assert np.median(tight[0]) == 0
    np.testing.assert_array_equal(to_mnist(tight), to_mnist(SEVEN))


@given(
    arrays(
        np.float32,
        st.tuples(st.integers(1, 9), st.integers(1, 9)),
        elements=st.floats(0, 1, width=32),
    )
)
@settings(max_examples=200, deadline=None)
def test_any_picture_is_a_digit_or_refused(picture):
    before = picture.copy()
    try:
        digit = to_mnist(picture)
    except BadImageError:
        pass
    else:
        assert digit.shape == (1, 1, 28, 28)
        assert (digit.min(), digit.max()) == (0, 1)
    np.testing.assert_array_equal(picture, before)


@given(st.integers(1, 40), st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_averaging_is_the_integral(n, m):
    """Against an integral that repeats pixels until both sides divide."""
    pixels = np.random.default_rng(n).random(n)
    expected = np.repeat(pixels, m).reshape(m, n).mean(axis=1)
    np.testing.assert_allclose(photographs.averages(n, m) @ pixels, expected, atol=1e-12)


@pytest.mark.parametrize("factor", [1, 2, 5, 13])
def test_averaging_is_pillows_box_filter(factor):
    picture = np.random.default_rng(0).random((20 * factor, 15 * factor)).astype(np.float32)
    box = Image.fromarray(picture).resize((15, 20), Image.Resampling.BOX)
    ours = photographs.averages(20 * factor, 20) @ picture @ photographs.averages(15 * factor, 15).T
    np.testing.assert_allclose(ours, np.asarray(box), atol=1e-5)


# --- what files hold

EXPECTED = to_mnist(SEVEN)


def grey():
    return Image.fromarray(np.uint8(SEVEN * 255))


def transparent(colour):
    picture = Image.new("RGBA", (40, 60), colour)
    picture.putalpha(ImageOps.invert(grey()))
    return picture


def sixteen_bits():
    return Image.fromarray(np.uint16((0.3 + 0.5 * SEVEN) * 65535))


PICTURES = {
    "grey": grey,
    "black and white": lambda: grey().convert("1"),
    "colour": lambda: grey().convert("RGB"),
    "palette": lambda: grey().convert("P"),
    "coloured ink": lambda: ImageOps.colorize(grey(), "navy", "lightyellow"),
    "coloured ink, dark": lambda: ImageOps.colorize(grey(), "yellow", "darkgreen"),
    "16 bits": sixteen_bits,
    "grey and alpha": lambda: grey().convert("LA"),
    "black ink on nothing": lambda: transparent("black"),
    "white ink on nothing": lambda: transparent("white"),
    "pale ink on nothing": lambda: transparent((230, 230, 220)),
    "palette with a transparent colour": lambda: transparent("black").quantize(4),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_every_kind_of_png(tmp_path, picture):
    PICTURES[picture]().save(tmp_path / "seven.png")
    np.testing.assert_allclose(load_digit(tmp_path / "seven.png"), EXPECTED, atol=0.02)


FORMATS = [
    ("BMP", "1"),
    ("BMP", "RGB"),
    ("GIF", "P"),
    ("PPM", "L"),
    ("TIFF", "1"),
    ("TIFF", "CMYK"),
    ("TIFF", "F"),
    ("TIFF", "I;16"),
    ("WEBP", "RGB"),
]


@pytest.mark.parametrize(("kind", "mode"), FORMATS)
def test_every_other_format(tmp_path, kind, mode):
    picture = sixteen_bits() if mode == "I;16" else grey().convert(mode)
    picture.save(tmp_path / "seven", kind, **({"lossless": True} if kind == "WEBP" else {}))
    np.testing.assert_allclose(load_digit(tmp_path / "seven"), EXPECTED, atol=0.02)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "WEBP"])
def test_of_several_frames_the_first_is_read(tmp_path, kind):
    blank = Image.new("L", (40, 60), 255)
    how = {"lossless": True} if kind == "WEBP" else {}
    grey().save(tmp_path / "seven", kind, save_all=True, append_images=[blank, blank], **how)
    np.testing.assert_allclose(load_digit(tmp_path / "seven"), EXPECTED, atol=0.02)


@pytest.mark.parametrize("bits", [10, 12, 14, 16])
def test_greys_of_fewer_bits_in_sixteen(tmp_path, bits):
    pixels = np.uint16((0.3 + 0.5 * SEVEN) * (2**bits - 1))
    Image.fromarray(pixels).save(tmp_path / "seven.tif")
    np.testing.assert_allclose(load_digit(tmp_path / "seven.tif"), EXPECTED, atol=0.02)


@pytest.mark.parametrize("values", [SEVEN - 0.5, 1000 * SEVEN - 300, 70_000 * SEVEN])
def test_greys_of_any_range(tmp_path, values):
    Image.fromarray(np.float32(values)).save(tmp_path / "seven.tif")
    np.testing.assert_allclose(load_digit(tmp_path / "seven.tif"), EXPECTED, atol=0.02)


def test_greys_that_are_no_numbers(tmp_path):
    Image.fromarray(np.where(SEVEN == 1, np.float32(np.nan), 0)).save(tmp_path / "seven.tif")
    with pytest.raises(BadImageError, match="not all of its pixels are finite"):
        load_digit(tmp_path / "seven.tif")


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg(tmp_path, mode):
    large = grey().resize((400, 600), Image.Resampling.NEAREST).convert(mode)
    large.save(tmp_path / "seven.jpeg")
    # 600 pixels become 400: a stroke may end within a pixel
    np.testing.assert_allclose(load_digit(str(tmp_path / "seven.jpeg")), EXPECTED, atol=0.11)


def test_the_paper_may_have_transparent_corners(tmp_path):
    picture = grey().convert("RGBA")
    for corner in ((0, 0), (37, 0), (0, 57), (37, 57)):
        picture.paste((0, 0, 0, 0), (*corner, corner[0] + 3, corner[1] + 3))
    picture.save(tmp_path / "seven.png")
    np.testing.assert_array_equal(load_digit(tmp_path / "seven.png"), EXPECTED)


TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("name", ["seven.png", "seven.jpg"])
def test_the_camera_may_have_been_turned(tmp_path, orientation, name):
    exif = Image.Exif()
    exif[0x0112] = orientation
    large = grey().resize((400, 600), Image.Resampling.NEAREST)
    large.transpose(TURNS[orientation]).save(tmp_path / name, exif=exif)
    np.testing.assert_allclose(load_digit(tmp_path / name), EXPECTED, atol=0.11)


# --- what is refused, and with which sentence


def test_a_missing_file_is_called_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_digit(tmp_path / "no.png")


@pytest.mark.parametrize("content", [b"", b"a letter, not a picture", b"\x89PNG\r\n", b"\xff\xd8"])
def test_no_picture(tmp_path, content):
    (tmp_path / "letter.png").write_bytes(content)
    with pytest.raises(BadImageError, match=r"letter\.png is no picture that can be read; save"):
        load_digit(tmp_path / "letter.png")


def test_other_formats_are_not_even_tried(tmp_path):
    grey().save(tmp_path / "seven.png", "EPS")
    with pytest.raises(
        BadImageError, match="no picture that can be read; save it as PNG, JPEG, GIF"
    ):
        load_digit(tmp_path / "seven.png")


def test_a_telephones_own_format_is_answered_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # as where it is not installed
    (tmp_path / "seven.heic").write_bytes(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic")
    with pytest.raises(
        BadImageError, match=r"HEIC picture.*save it as JPEG.*pip install pillow-heif"
    ):
        load_digit(tmp_path / "seven.heic")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_picture_cut_short(tmp_path, kind, part):
    file = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 256, (100, 100), np.uint8)
    Image.fromarray(noise).save(file, kind)
    whole = file.getvalue()
    (tmp_path / "cut").write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(BadImageError, match=r"cut is (damaged|no picture)"):
        load_digit(tmp_path / "cut")


def a_small_file_of_a_huge_picture(side):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [10_000, 50_000])
def test_a_bomb(tmp_path, side):
    (tmp_path / "bomb.png").write_bytes(a_small_file_of_a_huge_picture(side))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as users have it
        with pytest.raises(BadImageError, match=r"bomb\.png is too large; make it smaller"):
            load_digit(tmp_path / "bomb.png")


def a_webp_that_claims(side):
    canvas = (side - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + canvas + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def a_webp_with_a_picture_that_claims(side, *, lossless):
    file = io.BytesIO()
    Image.new("L", (1, 1)).save(file, "WEBP", lossless=lossless)
    content = bytearray(file.getvalue())
    if lossless:
        content[21:25] = (side - 1 | side - 1 << 14).to_bytes(4, "little")
    else:
        content[26:30] = struct.pack("<HH", side, side)
    return bytes(content)


def a_gif_that_claims(side):
    screen = struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    image = b"," + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x44\x01\0;"
    return b"GIF89a" + screen + image


def a_bmp_that_claims(side):
    sizes = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + sizes


def a_tiff_that_claims(side):
    tags = [(256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, 8), (278, side), (279, 1)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + b"\0\0\0\0"


def a_ppm_that_claims(side):
    return b"P5 %d %d 255 " % (side, side)


BOMBS = {
    "PNG, 81 million pixels": lambda: a_small_file_of_a_huge_picture(9000),
    "PNG": lambda: a_small_file_of_a_huge_picture(60_000),
    "GIF": lambda: a_gif_that_claims(65_535),
    "BMP": lambda: a_bmp_that_claims(60_000),
    "TIFF": lambda: a_tiff_that_claims(60_000),
    "WebP": lambda: a_webp_that_claims(16_383),
    "WebP, lossy": lambda: a_webp_with_a_picture_that_claims(9000, lossless=False),
    "WebP, lossless": lambda: a_webp_with_a_picture_that_claims(9000, lossless=True),
    "PGM": lambda: a_ppm_that_claims(60_000),
}
ONE_THREAD = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # each takes memory for itself
LIMITED = """
import sys, time
import numpy, PIL.Image
from lesson_code.datasets import BadImageError, load_digit
PIL.Image.init()
try:
    import resource
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 300_000_000, resource.RLIM_INFINITY))
except (ImportError, OSError):
    pass  # no such limit here; the one on time remains
for path in sys.argv[1:]:
    begin = time.perf_counter()
    try:
        load_digit(path)
        print("read", path)
    except BadImageError as error:
        print("refused", error)
    assert time.perf_counter() - begin < 5, path
"""


def test_what_a_file_claims_decides_neither_memory_nor_time(tmp_path):
    """Within 300 MB more than Python has, and seconds, files of some bytes are refused."""
    for number, bomb in enumerate(BOMBS.values()):
        (tmp_path / f"bomb{number}").write_bytes(bomb())
    names = [str(tmp_path / f"bomb{number}") for number in range(len(BOMBS))]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *names], capture_output=True, text=True, env=ONE_THREAD
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(BOMBS)
    assert all("is too large; make it smaller" in line for line in lines), done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["1", "P", "I;16", "CMYK", "RGBA"])
def test_the_largest_picture_of_a_small_file_needs_little(tmp_path, mode):
    """Up to 16 million pixels may be blank: they are averaged before anything else is done."""
    kind = "TIFF" if mode == "CMYK" else "PNG"
    how = {"compression": "tiff_adobe_deflate"} if kind == "TIFF" else {}
    blank = Image.new(mode, (4096, 4096), 0)
    blank.save(tmp_path / "blank", kind, **how)
    assert (tmp_path / "blank").stat().st_size < 200_000
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "blank")],
        capture_output=True,
        text=True,
        env=ONE_THREAD,
    )
    assert done.returncode == 0, done.stderr
    assert "there is no ink on the paper" in done.stdout


def test_a_large_picture_is_read_if_its_file_is_large(tmp_path):
    """Sixteen million pixels of a telephone, most of them empty: read, and in little memory."""
    large = Image.fromarray(
        np.uint8(255 * np.kron(np.pad(SEVEN, 6, constant_values=1), np.ones((60, 60))))
    )
    large.save(tmp_path / "seven.jpg")
    digit = read_digit(tmp_path / "seven.jpg")
    assert digit.picture.shape == (400, 289)
    np.testing.assert_allclose(digit.image, EXPECTED, atol=0.11)


EMPTY = {
    "white": np.ones((30, 30)),
    "black": np.zeros((30, 30)),
    "one pixel": np.ones((1, 1)),
    "dust": np.where(np.eye(30) > 0, 0.95, 1),
    "shadow": np.tile(np.linspace(0.4, 0.9, 50), (50, 1)),
    "grain": np.random.default_rng(0).normal(0.7, 0.03, (200, 200)),
}


@pytest.mark.parametrize("name", EMPTY)
def test_no_ink(tmp_path, name):
    save(EMPTY[name], tmp_path / "empty.png")
    with pytest.raises(BadImageError, match=r"empty\.png: there is no ink on the paper; expected"):
        load_digit(tmp_path / "empty.png")


@pytest.mark.parametrize("shape", [(28,), (28, 28, 3), (1, 1, 28, 28), (0, 5)])
def test_a_wrong_shape(shape):
    with pytest.raises(ValueError, match=r"image: expected shape \(H, W\), got"):
        to_mnist(np.zeros(shape))


@pytest.mark.parametrize("value", [255, -0.5, np.nan, np.inf])
def test_wrong_brightness(value):
    with pytest.raises(
        ValueError, match=r"image: expected brightness from 0 to 1.*divide bytes by 255"
    ):
        to_mnist(np.where(SEVEN == 1, value, 0))


@pytest.mark.parametrize("kind", [bool, np.uint8, np.float16, np.float32, np.float64])
def test_any_type_of_numbers(kind):
    np.testing.assert_array_equal(to_mnist(SEVEN.astype(kind)), EXPECTED)
    np.testing.assert_array_equal(to_mnist(SEVEN.astype(kind).tolist()), EXPECTED)


def test_numpy_is_enough_for_an_array():
    program = """
import sys
sys.modules["PIL"] = sys.modules["pooch"] = None
import numpy as np
from lesson_code.datasets import to_mnist
to_mnist(np.eye(9))
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
