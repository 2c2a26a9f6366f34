"""Random draws changed in their last digits.

If a program gives other results with them, its results depend on how one processor happens to
round: another one adds in another order, and another C library draws another last digit. Here every
number that comes from a draw shows it at once; a kernel of BLAS shows it only where it rounds
differently.
"""

from __future__ import annotations

from typing import Any

import numpy as np


class ShakenGenerator(np.random.Generator):
    """Moves what these methods draw by some units in the last place."""

    units = 0

    def normal(self, *args: Any, **options: Any) -> Any:
        return moved(super().normal(*args, **options), self.units)

    def uniform(self, *args: Any, **options: Any) -> Any:
        return moved(super().uniform(*args, **options), self.units)

    def standard_normal(self, *args: Any, **options: Any) -> Any:
        return moved(super().standard_normal(*args, **options), self.units)

    def random(self, *args: Any, **options: Any) -> Any:
        return moved(super().random(*args, **options), self.units)


def moved(drawn: Any, units: int) -> Any:
    """Move numbers up by `units` steps, each to the next number of their type, and return them.

    An array is moved where it is: it is new, or the one that was handed in to be filled.
    """
    number = np.asarray(drawn)
    for _ in range(abs(units)):
        np.nextafter(number, number.dtype.type(np.copysign(np.inf, units)), out=number)
    return drawn if number is drawn else type(drawn)(number)


def shake(units: int) -> None:
    """Make `np.random.default_rng` return generators shaken by `units` from now on."""
    usual = np.random.default_rng

    def default_rng(seed: Any = None) -> np.random.Generator:
        generator = ShakenGenerator(usual(seed).bit_generator)
        generator.units = units
        return generator

    np.random.default_rng = default_rng
