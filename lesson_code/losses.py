"""Losses: one number that says how wrong a batch of answers is, and its gradient."""

from typing import Any

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.functions import check_floating, check_labels, log_softmax, softmax


class Loss:
    """A loss: `forward` gives its mean over a batch, `backward` its gradient."""

    def forward(self, y: Array, t: Labels) -> float:
        """Mean loss of a batch.

        Args:
            y: what the network answered, shape (N, K).
            t: what was right.

        Returns:
            One number.
        """
        raise NotImplementedError(f"{type(self).__name__} must define forward(y, t)")

    def backward(self) -> Array:
        """Gradient of the last `forward` at the network's answer.

        Returns:
            Shape (N, K).
        """
        raise NotImplementedError(f"{type(self).__name__} must define backward()")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") and not name.startswith("__"):
            raise AttributeError(
                f"{type(self).__name__} has no {name} yet: it is kept by forward(), which must run "
                "before backward()"
            )
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")


class SoftmaxCrossEntropy(Loss):
    r"""Softmax and cross-entropy in one, $L = -\frac{1}{N} \sum_n \sum_k t_{nk} \log p_{nk}$.

    The logarithm is computed by `log_softmax`, so that it is finite at any finite logits and needs
    no small constant inside.

    Source:
        J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs,
        Neurocomputing, 1990.

    Examples:
        >>> loss = SoftmaxCrossEntropy()
        >>> round(loss.forward(np.zeros((1, 10)), np.array([3])), 4)  # log 10
        2.3026
    """

    def forward(self, y: Array, t: Labels) -> float:
        """Mean cross-entropy of a batch.

        Args:
            y: logits, shape (N, K).
            t: class labels, integers of shape (N,), or probabilities (one-hot) of shape (N, K).

        Returns:
            The loss in nats, averaged over the batch.

        Raises:
            ValueError: if `y` and `t` do not belong together.
        """
        _check("SoftmaxCrossEntropy", y, t)
        log_p = log_softmax(y)
        self._y, self._t = y, t
        if t.ndim == 2:
            return float(-(t * log_p).sum() / len(y))
        return float(-log_p[np.arange(len(y)), t.astype(np.intp)].mean())

    def backward(self) -> Array:
        r"""Gradient at the logits, $(p - t) / N$.

        Returns:
            Shape (N, K).
        """
        dy = softmax(self._y)
        if self._t.ndim == 2:
            # the factor is 1 for probabilities; it keeps the gradient true for any weights
            dy = dy * self._t.sum(axis=1, keepdims=True) - self._t
        else:
            dy[np.arange(len(dy)), self._t.astype(np.intp)] -= 1
        return (dy / len(dy)).astype(self._y.dtype, copy=False)


class SumOfSquares(Loss):
    r"""Half the sum of squared errors, $L = \frac{1}{2N} \sum_n \sum_k (y_{nk} - t_{nk})^2$.

    Source:
        M. Nielsen, Neural Networks and Deep Learning, 2015, chapter 1, equation 6.

    Examples:
        >>> SumOfSquares().forward(np.array([[0.0, 1.0]]), np.array([[1.0, 3.0]]))
        2.5
    """

    def forward(self, y: Array, t: Labels) -> float:
        """Half the sum of squared errors, averaged over the batch.

        Args:
            y: the network's outputs, shape (N, K).
            t: targets of shape (N, K), or class labels of shape (N,), which stand for one-hot rows.

        Returns:
            The loss.

        Raises:
            ValueError: if `y` and `t` do not belong together.
        """
        _check("SumOfSquares", y, t)
        if t.ndim == 2:
            self._error = (y - t).astype(y.dtype, copy=False)
        else:
            self._error = y.copy()
            self._error[np.arange(len(y)), t.astype(np.intp)] -= 1
        return float(0.5 * (self._error**2).sum() / len(y))

    def backward(self) -> Array:
        """Gradient at the outputs, (y - t) / N.

        Returns:
            Shape (N, K).
        """
        return self._error / len(self._error)


def _check(loss: str, y: Array, t: Labels) -> None:
    """Refuse outputs and targets that do not belong together."""
    if y.ndim != 2 or y.size == 0 or len(y) != len(t):
        raise ValueError(
            f"{loss} expected outputs of shape (N, K), not empty, and N labels or rows of targets, "
            f"got {y.shape} and {t.shape}"
        )
    check_floating("y", y)
    if t.shape != y.shape:
        check_labels(t, classes=y.shape[1])
