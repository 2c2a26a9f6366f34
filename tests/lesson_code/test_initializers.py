import numpy as np
import scipy.stats

from lesson_code import normal


def test_normal_weights_are_normal():
    W = normal((100, 100), std=0.01, rng=np.random.default_rng(0), dtype=np.float64)
    assert scipy.stats.kstest(W.ravel() / 0.01, "norm").pvalue > 0.01


def test_the_generator_decides_and_the_type_is_float32():
    a, b = (normal((3, 2), 0.5, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(a, b)
    assert a.dtype == np.float32
    assert a.shape == (3, 2)
