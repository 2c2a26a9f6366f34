"""Convolution: the layer, and the loop one can read."""

import numpy as np

from lesson_code._types import Array
from lesson_code.functions import check_floating
from lesson_code.layers.base import Layer
from lesson_code.windows import (
    batch_last,
    check_images,
    conv_output_size,
    row_windows,
    zeros_batch_last,
)


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
        super().__init__(W=W, b=b)
        W, b = self.params.values()
        if W.ndim != 4 or b.shape != W.shape[:1] or W.size == 0:
            raise ValueError(
                "Convolution expected W of shape (F, C, FH, FW), not empty, and b of shape (F,), "
                f"got {W.shape} and {b.shape}"
            )
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
        x, W, b = self._batch(x), self.params["W"], self.params["b"]
        F, C, FH, FW = W.shape
        if x.ndim != 4 or x.shape[1] != C:
            raise ValueError(
                f"Convolution expected x of shape (N, {C}, H, W) (filters are {W.shape}), "
                f"got shape {x.shape}"
            )
        x = batch_last(x)
        OH = conv_output_size(x.shape[2], FH, self.stride, self.pad)
        OW = conv_output_size(x.shape[3], FW, self.stride, self.pad)
        # now, so that the memory of the last batch is free for y
        self._x, self._y_shape = x, (len(x), F, OH, OW)
        y = np.empty((OH, F, OW * len(x)), np.result_type(x, W))
        filters = W.transpose(0, 2, 3, 1).reshape(F, -1)
        for rows, windows in row_windows(x, FH, FW, self.stride, self.pad):
            np.matmul(filters, windows, out=y[rows])
            y[rows] += b[:, np.newaxis]
        return y.reshape(OH, F, OW, -1).transpose(3, 1, 0, 2)

    def backward_params(self, dout: Array) -> None:
        """Send the gradient to the filters and the biases.

        Args:
            dout: shape (N, F, OH, OW).
        """
        dout = self._gradient(dout)
        F, C, FH, FW = self.params["W"].shape
        dy = batch_last(dout).transpose(2, 1, 3, 0).reshape(dout.shape[2], F, -1)
        dW = np.zeros((F, FH * FW * C), dy.dtype)
        for rows, windows in row_windows(self._x, FH, FW, self.stride, self.pad):
            dW += (dy[rows] @ windows.transpose(0, 2, 1)).sum(axis=0)
        self.grads["W"] = dW.reshape(F, FH, FW, C).transpose(0, 3, 1, 2)
        self.grads["b"] = dy.sum(axis=(0, 2))

    def backward(self, dout: Array) -> Array:
        """Send the gradient back to the filters, the biases and every window's pixels.

        A pixel collects what all windows that saw it bring, each through another weight. At
        stride 1 that is a convolution too: of the gradients, with each filter turned by 180
        degrees.

        Args:
            dout: shape (N, F, OH, OW).

        Returns:
            Shape (N, C, H, W).
        """
        dout = self._gradient(dout)
        Convolution.backward_params(self, dout)  # this one, whatever a subclass makes of it
        W, S, P = self.params["W"], self.stride, self.pad
        F, C, FH, FW = W.shape
        N, _, OH, OW = dout.shape
        if S > 1:  # positions lie S pixels apart
            apart = zeros_batch_last((N, F, (OH - 1) * S + 1, (OW - 1) * S + 1), dout.dtype)
            apart[:, :, ::S, ::S] = dout
            dout = apart
        cut_h, cut_w = max(0, P - FH + 1), max(0, P - FW + 1)  # what only padding received
        dout = dout[:, :, cut_h : dout.shape[2] - cut_h, cut_w : dout.shape[3] - cut_w]
        turned = W[:, :, ::-1, ::-1].transpose(1, 2, 3, 0).reshape(C, -1)
        dx = np.empty((self._x.shape[2], C, self._x.shape[3] * N), dout.dtype)
        for rows, windows in row_windows(
            dout, FH, FW, pad=(max(0, FH - 1 - P), max(0, FW - 1 - P))
        ):
            np.matmul(turned, windows, out=dx[rows])
        return dx.reshape(len(dx), C, -1, N).transpose(3, 1, 0, 2)


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
        ValueError: if the shapes do not fit, or something holds no floating-point numbers.

    Examples:
        >>> x = np.arange(9.0).reshape(1, 1, 3, 3)
        >>> convolve_naive(x, W=np.ones((1, 1, 2, 2)), b=np.zeros(1))[0, 0]
        array([[ 8., 12.],
               [20., 24.]])
    """
    x, W, b = check_floating("x", x), check_floating("W", W), check_floating("b", b)
    check_images(x)
    if W.ndim != 4 or W.shape[1] != x.shape[1] or b.shape != W.shape[:1]:
        raise ValueError(
            f"W, b: expected filters of shape (F, {x.shape[1]}, FH, FW) for x of shape {x.shape}, "
            f"and as many biases, got {W.shape} and {b.shape}"
        )
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
