"""Augmentation: images changed a little each time, so that a network cannot learn them by heart.

Each function gives a new batch, and draws at random from the generator that is handed in. Labels
stay as they are: a cat that looks the other way, or stands two pixels further left, is a cat. With
digits one must think first: a mirrored 2 is not a 2.

Source:
    A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet Classification with Deep Convolutional
    Neural Networks, NIPS 2012, section 4.1.
"""

import numpy as np

from lesson_code._types import Array


def random_flips(x: Array, rng: np.random.Generator) -> Array:
    """Mirror each image left to right, or leave it, with equal chances.

    Args:
        x: images, shape (N, C, H, W).
        rng: decides for each image.

    Returns:
        Same shape.

    Raises:
        ValueError: if `x` is not of four axes.

    Examples:
        >>> random_flips(np.array([[[[1.0, 2.0]]]] * 3), np.random.default_rng(0)).tolist()
        [[[[1.0, 2.0]]], [[[2.0, 1.0]]], [[[2.0, 1.0]]]]
    """
    _check_images(x)
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x: Array, pad: int, rng: np.random.Generator) -> Array:
    """Surround each image with zeros, and cut its size out again at a random place.

    Args:
        x: images, shape (N, C, H, W).
        pad: how many zeros on each side, and so how far an image may move.
        rng: chooses each image's place.

    Returns:
        Same shape.

    Raises:
        ValueError: if `x` is not of four axes, or `pad` is negative.

    Examples:
        >>> random_crops(np.array([[[[1.0, 2.0]]]] * 2), 1, np.random.default_rng(0)).tolist()
        [[[[0.0, 0.0]]], [[[0.0, 1.0]]]]
    """
    _check_images(x)
    if pad < 0:
        raise ValueError(f"pad: expected at least 0, got {pad}")
    N, _, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    places = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    top, left = rng.integers(2 * pad + 1, size=(2, N))
    return places[np.arange(N), :, top, left]


def _check_images(x: Array) -> None:
    if x.ndim != 4:
        raise ValueError(f"x: expected images of shape (N, C, H, W), got {x.shape}")
