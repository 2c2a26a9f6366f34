import matplotlib.figure
import numpy as np
import pytest

from lesson_code import Epoch
from lesson_code.plots import learning_curves, show_image


def test_curves_show_the_history():
    history = [Epoch(1, 0.5, 0.9, 0.8, 1.0), Epoch(2, 0.25, 0.95, 0.85, 1.0)]
    loss, accuracy = learning_curves(history).axes
    np.testing.assert_array_equal(loss.lines[0].get_ydata(), [0.5, 0.25])
    np.testing.assert_array_equal(accuracy.lines[0].get_ydata(), [0.9, 0.95])
    np.testing.assert_array_equal(accuracy.lines[1].get_ydata(), [0.8, 0.85])
    assert [text.get_text() for text in accuracy.get_legend().texts] == ["train", "test"]


def test_curves_without_a_test_set():
    _, accuracy = learning_curves([Epoch(1, 0.5, 0.9, None, 1.0)]).axes
    assert len(accuracy.lines) == 1


def test_no_history_is_refused():
    with pytest.raises(ValueError, match="expected at least one epoch"):
        learning_curves([])


@pytest.mark.parametrize(
    ("image", "limits"),
    [
        (np.array([[0.0, 0.5]]), (0, 0.5)),
        (np.array([[-2.0, 0.5]]), (-2, 2)),
        (np.zeros((2, 2)), (0, 1)),
    ],
)
def test_ink_is_scaled_to_the_image_and_signed_around_zero(image, limits):
    axes = matplotlib.figure.Figure().subplots()
    show_image(axes, image, title="7")
    assert axes.images[0].get_clim() == limits
    assert axes.get_title() == "7"
    assert not axes.axison
