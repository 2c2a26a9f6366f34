"""Fully connected layers, and the reshaping that leads into them."""

import numpy as np

from lesson_code._text import counted
from lesson_code._types import Array
from lesson_code.layers.base import Layer


class Affine(Layer):
    r"""Fully connected layer, $y = xW + b$.

    Args:
        W: weights, shape (D, M).
        b: bias, shape (M,).

    Raises:
        ValueError: if the shapes of `W` and `b` do not belong together.

    Examples:
        >>> layer = Affine(W=np.ones((3, 2)), b=np.array([0.0, 10.0]))
        >>> layer.forward(np.array([[1.0, 2.0, 3.0]]))
        array([[ 6., 16.]])
    """

    def __init__(self, W: Array, b: Array) -> None:
        super().__init__(W=W, b=b)
        W, b = self.params.values()
        if W.ndim != 2 or b.shape != W.shape[1:] or W.size == 0:
            raise ValueError(
                "Affine expected W of shape (D, M), not empty, and b of shape (M,), "
                f"got {W.shape} and {b.shape}"
            )

    def forward(self, x: Array, train: bool = False) -> Array:
        """Map features on.

        Args:
            x: shape (N, D).
            train: makes no difference here.

        Returns:
            Shape (N, M).

        Raises:
            ValueError: if `x` does not have D features, or holds no floating-point numbers.
        """
        x, W = self._batch(x), self.params["W"]
        if x.ndim != 2 or x.shape[1] != len(W):
            hint = "; put Flatten() before it" if x.ndim > 2 else ""
            raise ValueError(
                f"Affine expected x with {counted(len(W), 'feature')} (weights are {W.shape}), "
                f"got shape {x.shape}{hint}"
            )
        y = x @ W
        y += self.params["b"]
        self._x, self._y_shape = x, y.shape
        return y

    def backward_params(self, dout: Array) -> None:
        r"""Send the gradient to the parameters: $x^\top dout$ to W, its sum over the batch to b.

        Args:
            dout: shape (N, M).
        """
        dout = self._gradient(dout)
        self.grads["W"] = self._x.T @ dout
        self.grads["b"] = dout.sum(axis=0)  # the bias reaches every sample, so its gradients add up

    def backward(self, dout: Array) -> Array:
        r"""Send the gradient back to the parameters and the input.

        Args:
            dout: shape (N, M).

        Returns:
            $dout\,W^\top$, shape (N, D).
        """
        Affine.backward_params(self, dout)  # this one, whatever a subclass makes of it
        dout = np.asarray(dout)
        return (self.params["W"] @ dout.T).T  # = dout @ W.T, laid out with the batch last


class Flatten(Layer):
    """Turn images into features: `(N, C, H, W)` to `(N, C*H*W)`, and gradients back.

    Examples:
        >>> Flatten().forward(np.zeros((100, 30, 12, 12))).shape
        (100, 4320)
    """

    def forward(self, x: Array, train: bool = False) -> Array:
        """Flatten everything but the batch.

        Args:
            x: shape (N, ...).
            train: makes no difference here.

        Returns:
            Shape (N, D), where D is the product of the other sizes.

        Raises:
            ValueError: if `x` is empty or holds no floating-point numbers.
        """
        x = self._batch(x)
        if x.flags.c_contiguous:
            y = x.reshape(len(x), -1)
        else:  # the same, but batch last
            y = x.transpose(*range(1, x.ndim), 0).reshape(-1, len(x)).T
        self._x_shape, self._y_shape = x.shape, y.shape
        return y

    def backward(self, dout: Array) -> Array:
        """Restore the shape.

        Args:
            dout: shape (N, D).

        Returns:
            Same numbers, shape (N, ...).
        """
        return self._gradient(dout).reshape(self._x_shape)
