"""Losses: one number that says how wrong a batch of answers is, and its gradient.

A loss also knows what its answers mean, and so which of them count as right: `accuracy`.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array, Labels
from lesson_code.functions import (
    are_one_hot,
    as_array,
    check_floating,
    check_labels,
    exponentials,
    one_hot,
    sigmoid,
)

ROW_TOLERANCE = 1e-3  # how far from 1 a row of probabilities may add up: they may be rounded


class Loss:
    """A loss: `forward` gives its mean over a batch, `backward` its gradient.

    A loss of your own defines these two, and `accuracy` if its answers can be right or wrong.
    """

    _kept: tuple[Any, ...] | None = None  # by forward, all at once, for backward

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

    def accuracy(self, y: Array, t: Labels) -> float | None:
        """Share of answers that are right.

        Args:
            y: what the network answered, shape (N, K).
            t: what was right.

        Returns:
            Between 0 and 1; None where answers are not right or wrong but near or far, which is
            what is assumed unless a loss defines this method.
        """
        return None

    def _from_forward(self) -> tuple[Any, ...]:
        """What the last forward kept for backward."""
        if self._kept is None:
            raise RuntimeError(
                f"{type(self).__name__} has no gradient yet: run forward(y, t) before backward"
            )
        return self._kept


class SoftmaxCrossEntropy(Loss):
    r"""Softmax and cross-entropy in one, $L = -\frac{1}{N} \sum_n \sum_k t_{nk} \log p_{nk}$.

    For one class out of several. The logarithm is computed as by `log_softmax`, so that it is
    finite at any finite logits and needs no small constant inside.

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
            t: class labels, integers of shape (N,), or probabilities of shape (N, K), such as
                one-hot rows.

        Returns:
            The loss in nats, averaged over the batch.

        Raises:
            ValueError: if `y` and `t` do not belong together, or a row of `t` holds no
                probabilities: one is below 0 or NaN, or they do not add up to 1 within 0.001.
        """
        y, t = self._checked(y, t)
        shifted, e, total = exponentials(y)
        self._kept = e / total, t
        log_p = shifted - np.log(total)
        if t.ndim == 2:
            return float(-(t * log_p).sum() / len(log_p))
        return float(-(log_p[np.arange(len(log_p)), t].sum() / len(log_p)))

    def backward(self) -> Array:
        r"""Gradient at the logits, $(p - t) / N$.

        Returns:
            Shape (N, K).
        """
        p, t = self._from_forward()
        if t.ndim == 2:
            # the sum is 1 but for rounding; with it the gradient is that of the loss as computed
            dy = np.subtract(p * t.sum(axis=1, keepdims=True), t, dtype=p.dtype)
        else:
            dy = p.copy()
            dy[np.arange(len(dy)), t] -= 1
        return dy / len(dy)

    def accuracy(self, y: Array, t: Labels) -> float | None:
        """Share of rows whose largest logit stands at the right class.

        Args:
            y: logits, shape (N, K).
            t: class labels of shape (N,), or probabilities of shape (N, K), of which the largest
                counts.

        Returns:
            Between 0 and 1; None if there is one output, which leaves no choice.

        Raises:
            ValueError: as for `forward`.

        Examples:
            >>> SoftmaxCrossEntropy().accuracy(np.array([[1.0, 3.0], [2.0, 1.0]]), np.array([1, 1]))
            0.5
        """
        return _share_of_classes(*self._checked(y, t))

    @staticmethod
    def _checked(y: Array, t: Labels) -> tuple[Array, NDArray[Any]]:
        y, t = _checked("SoftmaxCrossEntropy", y, t, labels="numbers")
        if t.ndim == 2:
            sums = t.sum(axis=1)
            wrong = (t < 0).any(axis=1) | ~(abs(sums - 1) <= ROW_TOLERANCE)
            if wrong.any():
                n = int(wrong.argmax())
                raise ValueError(
                    "t: expected in each row probabilities, at least 0 and adding up to 1, got "
                    f"from {t[n].min()} to {t[n].max()} with the sum {sums[n]} in row {n}; for "
                    "answers that are yes or no by themselves use BinaryCrossEntropy()"
                )
        return y, t


class BinaryCrossEntropy(Loss):
    r"""Sigmoid and cross-entropy in one, for questions with the answers yes and no.

    $L = \frac{1}{NK} \sum_n \sum_k \ell_{nk}, \quad$
    $\ell = -t \log p - (1 - t) \log(1 - p), \quad$ $p = \sigma(y)$

    One output is one question; several outputs are as many questions about the same input, each
    answered by itself, such as labels of which several can be true. The network ends without a
    sigmoid, which is within the loss: above 0 an output says yes. Computed as
    $\max(y, 0) - y t + \log(1 + e^{-|y|})$, which is the same: it is finite at any finite $y$ and
    needs no small constant inside.

    Source:
        M. Nielsen, Neural Networks and Deep Learning, 2015, chapter 3, equation 57.

    Examples:
        >>> loss = BinaryCrossEntropy()
        >>> round(loss.forward(np.array([[0.0], [0.0]]), np.array([[1.0], [0.0]])), 4)  # log 2
        0.6931
    """

    def forward(self, y: Array, t: Labels) -> float:
        """Mean cross-entropy of all answers of a batch.

        Args:
            y: logits, shape (N, K).
            t: 1 for yes and 0 for no, or the probability of yes, shape (N, K).

        Returns:
            The loss in nats, averaged over the batch and the outputs.

        Raises:
            ValueError: if `y` and `t` are not of one shape, or `t` is not from 0 to 1.
        """
        self._kept = y, t = self._checked(y, t)
        return float((np.maximum(y, 0) - y * t + np.log1p(np.exp(-np.abs(y)))).mean())

    def backward(self) -> Array:
        r"""Gradient at the logits, $(\sigma(y) - t) / NK$.

        Returns:
            Shape (N, K).
        """
        y, t = self._from_forward()
        return np.subtract(sigmoid(y), t, dtype=y.dtype) / y.size

    def accuracy(self, y: Array, t: Labels) -> float:
        """Share of answers on the right side: yes where the logit is above 0.

        Args:
            y: logits, shape (N, K).
            t: 1 for yes and 0 for no, shape (N, K); of probabilities, more than 1/2 is yes.

        Returns:
            Between 0 and 1; with several outputs each of the N * K answers counts by itself.

        Raises:
            ValueError: as for `forward`.

        Examples:
            >>> BinaryCrossEntropy().accuracy(np.array([[0.3], [-2.0]]), np.array([[1], [1]]))
            0.5
        """
        y, t = self._checked(y, t)
        return float(((y > 0) == (t > 0.5)).mean())

    @staticmethod
    def _checked(y: Array, t: Labels) -> tuple[Array, NDArray[Any]]:
        y, t = _checked("BinaryCrossEntropy", y, t, labels=None)
        if not (t.min() >= 0 and t.max() <= 1):
            raise ValueError(
                f"t: expected 1 for yes and 0 for no, or a probability, got {t.min()} to {t.max()}"
            )
        return y, t


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
            ValueError: if `y` and `t` do not belong together, or a target is not finite.
        """
        y, t = _checked("SumOfSquares", y, t, labels="rows")
        error = np.subtract(y, t, dtype=y.dtype)
        self._kept = (error,)
        return float(np.vdot(error, error)) / (2 * len(y))

    def backward(self) -> Array:
        """Gradient at the outputs, (y - t) / N.

        Returns:
            Shape (N, K).
        """
        (error,) = self._from_forward()
        return error / len(error)

    def accuracy(self, y: Array, t: Labels) -> float | None:
        """Share of answers that are right, if the targets are classes or yes and no.

        Args:
            y: the network's outputs, shape (N, K).
            t: class labels of shape (N,) or one-hot rows: right is a row whose largest output
                stands at the right class. Or other targets that are all 0 or 1: right is an output
                on the right side of 1/2, and each of the N * K counts.

        Returns:
            Between 0 and 1; None for any other targets, and where one output leaves no choice.

        Raises:
            ValueError: as for `forward`.

        Examples:
            >>> y = np.array([[0.9, 0.6], [0.8, 0.1]])
            >>> SumOfSquares().accuracy(y, np.array([0, 1]))
            0.5
            >>> SumOfSquares().accuracy(y, np.array([[1, 1], [1, 1]]))
            0.75
            >>> SumOfSquares().accuracy(y, np.array([[0.9, 0.5], [0.8, 0.2]])) is None
            True
        """
        y, t = _checked("SumOfSquares", y, t, labels="numbers")
        if t.ndim == 1 or are_one_hot(t):
            return _share_of_classes(y, t)
        if ((t == 0) | (t == 1)).all():
            return float(((y > 0.5) == (t == 1)).mean())
        return None


class MeanSquaredError(Loss):
    r"""Mean of squared errors, $L = \frac{1}{NK} \sum_n \sum_k (y_{nk} - t_{nk})^2$.

    For numbers to be met as nearly as possible (regression), where nothing is right or wrong and
    there is no accuracy: `network.loss(x_test, t_test)` says how good a network is on test
    samples. This is `SumOfSquares` times 2 / K.

    Source:
        C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 3.1.

    Examples:
        >>> MeanSquaredError().forward(np.array([[0.0, 1.0]]), np.array([[1.0, 3.0]]))
        2.5
    """

    def forward(self, y: Array, t: Labels) -> float:
        """Mean of all squared errors of a batch.

        Args:
            y: the network's outputs, shape (N, K).
            t: targets, same shape.

        Returns:
            The loss.

        Raises:
            ValueError: if `y` and `t` are not of one shape, or a target is not finite.
        """
        y, t = _checked("MeanSquaredError", y, t, labels=None)
        error = np.subtract(y, t, dtype=y.dtype)
        self._kept = (error,)
        return float((error**2).mean())

    def backward(self) -> Array:
        """Gradient at the outputs, 2 (y - t) / NK.

        Returns:
            Shape (N, K).
        """
        (error,) = self._from_forward()
        return 2 * error / error.size


def _share_of_classes(y: Array, t: NDArray[Any]) -> float | None:
    """Share of rows whose largest output stands at the right class; None if there is one only."""
    if y.shape[1] == 1:
        return None
    right = y.argmax(axis=1) == (t.argmax(axis=1) if t.ndim == 2 else t)
    return float(np.count_nonzero(right) / len(right))


def _checked(
    loss: str, y: Array, t: Labels, labels: Literal["numbers", "rows"] | None
) -> tuple[Array, NDArray[Any]]:
    """Outputs and targets as arrays; refuses those that do not belong together.

    Class labels come as numbers to index with, or as one-hot rows of True and False.
    """
    y, t = as_array("y", y), as_array("t", t)
    if y.ndim != 2 or y.size == 0 or t.shape[:1] != y.shape[:1]:
        raise ValueError(
            f"{loss} expected outputs of shape (N, K), not empty, and N labels or rows of targets, "
            f"got {y.shape} and {t.shape}"
        )
    check_floating("y", y)
    if t.shape == y.shape:
        if t.dtype.kind not in "biuf":
            raise ValueError(f"t: expected numbers, got {t.dtype}")
        if not np.isfinite(t).all():
            n = tuple(int(i) for i in np.argwhere(~np.isfinite(t))[0])
            raise ValueError(f"t: expected finite numbers, got {t[n]} at index {n}")
        return y, t
    if t.ndim == 1 and y.shape[1] == 1:
        change = "BinaryCrossEntropy() and " if loss == "SoftmaxCrossEntropy" else ""
        raise ValueError(
            f"{loss} expected targets of shape {y.shape}, as of the outputs, got {t.shape}: one "
            f"output leaves no choice of a class; use {change}t.reshape(-1, 1)"
        )
    if labels is None:
        raise ValueError(
            f"{loss} expected targets of shape {y.shape}, as of the outputs, got {t.shape}; for "
            "one class out of several use SoftmaxCrossEntropy()"
        )
    if labels == "rows":
        return y, one_hot(t, y.shape[1], np.bool_, "t")
    check_labels(t, y.shape[1], "t")
    return y, t.astype(np.intp)
