"""Activation functions as layers: element by element, no parameters."""

import numpy as np

from lesson_code._types import Array
from lesson_code.functions import sigmoid
from lesson_code.layers.base import Layer


class ReLU(Layer):
    r"""Rectified linear unit, $\max(0, x)$; its derivative at 0 is taken as 0.

    Source:
        V. Nair, G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, ICML 2010.

    Examples:
        >>> ReLU().forward(np.array([[-2.0, 0.0, 3.0]]))
        array([[0., 0., 3.]])
    """

    def forward(self, x: Array, train: bool = False) -> Array:
        """Cut off what is negative.

        Args:
            x: any shape.
            train: makes no difference here.

        Returns:
            Same shape.
        """
        self._positive = x > 0
        return np.maximum(x, 0)

    def backward(self, dout: Array) -> Array:
        """Let the gradient through where the input was positive.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        return dout * self._positive


class Sigmoid(Layer):
    r"""Sigmoid activation, $y = \sigma(x) = 1 / (1 + e^{-x})$.

    Examples:
        >>> Sigmoid().forward(np.array([[0.0]]))
        array([[0.5]])
    """

    def forward(self, x: Array, train: bool = False) -> Array:
        """Squash every number into (0, 1).

        Args:
            x: any shape.
            train: makes no difference here.

        Returns:
            Same shape.
        """
        self._y = sigmoid(x)
        return self._y

    def backward(self, dout: Array) -> Array:
        r"""Multiply by the derivative, $dout \cdot y (1 - y)$, at the output y of `forward`.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        return dout * self._y * (1 - self._y)
