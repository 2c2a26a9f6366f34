"""Data sets, and mini-batches of them."""

from lesson_code.datasets.batches import batches
from lesson_code.datasets.mnist import DamagedFileError, Split, load_mnist

__all__ = ["DamagedFileError", "Split", "batches", "load_mnist"]
