import matplotlib.figure
import numpy as np
import pytest

from lesson_code import Epoch
from lesson_code.plots import learning_curves, prediction, show_image


def test_curves_show_the_history():
    history = [Epoch(1, 0.5, 0.9, 0.8, 1.0), Epoch(2, 0.25, 0.95, 0.85, 1.0)]
    loss, accuracy = learning_curves(history).axes
    np.testing.assert_array_equal(loss.lines[0].get_ydata(), [0.5, 0.25])
    np.testing.assert_array_equal(accuracy.lines[0].get_ydata(), [0.9, 0.95])
    np.testing.assert_array_equal(accuracy.lines[1].get_ydata(), [0.8, 0.85])
    assert [text.get_text() for text in accuracy.get_legend().texts] == ["train", "test"]


def test_what_was_held_out_is_called_by_its_name():
    _, accuracy = learning_curves([Epoch(1, 0.5, 0.9, 0.8, 1.0)], held_out="validation").axes
    assert [text.get_text() for text in accuracy.get_legend().texts] == ["train", "validation"]


def test_curves_without_a_test_set():
    _, accuracy = learning_curves([Epoch(1, 0.5, 0.9, None, 1.0)]).axes
    assert len(accuracy.lines) == 1


def test_curves_without_an_accuracy_are_the_loss_alone():
    [loss] = learning_curves([Epoch(1, 0.5, None, None, 1.0), Epoch(2, 0.2, None, None, 1.0)]).axes
    np.testing.assert_array_equal(loss.lines[0].get_ydata(), [0.5, 0.2])
    assert loss.get_ylabel() == "loss"


def test_curves_of_a_history_that_has_an_accuracy_only_later():
    history = [Epoch(1, 0.5, None, 0.7, 1.0), Epoch(2, 0.2, 0.8, None, 1.0)]
    _, accuracy = learning_curves(history).axes
    lines = [line.get_xydata().tolist() for line in accuracy.lines]
    assert lines == [[[2, 0.8]], [[1, 0.7]]]


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


@pytest.mark.parametrize("channels", [1, 3])
def test_a_prediction_shows_the_image_and_the_classes(channels):
    image = np.random.default_rng(0).random((channels, 4, 6))
    figure = prediction(image, np.array([0.1, 0.7, 0.2]), ["cat", "dog", "owl"])
    picture, values = figure.axes
    shown = picture.images[0].get_array()
    expected = image[0] if channels == 1 else image.transpose(1, 2, 0)
    np.testing.assert_array_equal(shown, expected)
    assert [bar.get_width() for bar in values.patches] == [0.1, 0.7, 0.2]
    assert [text.get_text() for text in values.get_yticklabels()] == ["cat", "dog", "owl"]
    colors = [bar.get_facecolor() for bar in values.patches]
    assert colors[0] == colors[2] != colors[1]  # the answer stands out
    assert values.get_xlim() == (0, 1)
    assert values.yaxis_inverted()  # the first class is at the top


def test_the_picture_that_an_image_was_made_from_stands_beside_it():
    picture = np.random.default_rng(0).random((30, 20))
    figure = prediction(np.eye(4)[np.newaxis], np.array([0.3, 0.7]), picture=picture)
    original, seen, values = figure.axes
    np.testing.assert_array_equal(original.images[0].get_array(), picture)
    assert original.images[0].get_clim() == (0, 1)  # not stretched: pale ink is shown pale
    np.testing.assert_array_equal(seen.images[0].get_array(), np.eye(4))
    assert len(values.patches) == 2


def test_outputs_that_are_no_probabilities_have_their_own_range():
    figure = prediction(np.zeros((1, 2, 2)), np.array([-0.5, 1.5]), label="output")
    axes = figure.axes[1]
    assert axes.get_xlabel() == "output"
    assert axes.get_xlim()[0] < -0.5
    assert axes.get_xlim()[1] > 1.5
    assert [text.get_text() for text in axes.get_yticklabels()] == ["0", "1"]


def test_a_figure_of_ones_own_is_drawn_on():
    own = matplotlib.figure.Figure()
    assert learning_curves([Epoch(1, 0.5, 0.9, None, 1.0)], own) is own
    assert len(own.axes) == 2
    own = matplotlib.figure.Figure()
    assert prediction(np.zeros((1, 2, 2)), np.ones(3), figure=own) is own


@pytest.mark.parametrize(
    ("image", "values"),
    [
        (np.zeros((2, 2)), np.zeros(2)),
        (np.zeros((2, 2, 2)), np.zeros(2)),
        (np.zeros((1, 2, 2)), np.zeros(3)),
        (np.zeros((1, 2, 2)), np.zeros((2, 1))),
    ],
)
def test_shapes_that_do_not_fit_are_refused(image, values):
    with pytest.raises(ValueError, match="prediction expected an image"):
        prediction(image, values, ["a", "b"])
