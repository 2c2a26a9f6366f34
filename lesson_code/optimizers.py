"""Optimisers: change the parameters, in place, by what the gradients say."""

import math
from collections.abc import Mapping

import numpy as np

from lesson_code._types import Array


class Optimizer:
    r"""Changes parameters step by step.

    Weight decay adds $\lambda\theta$ to the gradient $g$ of every weight, the gradient of
    $\frac{\lambda}{2} \lVert\theta\rVert^2$ added to the loss. Weights are what has two axes
    (`Affine`) or four (`Convolution`); biases and the scales of normalisation have one or three and
    are left alone. `AdamW` decays in another way.

    Parameters in float16 are refused: in it Adam's eps is 0, and a step of less than a two
    thousandth of a weight changes nothing.

    Args:
        lr: learning rate.
        weight_decay: the factor $\lambda$.

    Attributes:
        lr: learning rate; it may be changed between steps.
        weight_decay: the factor $\lambda$.
        t: how many steps were taken.
        state: what the optimiser remembers, by its own name and the parameter's: `"m/0.W"`.

    Raises:
        ValueError: if a setting is out of range.
    """

    def __init__(self, lr: float, weight_decay: float = 0.0) -> None:
        _check("lr", lr, "a finite number above 0", 0 < lr < math.inf)
        _check("weight_decay", weight_decay, "finite, at least 0", 0 <= weight_decay < math.inf)
        self.lr = float(lr)  # a NumPy float64 would turn every step into float64
        self.weight_decay = float(weight_decay)
        self.t = 0
        self.state: dict[str, Array] = {}

    def update(self, params: Mapping[str, Array], grads: Mapping[str, Array]) -> None:
        """Take one step: change every parameter in place.

        Args:
            params: parameters by name.
            grads: their gradients, same names and shapes.

        Raises:
            ValueError: if a gradient is missing or has another shape than its parameter, or a
                parameter is float16.
            RuntimeError: if the first step changes nothing, though there are gradients.
        """
        steps = []
        for name, param in params.items():
            if param.itemsize < 4:
                raise ValueError(
                    f"params: expected float32 or float64, got {param.dtype} for {name}, in which "
                    "small steps are lost; make the network with dtype=np.float32 to train it"
                )
            g = grads.get(name)
            if g is None or g.shape != param.shape:
                got = "none" if g is None else f"shape {g.shape}"
                raise ValueError(
                    f"grads: expected a gradient of shape {param.shape} for {name}, got {got}"
                )
            steps.append((name, param, g))
        self.t += 1
        nothing_yet = self.t == 1  # later steps cost no copies
        for name, param, g in steps:
            if self.weight_decay and param.ndim in (2, 4):
                g = self._decayed(param, g)
            before = param.copy() if nothing_yet else None
            self.step(name, param, g)
            nothing_yet = before is not None and np.array_equal(param, before)
        if nothing_yet and any(np.any(g) for _, _, g in steps):
            raise RuntimeError(
                f"{type(self).__name__}.step changed no parameter, though there are gradients; "
                "change the array itself, as param -= ... does: param = param - ... makes another "
                f"one, and so does return. Or lr={self.lr:g} is too small for {param.dtype}"
            )

    def step(self, name: str, param: Array, g: Array) -> None:
        """Change one parameter in place; the formula of each optimiser.

        `param -= ...` does that. `param = param - ...` makes another array, which nobody looks at.

        What takes time here is memory, above all new memory: each formula below fills one array
        of its own and uses it again (`out=`), rather than making a new one for every operation.

        Args:
            name: the parameter's name.
            param: the parameter.
            g: its gradient, same shape.
        """
        raise NotImplementedError(f"{type(self).__name__} must define step(name, param, g)")

    def _decayed(self, param: Array, g: Array) -> Array:
        """The gradient with which a weight that decays takes its step."""
        return g + self.weight_decay * param

    def remembered(self, what: str, name: str, param: Array) -> Array:
        """What is remembered of a parameter, to be changed in place; zeros at first.

        Args:
            what: name of the quantity, e.g. "m".
            name: the parameter's name.
            param: the parameter, for the shape and the type.

        Returns:
            Same shape as the parameter.

        Raises:
            ValueError: if what is remembered belongs to a parameter of another shape.
        """
        key = f"{what}/{name}"
        if key not in self.state:
            self.state[key] = np.zeros_like(param)
        if self.state[key].shape != param.shape:
            raise ValueError(
                f"state: expected shape {param.shape} for {key}, got {self.state[key].shape}; "
                "use a new optimizer for another network"
            )
        return self.state[key]


class SGD(Optimizer):
    r"""Stochastic gradient descent, $\theta \leftarrow \theta - \eta\, g$.

    Args:
        lr: learning rate $\eta$.
        weight_decay: factor $\lambda$, see `Optimizer`.

    Source:
        H. Robbins, S. Monro, A Stochastic Approximation Method, Ann. Math. Statist. 22(3), 1951.

    Examples:
        >>> params = {"w": np.array([1.0])}
        >>> SGD(lr=0.1).update(params, {"w": np.array([2.0])})
        >>> params["w"]
        array([0.8])
    """

    def __init__(self, lr: float = 0.01, *, weight_decay: float = 0.0) -> None:
        super().__init__(lr, weight_decay)

    def step(self, name: str, param: Array, g: Array) -> None:
        """Go downhill.

        Args:
            name: the parameter's name.
            param: the parameter.
            g: its gradient, same shape.
        """
        param -= self.lr * g


class Momentum(Optimizer):
    r"""Gradient descent with a velocity.

    $v \leftarrow \mu v - \eta g, \quad \theta \leftarrow \theta + v$

    On a steady slope the velocity grows to $1 / (1 - \mu)$ times a plain step. This momentum has
    nothing to do with batch normalisation's.

    Args:
        lr: learning rate $\eta$.
        momentum: share $\mu$ of the velocity that is kept.
        weight_decay: factor $\lambda$, see `Optimizer`.

    Source:
        B. T. Polyak, Some Methods of Speeding Up the Convergence of Iteration Methods, USSR Comp.
        Math. and Math. Phys. 4(5), 1964; in this form I. Sutskever et al., On the Importance of
        Initialization and Momentum in Deep Learning, ICML 2013, equations 1 and 2.

    Examples:
        >>> params, optimizer = {"w": np.array([0.0])}, Momentum(lr=1.0, momentum=0.5)
        >>> for _ in range(2):
        ...     optimizer.update(params, {"w": np.array([1.0])})
        >>> params["w"]  # first -1, then -1.5
        array([-2.5])
    """

    def __init__(
        self, lr: float = 0.01, momentum: float = 0.9, *, weight_decay: float = 0.0
    ) -> None:
        super().__init__(lr, weight_decay)
        _check("momentum", momentum, "at least 0 and below 1", 0 <= momentum < 1)
        self.momentum = momentum

    def step(self, name: str, param: Array, g: Array) -> None:
        """Change the velocity, then move by it.

        Args:
            name: the parameter's name.
            param: the parameter.
            g: its gradient, same shape.
        """
        v = self.remembered("v", name, param)
        v *= self.momentum
        v -= self.lr * g
        param += v


class Nesterov(Momentum):
    r"""Nesterov's momentum, which looks ahead before it takes the gradient.

    $v \leftarrow \mu v - \eta g, \quad \theta \leftarrow \theta + \mu v - \eta g$

    The gradient is meant at the point to which the velocity is about to lead. The parameters kept
    here are that point, so that the gradient is always taken where they are.

    Args:
        lr: learning rate $\eta$.
        momentum: share $\mu$ of the velocity that is kept.
        weight_decay: factor $\lambda$, see `Optimizer`.

    Source:
        Y. Nesterov, Soviet Math. Doklady 27(2), 1983; in this form Y. Bengio,
        N. Boulanger-Lewandowski, R. Pascanu, Advances in Optimizing Recurrent Networks,
        ICASSP 2013, equation 7.

    Examples:
        >>> params, optimizer = {"w": np.array([0.0])}, Nesterov(lr=1.0, momentum=0.5)
        >>> optimizer.update(params, {"w": np.array([1.0])})
        >>> params["w"]
        array([-1.5])
    """

    def step(self, name: str, param: Array, g: Array) -> None:
        """Change the velocity, then move to where the next step will look.

        Args:
            name: the parameter's name.
            param: the parameter.
            g: its gradient, same shape.
        """
        v = self.remembered("v", name, param)
        work = self.lr * g
        v *= self.momentum
        v -= work
        param -= work
        param += np.multiply(self.momentum, v, out=work)


class AdaGrad(Optimizer):
    r"""AdaGrad: steps divided by the root of the sum of all squared gradients so far.

    $h \leftarrow h + g^2, \quad \theta \leftarrow \theta - \eta\, g / (\sqrt h + \epsilon)$

    Args:
        lr: learning rate $\eta$.
        eps: keeps the division finite.
        weight_decay: factor $\lambda$, see `Optimizer`.

    Source:
        J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and
        Stochastic Optimization, JMLR 12, 2011, section 1.1.

    Examples:
        >>> params, optimizer = {"w": np.array([1.0])}, AdaGrad(lr=0.1)
        >>> optimizer.update(params, {"w": np.array([123.0])})
        >>> params["w"].round(6)
        array([0.9])
    """

    def __init__(self, lr: float = 0.01, eps: float = 1e-8, *, weight_decay: float = 0.0) -> None:
        super().__init__(lr, weight_decay)
        _check("eps", eps, "a finite number above 0", 0 < eps < math.inf)
        self.eps = eps

    def step(self, name: str, param: Array, g: Array) -> None:
        """Move by the gradient over the root of the sum of all squares so far.

        Args:
            name: the parameter's name.
            param: the parameter.
            g: its gradient, same shape.
        """
        h = self.remembered("h", name, param)
        work = np.multiply(g, g, out=np.empty_like(param))
        h += work
        param -= _step(self.lr, g, h, self.eps, work)


class RMSProp(Optimizer):
    r"""RMSProp: steps divided by the root of a running mean of squared gradients.

    $h \leftarrow \rho h + (1 - \rho) g^2, \quad
    \theta \leftarrow \theta - \eta\, g / (\sqrt h + \epsilon)$

    AdaGrad that forgets.

    Args:
        lr: learning rate $\eta$.
        decay: share $\rho$ of the running mean that is kept.
        eps: keeps the division finite.
        weight_decay: factor $\lambda$, see `Optimizer`.

    Source:
        T. Tieleman, G. Hinton, Lecture 6.5, COURSERA: Neural Networks for Machine Learning, 2012.

    Examples:
        >>> params, optimizer = {"w": np.array([1.0])}, RMSProp(lr=0.1, decay=0.75)
        >>> optimizer.update(params, {"w": np.array([123.0])})
        >>> params["w"].round(6)
        array([0.8])
    """

    def __init__(
        self,
        lr: float = 0.001,
        decay: float = 0.9,
        eps: float = 1e-8,
        *,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(lr, weight_decay)
        _check("decay", decay, "at least 0 and below 1", 0 <= decay < 1)
        _check("eps", eps, "a finite number above 0", 0 < eps < math.inf)
        self.decay = decay
        self.eps = eps

    def step(self, name: str, param: Array, g: Array) -> None:
        """Move by the gradient over the root of the running mean of its square.

        Args:
            name: the parameter's name.
            param: the parameter.
            g: its gradient, same shape.
        """
        h = self.remembered("h", name, param)
        work = np.multiply(g, g, out=np.empty_like(param))
        work *= 1 - self.decay
        h *= self.decay
        h += work
        param -= _step(self.lr, g, h, self.eps, work)


class Adam(Optimizer):
    r"""Adam: steps scaled by running means of the gradient and of its square.

    $m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2$

    $\theta \leftarrow \theta - \alpha
    \dfrac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}$

    Args:
        lr: step size $\alpha$.
        beta1: decay of the running mean of gradients.
        beta2: decay of the running mean of squared gradients.
        eps: keeps the division finite.
        weight_decay: factor $\lambda$, see `Optimizer`.

    Source:
        D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.

    Examples:
        >>> params = {"w": np.array([1.0])}
        >>> Adam(lr=0.001).update(params, {"w": np.array([123.0])})
        >>> params["w"].round(6)  # the first step is lr, whatever the gradient's size
        array([0.999])
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        *,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(lr, weight_decay)
        _check("beta1", beta1, "at least 0 and below 1", 0 <= beta1 < 1)
        _check("beta2", beta2, "at least 0 and below 1", 0 <= beta2 < 1)
        _check("eps", eps, "a finite number above 0", 0 < eps < math.inf)
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps

    def step(self, name: str, param: Array, g: Array) -> None:
        """Move by the mean gradient over the root of the mean square, both freed of their bias.

        Args:
            name: the parameter's name.
            param: the parameter.
            g: its gradient, same shape.
        """
        m = self.remembered("m", name, param)
        v = self.remembered("v", name, param)
        work = np.multiply(1 - self.beta1, g, out=np.empty_like(param))
        m *= self.beta1
        m += work
        np.multiply(g, g, out=work)
        work *= 1 - self.beta2
        v *= self.beta2
        v += work
        unbiased_v = np.divide(v, 1 - self.beta2**self.t, out=work)
        param -= _step(self.lr / (1 - self.beta1**self.t), m, unbiased_v, self.eps, work)


class AdamW(Adam):
    r"""Adam whose weight decay stays out of the gradient and its means: decoupled weight decay.

    $\theta \leftarrow (1 - \alpha \lambda)\, \theta$, then a step of `Adam` with $g$ as it is.

    In `Adam` itself the decay $\lambda\theta$ is part of $g$ and so divided by the root of $v$:
    the larger a weight's gradients usually are, the less it decays. Here every weight decays at the
    same rate.

    Args:
        lr: step size $\alpha$.
        beta1: decay of the running mean of gradients.
        beta2: decay of the running mean of squared gradients.
        eps: keeps the division finite.
        weight_decay: factor $\lambda$; each step takes away $\alpha \lambda$ of every weight (not
            of biases and scales, see `Optimizer`).

    Source:
        I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019, algorithm 2. In
        the paper $\alpha$ is no factor of what a step takes away; this is PyTorch's and Keras's
        form.

    Examples:
        >>> params = {"W": np.array([[2.0, -4.0]])}
        >>> AdamW(lr=0.1, weight_decay=0.5).update(params, {"W": np.zeros((1, 2))})
        >>> params["W"]  # 5 % less, though there is no gradient
        array([[ 1.9, -3.8]])
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        *,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(lr, beta1, beta2, eps, weight_decay=weight_decay)

    def _decayed(self, param: Array, g: Array) -> Array:
        param *= 1 - self.lr * self.weight_decay
        return g


OPTIMIZERS: dict[str, type[Optimizer]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
    "adam": Adam,
    "adamw": AdamW,
}
"""The optimisers that the command line knows, by name."""


def _step(lr: float, g: Array, h: Array, eps: float, work: Array) -> Array:
    """`lr * g / (np.sqrt(h) + eps)`, computed within `work`, which may be `h` itself."""
    np.sqrt(h, out=work)
    work += eps
    np.divide(g, work, out=work)
    work *= lr
    return work


def _check(name: str, value: float, expected: str, good: bool) -> None:
    if not good:
        raise ValueError(f"{name}: expected {expected}, got {value!r}")
