"""Losses: one number that says how wrong a batch of answers is, and its gradient."""

from typing import Any

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.functions import check_labels, log_softmax, softmax


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
        if y.ndim != 2 or len(y) == 0 or len(y) != len(t):
            raise ValueError(
                f"SoftmaxCrossEntropy expected logits of shape (N, K) and N labels, "
                f"got {y.shape} and {t.shape}"
            )
        log_p = log_softmax(y)
        self._y, self._t = y, t
        if t.ndim == 2 and t.shape == y.shape:
            return float(-(t * log_p).sum() / len(y))
        check_labels(t, classes=y.shape[1])
        return float(-log_p[np.arange(len(y)), t.astype(np.intp)].mean())

    def backward(self) -> Array:
        r"""Gradient at the logits, $(p - t) / N$.

        Returns:
            Shape (N, K).
        """
        dy = softmax(self._y)
        if self._t.ndim == 2:
            # the factor is 1 for probabilities; it keeps the gradient true for any weights
            dy = dy * self._t.sum(axis=1, keepdims=True, dtype=dy.dtype) - self._t
        else:
            dy[np.arange(len(dy)), self._t.astype(np.intp)] -= 1
        return (dy / len(dy)).astype(self._y.dtype, copy=False)
