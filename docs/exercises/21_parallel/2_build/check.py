import numpy as np

from lesson_code import Affine, Sequential
from lesson_code.exercises.grading import expect_array, expect_close


def batch(N, name="W"):
    """The mean gradient of any samples of a small batch of N, by the package."""
    rng = np.random.default_rng(N)
    x, t = rng.standard_normal((N, 4)), rng.integers(0, 3, N)
    net = Sequential([Affine(rng.standard_normal((4, 3)), np.zeros(3))])

    def gradient(part):
        net.gradients(x[part], t[part])
        return net.grads[f"0.{name}"].copy()

    return gradient


def check(answer, say):
    gradient = batch(12)
    whole = gradient(np.arange(12))

    def combine(*cuts, of=gradient, N=12):
        parts = np.split(np.arange(N), cuts)
        sizes = [len(part) for part in parts]
        name = f"combine(gradients, {sizes})"
        gradients = [of(part) for part in parts]
        got = answer.combine(gradients, sizes)
        return expect_array(got, name, shape=gradients[0].shape), name

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
    assert not np.allclose(got, whole * 12 / 22), say(
        en=f"{name} was divided by 22, the size of the first part times the number of parts. There are 12 samples.",
        ja=f"{name} を 22 で割っています。最初の部分の大きさに、部分の数を掛けたものです。サンプルは 12 個です。",
    )
    swapped = gradient(np.arange(11)) / 12 + gradient(np.arange(11, 12)) * 11 / 12
    assert not np.allclose(got, swapped), say(
        en=f"In {name} the smaller a part, the more it counts. A part of eleven counts eleven times as much as a part of one.",
        ja=f"{name} で、小さい部分ほど重く数えています。11 個の部分は、1 個の部分の 11 倍の重さです。",
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

    yield say(
        en="Another batch, and the gradient of the biases",
        ja="別の大きさのバッチと、バイアスの勾配",
    )
    for which in ("W", "b"):
        other = batch(7, which)
        wanted = other(np.arange(7))
        got, name = combine(4, 5, of=other, N=7)
        assert not np.allclose(got, wanted * 7 / 12), say(
            en=f"{name} was divided by 12, and this batch has 7 samples. How many there are, `sizes` says.",
            ja=f"{name} を 12 で割っています。このバッチは 7 個です。何個あるかは、`sizes` から分かります。",
        )
        expect_close(got, wanted, name, rtol=1e-9, atol=1e-12)
