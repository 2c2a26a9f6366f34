"""Convolution: the layer, and the loop one can read."""

import numpy as np

from lesson_code._types import Array
from lesson_code.functions import check_floating
from lesson_code.layers.base import Layer
from lesson_code.windows import add_windows, batch_last, conv_output_size, extract_windows


class Convolution(Layer):
    r"""Convolutional layer: each filter slides over the image and answers at every position.

    $y_{n,f,oy,ox} = b_f + \sum_{c,fy,fx} x_{n,\,c,\,oy S + fy - P,\,ox S + fx - P}\; W_{f,c,fy,fx}$

    with stride S and zero padding P. As in every framework the filter is not flipped, so
    mathematicians call this cross-correlation.

    Args:
        W: filters, shape (F, C, FH, FW).
        b: bias of each filter, shape (F,).
        stride: pixels from one position to the next.
        pad: zeros added on each side.

    Raises:
        ValueError: if the shapes of `W` and `b` do not belong together.

    Source:
        Y. LeCun et al., Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86(11),
        1998, section II.

    Examples:
        >>> layer = Convolution(W=np.ones((30, 1, 5, 5)), b=np.zeros(30))
        >>> layer.forward(np.zeros((100, 1, 28, 28))).shape
        (100, 30, 24, 24)
    """

    def __init__(self, W: Array, b: Array, stride: int = 1, pad: int = 0) -> None:
        if W.ndim != 4 or b.shape != W.shape[:1] or W.size == 0:
            raise ValueError(
                "Convolution expected W of shape (F, C, FH, FW), not empty, and b of shape (F,), "
                f"got {W.shape} and {b.shape}"
            )
        super().__init__(W=W, b=b)
        self.stride = stride
        self.pad = pad

    def forward(self, x: Array, train: bool = False) -> Array:
        """Convolve a batch of images.

        Args:
            x: shape (N, C, H, W).
            train: makes no difference here.

        Returns:
            Shape (N, F, OH, OW).

        Raises:
            ValueError: if `x` has other channels than the filters, the sizes do not fit, or `x`
                holds no floating-point numbers.
        """
        W, b = self.params["W"], self.params["b"]
        F, C, FH, FW = W.shape
        if x.ndim != 4 or x.shape[1] != C:
            raise ValueError(
                f"Convolution expected x of shape (N, {C}, H, W) (filters are {W.shape}), "
                f"got shape {x.shape}"
            )
        check_floating("x", x)
        windows = extract_windows(batch_last(x), FH, FW, self.stride, self.pad)
        N, _, _, _, OH, OW = windows.shape
        # im2col's matrix lying on its side, with the batch index running fastest in memory
        self._col = windows.transpose(1, 2, 3, 4, 5, 0).reshape(C * FH * FW, OH * OW * N)
        self._x_shape = (N, C, *x.shape[2:])
        y = W.reshape(F, -1) @ self._col
        y += b[:, np.newaxis]
        return y.reshape(F, OH, OW, N).transpose(3, 0, 1, 2)

    def backward(self, dout: Array) -> Array:
        """Send the gradient back to the filters, the biases and every window's pixels.

        Args:
            dout: shape (N, F, OH, OW).

        Returns:
            Shape (N, C, H, W).
        """
        W, col = self.params["W"], self._col
        F, C, FH, FW = W.shape
        N, _, OH, OW = dout.shape
        dy = dout.transpose(1, 2, 3, 0).reshape(F, OH * OW * N)
        self.grads["W"] = (dy @ col.T).reshape(W.shape)
        self.grads["b"] = dy.sum(axis=1)
        dcol = W.reshape(F, -1).T @ dy
        windows = dcol.reshape(C, FH, FW, OH, OW, N).transpose(5, 0, 1, 2, 3, 4)
        return add_windows(windows, self._x_shape, self.stride, self.pad)


def convolve_naive(x: Array, W: Array, b: Array, stride: int = 1, pad: int = 0) -> Array:
    """Convolution as its formula reads: a loop over images, filters and positions.

    Slow, and kept because it can be read; a test holds `Convolution` equal to it.

    Args:
        x: images, shape (N, C, H, W).
        W: filters, shape (F, C, FH, FW).
        b: bias of each filter, shape (F,).
        stride: pixels from one position to the next.
        pad: zeros added on each side.

    Returns:
        Shape (N, F, OH, OW).

    Raises:
        ValueError: if the sizes do not fit.

    Examples:
        >>> x = np.arange(9.0).reshape(1, 1, 3, 3)
        >>> convolve_naive(x, W=np.ones((1, 1, 2, 2)), b=np.zeros(1))[0, 0]
        array([[ 8., 12.],
               [20., 24.]])
    """
    N, _, H, width = x.shape
    F, _, FH, FW = W.shape
    OH = conv_output_size(H, FH, stride, pad)
    OW = conv_output_size(width, FW, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    y = np.zeros((N, F, OH, OW), x.dtype)
    for n in range(N):
        for f in range(F):
            for oy in range(OH):
                for ox in range(OW):
                    top, left = oy * stride, ox * stride
                    window = padded[n, :, top : top + FH, left : left + FW]
                    y[n, f, oy, ox] = (window * W[f]).sum() + b[f]
    return y
