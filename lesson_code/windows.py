r"""Windows of an image: how many fit, laying them out as a matrix, and adding them back.

Sizes carry the same names everywhere: N images, C channels, H x W pixels; a filter of FH x FW
weights; OH x OW positions at which it fits.
"""

from collections.abc import Iterator

import numpy as np

from lesson_code._text import counted
from lesson_code._types import Array
from lesson_code.functions import check_floating

BLOCK_BYTES = 2**22  # how much `row_windows` copies at a time; a processor's cache holds it


def conv_output_size(size: int, filter_size: int, stride: int = 1, pad: int = 0) -> int:
    r"""Number of positions of a filter along one axis, $(H + 2P - F) / S + 1$.

    Args:
        size: pixels along the axis, H.
        filter_size: weights along the axis, F.
        stride: pixels from one position to the next, S.
        pad: zeros added at each end, P.

    Returns:
        Number of positions, OH or OW.

    Raises:
        ValueError: if the filter is larger than the padded image, or if the last step would leave
            pixels over that no window sees.

    Examples:
        >>> conv_output_size(28, filter_size=5)
        24
        >>> conv_output_size(24, filter_size=2, stride=2)
        12
    """
    for name, value, least in (
        ("size", size, 1),
        ("filter_size", filter_size, 1),
        ("stride", stride, 1),
        ("pad", pad, 0),
    ):
        if not isinstance(value, (int, np.integer)) or value < least:
            raise ValueError(f"{name}: expected an integer of at least {least}, got {value!r}")
    room = size + 2 * pad - filter_size
    if room < 0:
        raise ValueError(
            f"filter_size: a filter of {filter_size} does not fit into {counted(size, 'pixel')} "
            f"with pad {pad}; use a filter of at most {size + 2 * pad}, or more padding"
        )
    if left := room % stride:
        raise ValueError(
            f"stride: a filter of {filter_size} moved by {stride} over {counted(size, 'pixel')} "
            f"with pad {pad} leaves {counted(left, 'pixel')} over; "
            f"{_ways_to_fit(size, filter_size, stride, pad)}"
        )
    return int(room // stride + 1)


def _ways_to_fit(size: int, filter_size: int, stride: int, pad: int) -> str:
    """Which one number to change so that no pixel is left over."""
    left = (size + 2 * pad - filter_size) % stride
    # a pad adds two pixels, one at each end: at an even stride there may be none that fits
    pads = [
        p
        for p in range(filter_size)
        if (room := size + 2 * p - filter_size) >= 0 and room % stride == 0
    ]
    ways = [f"use pad {min(pads, key=lambda p: abs(p - pad))}"] if pads else []
    ways += [f"use a filter of {filter_size + left}"]
    ways += [f"crop the image to {counted(size - left, 'pixel')}"] if size > left else []
    return ", or ".join(ways)


def batch_last(x: Array) -> Array:
    """Same array, but in memory the batch index runs fastest.

    NumPy's element-wise operations keep the memory order of what they are given, so after one call
    every later pass runs over N neighbouring numbers at a time. Images lie as (H, C, W, N), row by
    row with all channels of a row together, which is how `row_windows` needs them.

    Args:
        x: shape (N, ...).

    Returns:
        An array equal to `x`, of the same shape; a view of `x` where it already lies so.

    Examples:
        >>> x = np.zeros((100, 3, 32, 32), np.float32)
        >>> batch_last(x).shape, batch_last(x).strides
        ((100, 3, 32, 32), (4, 12800, 38400, 400))
    """
    order = _memory_order(x.ndim)
    return np.ascontiguousarray(x.transpose(order)).transpose(np.argsort(order))


def zeros_batch_last(shape: tuple[int, ...], dtype: np.dtype[np.floating]) -> Array:
    """Zeros, laid out in memory as `batch_last` does.

    Args:
        shape: shape (N, ...) of the array.
        dtype: type of the array.

    Returns:
        Zeros of that shape.
    """
    order = _memory_order(len(shape))
    return np.zeros([shape[axis] for axis in order], dtype).transpose(np.argsort(order))


def _memory_order(ndim: int) -> tuple[int, ...]:
    """The axes of a batch as they lie in memory, slowest first: H, C, W, N for images."""
    return (2, 1, 3, 0) if ndim == 4 else (*range(1, ndim), 0)


def row_windows(
    x: Array,
    filter_h: int,
    filter_w: int,
    stride: int = 1,
    pad: int | tuple[int, int] = 0,
) -> Iterator[tuple[slice, Array]]:
    """All windows of a batch, some rows of positions at a time: im2col with little memory.

    Element (oy, (fy, fx, c), (ox, n)) is pixel (fy, fx) in channel c of the window of image n at
    row oy of these rows, column ox; each oy is a matrix with a window in every column.

    Only shifts along a row are copied, FW times a pixel. Shifts down need no copy: with rows one
    behind the other in memory, a window one lower begins one row later, so that the matrices
    overlap. And what is copied at a time, some `BLOCK_BYTES`, is little enough to stay in the
    processor's cache until it is used.

    Args:
        x: images, shape (N, C, H, W).
        filter_h: height of a window, FH.
        filter_w: width of a window, FW.
        stride: pixels from one window to the next.
        pad: zeros added on each side, or (at top and bottom, left and right).

    Yields:
        Which rows of positions, and their windows, shape `(rows, FH*FW*C, OW*N)`, read-only and
        overwritten by the next ones.

    Raises:
        ValueError: if `x` is not four-dimensional, is empty or holds no floating-point numbers, or
            the sizes do not fit.

    Examples:
        >>> x = np.arange(9.0).reshape(1, 1, 3, 3)
        >>> for rows, windows in row_windows(x, 2, 2):
        ...     print(rows, windows.shape, windows[0].T.tolist())
        slice(0, 2, None) (2, 4, 2) [[0.0, 1.0, 3.0, 4.0], [1.0, 2.0, 4.0, 5.0]]
    """
    x = check_floating("x", x)
    check_images(x)
    pad_h, pad_w = pad if isinstance(pad, tuple) else (pad, pad)
    N, C, H, W = x.shape
    OH = conv_output_size(H, filter_h, stride, pad_h)
    OW = conv_output_size(W, filter_w, stride, pad_w)
    fitting = BLOCK_BYTES // (filter_w * C * OW * N * x.itemsize)  # rows of pixels in a block
    # rows of positions in a block: as many as a filter has, or two blocks would share too many rows
    step = min(OH, max(filter_h, (fitting - filter_h) // stride + 1))
    block = np.empty(((step - 1) * stride + filter_h, filter_w, C, OW, N), x.dtype)
    # a view, in which every row of positions has the FH rows of the block that its windows see
    windows = np.lib.stride_tricks.sliding_window_view(
        block.reshape(len(block), filter_w * C, OW * N), filter_h, axis=0
    )[::stride].transpose(0, 3, 1, 2)
    windows = windows.reshape(step, filter_h * filter_w * C, OW * N)
    for top in range(0, OH, step):
        y_there, y_pixels = _not_padding(H, top * stride - pad_h, 1, len(block))
        for fx in range(filter_w):
            x_there, x_pixels = _not_padding(W, fx - pad_w, stride, OW)
            shifted = block[:, fx]
            shifted[: y_there.start] = shifted[y_there.stop :] = 0
            shifted[:, :, : x_there.start] = shifted[:, :, x_there.stop :] = 0
            shifted[y_there, :, x_there] = x[:, :, y_pixels, x_pixels].transpose(2, 1, 3, 0)
        rows = min(step, OH - top)
        yield slice(top, top + rows), windows[:rows]


def _not_padding(size: int, start: int, stride: int, count: int) -> tuple[slice, slice]:
    """Of `count` places from `start` on, which lie within 0 to `size`, and where they lie there."""
    first = min(count, max(0, -(start // stride)))
    last = max(first, min(count, (size - 1 - start) // stride + 1))
    begin = start + first * stride
    return slice(first, last), slice(begin, begin + (last - first) * stride, stride)


def extract_windows(
    x: Array, filter_h: int, filter_w: int, stride: int = 1, pad: int = 0, fill: float = 0
) -> Array:
    """All windows of a batch of images, as a six-dimensional array.

    Element (n, c, fy, fx, oy, ox) is pixel (fy, fx) of the window at position (oy, ox), that is
    x[n, c, oy * stride + fy - pad, ox * stride + fx - pad]. Without padding it is a view: no pixel
    is copied.

    Args:
        x: images, shape (N, C, H, W).
        filter_h: height of a window, FH.
        filter_w: width of a window, FW.
        stride: pixels from one window to the next.
        pad: pixels added on each side.
        fill: value of the added pixels.

    Returns:
        Shape (N, C, FH, FW, OH, OW), read-only where it is a view.

    Raises:
        ValueError: if `x` is not four-dimensional, is empty or holds no floating-point numbers, or
            the sizes do not fit.

    Examples:
        >>> extract_windows(np.zeros((10, 3, 7, 7)), 3, 3, stride=2).shape
        (10, 3, 3, 3, 3, 3)
    """
    x = check_floating("x", x)
    check_images(x)
    conv_output_size(x.shape[2], filter_h, stride, pad)
    conv_output_size(x.shape[3], filter_w, stride, pad)
    if pad:
        N, C, H, W = x.shape
        padded = zeros_batch_last((N, C, H + 2 * pad, W + 2 * pad), x.dtype)
        padded += fill
        padded[:, :, pad : pad + H, pad : pad + W] = x
        x = padded
    windows = np.lib.stride_tricks.sliding_window_view(x, (filter_h, filter_w), axis=(2, 3))
    return windows[:, :, ::stride, ::stride].transpose(0, 1, 4, 5, 2, 3)


def add_windows(
    windows: Array, input_shape: tuple[int, int, int, int], stride: int = 1, pad: int = 0
) -> Array:
    """Add windows back to where they were taken from; the adjoint of `extract_windows`.

    A pixel that several windows saw receives the sum of what they bring; padding is cut off.

    Args:
        windows: shape (N, C, FH, FW, OH, OW).
        input_shape: shape (N, C, H, W) of the images the windows came from.
        stride: as it was when the windows were taken.
        pad: as it was when the windows were taken.

    Returns:
        Shape (N, C, H, W).

    Raises:
        ValueError: if the shapes do not belong together, or `windows` holds no floating-point
            numbers: small integers would wrap around as they are added up.

    Examples:
        >>> windows = extract_windows(np.ones((1, 1, 3, 3)), 2, 2)
        >>> add_windows(windows, (1, 1, 3, 3))[0, 0]
        array([[1., 2., 1.],
               [2., 4., 2.],
               [1., 2., 1.]])
    """
    windows = check_floating("windows", windows)
    if windows.ndim != 6:
        raise ValueError(f"windows: expected shape (N, C, FH, FW, OH, OW), got {windows.shape}")
    N, C, H, W = input_shape
    FH, FW = windows.shape[2:4]
    OH = conv_output_size(H, FH, stride, pad)
    OW = conv_output_size(W, FW, stride, pad)
    if windows.shape != (N, C, FH, FW, OH, OW):
        raise ValueError(
            f"windows: expected shape {(N, C, FH, FW, OH, OW)} for images of shape {input_shape} "
            f"with stride {stride} and pad {pad}, got {windows.shape}"
        )
    x = zeros_batch_last((N, C, H + 2 * pad, W + 2 * pad), windows.dtype)
    for fy in range(FH):
        for fx in range(FW):
            y_end, x_end = fy + stride * OH, fx + stride * OW
            x[:, :, fy:y_end:stride, fx:x_end:stride] += windows[:, :, fy, fx]
    return x[:, :, pad : pad + H, pad : pad + W]


def im2col(x: Array, filter_h: int, filter_w: int, stride: int = 1, pad: int = 0) -> Array:
    """Lay every window of a batch out as one row of a matrix.

    Rows are ordered by (n, oy, ox), columns by (c, fy, fx); a convolution is then one matrix
    product. A pixel is copied once for each window that sees it.

    Args:
        x: images, shape (N, C, H, W).
        filter_h: height of a window, FH.
        filter_w: width of a window, FW.
        stride: pixels from one window to the next.
        pad: zeros added on each side.

    Returns:
        Shape `(N*OH*OW, C*FH*FW)`.

    Raises:
        ValueError: if `x` is not four-dimensional, is empty or holds no floating-point numbers, or
            the sizes do not fit.

    Source:
        K. Chellapilla, S. Puri, P. Simard, High Performance Convolutional Neural Networks for
        Document Processing, 2006, section 2.1.

    Examples:
        >>> im2col(np.arange(9.0).reshape(1, 1, 3, 3), 2, 2)
        array([[0., 1., 3., 4.],
               [1., 2., 4., 5.],
               [3., 4., 6., 7.],
               [4., 5., 7., 8.]])
    """
    windows = extract_windows(x, filter_h, filter_w, stride, pad)
    N, C, FH, FW, OH, OW = windows.shape
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, C * FH * FW)


def col2im(
    col: Array,
    input_shape: tuple[int, int, int, int],
    filter_h: int,
    filter_w: int,
    stride: int = 1,
    pad: int = 0,
) -> Array:
    """Add the rows of an `im2col` matrix back into images: its adjoint, not its inverse.

    Args:
        col: shape `(N*OH*OW, C*FH*FW)`.
        input_shape: shape (N, C, H, W) of the images.
        filter_h: height of a window, FH.
        filter_w: width of a window, FW.
        stride: as it was in `im2col`.
        pad: as it was in `im2col`.

    Returns:
        Shape (N, C, H, W); pixels that several windows saw hold sums.

    Raises:
        ValueError: if the shapes do not belong together, or `col` holds no floating-point numbers.

    Examples:
        >>> col = im2col(np.ones((1, 1, 3, 3)), 2, 2)
        >>> col2im(col, (1, 1, 3, 3), 2, 2)[0, 0]
        array([[1., 2., 1.],
               [2., 4., 2.],
               [1., 2., 1.]])
    """
    col = check_floating("col", col)
    N, C, H, W = input_shape
    OH = conv_output_size(H, filter_h, stride, pad)
    OW = conv_output_size(W, filter_w, stride, pad)
    if col.shape != (N * OH * OW, C * filter_h * filter_w):
        raise ValueError(
            f"col: expected shape {(N * OH * OW, C * filter_h * filter_w)} for images of shape "
            f"{input_shape}, got {col.shape}"
        )
    windows = col.reshape(N, OH, OW, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
    return add_windows(windows, input_shape, stride, pad)


def check_images(x: Array) -> None:
    """Refuse what is not a batch of images.

    Args:
        x: what should have shape (N, C, H, W).

    Raises:
        ValueError: naming the shape that came.
    """
    if x.ndim != 4 or x.size == 0:
        hint = "; for one grey image use x[np.newaxis, np.newaxis]" if x.ndim == 2 else ""
        raise ValueError(
            f"x: expected images of shape (N, C, H, W), not empty, got shape {x.shape}{hint}"
        )
