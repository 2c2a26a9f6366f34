"""Data sets, mini-batches of them, and one's own images."""

from lesson_code.datasets.augment import random_crops, random_flips
from lesson_code.datasets.cifar10 import CIFAR10_CLASSES, load_cifar10
from lesson_code.datasets.idx import load_idx
from lesson_code.datasets.images import (
    DigitPicture,
    load_digit,
    read_digit,
    read_picture,
    to_mnist,
)
from lesson_code.datasets.minibatches import batches
from lesson_code.datasets.mnist import load_mnist
from lesson_code.datasets.named_sets import (
    FASHION_MNIST_CLASSES,
    KMNIST_CLASSES,
    load_fashion_mnist,
    load_kmnist,
)
from lesson_code.datasets.own_images import ImageSet, find_images, load_images, read_image
from lesson_code.datasets.photographs import BadImageError
from lesson_code.datasets.splits import DamagedFileError, DownloadError, Split

__all__ = [
    "CIFAR10_CLASSES",
    "FASHION_MNIST_CLASSES",
    "KMNIST_CLASSES",
    "BadImageError",
    "DamagedFileError",
    "DigitPicture",
    "DownloadError",
    "ImageSet",
    "Split",
    "batches",
    "find_images",
    "load_cifar10",
    "load_digit",
    "load_fashion_mnist",
    "load_idx",
    "load_images",
    "load_kmnist",
    "load_mnist",
    "random_crops",
    "random_flips",
    "read_digit",
    "read_image",
    "read_picture",
    "to_mnist",
]
