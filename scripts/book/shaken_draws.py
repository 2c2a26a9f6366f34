"""Random draws that are other ones in their last digits.

A program that gives something else with them gives what one processor's rounding happened to give:
another one adds in another order, and another C library draws another last digit. Rounding is felt
at once, in every number that comes of a draw; of the kernels of BLAS, each shows it only where it
rounds otherwise.
"""

from __future__ import annotations

from typing import Any

import numpy as np


class ShakenGenerator(np.random.Generator):
    """Draws what NumPy's generator draws, and moves it by some units in the last place."""

    units = 0

    def normal(self, *args: Any, **options: Any) -> Any:
        return moved(super().normal(*args, **options), self.units)

    def uniform(self, *args: Any, **options: Any) -> Any:
        return moved(super().uniform(*args, **options), self.units)

    def standard_normal(self, *args: Any, **options: Any) -> Any:
        drawn = super().standard_normal(*args, **options)
        if (out := options.get("out")) is not None:
            out[...] = moved(out, self.units)
            return out
        return moved(drawn, self.units)


def moved(drawn: Any, units: int) -> Any:
    """Return numbers `units` steps away: those of their type that are nearest, then the next."""
    number = np.asarray(drawn)
    for _ in range(abs(units)):
        number = np.nextafter(number, number.dtype.type(np.copysign(np.inf, units)))
    return number if isinstance(drawn, np.ndarray) else type(drawn)(number)


def shake(units: int) -> None:
    """Let `np.random.default_rng` give such generators from now on."""
    usual = np.random.default_rng

    def default_rng(seed: Any = None) -> np.random.Generator:
        generator = ShakenGenerator(usual(seed).bit_generator)
        generator.units = units
        return generator

    np.random.default_rng = default_rng
