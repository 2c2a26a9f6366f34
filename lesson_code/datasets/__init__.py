"""Data sets, mini-batches of them, and one's own pictures."""

from lesson_code.datasets.augment import random_crops, random_flips
from lesson_code.datasets.cifar10 import CIFAR10_CLASSES, DownloadError, load_cifar10
from lesson_code.datasets.images import (
    DigitPicture,
    load_digit,
    read_digit,
    read_picture,
    to_mnist,
)
from lesson_code.datasets.minibatches import batches
from lesson_code.datasets.mnist import load_mnist
from lesson_code.datasets.photographs import BadImageError
from lesson_code.datasets.splits import DamagedFileError, Split

__all__ = [
    "CIFAR10_CLASSES",
    "BadImageError",
    "DamagedFileError",
    "DigitPicture",
    "DownloadError",
    "Split",
    "batches",
    "load_cifar10",
    "load_digit",
    "load_mnist",
    "random_crops",
    "random_flips",
    "read_digit",
    "read_picture",
    "to_mnist",
]
