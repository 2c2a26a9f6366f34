"""Figures: learning curves, and images as one wants to see them.

Matplotlib is imported when something is drawn, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lesson_code._types import Array
from lesson_code.trainer import Epoch

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Matplotlib's own font has no Japanese letters; these come with systems, or are installed with ease
EAST_ASIAN = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Hiragino Sans",
    "Yu Gothic",
    "Meiryo",
    "MS Gothic",
    "IPAexGothic",
    "TakaoGothic",
)


def learning_curves(
    history: Sequence[Epoch], figure: Figure | None = None, held_out: str = "test"
) -> Figure:
    """Draw loss and accuracies over the epochs; the loss alone where there is no accuracy.

    Args:
        history: what `Trainer.fit` returned.
        figure: where to draw, e.g. `plt.figure()`; a new figure, which belongs to no window, if
            not given.
        held_out: what to call the samples that `fit` was given as `x_test`: "validation", if they
            were set apart to choose by.

    Returns:
        A figure of two axes: loss, and accuracy on training and test samples; of one axes, the
        loss, if no epoch has an accuracy. Save it with `figure.savefig(path)`.

    Raises:
        ValueError: if there is no epoch to draw.

    Examples:
        >>> figure = learning_curves([Epoch(1, 0.5, 0.9, 0.88, 10.0), Epoch(2, 0.2, 0.9, 0.9, 9.8)])
        >>> [axes.get_ylabel() for axes in figure.axes]
        ['loss', 'accuracy']
    """
    from matplotlib.ticker import MaxNLocator

    if not history:
        raise ValueError("history: expected at least one epoch, got none; train first")
    epochs = [epoch.epoch for epoch in history]
    trained = [
        (epoch.epoch, epoch.train_accuracy) for epoch in history if epoch.train_accuracy is not None
    ]
    tested = [
        (epoch.epoch, epoch.test_accuracy) for epoch in history if epoch.test_accuracy is not None
    ]
    measured = bool(trained or tested)
    figure = _prepared(figure, 8 if measured else 4, 3.2)
    loss_axes = figure.add_subplot(1, 2 if measured else 1, 1)
    loss_axes.plot(epochs, [epoch.loss for epoch in history], marker="o")
    loss_axes.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    if measured:
        accuracy_axes = figure.add_subplot(1, 2, 2)
        if trained:
            accuracy_axes.plot(*zip(*trained, strict=True), marker="o", label="train")
        if tested:
            accuracy_axes.plot(
                *zip(*tested, strict=True), marker="s", linestyle="--", label=held_out
            )
        accuracy_axes.set(xlabel="epoch", ylabel="accuracy")
        accuracy_axes.legend()
    for axes in figure.axes:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def prediction(
    image: Array,
    values: Array,
    names: Sequence[str] | None = None,
    *,
    label: str = "probability",
    picture: Array | None = None,
    figure: Figure | None = None,
) -> Figure:
    """Draw an image, and beside it how a network rates each class.

    Args:
        image: shape (1, H, W), where 0 is paper, or (3, H, W) in colours from 0 to 1.
        values: one for each class, e.g. softmax of the logits, shape (K,); the largest stands out.
        names: names of the classes; their numbers if not given.
        label: what the values are.
        picture: the picture that the image was made from, brightness from 0 to 1, shape (H, W),
            drawn beside it if given.
        figure: where to draw, e.g. `plt.figure()`; a new figure, which belongs to no window, if
            not given.

    Returns:
        A figure of two axes: image and values; of three, if there is a picture to begin with.

    Raises:
        ValueError: if the shapes do not fit.

    Examples:
        >>> figure = prediction(np.zeros((1, 28, 28)), np.array([0.25, 0.75]), ["cat", "dog"])
        >>> [text.get_text() for text in figure.axes[1].get_yticklabels()]
        ['cat', 'dog']
    """
    names = [str(k) for k in range(len(values))] if names is None else list(names)
    if image.ndim != 3 or len(image) not in (1, 3) or values.shape != (len(names),):
        raise ValueError(
            "prediction expected an image of shape (1, H, W) or (3, H, W) and one value for each "
            f"of {len(names)} classes, got shapes {image.shape} and {values.shape}"
        )
    figure = _prepared(figure, 6.4 if picture is None else 9.6, 3.2)
    *picture_axes, image_axes, value_axes = figure.subplots(1, 2 if picture is None else 3)
    if picture is not None:
        picture_axes[0].imshow(picture, cmap="gray", vmin=0, vmax=1)
        picture_axes[0].set(title="picture")
        picture_axes[0].set_axis_off()
    if len(image) == 1:
        show_image(image_axes, image[0], "" if picture is None else "seen by the network", 1.0)
    else:
        image_axes.imshow(image.transpose(1, 2, 0).clip(0, 1), interpolation="none")
        image_axes.set_axis_off()
    bars = value_axes.barh(names, values, color="C0")
    bars[int(values.argmax())].set_color("C1")
    for text in value_axes.get_yticklabels():
        text.set_fontfamily(_fonts_for(names))
    value_axes.invert_yaxis()
    value_axes.set(xlabel=label)
    if label == "probability":
        value_axes.set(xlim=(0, 1))
    return figure


def _fonts_for(names: Sequence[str]) -> list[str]:
    """Fonts that have the letters of such names, as far as there are any here."""
    from matplotlib import font_manager, rcParams

    fonts = list(rcParams["font.family"])
    if all(name.isascii() for name in names):
        return fonts
    here = {font.name for font in font_manager.fontManager.ttflist}
    return fonts + [font for font in EAST_ASIAN if font in here]


def show_image(axes: Axes, image: Array, title: str = "", limit: float | None = None) -> None:
    """Draw one grey image as ink on paper, without axes around it.

    Args:
        axes: where to draw.
        image: shape (H, W); 0 is paper.
        title: a line above it.
        limit: the value drawn as full ink; the largest absolute value if not given. An image with
            negative values, such as a filter, is drawn in two colours around 0.
    """
    limit = float(np.abs(image).max()) or 1.0 if limit is None else limit
    signed = bool((image < 0).any())
    axes.imshow(
        image,
        cmap="RdBu_r" if signed else "gray_r",
        vmin=-limit if signed else 0,
        vmax=limit,
        interpolation="none",
    )
    axes.set_axis_off()
    axes.set_title(title)


def _prepared(figure: Figure | None, width: float, height: float) -> Figure:
    """The figure, new if there is none, of a size in inches that suits its content."""
    from matplotlib.figure import Figure

    figure = Figure() if figure is None else figure
    figure.set_size_inches(width, height)
    figure.set_layout_engine("constrained")
    return figure
