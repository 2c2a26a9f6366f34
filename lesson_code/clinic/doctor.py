"""A training examined: its data, its network, and a few steps that a copy of it takes.

What is examined stays as it was. Everything is judged by a number and a limit; the limits lie
between what healthy trainings and planted faults came to, see `scripts/experiments/clinic.py`.
"""

import copy
from collections.abc import Callable, Iterator

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.clinic._case import Case
from lesson_code.clinic._data import check_batches, check_data
from lesson_code.clinic._network import (
    check_gradients,
    check_layers,
    check_loss,
    check_modes,
    check_start,
)
from lesson_code.clinic._results import check_results, check_steps
from lesson_code.clinic.findings import Finding
from lesson_code.functions import as_array
from lesson_code.network import Sequential
from lesson_code.trainer import Epoch, Trainer

# causes before what they lead to
CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    check_data,
    check_batches,
    check_start,
    check_loss,
    check_gradients,
    check_layers,
    check_steps,
    check_modes,
    check_results,
)
HOPELESS = {"inputs-finite", "labels-range"}  # nothing else can be measured then


def diagnose(
    trainer: Trainer,
    x: Array,
    t: Labels,
    x_test: Array | None = None,
    t_test: Labels | None = None,
    *,
    start: Sequential | None = None,
) -> list[Finding]:
    """Examine a training, at any moment between two epochs.

    Args:
        trainer: the training; it stays as it is.
        x: its training inputs, shape (N, ...).
        t: their labels or targets, as the loss takes them.
        x_test: its test inputs, if there are any.
        t_test: their labels.
        start: the network as it was before training. Without it, the first loss, the initial
            weights and what weight decay did to them are not judged.

    Returns:
        All that was measured, healthy or ill, causes before what they lead to. What does not
        apply, such as dead units where there is no ReLU, is not measured.

    Raises:
        ValueError: if there are fewer than two samples, not as many labels, or the network cannot
            take them.

    Examples:
        >>> from lesson_code import SGD, Affine
        >>> rng = np.random.default_rng(0)
        >>> network = Sequential([Affine(rng.standard_normal((4, 2)), np.zeros(2))])
        >>> trainer = Trainer(network, SGD(0.001), rng=rng)
        >>> x = rng.standard_normal((100, 4))
        >>> t = (x[:, 0] > 0).astype(int)
        >>> [finding.name for finding in diagnose(trainer, 100 * x, t) if finding.ill]
        ['inputs-range']
    """
    x, t = as_array("x", x), as_array("t", t)
    if len(x) < 2 or len(t) != len(x):
        raise ValueError(
            f"x and t: expected at least 2 samples and as many labels, got {len(x)} and {len(t)}"
        )
    case = Case(trainer, x, t, x_test, t_test, start)
    findings: list[Finding] = []
    with np.errstate(all="ignore"):  # what overflows is measured
        for check in CHECKS:
            findings += check(case)
            if any(finding.ill and finding.name in HOPELESS for finding in findings):
                break
    return findings


class Doctor:
    """A callback of `Trainer.fit` that examines the training after each epoch.

    Make it before training, so that it sees the network as it was then.

    Args:
        trainer: the training.
        x: its training inputs.
        t: their labels.
        x_test: its test inputs, if there are any.
        t_test: their labels.

    Attributes:
        findings: all that the last examination measured; empty before the first.

    Examples:
        >>> from lesson_code import SGD, Affine
        >>> rng = np.random.default_rng(0)
        >>> network = Sequential([Affine(np.zeros((4, 2)), np.zeros(2))])
        >>> trainer = Trainer(network, SGD(1e-9), rng=rng)
        >>> x = rng.standard_normal((100, 4))
        >>> doctor = Doctor(trainer, x, (x[:, 0] > 0).astype(int))
        >>> _ = trainer.fit(doctor.x, doctor.t, on_epoch=doctor)
        >>> [finding.name for finding in doctor.ill]
        ['learned-nothing']
    """

    def __init__(
        self,
        trainer: Trainer,
        x: Array,
        t: Labels,
        x_test: Array | None = None,
        t_test: Labels | None = None,
    ) -> None:
        self.trainer = trainer
        self.x, self.t, self.x_test, self.t_test = x, t, x_test, t_test
        self.findings: list[Finding] = []
        self._start = copy.deepcopy(trainer.network)

    @property
    def ill(self) -> list[Finding]:
        """What the last examination found ill."""
        return [finding for finding in self.findings if finding.ill]

    def __call__(self, epoch: Epoch) -> None:
        """Examine the training.

        Args:
            epoch: what the epoch came to; the training itself knows.
        """
        self.findings = diagnose(
            self.trainer, self.x, self.t, self.x_test, self.t_test, start=self._start
        )
