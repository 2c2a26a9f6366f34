"""Pooling: summarise each window by one number; no parameters."""

import numpy as np

from lesson_code._types import Array
from lesson_code.layers.base import Layer
from lesson_code.windows import add_windows, extract_windows, zeros_batch_last


class MaxPooling(Layer):
    r"""Keep the largest number of each window, channel by channel.

    Where several numbers of a window share the maximum, the gradient goes to the first of them in
    reading order (rows from the top, each from the left). Padding never wins.

    Args:
        pool_h: height of a window.
        pool_w: width of a window; as wide as high if not given.
        stride: pixels from one window to the next, down and across; `pool_h` if not given, so that
            square windows lie side by side.
        pad: pixels added on each side; less than the window's smaller side.

    Raises:
        ValueError: if a window could lie in the padding alone.

    Source:
        M. Ranzato et al., Unsupervised Learning of Invariant Feature Hierarchies, CVPR 2007.

    Examples:
        >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
        >>> MaxPooling(2).forward(x)[0, 0]
        array([[ 5.,  7.],
               [13., 15.]])
    """

    def __init__(
        self, pool_h: int, pool_w: int | None = None, stride: int | None = None, pad: int = 0
    ) -> None:
        super().__init__()
        self.pool_h = pool_h
        self.pool_w = pool_h if pool_w is None else pool_w
        self.stride = pool_h if stride is None else stride
        self.pad = pad
        _check_pad(self.pool_h, self.pool_w, pad)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Take the maxima.

        Args:
            x: shape (N, C, H, W).
            train: makes no difference here.

        Returns:
            Shape (N, C, OH, OW).

        Raises:
            ValueError: if `x` is not four-dimensional, the windows do not fit, or `x` holds no
                floating-point numbers.
        """
        x = self._batch(x)
        windows = extract_windows(x, self.pool_h, self.pool_w, self.stride, self.pad, fill=-np.inf)
        y = windows[:, :, 0, 0].copy(order="K")
        index = np.min_scalar_type(self.pool_h * self.pool_w).type
        winner = np.zeros_like(y, dtype=index)  # which pixel of its window, in reading order
        for i in range(1, self.pool_h * self.pool_w):
            candidate = windows[:, :, i // self.pool_w, i % self.pool_w]
            # i only grows: the largest index is that of the last pixel that beat all before it
            np.maximum(winner, (candidate > y) * index(i), out=winner)
            np.maximum(y, candidate, out=y)
        N, C, H, W = x.shape
        self._winner, self._x_shape, self._y_shape = winner, (N, C, H, W), y.shape
        return y

    def backward(self, dout: Array) -> Array:
        """Send each gradient to the pixel that won its window, and nothing to the others.

        Args:
            dout: shape (N, C, OH, OW).

        Returns:
            Shape (N, C, H, W).
        """
        dout = self._gradient(dout)
        N, C, H, W = self._x_shape
        _, _, OH, OW = dout.shape
        S, P = self.stride, self.pad
        dx = zeros_batch_last((N, C, H + 2 * P, W + 2 * P), dout.dtype)
        for i in range(self.pool_h * self.pool_w):
            fy, fx = i // self.pool_w, i % self.pool_w
            # pixel (fy, fx) of every window: each S-th pixel of each S-th row
            here = dx[:, :, fy : fy + S * OH : S, fx : fx + S * OW : S]
            if max(self.pool_h, self.pool_w) <= S:  # no pixel is in two windows
                np.multiply(dout, self._winner == i, out=here)
            else:
                here += dout * (self._winner == i)
        return dx[:, :, P : P + H, P : P + W]


class AveragePooling(Layer):
    """Keep the mean of each window, channel by channel; padding counts as zeros.

    Args:
        pool_h: height of a window.
        pool_w: width of a window; as wide as high if not given.
        stride: pixels from one window to the next, down and across; `pool_h` if not given, so that
            square windows lie side by side.
        pad: zeros added on each side; less than the window's smaller side.

    Raises:
        ValueError: if a window could lie in the padding alone.

    Source:
        Y. LeCun et al., Handwritten Digit Recognition with a Back-Propagation Network, NIPS 2,
        1989.

    Examples:
        >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
        >>> AveragePooling(2).forward(x)[0, 0]
        array([[ 2.5,  4.5],
               [10.5, 12.5]])
    """

    def __init__(
        self, pool_h: int, pool_w: int | None = None, stride: int | None = None, pad: int = 0
    ) -> None:
        super().__init__()
        self.pool_h = pool_h
        self.pool_w = pool_h if pool_w is None else pool_w
        self.stride = pool_h if stride is None else stride
        self.pad = pad
        _check_pad(self.pool_h, self.pool_w, pad)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Take the means.

        Args:
            x: shape (N, C, H, W).
            train: makes no difference here.

        Returns:
            Shape (N, C, OH, OW).

        Raises:
            ValueError: if `x` is not four-dimensional, the windows do not fit, or `x` holds no
                floating-point numbers.
        """
        x = self._batch(x)
        windows = extract_windows(x, self.pool_h, self.pool_w, self.stride, self.pad)
        y: Array = windows.mean(axis=(2, 3))
        N, C, H, W = x.shape
        self._x_shape, self._y_shape = (N, C, H, W), y.shape
        return y

    def backward(self, dout: Array) -> Array:
        """Share each gradient out evenly over its window.

        Args:
            dout: shape (N, C, OH, OW).

        Returns:
            Shape (N, C, H, W).
        """
        dout = self._gradient(dout)
        N, C, OH, OW = dout.shape
        share = (dout / (self.pool_h * self.pool_w))[:, :, np.newaxis, np.newaxis]
        dwindows = np.broadcast_to(share, (N, C, self.pool_h, self.pool_w, OH, OW))
        return add_windows(dwindows, self._x_shape, self.stride, self.pad)


def _check_pad(pool_h: int, pool_w: int, pad: int) -> None:
    if pad and pad >= min(pool_h, pool_w):
        raise ValueError(
            f"pad: expected less than the window's smaller side, got pad {pad} for windows of "
            f"{pool_h} x {pool_w}; some windows would see nothing but padding"
        )
