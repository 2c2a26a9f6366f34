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


def learning_curves(history: Sequence[Epoch]) -> Figure:
    """Draw loss and accuracies over the epochs.

    Args:
        history: what `Trainer.fit` returned.

    Returns:
        A figure of two axes: loss, and accuracy on training and test samples. It belongs to no
        window; save it with `figure.savefig(path)`.

    Raises:
        ValueError: if there is no epoch to draw.

    Examples:
        >>> history = [Epoch(1, 0.5, 0.9, 0.88, 10.0), Epoch(2, 0.2, 0.95, 0.93, 10.0)]
        >>> [axes.get_ylabel() for axes in learning_curves(history).axes]
        ['loss', 'accuracy']
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    if not history:
        raise ValueError("history: expected at least one epoch, got none; train first")
    epochs = [epoch.epoch for epoch in history]
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    loss_axes, accuracy_axes = figure.subplots(1, 2)
    loss_axes.plot(epochs, [epoch.loss for epoch in history], marker="o")
    loss_axes.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    accuracy_axes.plot(
        epochs, [epoch.train_accuracy for epoch in history], marker="o", label="train"
    )
    tested = [epoch for epoch in history if epoch.test_accuracy is not None]
    if tested:
        accuracy_axes.plot(
            [epoch.epoch for epoch in tested],
            [epoch.test_accuracy for epoch in tested],
            marker="s",
            linestyle="--",
            label="test",
        )
    accuracy_axes.set(xlabel="epoch", ylabel="accuracy")
    accuracy_axes.legend()
    for axes in figure.axes:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


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
