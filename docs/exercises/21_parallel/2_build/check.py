import numpy as np

from lesson_code import Affine, Sequential
from lesson_code.exercises.grading import expect_array, expect_close


def batch():
    """The gradient of every sample of a small batch, and their mean by the package."""
    rng = np.random.default_rng(0)
    x, t = rng.standard_normal((12, 4)), rng.integers(0, 3, 12)
    net = Sequential([Affine(rng.standard_normal((4, 3)), np.zeros(3))])

    def gradient(part):
        net.gradients(x[part], t[part])
        return net.grads["0.W"].copy()

    return gradient


def check(answer, say):
    gradient = batch()
    whole = gradient(np.arange(12))

    def combine(*cuts):
        parts = np.split(np.arange(12), cuts)
        sizes = [len(part) for part in parts]
        name = f"combine(gradients, {sizes})"
        got = answer.combine([gradient(part) for part in parts], sizes)
        return expect_array(got, name, shape=(4, 3)), name

    yield say(en="Equal parts", ja="大きさの等しい部分")
    got, name = combine(6)
    assert not np.allclose(got, 12 * whole), say(
        en=f"{name} is the sum over all 12 samples, not divided by anything. The loss is a mean.",
        ja=f"{name} が 12 個の和のままで、割っていません。損失は平均です。",
    )
    assert not np.allclose(got, 6 * whole), say(
        en=f"{name} is 6 times too large. The parts' sums were divided by the number of parts; there are "
        "12 samples.",
        ja=f"{name} が 6 倍の大きさです。部分の和を足したあと、部分の数で割っていませんか。サンプルは 12 個です。",
    )
    assert not np.array_equal(got, gradient(np.arange(6))), say(
        en=f"{name} is the gradient of one part. Taking the largest part leaves the others out.",
        ja=f"{name} が、一つの部分の勾配そのものです。いちばん大きい部分だけを見て、残りを捨てていませんか。",
    )
    expect_close(got, whole, name, rtol=1e-9, atol=1e-12)

    yield say(en="Unequal parts", ja="大きさの違う部分")
    got, name = combine(11)
    average = (gradient(np.arange(11)) + gradient(np.arange(11, 12))) / 2
    assert not np.allclose(got, average), say(
        en=f"{name} is the average of the two: one sample counts as much as the other eleven together.",
        ja=f"{name} が、二つの平均です。1 個のサンプルが、残りの 11 個全部と同じ重さになっています。",
    )
    expect_close(got, whole, name, rtol=1e-9, atol=1e-12)

    yield say(en="Any number of parts", ja="部分がいくつあっても")
    got, name = combine(1, 2)
    assert np.allclose(got, whole), say(
        en=f"{name} is not the gradient of the whole. Here there are three parts; are all of them used?",
        ja=f"{name} が、全体の勾配と違います。今度は部分が三つあります。すべて使っていますか。",
    )
    expect_close(combine()[0], whole, "combine(gradients, [12])", rtol=1e-9, atol=1e-12)
    expect_close(
        combine(*range(1, 12))[0], whole, "combine(gradients, [1, 1, ...])", rtol=1e-9, atol=1e-12
    )
