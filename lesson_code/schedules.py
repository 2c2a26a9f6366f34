"""Learning-rate schedules: which learning rate an epoch is trained with.

A schedule is any function of the epoch's number, from 1; `Trainer` asks it at each epoch's start.
Those here can be saved in a checkpoint, because they have a name and settings.

A schedule knows nothing of how often a training is stopped and resumed: its epochs are those of the
whole training. One that was made for a number of epochs (`CosineDecay`, and `StepDecay` with
`least`) does not begin again, nor stretch, if training goes on for longer: the rate stays at its
last value.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

Schedule = Callable[[int], float]
"""Learning rate of an epoch, by its number, from 1."""


@dataclass(frozen=True)
class StepDecay:
    r"""A learning rate that drops now and then, $\eta_e = \eta\, f^{\lfloor (e - 1) / k \rfloor}$.

    It goes on dropping for as long as training lasts, but not below `least`.

    Args:
        lr: learning rate $\eta$ of the first epochs.
        factor: what it is multiplied by at each drop, f.
        every: epochs from one drop to the next, k.
        least: where it stays once it would fall below.

    Raises:
        ValueError: if a setting is out of range.

    Source:
        A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet Classification with Deep Convolutional
        Neural Networks, NIPS 2012, section 5: divided by 10 whenever the error stopped falling.

    Examples:
        >>> schedule = StepDecay(0.1, factor=0.5, every=2)
        >>> [schedule(epoch) for epoch in (1, 2, 3, 4, 5)]
        [0.1, 0.1, 0.05, 0.05, 0.025]
        >>> StepDecay(0.1, factor=0.5, every=2, least=0.05)(5)
        0.05
    """

    lr: float
    factor: float = 0.1
    every: int = 10
    least: float = 0.0

    def __post_init__(self) -> None:
        _check_lr(self.lr)
        if not 0 < self.factor <= 1 or self.every < 1 or not 0 <= self.least <= self.lr:
            raise ValueError(
                "StepDecay expected a factor above 0 and at most 1, every of at least 1, and least "
                f"between 0 and lr, got {self.factor!r}, {self.every!r} and {self.least!r}"
            )

    def __call__(self, epoch: int) -> float:
        """Learning rate of an epoch.

        Args:
            epoch: its number, from 1.

        Returns:
            The learning rate.
        """
        return max(self.least, self.lr * self.factor ** ((epoch - 1) // self.every))


@dataclass(frozen=True)
class CosineDecay:
    r"""A learning rate that falls along half a cosine, slowly at both ends.

    $\eta_e = \eta_\text{min} + (\eta - \eta_\text{min}) \left(1 + \cos(\pi (e - 1) / E)\right) / 2$

    After epoch E it stays as it was in that epoch.

    Args:
        lr: learning rate $\eta$ of the first epoch.
        epochs: how many epochs the fall takes, E.
        least: what it falls towards, $\eta_\text{min}$.

    Raises:
        ValueError: if a setting is out of range.

    Source:
        I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017,
        equation 5, without restarts.

    Examples:
        >>> schedule = CosineDecay(0.1, epochs=4)
        >>> [round(schedule(epoch), 4) for epoch in (1, 2, 3, 4, 5)]
        [0.1, 0.0854, 0.05, 0.0146, 0.0146]
    """

    lr: float
    epochs: int
    least: float = 0.0

    def __post_init__(self) -> None:
        _check_lr(self.lr)
        if self.epochs < 1 or not 0 <= self.least <= self.lr:
            raise ValueError(
                "CosineDecay expected at least 1 epoch and least between 0 and lr, "
                f"got {self.epochs!r} and {self.least!r}"
            )

    def __call__(self, epoch: int) -> float:
        """Learning rate of an epoch.

        Args:
            epoch: its number, from 1.

        Returns:
            The learning rate.
        """
        share = min(epoch - 1, self.epochs - 1) / self.epochs
        return self.least + (self.lr - self.least) * (1 + math.cos(math.pi * share)) / 2


SCHEDULES: dict[str, type[StepDecay] | type[CosineDecay]] = {
    "step": StepDecay,
    "cosine": CosineDecay,
}
"""The schedules that the command line and checkpoints know, by name."""


def _check_lr(lr: float) -> None:
    if not 0 < lr < math.inf:
        raise ValueError(f"lr: expected a finite number above 0, got {lr!r}")
