"""Augmentation: every image is one of those it could be, each as often as another."""

import numpy as np
import pytest

from lesson_code import random_crops, random_flips


def images(N, C=2, H=3, W=5):
    return np.arange(1.0, N * C * H * W + 1).reshape(N, C, H, W).astype(np.float32)


def test_an_image_is_mirrored_or_left():
    x = images(400)
    before = x.copy()
    y = random_flips(x, np.random.default_rng(0))
    left = (y == x).all(axis=(1, 2, 3))
    mirrored = (y == x[:, :, :, ::-1]).all(axis=(1, 2, 3))
    assert (left ^ mirrored).all()  # an image as a whole, all its channels and rows
    assert 160 < left.sum() < 240  # 200, with four times the deviation of 10
    assert y.dtype == x.dtype
    np.testing.assert_array_equal(x, before)


def crop(image, top, left, pad):
    C, H, W = image.shape
    paper = np.zeros((C, H + 2 * pad, W + 2 * pad), image.dtype)
    paper[:, pad : pad + H, pad : pad + W] = image
    return paper[:, top : top + H, left : left + W]


@pytest.mark.parametrize("pad", [0, 1, 4])
def test_a_crop_is_one_of_all_places(pad):
    x = images(1000, C=1, H=4, W=3)
    before = x.copy()
    y = random_crops(x, pad, np.random.default_rng(1))
    assert (y.shape, y.dtype) == (x.shape, x.dtype)
    np.testing.assert_array_equal(x, before)
    side, places = 2 * pad + 1, set()
    for image, got in zip(x, y, strict=True):
        found = [
            (top, left)
            for top in range(side)
            for left in range(side)
            if np.array_equal(got, crop(image, top, left, pad))
        ]
        assert found
        places.update(found)
    assert len(places) == side**2


def test_each_direction_is_as_likely():
    x = np.zeros((2000, 1, 9, 9), np.float32)
    x[:, :, 4, 4] = 1
    y = random_crops(x, 4, np.random.default_rng(2))[:, 0]
    rows, columns = y.sum(axis=(0, 2)), y.sum(axis=(0, 1))
    assert rows.sum() == columns.sum() == 2000  # the dot never leaves
    for counts in (rows, columns):
        assert counts.min() > 160  # of 222, with four times the deviation of 14
        assert counts.max() < 285


def test_the_generator_decides():
    x = images(50)
    for function in (random_flips, lambda x, rng: random_crops(x, 2, rng)):
        same = [function(x, np.random.default_rng(3)) for _ in range(2)]
        np.testing.assert_array_equal(*same)
        assert not np.array_equal(same[0], function(x, np.random.default_rng(4)))


@pytest.mark.parametrize("shape", [(3, 4, 5), (12,), (1, 1, 1, 1, 1)])
def test_what_are_no_images_is_refused(shape):
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"x: expected images of shape \(N, C, H, W\)"):
        random_flips(np.zeros(shape), rng)
    with pytest.raises(ValueError, match=r"x: expected images of shape \(N, C, H, W\)"):
        random_crops(np.zeros(shape), 1, rng)


def test_a_negative_margin_is_refused():
    with pytest.raises(ValueError, match="pad: expected at least 0, got -1"):
        random_crops(images(2), -1, np.random.default_rng(0))
