"""The sources' networks, by name: each a few lines of composition."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from lesson_code._types import Array
from lesson_code.initializers import fan_in, he, lecun, normal, xavier
from lesson_code.layers import (
    Affine,
    AveragePooling,
    BatchNormalization,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    LocalResponseNormalization,
    MaxPooling,
    ReLU,
    Scale,
    Sigmoid,
    Tanh,
)
from lesson_code.losses import SumOfSquares
from lesson_code.network import Sequential
from lesson_code.windows import conv_output_size

DType = type[np.floating[Any]]


def sigmoid_mlp(
    rng: np.random.Generator,
    input_shape: tuple[int, ...] = (1, 28, 28),
    hidden: tuple[int, ...] = (30,),
    classes: int = 10,
    cost: Literal["cross-entropy", "quadratic"] = "cross-entropy",
    weights: Literal["scaled", "normal"] = "scaled",
    dtype: DType = np.float32,
) -> Sequential:
    r"""Fully connected layers with sigmoids between them.

    The network of Nielsen's first chapter is `cost="quadratic", weights="normal"`: a sigmoid at the
    end, the sum of squares as loss, and weights and biases from N(0, 1).

    Args:
        rng: random generator for the initial weights.
        input_shape: shape of one input.
        hidden: nodes of each hidden layer.
        classes: number of classes.
        cost: "cross-entropy" (after a softmax) or "quadratic" (after a sigmoid).
        weights: "scaled" for a standard deviation of $1 / \sqrt{\text{fan-in}}$ and biases 0, or
            "normal" for N(0, 1), biases too.
        dtype: type of the parameters.

    Returns:
        The network.

    Raises:
        ValueError: if `cost` or `weights` is an unknown name.

    Source:
        M. Nielsen, Neural Networks and Deep Learning, 2015, chapters 1 and 3.

    Examples:
        >>> net = sigmoid_mlp(np.random.default_rng(0), hidden=(100,))
        >>> [net.params[name].shape for name in ("1.W", "3.W")]
        [(784, 100), (100, 10)]
    """
    if cost not in ("cross-entropy", "quadratic") or weights not in ("scaled", "normal"):
        raise ValueError(
            'sigmoid_mlp expected cost "cross-entropy" or "quadratic" and weights "scaled" or '
            f'"normal", got {cost!r} and {weights!r}'
        )
    sizes = (int(np.prod(input_shape)), *hidden, classes)
    layers: list[Layer] = [Flatten()]
    for D, M in pairwise(sizes):
        if weights == "scaled":
            layers.append(Affine(lecun((D, M), rng, dtype), np.zeros(M, dtype)))
        else:
            layers.append(Affine(normal((D, M), 1, rng, dtype), normal((M,), 1, rng, dtype)))
        layers.append(Sigmoid())
    if cost == "quadratic":
        return Sequential(layers, loss=SumOfSquares())
    return Sequential(layers[:-1])  # softmax takes the last sigmoid's place


def three_layer_net(
    rng: np.random.Generator,
    input_shape: tuple[int, ...] = (1, 28, 28),
    hidden: tuple[int, int] = (500, 100),
    classes: int = 10,
    std: float = 0.01,
    alpha: float = 0.1,
    dtype: DType = np.float32,
) -> Sequential:
    """Three fully connected layers with leaky ReLUs, trained on the sum of squares.

    Args:
        rng: random generator for the initial weights.
        input_shape: shape of one input.
        hidden: nodes of the two hidden layers.
        classes: number of outputs; the source has 3.
        std: standard deviation of the initial weights; biases start at 0.
        alpha: slope of the leaky ReLUs.
        dtype: type of the parameters.

    Returns:
        The network.

    Source:
        LAB++ No. 11, a blog's three-layer network from scratch.

    Examples:
        >>> net = three_layer_net(np.random.default_rng(0), classes=3)
        >>> net.predict(np.zeros((2, 1, 28, 28), np.float32)).shape
        (2, 3)
    """
    sizes = (int(np.prod(input_shape)), *hidden, classes)
    layers: list[Layer] = [Flatten()]
    for D, M in pairwise(sizes):
        layers += [Affine(normal((D, M), std, rng, dtype), np.zeros(M, dtype)), LeakyReLU(alpha)]
    return Sequential(layers[:-1], loss=SumOfSquares())


def simple_convnet(
    rng: np.random.Generator,
    input_shape: tuple[int, int, int] = (1, 28, 28),
    filters: int = 30,
    filter_size: int = 5,
    hidden: int = 100,
    classes: int = 10,
    std: float = 0.01,
    dtype: DType = np.float32,
) -> Sequential:
    """One convolution, one pooling, two fully connected layers.

    Convolution - ReLU - max-pooling 2x2 - affine - ReLU - affine. It is the SimpleConvNet of
    *Deep Learning from Scratch*.

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
        K. Saitoh, Zero kara tsukuru Deep Learning (Deep Learning from Scratch), O'Reilly Japan,
        2016, section 7.5.

    Examples:
        >>> net = simple_convnet(np.random.default_rng(0))
        >>> net.predict(np.zeros((5, 1, 28, 28), np.float32)).shape
        (5, 10)
    """
    C, H, W = _image_shape(input_shape)
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


def report_convnet(
    rng: np.random.Generator,
    input_shape: tuple[int, int, int] = (1, 28, 28),
    filters: int = 4,
    filter_size: int = 3,
    hidden: int = 128,
    classes: int = 10,
    dropout: float = 0.5,
    inverted: bool = True,
    eps: float = 1e-5,
    average: Literal["moving", "arithmetic"] = "moving",
    momentum: float = 0.99,
    per_node: bool = False,
    dtype: DType = np.float32,
) -> Sequential:
    r"""A convolution and two fully connected layers with batch normalisation and dropout.

    Convolution - batch norm - ReLU - max-pooling 2x2 - affine - batch norm - ReLU - dropout -
    affine, weights and biases from $\mathcal N(0, 1/\text{fan-in})$. The report's own settings are
    `eps=1e-10`, `per_node=True`, `inverted=False` and either average; for CIFAR-10 `filters=8,
    hidden=256`. Its running variances start at 0, ours at 1.

    Args:
        rng: random generator for the initial weights and the dropout masks.
        input_shape: shape (C, H, W) of one image; H and W even.
        filters: number of filters.
        filter_size: height and width of a filter, an odd number, so that padding keeps the size.
        hidden: nodes of the hidden layer.
        classes: number of classes.
        dropout: probability of being dropped.
        inverted: False for the original dropout, which scales at inference.
        eps: added to the variance in batch normalisation.
        average: running statistics, "moving" or "arithmetic".
        momentum: weight of the old value in the moving average.
        per_node: normalise each (channel, row, column) by itself, as the report did, instead of
            each channel.
        dtype: type of the parameters.

    Returns:
        The network.

    Raises:
        ValueError: if the sizes do not fit.

    Source:
        A university course's report on a CNN in NumPy, 2020.

    Examples:
        >>> net = report_convnet(np.random.default_rng(0), (3, 32, 32), filters=8, hidden=256)
        >>> net.predict(np.zeros((5, 3, 32, 32), np.float32)).shape
        (5, 10)
    """
    C, H, W = _image_shape(input_shape)
    if filter_size % 2 == 0:
        raise ValueError(f"filter_size: report_convnet expected an odd number, got {filter_size}")
    features = filters * conv_output_size(H, 2, 2) * conv_output_size(W, 2, 2)
    nodes = (filters, H, W) if per_node else (filters,)

    def batch_norm(shape: tuple[int, ...]) -> BatchNormalization:
        return BatchNormalization(
            np.ones(shape, dtype), np.zeros(shape, dtype), eps, momentum, average
        )

    def bias(n: int, weights: Array) -> Array:
        return normal((n,), fan_in(weights.shape) ** -0.5, rng, dtype)

    W1 = lecun((filters, C, filter_size, filter_size), rng, dtype)
    W2 = lecun((features, hidden), rng, dtype)
    W3 = lecun((hidden, classes), rng, dtype)
    return Sequential(
        [
            Convolution(W1, bias(filters, W1), pad=filter_size // 2),
            batch_norm(nodes),
            ReLU(),
            MaxPooling(2),
            Flatten(),
            Affine(W2, bias(hidden, W2)),
            batch_norm((hidden,)),
            ReLU(),
            Dropout(dropout, rng=rng, inverted=inverted),
            Affine(W3, bias(classes, W3)),
        ]
    )


def lenet(
    rng: np.random.Generator,
    input_shape: tuple[int, int, int] = (1, 28, 28),
    classes: int = 10,
    dtype: DType = np.float32,
) -> Sequential:
    r"""LeNet-5 of 1998: two convolutions with trainable subsampling, then fully connected layers.

    As published: filters 6, 16 and 120 of 5x5, 84 nodes, subsampling with a trainable factor and
    a bias, and $1.7159 \tanh(\frac{2}{3} x)$ after every layer with weights but the
    last.

    Departures: every filter of the second convolution sees all six maps instead of a chosen few;
    subsampling starts from the mean of four pixels where the paper has their sum; softmax takes
    the place of the distances to fixed codes at the end; weights are drawn by Glorot and Bengio's
    rule; and pixels are padded by 2 instead of standing in a larger image.

    Args:
        rng: random generator for the initial weights.
        input_shape: shape (C, H, W) of one image, 28 x 28 or 32 x 32 pixels.
        classes: number of classes.
        dtype: type of the parameters.

    Returns:
        The network.

    Raises:
        ValueError: if the images have another size.

    Source:
        Y. LeCun et al., Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86(11),
        1998, section II.B.

    Examples:
        >>> net = lenet(np.random.default_rng(0))
        >>> net.predict(np.zeros((5, 1, 28, 28), np.float32)).shape
        (5, 10)
    """
    C, H, W = _image_shape(input_shape)
    if (H, W) not in ((28, 28), (32, 32)):
        raise ValueError(f"input_shape: lenet expected 28 x 28 or 32 x 32 pixels, got {H} x {W}")

    def convolution(F: int, C: int, pad: int = 0) -> Convolution:
        return Convolution(xavier((F, C, 5, 5), rng, dtype), np.zeros(F, dtype), pad=pad)

    def affine(D: int, M: int) -> Affine:
        return Affine(xavier((D, M), rng, dtype), np.zeros(M, dtype))

    def subsampling(C: int) -> list[Layer]:
        return [AveragePooling(2), Scale(np.ones(C, dtype), np.zeros(C, dtype)), squash()]

    def squash() -> Tanh:
        return Tanh(amplitude=1.7159, slope=2 / 3)

    return Sequential(
        [
            convolution(6, C, pad=(32 - H) // 2),
            squash(),
            *subsampling(6),
            convolution(16, 6),
            squash(),
            *subsampling(16),
            convolution(120, 16),
            squash(),
            Flatten(),
            affine(120, 84),
            squash(),
            affine(84, classes),
        ]
    )


def alexnet_small(
    rng: np.random.Generator,
    input_shape: tuple[int, int, int] = (1, 28, 28),
    classes: int = 10,
    normalize: bool = True,
    dtype: DType = np.float32,
) -> Sequential:
    """AlexNet's ideas at the size of MNIST and CIFAR-10.

    ReLUs, local response normalisation, overlapping max-pooling (3x3 at stride 2), dropout before
    the fully connected layers. The first filters are 4x4, so that the overlapping windows fit with
    no pixel left over.

    Args:
        rng: random generator for the initial weights and the dropout masks.
        input_shape: shape (C, H, W) of one image, 28 x 28 or 32 x 32 pixels.
        classes: number of classes.
        normalize: False to leave local response normalisation out.
        dtype: type of the parameters.

    Returns:
        The network.

    Raises:
        ValueError: if the sizes do not fit.

    Source:
        A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet Classification with Deep Convolutional
        Neural Networks, NIPS 2012, section 3.

    Examples:
        >>> net = alexnet_small(np.random.default_rng(0), (3, 32, 32))
        >>> net.predict(np.zeros((2, 3, 32, 32), np.float32)).shape
        (2, 10)
    """
    C, H, W = _image_shape(input_shape)
    height, width = (
        conv_output_size(conv_output_size(conv_output_size(size, 4, 1, 1), 3, 2), 3, 2)
        for size in (H, W)
    )

    def normalization() -> list[Layer]:
        return [LocalResponseNormalization()] if normalize else []

    return Sequential(
        [
            _he_convolution(32, C, 4, 1, rng, dtype),
            ReLU(),
            *normalization(),
            MaxPooling(3, stride=2),
            _he_convolution(64, 32, 3, 1, rng, dtype),
            ReLU(),
            *normalization(),
            MaxPooling(3, stride=2),
            _he_convolution(64, 64, 3, 1, rng, dtype),
            ReLU(),
            Flatten(),
            Dropout(0.5, rng=rng),
            _he_affine(64 * height * width, 256, rng, dtype),
            ReLU(),
            Dropout(0.5, rng=rng),
            _he_affine(256, classes, rng, dtype),
        ]
    )


def deep_convnet(
    rng: np.random.Generator,
    input_shape: tuple[int, int, int] = (3, 32, 32),
    channels: tuple[int, ...] = (32, 64),
    hidden: int = 128,
    classes: int = 10,
    batch_norm: bool = False,
    dropout: float = 0.0,
    dtype: DType = np.float32,
) -> Sequential:
    """Stacked 3x3 convolutions: two, then a pooling, as often as there are `channels`.

    Args:
        rng: random generator for the initial weights and the dropout masks.
        input_shape: shape (C, H, W) of one image; H and W divisible by 2 at every pooling.
        channels: filters of each pair of convolutions.
        hidden: nodes of the hidden layer.
        classes: number of classes.
        batch_norm: normalise after every convolution, per channel.
        dropout: probability of being dropped before the last layer; 0 for no dropout.
        dtype: type of the parameters.

    Returns:
        The network.

    Raises:
        ValueError: if the sizes do not fit.

    Source:
        K. Simonyan, A. Zisserman, Very Deep Convolutional Networks for Large-Scale Image
        Recognition, ICLR 2015, section 2.

    Examples:
        >>> net = deep_convnet(np.random.default_rng(0))
        >>> net.predict(np.zeros((2, 3, 32, 32), np.float32)).shape
        (2, 10)
    """
    C, H, W = _image_shape(input_shape)
    layers: list[Layer] = []
    for F in channels:
        for inputs in (C, F):
            layers.append(_he_convolution(F, inputs, 3, 1, rng, dtype))
            if batch_norm:
                layers.append(BatchNormalization(np.ones(F, dtype), np.zeros(F, dtype)))
            layers.append(ReLU())
        layers.append(MaxPooling(2))
        C, H, W = F, conv_output_size(H, 2, 2), conv_output_size(W, 2, 2)
    layers += [Flatten(), _he_affine(C * H * W, hidden, rng, dtype), ReLU()]
    if dropout:
        layers.append(Dropout(dropout, rng=rng))
    return Sequential([*layers, _he_affine(hidden, classes, rng, dtype)])


def _image_shape(input_shape: tuple[int, ...]) -> tuple[int, int, int]:
    """The three sizes of an image, or a word on what is missing."""
    if len(input_shape) != 3 or min(input_shape) < 1:
        raise ValueError(f"input_shape: expected (C, H, W), such as (1, 28, 28), got {input_shape}")
    C, H, W = input_shape
    return C, H, W


def _he_convolution(
    F: int, C: int, size: int, pad: int, rng: np.random.Generator, dtype: DType
) -> Convolution:
    return Convolution(he((F, C, size, size), rng, dtype), np.zeros(F, dtype), pad=pad)


def _he_affine(D: int, M: int, rng: np.random.Generator, dtype: DType) -> Affine:
    return Affine(he((D, M), rng, dtype), np.zeros(M, dtype))


MODELS: dict[str, Callable[..., Sequential]] = {
    "sigmoid-mlp": sigmoid_mlp,
    "three-layer-net": three_layer_net,
    "simple-convnet": simple_convnet,
    "report-convnet": report_convnet,
    "lenet": lenet,
    "alexnet-small": alexnet_small,
    "deep-convnet": deep_convnet,
}
"""The networks that the command line knows, by name; each takes `rng` and an `input_shape`."""
