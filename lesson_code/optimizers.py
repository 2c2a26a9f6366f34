"""Optimisers: change the parameters, in place, by what the gradients say."""

import math

import numpy as np

from lesson_code._types import Array


class Optimizer:
    """Changes parameters step by step.

    Attributes:
        lr: learning rate.
    """

    def __init__(self, lr: float) -> None:
        if not lr > 0 or not math.isfinite(lr):
            raise ValueError(f"lr: expected a finite learning rate above 0, got {lr!r}")
        self.lr = lr

    def update(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Take one step: change every parameter in place.

        Args:
            params: parameters by name.
            grads: their gradients, same names and shapes.
        """
        raise NotImplementedError(f"{type(self).__name__} must define update(params, grads)")


class SGD(Optimizer):
    r"""Stochastic gradient descent, $\theta \leftarrow \theta - \eta\, g$.

    Args:
        lr: learning rate $\eta$.

    Source:
        H. Robbins, S. Monro, A Stochastic Approximation Method, Ann. Math. Statist. 22(3), 1951.

    Examples:
        >>> params = {"w": np.array([1.0])}
        >>> SGD(lr=0.1).update(params, {"w": np.array([2.0])})
        >>> params["w"]
        array([0.8])
    """

    def __init__(self, lr: float = 0.01) -> None:
        super().__init__(lr)

    def update(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Take one step downhill, in place.

        Args:
            params: parameters by name.
            grads: their gradients, same names and shapes.
        """
        for name, param in params.items():
            param -= self.lr * grads[name]


class Adam(Optimizer):
    r"""Adam: steps scaled by running means of the gradient and of its square.

    $m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2$

    $\theta \leftarrow \theta - \alpha\, \hat m / (\sqrt{\hat v} + \epsilon)$ with
    $\hat m = m / (1 - \beta_1^t)$ and $\hat v = v / (1 - \beta_2^t)$

    Args:
        lr: step size $\alpha$.
        beta1: decay of the running mean of gradients.
        beta2: decay of the running mean of squared gradients.
        eps: keeps the division finite.

    Source:
        D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.

    Examples:
        >>> params = {"w": np.array([1.0])}
        >>> Adam(lr=0.001).update(params, {"w": np.array([123.0])})
        >>> params["w"].round(6)  # the first step is lr, whatever the gradient's size
        array([0.999])
    """

    def __init__(
        self, lr: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8
    ) -> None:
        super().__init__(lr)
        for name, beta in (("beta1", beta1), ("beta2", beta2)):
            if not 0 <= beta < 1:
                raise ValueError(
                    f"{name}: expected a decay of at least 0 and below 1, got {beta!r}"
                )
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.m: dict[str, Array] = {}
        self.v: dict[str, Array] = {}

    def update(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Take one step, in place.

        Args:
            params: parameters by name.
            grads: their gradients, same names and shapes.
        """
        self.t += 1
        m_scale = self.lr / (1 - self.beta1**self.t)
        v_scale = 1 / (1 - self.beta2**self.t)
        for name, param in params.items():
            g = grads[name]
            m = self.m.setdefault(name, np.zeros_like(param))
            v = self.v.setdefault(name, np.zeros_like(param))
            m *= self.beta1
            m += (1 - self.beta1) * g
            v *= self.beta2
            v += (1 - self.beta2) * g * g
            param -= m_scale * m / (np.sqrt(v_scale * v) + self.eps)
