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

        Raises:
            ValueError: if `x` does not hold floating-point numbers.
        """
        x = self._batch(x)
        self._positive, self._y_shape = x > 0, x.shape
        return np.clip(x, 0, np.inf)  # = np.maximum(x, 0), in a third of the time

    def backward(self, dout: Array) -> Array:
        """Let the gradient through where the input was positive.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        return self._gradient(dout) * self._positive


class LeakyReLU(Layer):
    r"""Leaky rectified linear unit: x where x > 0, otherwise $\alpha x$.

    Its derivative at 0 is taken as $\alpha$.

    Args:
        alpha: slope where the input is not positive.

    Source:
        A. L. Maas, A. Y. Hannun, A. Y. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic
        Models, ICML 2013.

    Examples:
        >>> LeakyReLU(alpha=0.1).forward(np.array([[-2.0, 0.0, 3.0]]))
        array([[-0.2,  0. ,  3. ]])
    """

    def __init__(self, alpha: float = 0.01) -> None:
        super().__init__()
        self.alpha = float(alpha)  # a NumPy float64 would turn float32 into float64

    def forward(self, x: Array, train: bool = False) -> Array:
        """Flatten the slope of what is not positive.

        Args:
            x: any shape.
            train: makes no difference here.

        Returns:
            Same shape.

        Raises:
            ValueError: if `x` does not hold floating-point numbers.
        """
        x = self._batch(x)
        self._positive, self._y_shape = x > 0, x.shape
        return np.clip(x, 0, np.inf) + self.alpha * np.clip(x, -np.inf, 0)  # np.where is slower

    def backward(self, dout: Array) -> Array:
        """Scale the gradient by alpha where the input was not positive.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        dout = self._gradient(dout)
        through = dout * self._positive
        return through + self.alpha * (dout - through)


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

        Raises:
            ValueError: if `x` does not hold floating-point numbers.
        """
        y = sigmoid(self._batch(x))
        self._slope = y * (1 - y)  # kept instead of y, into which the caller may write
        self._y_shape = y.shape
        return y

    def backward(self, dout: Array) -> Array:
        r"""Multiply by the derivative, $\sigma'(x) = y (1 - y)$ at the output y of `forward`.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        return self._gradient(dout) * self._slope


class Tanh(Layer):
    r"""Hyperbolic tangent, $y = A \tanh(S x)$.

    LeNet-5 uses A = 1.7159 and S = 2/3, so that f(1) = 1 and f(-1) = -1.

    Args:
        amplitude: the value A that large inputs approach.
        slope: the factor S on the input.

    Source:
        Y. LeCun et al., Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86(11),
        1998, equation 6 and appendix A.

    Examples:
        >>> Tanh(amplitude=1.7159, slope=2 / 3).forward(np.array([[-1.0, 0.0, 1.0]])).round(4)
        array([[-1.,  0.,  1.]])
    """

    def __init__(self, amplitude: float = 1.0, slope: float = 1.0) -> None:
        super().__init__()
        self.amplitude = float(amplitude)  # a NumPy float64 would turn float32 into float64
        self.slope = float(slope)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Squash every number into (-A, A).

        Args:
            x: any shape.
            train: makes no difference here.

        Returns:
            Same shape.

        Raises:
            ValueError: if `x` does not hold floating-point numbers.
        """
        tanh: Array = np.tanh(self.slope * self._batch(x))
        self._tanh, self._y_shape = tanh, tanh.shape
        return self.amplitude * tanh

    def backward(self, dout: Array) -> Array:
        r"""Multiply by the derivative, $A S (1 - \tanh^2(S x))$.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        return self._gradient(dout) * (self.amplitude * self.slope) * (1 - self._tanh**2)
