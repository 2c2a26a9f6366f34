"""The sources' networks, by name: each a few lines of composition."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lesson_code.initializers import normal
from lesson_code.layers import Affine, Convolution, Flatten, MaxPooling, ReLU
from lesson_code.network import Sequential
from lesson_code.windows import conv_output_size


def simple_convnet(
    rng: np.random.Generator,
    input_shape: tuple[int, int, int] = (1, 28, 28),
    filters: int = 30,
    filter_size: int = 5,
    hidden: int = 100,
    classes: int = 10,
    std: float = 0.01,
    dtype: type[np.floating[Any]] = np.float32,
) -> Sequential:
    """One convolution, one pooling, two fully connected layers.

    Convolution - ReLU - max-pooling 2x2 - affine - ReLU - affine. The book calls it SimpleConvNet.

    Args:
        rng: random generator for the initial weights.
        input_shape: shape (C, H, W) of one image.
        filters: number of filters.
        filter_size: height and width of a filter.
        hidden: nodes of the hidden layer.
        classes: number of classes.
        std: standard deviation of the initial weights; biases start at 0.
        dtype: type of the parameters.

    Returns:
        The network.

    Raises:
        ValueError: if the sizes do not fit.

    Source:
        Saito Koki, Zero kara tsukuru Deep Learning, O'Reilly Japan, 2016, section 7.5.

    Examples:
        >>> net = simple_convnet(np.random.default_rng(0))
        >>> net.predict(np.zeros((5, 1, 28, 28), np.float32)).shape
        (5, 10)
    """
    C, H, W = input_shape
    pooled_h = conv_output_size(conv_output_size(H, filter_size), 2, stride=2)
    pooled_w = conv_output_size(conv_output_size(W, filter_size), 2, stride=2)
    features = filters * pooled_h * pooled_w
    return Sequential(
        [
            Convolution(
                W=normal((filters, C, filter_size, filter_size), std, rng, dtype),
                b=np.zeros(filters, dtype),
            ),
            ReLU(),
            MaxPooling(2),
            Flatten(),
            Affine(W=normal((features, hidden), std, rng, dtype), b=np.zeros(hidden, dtype)),
            ReLU(),
            Affine(W=normal((hidden, classes), std, rng, dtype), b=np.zeros(classes, dtype)),
        ]
    )


MODELS: dict[str, Callable[[np.random.Generator], Sequential]] = {"simple-convnet": simple_convnet}
"""The networks that the command line knows, by name."""
