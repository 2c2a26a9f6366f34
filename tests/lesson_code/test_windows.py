"""Windows of images: where they are, and that nothing is lost on the way back."""

import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code import add_windows, col2im, conv_output_size, extract_windows, im2col
from lesson_code.windows import BLOCK_BYTES, batch_last, row_windows, zeros_batch_last
from tests.lesson_code.geometries import geometries


def im2col_by_loop(x, FH, FW, stride, pad):
    """Window after window, as the definition reads."""
    N, _, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return np.array(
        [
            padded[n, :, top : top + FH, left : left + FW].ravel()
            for n in range(N)
            for top in range(0, H + 2 * pad - FH + 1, stride)
            for left in range(0, W + 2 * pad - FW + 1, stride)
        ]
    )


@given(geometries(), st.integers(0, 2**32))
def test_im2col_equals_the_loop(geometry, seed):
    shape, *window = geometry
    x = np.random.default_rng(seed).standard_normal(shape)
    np.testing.assert_array_equal(im2col(x, *window), im2col_by_loop(x, *window))


@given(geometries(), st.integers(0, 2**32))
def test_col2im_is_the_adjoint_of_im2col(geometry, seed):
    shape, *window = geometry
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(shape)
    col = im2col(x, *window)
    c = rng.standard_normal(col.shape)
    np.testing.assert_allclose((col * c).sum(), (x * col2im(c, shape, *window)).sum(), atol=1e-10)


@given(geometries(), st.integers(0, 2**32))
def test_add_windows_is_the_adjoint_of_extract_windows(geometry, seed):
    shape, FH, FW, stride, pad = geometry
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(shape)
    windows = extract_windows(x, FH, FW, stride, pad)
    w = rng.standard_normal(windows.shape)
    back = add_windows(w, shape, stride, pad)
    np.testing.assert_allclose((windows * w).sum(), (x * back).sum(), atol=1e-10)


def test_window_elements_are_where_the_docstring_says():
    x = np.random.default_rng(0).standard_normal((2, 3, 5, 6))
    windows = extract_windows(x, 3, 2, stride=2, pad=1, fill=7)
    for (n, c, fy, fx, oy, ox), value in np.ndenumerate(windows):
        y, left = oy * 2 + fy - 1, ox * 2 + fx - 1
        inside = 0 <= y < 5 and 0 <= left < 6
        assert value == (x[n, c, y, left] if inside else 7)


def test_stride_1_and_no_padding_are_the_defaults():
    x = np.random.default_rng(0).standard_normal((2, 3, 5, 6))
    assert conv_output_size(5, 2) == 4
    windows = extract_windows(x, 2, 3)
    np.testing.assert_array_equal(windows, extract_windows(x, 2, 3, stride=1, pad=0, fill=0))
    np.testing.assert_array_equal(im2col(x, 2, 3), im2col(x, 2, 3, stride=1, pad=0))
    np.testing.assert_array_equal(
        add_windows(windows, x.shape), add_windows(windows, x.shape, stride=1, pad=0)
    )
    col = im2col(x, 2, 3)
    np.testing.assert_array_equal(
        col2im(col, x.shape, 2, 3), col2im(col, x.shape, 2, 3, stride=1, pad=0)
    )
    assert extract_windows(x, 2, 3, pad=1)[0, 0, 0, 0, 0, 0] == 0  # padding is zeros


def test_windows_without_padding_are_a_view():
    x = np.zeros((2, 3, 5, 5))
    assert np.shares_memory(extract_windows(x, 3, 3), x)


def test_windows_side_by_side_come_back_unchanged():
    x = np.random.default_rng(0).standard_normal((2, 3, 6, 4))
    np.testing.assert_array_equal(col2im(im2col(x, 2, 2, stride=2), x.shape, 2, 2, stride=2), x)


def test_overlaps_are_counted():
    ones = np.ones((1, 1, 28, 28))
    counts = col2im(im2col(ones, 5, 5), ones.shape, 5, 5)[0, 0]
    along = np.minimum(np.minimum(np.arange(28) + 1, np.arange(28)[::-1] + 1), 5)
    np.testing.assert_array_equal(counts, np.outer(along, along))


@pytest.mark.parametrize(
    ("size", "filter_size", "stride", "pad", "expected"),
    [
        (28, 5, 1, 0, 24),
        (24, 2, 2, 0, 12),
        (7, 3, 2, 0, 3),
        (5, 3, 1, 1, 5),
        (3, 3, 1, 0, 1),
        (1, 1, 5, 0, 1),
    ],
)
def test_output_size(size, filter_size, stride, pad, expected):
    assert conv_output_size(size, filter_size, stride, pad) == expected
    assert conv_output_size(np.int64(size), np.int32(filter_size), stride, pad) == expected
    assert type(conv_output_size(np.int64(size), filter_size, stride, pad)) is int


@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 4), st.integers(0, 3))
def test_output_size_counts_the_windows(size, filter_size, stride, pad):
    starts = range(0, size + 2 * pad - filter_size + 1, stride)
    if starts and starts[-1] + filter_size == size + 2 * pad:
        assert conv_output_size(size, filter_size, stride, pad) == len(starts)
    else:
        with pytest.raises(ValueError, match=r"does not fit|pixels? over"):
            conv_output_size(size, filter_size, stride, pad)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((4, 5), "filter_size: a filter of 5 does not fit into 4 pixels with pad 0"),
        ((5, 2, 2), "leaves 1 pixel over"),
        ((28, 3, 2), "leaves 1 pixel over"),
        ((7, 3, 3), "leaves 1 pixel over"),
        ((8, 3, 3), "leaves 2 pixels over"),
        ((1, 2), "does not fit into 1 pixel with pad 0"),
        ((0, 1), "size: expected an integer of at least 1, got 0"),
        ((5, 0), "filter_size: expected an integer of at least 1, got 0"),
        ((5, 2, 0), "stride: expected an integer of at least 1, got 0"),
        ((5, 2, 1, -1), "pad: expected an integer of at least 0, got -1"),
        ((5.5, 2), "size: expected an integer of at least 1, got 5.5"),
        ((5, 2.0), "filter_size: expected an integer of at least 1, got 2.0"),
        ((4, 2, 1.0), "stride: expected an integer of at least 1, got 1.0"),
        ((4, 2, 1, 1.0), "pad: expected an integer of at least 0, got 1.0"),
        ((4, 9, 1, 2), "use a filter of at most 8, or more padding"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        conv_output_size(*arguments)


@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 6), st.integers(0, 3))
def test_every_way_out_that_is_named_works(size, filter_size, stride, pad):
    try:
        conv_output_size(size, filter_size, stride, pad)
    except ValueError as error:
        for what, number in re.findall(r"(pad|a filter of|the image to) (\d+)", str(error))[2:]:
            change = {"pad": "pad", "a filter of": "filter_size", "the image to": "size"}[what]
            arguments = {"size": size, "filter_size": filter_size, "stride": stride, "pad": pad}
            assert conv_output_size(**arguments | {change: int(number)}) >= 1


@pytest.mark.parametrize(
    ("arguments", "ways"),
    [
        # 2 P is even: with windows of 3 at stride 2 no padding fits an even size
        ((28, 3, 2), "use a filter of 4, or crop the image to 27 pixels"),
        ((28, 3, 3), "use pad 1, or use a filter of 4, or crop the image to 27 pixels"),
        ((9, 5, 3, 2), "use pad 1, or use a filter of 7, or crop the image to 7 pixels"),
        ((3, 5, 4, 2), "use pad 1, or use a filter of 7, or crop the image to 1 pixel"),
        ((1, 2, 4, 2), "use a filter of 5"),
        ((1, 2, 2, 1), "use a filter of 3"),
    ],
)
def test_the_ways_out_of_left_over_pixels(arguments, ways):
    with pytest.raises(ValueError, match=rf"over; {ways}$"):
        conv_output_size(*arguments)


def test_shapes_that_do_not_belong_together_are_refused():
    with pytest.raises(ValueError, match=r"got shape \(28, 28\)"):
        im2col(np.zeros((28, 28)), 5, 5)
    with pytest.raises(ValueError, match=r"col: expected shape \(4, 4\).* got \(4, 5\)"):
        col2im(np.zeros((4, 5)), (1, 1, 3, 3), 2, 2)
    with pytest.raises(ValueError, match="windows: expected shape"):
        add_windows(np.zeros((1, 1, 2, 2, 3, 3)), (1, 1, 3, 3))


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("x", lambda: im2col(np.ones((1, 1, 3, 3), int), 2, 2)),
        ("x", lambda: list(row_windows(np.ones((1, 1, 3, 3), int), 2, 2))),
        ("col", lambda: col2im(np.ones((4, 4), int), (1, 1, 3, 3), 2, 2)),
        ("windows", lambda: add_windows(np.ones((1, 1, 2, 2, 2, 2), int), (1, 1, 3, 3))),
    ],
)
def test_what_holds_no_floating_point_numbers_is_named(name, call):
    with pytest.raises(ValueError, match=f"^{name}: expected floating-point numbers, got int64"):
        call()


def test_what_shape_is_wanted_is_said():
    with pytest.raises(
        ValueError, match=r"\(28, 28\); for one grey image use x\[np.newaxis, np.newa"
    ):
        im2col(np.ones((28, 28)), 2, 2)
    with pytest.raises(ValueError, match=r"not empty, got shape \(28, 28, 3\)$"):
        im2col(np.ones((28, 28, 3)), 2, 2)
    with pytest.raises(
        ValueError, match=r"^windows: expected shape \(N, C, FH, FW, OH, OW\), got \(4"
    ):
        add_windows(np.ones((4, 4)), (1, 1, 3, 3))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_is_kept_and_the_input_untouched(dtype):
    x = np.random.default_rng(0).standard_normal((2, 1, 4, 4)).astype(dtype)
    before = x.copy()
    col = im2col(x, 3, 3, pad=1)
    assert col.dtype == dtype
    assert col2im(col, x.shape, 3, 3, pad=1).dtype == dtype
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("shape", [(5, 3), (5, 2, 3, 4), (1, 1, 1, 1), (3,)])
def test_batch_last_changes_memory_only(shape):
    x = np.random.default_rng(0).standard_normal(shape)
    y = batch_last(x)
    np.testing.assert_array_equal(y, x)
    order = (2, 1, 3, 0) if len(shape) == 4 else (*range(1, len(shape)), 0)
    assert y.transpose(order).flags.c_contiguous
    assert np.shares_memory(batch_last(y), y)
    zeros = zeros_batch_last(shape, np.dtype(np.float32))
    assert zeros.strides == batch_last(y.astype(np.float32)).strides
    assert not zeros.any()


@pytest.mark.parametrize("block_bytes", [1, 500, 2**23])
@given(geometry=geometries(), seed=st.integers(0, 2**32))
def test_row_windows_are_the_windows(block_bytes, geometry, seed):
    (N, C, H, W), FH, FW, stride, pad = geometry
    x = np.random.default_rng(seed).standard_normal((N, C, H, W))
    windows = extract_windows(x, FH, FW, stride, pad)
    OH, OW = windows.shape[4:]
    expected = windows.transpose(4, 2, 3, 1, 5, 0).reshape(OH, FH * FW * C, OW * N)
    found = np.full_like(expected, np.nan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lesson_code.windows.BLOCK_BYTES", block_bytes)
        for rows, some in row_windows(x, FH, FW, stride, pad):
            assert np.isnan(found[rows]).all()
            found[rows] = some
    np.testing.assert_array_equal(found, expected)


def test_row_windows_may_have_other_padding_above_than_beside():
    x = np.random.default_rng(0).standard_normal((2, 3, 4, 5))
    padded = np.pad(x, ((0, 0), (0, 0), (2, 2), (1, 1)))
    [(_, found)] = row_windows(x, 3, 2, pad=(2, 1))
    [(_, expected)] = row_windows(padded, 3, 2)
    np.testing.assert_array_equal(found, expected)


def test_row_windows_copy_no_row_more_than_twice(monkeypatch):
    """Blocks share the rows that the windows of both see; small ones would share most of theirs."""
    monkeypatch.setattr("lesson_code.windows.BLOCK_BYTES", 1)
    x = np.zeros((2, 3, 20, 8))
    blocks = [rows for rows, _ in row_windows(x, 5, 3)]
    assert blocks == [slice(0, 5), slice(5, 10), slice(10, 15), slice(15, 16)]


@pytest.mark.parametrize(("spare", "rows"), [(0, 6), (-1, 5)])
def test_a_block_is_as_large_as_it_may_be(monkeypatch, spare, rows):
    """Ten rows of pixels fit, or all but a byte of them."""
    row_of_pixels = 3 * 3 * 6 * 2 * 8  # FW, C, OW, N, bytes of a float64
    monkeypatch.setattr("lesson_code.windows.BLOCK_BYTES", 10 * row_of_pixels + spare)
    first, *_ = (rows for rows, _ in row_windows(np.zeros((2, 3, 20, 8)), 5, 3))
    assert first == slice(0, rows)


def test_row_windows_need_little_memory():
    """The shifts down are views: what is copied is FW times the pixels, a block at a time."""
    x = np.zeros((50, 32, 32, 32), np.float32)
    tracemalloc.start()
    try:
        for _, windows in row_windows(x, 3, 3, pad=1):
            assert windows.strides[0] == 3 * 32 * 32 * 50 * 4  # one row of pixels on
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1.1 * BLOCK_BYTES  # im2col: 59 MB
