"""Dropout: switch off nodes at random while training."""

import numpy as np

from lesson_code._types import Array
from lesson_code.layers.base import Layer


class Dropout(Layer):
    r"""Set each number to 0 with probability `rate` while training.

    Inverted dropout, the default, divides the survivors by $1 - \mathrm{rate}$ at once, so that
    the mean stays what it was and inference has nothing to do. The original form leaves them as
    they are and multiplies everything by $1 - \mathrm{rate}$ at inference. Never both.

    Args:
        rate: probability of being dropped, at least 0 and below 1.
        rng: random generator for the masks.
        inverted: False for the original form, which scales at inference.

    Raises:
        ValueError: if `rate` is out of range.

    Source:
        N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting,
        JMLR 15, 2014, section 4 (scaling at test time) and section 10 (inverted).

    Examples:
        >>> layer = Dropout(0.5, rng=np.random.default_rng(0))
        >>> layer.forward(np.ones((1, 4)), train=True)
        array([[2., 2., 2., 0.]])
        >>> layer.forward(np.ones((1, 4)))
        array([[1., 1., 1., 1.]])
    """

    def __init__(self, rate: float, *, rng: np.random.Generator, inverted: bool = True) -> None:
        super().__init__()
        if not 0 <= rate < 1:
            raise ValueError(
                f"rate: expected a probability of at least 0 and below 1, got {rate!r}"
            )
        self.rate = rate
        self.rng = rng
        self.inverted = inverted

    def forward(self, x: Array, train: bool = False) -> Array:
        """Drop numbers while training; at inference let everything through.

        Args:
            x: any shape.
            train: True while training.

        Returns:
            Same shape.

        Raises:
            ValueError: if `x` does not hold floating-point numbers.
        """
        x = self._batch(x)
        keep = 1 - self.rate
        if train:
            # drawn with the batch last, as `batch_last` lays memory out, whatever the order of x
            numbers = self.rng.random((*x.shape[1:], len(x)), np.float32)
            kept = np.moveaxis(numbers, -1, 0) >= self.rate
            factor = kept * x.dtype.type(1 / keep if self.inverted else 1)
        else:
            factor = np.full((), 1 if self.inverted else keep, x.dtype)
        self._factor, self._y_shape = factor, x.shape
        return x * factor

    def backward(self, dout: Array) -> Array:
        """Let the gradient through where the number was kept, scaled as the number was.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        return self._gradient(dout) * self._factor
