"""The two array types that every signature uses."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
"""Floating-point array: float32 unless the caller chose otherwise."""

Labels = NDArray[np.integer[Any]] | NDArray[np.floating[Any]]
"""Class labels: integers of shape (N,), or one-hot rows of shape (N, K)."""
