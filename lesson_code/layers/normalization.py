"""Normalisation: bring numbers to a common scale, over the batch or over neighbouring channels."""

import math
from typing import Literal

import numpy as np

from lesson_code._types import Array
from lesson_code.layers.base import Layer
from lesson_code.windows import check_images


class BatchNormalization(Layer):
    r"""Batch normalisation: each feature brought to mean 0 and variance 1, scaled and shifted.

    $y = \gamma\, \hat x + \beta, \quad \hat x = (x - \mu) / \sqrt{v + \epsilon}$

    While training, $\mu$ and $v$ are the mean and the variance of the batch, over every axis that
    `gamma` does not have: with `gamma` of shape (D,) one for each feature of (N, D) or each channel
    of (N, C, H, W), as the paper has it; with `gamma` of shape (C, H, W) one for each node, which
    is rarely a good idea. At inference they are running averages of what training saw.

    The moving average is $m \cdot \text{old} + (1 - m) \cdot \text{batch}$: momentum $m$ is the
    weight of the old value, as in Keras. PyTorch's momentum is the weight of the new one: its 0.1
    is our 0.9. The variance that is averaged is the unbiased one (divided by n - 1), the one that
    normalises the batch is not.

    Args:
        gamma: scale, shape (D,), (C,) or (C, H, W).
        beta: shift, same shape.
        eps: added to the variance.
        momentum: weight of the old value in the moving average.
        average: "moving", or "arithmetic" for the mean over all batches seen so far.

    Attributes:
        buffers: `running_mean` and `running_var`, starting at 0 and 1, and `batches`, how many
            batches went in.

    Raises:
        ValueError: if shapes or settings do not fit.

    Source:
        S. Ioffe, C. Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing
        Internal Covariate Shift, ICML 2015, algorithms 1 and 2, section 3.2.

    Examples:
        >>> layer = BatchNormalization(gamma=np.ones(1), beta=np.zeros(1), eps=0)
        >>> layer.forward(np.array([[1.0], [3.0]]), train=True)
        array([[-1.],
               [ 1.]])
    """

    def __init__(
        self,
        gamma: Array,
        beta: Array,
        eps: float = 1e-5,
        momentum: float = 0.9,
        average: Literal["moving", "arithmetic"] = "moving",
    ) -> None:
        super().__init__(gamma=gamma, beta=beta)
        gamma, beta = self.params.values()
        if gamma.ndim not in (1, 3) or beta.shape != gamma.shape or gamma.size == 0:
            raise ValueError(
                "BatchNormalization expected gamma and beta of one shape, (D,), (C,) or (C, H, W), "
                f"not empty, got {gamma.shape} and {beta.shape}"
            )
        if not 0 <= eps < math.inf or not 0 <= momentum < 1:
            raise ValueError(
                "BatchNormalization expected a finite eps of at least 0 and momentum from 0 to "
                f"below 1, got {eps!r} and {momentum!r}"
            )
        if average not in ("moving", "arithmetic"):
            raise ValueError(f'average: expected "moving" or "arithmetic", got {average!r}')
        self.eps = float(eps)  # a NumPy float64 would turn float32 into float64
        self.momentum = float(momentum)
        self.average = average
        self.buffers["running_mean"] = np.zeros_like(gamma)
        self.buffers["running_var"] = np.ones_like(gamma)
        self.buffers["batches"] = np.zeros((), gamma.dtype)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Normalise a batch, by its own statistics while training, by the running ones otherwise.

        Args:
            x: shape (N, D) or (N, C, H, W).
            train: True while training; the running statistics change only then.

        Returns:
            Same shape.

        Raises:
            ValueError: if `x` has other features than `gamma`, holds no floating-point numbers, or
                while training has fewer than two values for each statistic.
        """
        x, gamma, beta = self._batch(x), self.params["gamma"], self.params["beta"]
        if x.ndim not in (2, 4) or x.shape[1 : 1 + gamma.ndim] != gamma.shape:
            raise ValueError(
                f"BatchNormalization expected x of shape (N, {', '.join(map(str, gamma.shape))}) "
                f"(gamma is {gamma.shape}), got {x.shape}"
            )
        # statistics are shared over the batch and over the axes that gamma does not have
        axes = (0, *range(1 + gamma.ndim, x.ndim))
        if train:
            n = x.size // gamma.size  # values that share a statistic
            if n < 2:
                raise ValueError(
                    "BatchNormalization needs at least two values for each statistic while "
                    f"training, got {n} (x is {x.shape}): use a larger batch"
                )
            mean, var = x.mean(axis=axes), x.var(axis=axes)
            self._update(mean, var * (n / (n - 1)))
        else:
            mean, var = self.buffers["running_mean"], self.buffers["running_var"]
        inv_std = self._spread(1 / np.sqrt(var + self.eps), x.ndim)
        x_hat = (x - self._spread(mean, x.ndim)) * inv_std
        self._axes, self._train, self._inv_std, self._x_hat = axes, train, inv_std, x_hat
        self._y_shape = x.shape
        return self._spread(gamma, x.ndim) * x_hat + self._spread(beta, x.ndim)

    def backward(self, dout: Array) -> Array:
        r"""Send the gradient back, also through the batch's mean and variance.

        $dx = \dfrac{\gamma}{\sqrt{v + \epsilon}}
        \left( dout - \overline{dout} - \hat x\; \overline{dout \cdot \hat x} \right)$,
        where the bar is the mean over the axes of the statistics. After a `forward` for inference
        the statistics are constants and only the factor before the bracket is left.

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        dout = self._gradient(dout)
        self.grads["beta"] = dout.sum(axis=self._axes)
        self.grads["gamma"] = (dout * self._x_hat).sum(axis=self._axes)
        factor = self._spread(self.params["gamma"], dout.ndim) * self._inv_std
        if not self._train:
            return factor * dout
        n = dout.size // self.params["gamma"].size
        mean = self._spread(self.grads["beta"], dout.ndim) / n
        slope = self._spread(self.grads["gamma"], dout.ndim) / n
        return factor * (dout - mean - self._x_hat * slope)

    def _update(self, mean: Array, unbiased: Array) -> None:
        """Let the running mean and variance take in a batch's."""
        self.buffers["batches"] += 1
        keep = self.momentum if self.average == "moving" else 1 - 1 / float(self.buffers["batches"])
        for name, batch in (("running_mean", mean), ("running_var", unbiased)):
            running = self.buffers[name]
            running *= keep
            running += (1 - keep) * batch

    def _spread(self, statistic: Array, ndim: int) -> Array:
        """A statistic with axes of length 1 where it is shared, ready to meet a batch."""
        return statistic.reshape(1, *statistic.shape, *[1] * (ndim - 1 - statistic.ndim))


class Scale(Layer):
    r"""One factor and one offset per channel, $y = g_c\, x + b_c$.

    After `AveragePooling` this is the trainable subsampling of LeNet-5.

    Args:
        gain: factor of each channel, shape (C,).
        bias: offset of each channel, shape (C,).

    Raises:
        ValueError: if the shapes do not fit.

    Source:
        Y. LeCun et al., Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86(11),
        1998, section II.B, layer S2.

    Examples:
        >>> layer = Scale(gain=np.array([1.0, 10.0]), bias=np.array([0.5, 0.0]))
        >>> layer.forward(np.ones((1, 2, 1, 1))).ravel()
        array([ 1.5, 10. ])
    """

    def __init__(self, gain: Array, bias: Array) -> None:
        super().__init__(gain=gain, bias=bias)
        gain, bias = self.params.values()
        if gain.ndim != 1 or bias.shape != gain.shape or gain.size == 0:
            raise ValueError(
                "Scale expected gain and bias of shape (C,), not empty, "
                f"got {gain.shape} and {bias.shape}"
            )

    def forward(self, x: Array, train: bool = False) -> Array:
        """Scale and shift each channel.

        Args:
            x: shape (N, C, H, W).
            train: makes no difference here.

        Returns:
            Same shape.

        Raises:
            ValueError: if `x` has another number of channels, or holds no floating-point numbers.
        """
        x, gain, bias = self._batch(x), self.params["gain"], self.params["bias"]
        if x.ndim != 4 or x.shape[1] != len(gain):
            raise ValueError(f"Scale expected x of shape (N, {len(gain)}, H, W), got {x.shape}")
        self._x, self._y_shape = x, x.shape
        return x * gain[:, np.newaxis, np.newaxis] + bias[:, np.newaxis, np.newaxis]

    def backward(self, dout: Array) -> Array:
        """Send the gradient back, and sum it up for each channel.

        Args:
            dout: shape (N, C, H, W).

        Returns:
            Same shape.
        """
        dout = self._gradient(dout)
        self.grads["gain"] = (dout * self._x).sum(axis=(0, 2, 3))
        self.grads["bias"] = dout.sum(axis=(0, 2, 3))
        return dout * self.params["gain"][:, np.newaxis, np.newaxis]


class LocalResponseNormalization(Layer):
    r"""AlexNet's normalisation over neighbouring channels at the same pixel.

    $y_i = x_i\, s_i^{-\beta}, \quad s_i = k + \alpha \sum_{|j - i| \le n / 2} x_j^2$

    PyTorch's layer of this name divides $\alpha$ by n.

    Args:
        k: keeps the division finite.
        n: how many channels the sum covers, an odd number.
        alpha: weight of the squares.
        beta: exponent.

    Raises:
        ValueError: if `n` is not odd, `k` not above 0 or `alpha` below 0.

    Source:
        A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet Classification with Deep Convolutional
        Neural Networks, NIPS 2012, section 3.3.

    Examples:
        >>> layer = LocalResponseNormalization(k=1, n=3, alpha=1, beta=1)
        >>> layer.forward(np.ones((1, 4, 1, 1))).ravel().round(3)  # 1 / (1 + neighbours)
        array([0.333, 0.25 , 0.25 , 0.333])
    """

    def __init__(self, k: float = 2.0, n: int = 5, alpha: float = 1e-4, beta: float = 0.75) -> None:
        super().__init__()
        if n < 1 or n % 2 != 1 or not k > 0 or not alpha >= 0:
            raise ValueError(
                "LocalResponseNormalization expected an odd n, k above 0 and alpha of at least 0, "
                f"got n={n}, k={k}, alpha={alpha}"
            )
        self.k = float(k)  # a NumPy float64 would turn float32 into float64
        self.n = int(n)
        self.alpha = float(alpha)
        self.beta = float(beta)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Divide each number by what its own and the neighbouring channels amount to.

        Args:
            x: shape (N, C, H, W).
            train: makes no difference here.

        Returns:
            Same shape.

        Raises:
            ValueError: if `x` is not four-dimensional or holds no floating-point numbers.
        """
        x = self._batch(x)
        check_images(x)
        s = self.k + self.alpha * self._sum_of_neighbours(x * x)
        power: Array = s**-self.beta
        self._x, self._s, self._power, self._y_shape = x, s, power, x.shape
        return x * power

    def backward(self, dout: Array) -> Array:
        r"""Send the gradient back, to a number itself and through the sums it is part of.

        $dx_i = dout_i\, s_i^{-\beta}
        - 2 \alpha \beta\, x_i \sum_{|j - i| \le n / 2} dout_j\, x_j\, s_j^{-\beta - 1}$

        Args:
            dout: same shape as the input.

        Returns:
            Same shape.
        """
        dout = self._gradient(dout)
        through_sums = self._sum_of_neighbours(dout * self._x * self._power / self._s)
        return dout * self._power - (2 * self.alpha * self.beta) * self._x * through_sums

    def _sum_of_neighbours(self, x: Array) -> Array:
        """Sum of n neighbouring channels around each; beyond the edge there is nothing."""
        total = x.copy(order="K")
        for d in range(1, self.n // 2 + 1):  # of a distance beyond C nothing is left to add
            total[:, d:] += x[:, :-d]
            total[:, :-d] += x[:, d:]
        return total
