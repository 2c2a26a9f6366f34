"""Photographs of digits: each thing that is taken away, and all together on drawn pictures."""

import contextlib
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from lesson_code import load_mnist
from lesson_code.datasets import BadImageError, photographs, read_picture
from lesson_code.datasets._pieces import pieces_of, without_frames
from lesson_code.datasets._ruling import ruling, runs
from scripts.experiments.own_pictures import book_network
from scripts.experiments.photographs import HELD_OUT, ink_of, pen_stroke, photograph

MASKS = arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12)))


def paper(height=200, width=160):
    return np.full((height, width), 0.9, np.float32)


def with_seven(picture, top=60, left=50):
    """A seven, 80 by 50 pixels, as dark as a pen."""
    picture[top : top + 10, left : left + 50] = 0.15
    for row in range(70):
        start = left + 40 - row // 3
        picture[top + 10 + row, start : start + 10] = 0.15
    return picture


SEVEN = read_picture(with_seven(paper())).image


# --- all together


@pytest.fixture(scope="module")
def network():
    return book_network()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["frame", "ruled", "noise"])
def test_ten_of_a_dozen_are_read_that_nothing_was_tuned_on(network, name):
    _, (images, labels) = load_mnist()
    right = 0
    for number in range(12):
        rng = np.random.default_rng([5, number])
        label, ink = ink_of(images, labels, rng)
        try:
            x = read_picture(photograph(HELD_OUT[name], ink, rng) / np.float32(255)).image
        except BadImageError:
            continue
        right += int(network.predict(x).argmax()) == label
    assert right >= 10


@given(
    arrays(
        np.float32,
        st.tuples(st.integers(1, 30), st.integers(1, 30)),
        elements=st.floats(0, 1, width=32),
    )
)
@settings(max_examples=100, deadline=None)
def test_any_picture_is_a_digit_or_refused(picture):
    before = picture.copy()
    try:
        digit = read_picture(picture).image
    except BadImageError:
        pass
    else:
        assert digit.shape == (1, 1, 28, 28)
        assert (digit.min(), digit.max()) == (0, 1)
    np.testing.assert_array_equal(picture, before)


def nasty():
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:400, :400]
    yield "pixels at random", rng.random((400, 400))
    yield "black and white at random", rng.integers(0, 2, (400, 400))
    yield "a chessboard", (y + x) % 2
    yield "specks without number", (y % 3 != 1) | (x % 3 != 1)
    yield "nothing but lines", y % 4 > 1
    yield "a spiral", np.sin(np.hypot(y - 200, x - 200) / 3 + np.arctan2(y - 200, x - 200)) > 0
    yield "frame in frame", np.maximum(abs(y - 200), abs(x - 200)) % 6 > 2


@pytest.mark.parametrize("name", list(dict(nasty())))
def test_no_picture_takes_long(name):
    """A second where nothing else runs; more would grow with the square of something."""
    picture = dict(nasty())[name]
    begin = time.perf_counter()
    with contextlib.suppress(BadImageError):
        read_picture(picture.astype(np.float32))
    assert time.perf_counter() - begin < 20


# --- light and noise


@pytest.mark.parametrize("inverted", [False, True])
def test_ink_may_be_dark_or_light(inverted):
    picture = with_seven(paper())
    digit = read_picture(1 - picture if inverted else picture)
    np.testing.assert_allclose(digit.image, SEVEN, atol=0.02)
    assert ("light strokes on dark ground" in digit.notes) == inverted


def test_a_shadow_with_a_sharp_edge_is_paper():
    picture = with_seven(paper())
    y, x = np.mgrid[:200, :160]
    picture[x + y / 2 > 120] *= 0.5  # its edge crosses the digit
    digit = read_picture(picture)
    np.testing.assert_allclose(digit.image, SEVEN, atol=0.15)
    assert digit.notes == ("evened out light and shadow",)


@pytest.mark.parametrize("window", [3, 8, 15])
def test_the_closing_is_scipys_away_from_the_border(window):
    image = np.random.default_rng(0).random((40, 50))
    ours = photographs._closing(image, window)
    side = 2 * (window // 2) + 1
    theirs = ndimage.grey_closing(image, (side, side), mode="reflect")
    inner = (slice(side, -side), slice(side, -side))
    np.testing.assert_array_equal(ours[inner], theirs[inner])
    assert (ours >= image).all()


@pytest.mark.parametrize("noise", [0.03, 0.1, 0.2])
def test_noise_is_measured_and_smoothed(noise):
    picture = with_seven(paper(400, 320), 120, 100)
    grains = np.random.default_rng(0).normal(0, noise, picture.shape).astype(np.float32)
    notes = []
    smooth, left = photographs._without_noise(picture * 0.7 + grains, notes)
    assert notes == ["smoothed the noise"]
    assert left <= photographs.QUIET
    assert 0.7 * left < (smooth - np.median(smooth))[:80, :80].std() < 1.4 * left


def test_a_clean_picture_is_not_smoothed():
    picture = with_seven(paper())
    notes = []
    smooth, left = photographs._without_noise(picture, notes)
    assert notes == []
    assert left == 0
    np.testing.assert_array_equal(smooth, picture)


# --- lines


@pytest.mark.parametrize("slope", [0.0, 0.1, -0.2])
@pytest.mark.parametrize("shade", [0.1, 0.4])
@pytest.mark.parametrize("squares", [False, True])
def test_ruled_lines_are_taken_away_and_counted(slope, shade, squares):
    picture = with_seven(paper())
    y, x = np.mgrid[:200, :160]
    lines = (y - slope * x + 40).astype(int) % 40 < 2
    if squares:
        lines |= (x + slope * y + 40).astype(int) % 40 < 2
    digit = read_picture(np.where(lines, np.minimum(picture, 0.9 - shade), picture))
    assert [note for note in digit.notes if "ruled line" in note]
    np.testing.assert_allclose(digit.image, SEVEN, atol=0.6)
    assert np.abs(digit.image - SEVEN).mean() < 0.02


def test_a_line_goes_where_it_is_thin_and_stays_where_a_stroke_crosses():
    mask = np.zeros((100, 100), bool)
    mask[49:51] = True
    mask[20:80, 45:55] = True
    ruled, number = ruling(mask.astype(np.float32), mask)
    assert number == 1
    assert ruled[49:51, :45].all()
    assert ruled[49:51, 55:].all()
    assert not ruled[:, 45:55].any()


def test_a_long_stroke_is_no_line():
    """A one, cut out so closely that it reaches from border to border."""
    picture = paper(100, 40)
    picture[:, 16:24] = 0.1
    digit = read_picture(picture)
    assert digit.notes == ()
    np.testing.assert_array_equal(digit.image.any(axis=(0, 1, 3)).nonzero()[0], np.arange(4, 24))


@given(MASKS)
@settings(max_examples=50, deadline=None)
def test_runs(mask):
    first, last = runs(mask)
    for row, column in np.argwhere(mask):
        a, b = first[row, column], last[row, column]
        assert a <= row <= b
        assert mask[a : b + 1, column].all()
        assert a == 0 or not mask[a - 1, column]
        assert b == len(mask) - 1 or not mask[b + 1, column]


# --- pieces


@given(MASKS)
@settings(max_examples=100, deadline=None)
def test_pieces_are_scipys(mask):
    labels, number = ndimage.label(mask, np.ones((3, 3)))
    pieces = pieces_of(mask)
    assert len(pieces) == number
    assert [p.size for p in pieces] == sorted((p.size for p in pieces), reverse=True)
    boxes = ndimage.find_objects(labels)
    for piece in pieces:
        (label,) = np.unique(labels[piece.rows, piece.columns])
        assert piece.size == (labels == label).sum()
        rows, columns = boxes[label - 1]
        assert (piece.top, piece.bottom + 1) == (rows.start, rows.stop)
        assert (piece.left, piece.right + 1) == (columns.start, columns.stop)
        np.testing.assert_array_equal(piece.mask, labels[rows, columns] == label)


@pytest.mark.parametrize("inset", [0, 3, 15])
@pytest.mark.parametrize("width", [1, 4])
@pytest.mark.parametrize("shade", [0.1, 0.6])
def test_a_frame_is_taken_away(inset, width, shade):
    picture = with_seven(paper())
    framed = picture.copy()
    inner = (slice(inset + width, -inset - width),) * 2
    framed[inset : 200 - inset, inset : 160 - inset] = shade
    framed[inner] = picture[inner]
    np.testing.assert_allclose(read_picture(framed).image, SEVEN, atol=0.05)


def test_a_stroke_that_crosses_its_frame_stays():
    picture = with_seven(paper(), top=75)
    picture[50:55, 20:140] = picture[140:145, 20:140] = 0.15
    picture[50:145, 20:25] = picture[50:145, 135:140] = 0.15
    digit = read_picture(picture)
    assert digit.notes == ("took away 1 frame",)
    assert np.abs(digit.image - SEVEN).mean() < 0.03


def test_a_zero_is_no_frame():
    mask = np.zeros((60, 50), bool)
    mask[10:50, 10:40] = True
    mask[15:45, 15:35] = False
    rest, frames = without_frames(mask)
    assert frames == 0
    np.testing.assert_array_equal(rest, mask)


def test_specks_and_a_tables_edge_are_left_out():
    picture = with_seven(paper())
    picture[190:, :] = 0.2
    picture[30:33, 20:23] = picture[170:172, 120:123] = 0.3
    digit = read_picture(picture)
    assert digit.notes == ("left out 2 specks",)
    np.testing.assert_allclose(digit.image, SEVEN, atol=0.02)


def test_a_stroke_may_be_broken():
    picture = with_seven(paper())
    picture[90:96] = 0.9
    digit = read_picture(picture)
    assert digit.notes == ()
    assert np.abs(digit.image - SEVEN).mean() < 0.03


# --- what is refused


def test_two_digits_are_refused():
    picture = with_seven(with_seven(paper(200, 260)), left=150)
    with pytest.raises(BadImageError, match="there are 2 digits on the paper; expected one"):
        read_picture(picture)


def test_lines_alone_are_no_digit():
    picture = paper()
    picture[20::40] = 0.4
    with pytest.raises(BadImageError, match="there are only lines on the paper; expected a digit"):
        read_picture(picture)


@pytest.mark.parametrize("height", [60, 150])
def test_the_pen_writes_within_its_height(height):
    """The pictures above are as large as they say."""
    ink = pen_stroke(8, height, 0.06, np.random.default_rng(0))
    assert 0.8 * height < len(ink) < 1.25 * height
    assert ink.max() == 1
    assert ink.min() == 0
