import numpy as np

from lesson_code import Affine, Sequential
from lesson_code.exercises.grading import expect_array, expect_close, expect_several


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

    yield say(
        en="in_parts: every image in its part, once",
        ja="in_parts：どの画像も、ちょうど一つの部分に",
    )
    rng = np.random.default_rng(0)
    x, t = rng.standard_normal((12, 3)), rng.standard_normal((12, 2))
    params = [rng.standard_normal((3, 2)), rng.standard_normal(2)]

    def squares(params, x, t):
        W, b = params
        d = x @ W + b - t
        return (d**2).sum(axis=1).mean(), [2 * x.T @ d / len(x), 2 * d.mean(axis=0)]

    def run(sizes):
        calls = []

        def noted(params, x, t):
            calls.append((np.array(x), np.array(t)))
            return squares(params, x, t)

        call = f"in_parts(gradients, params, x, t, {sizes})"
        loss, grads = expect_several(
            answer.in_parts(noted, params, x, t, list(sizes)), "loss", "grads"
        )
        seen = [len(part) for part, _ in calls]
        assert len(sizes) == 1 or seen != [12], say(
            en=f"{call} handed all 12 images over in one piece. Call `gradients` once for each part.",
            ja=f"{call} で、12 枚を一度に渡しています。`gradients` を、部分ごとに一度ずつ呼びます。",
        )
        assert seen == list(sizes), say(
            en=f"{call}: expected parts of {list(sizes)} images, in this order; got {seen}.",
            ja=f"{call} で、{list(sizes)} 枚に、この順で分けるところ、{seen} 枚になりました。",
        )
        start = 0
        for part, labels in calls:
            for i in range(len(part)):
                assert np.array_equal(part[i], x[start + i]), say(
                    en=f"{call}: the part that begins at image {start} holds another image in its place {i}.",
                    ja=f"{call} で、{start} 番目の画像から始まる部分の {i} 番目に、別の画像が入っています。",
                )
                assert np.array_equal(labels[i], t[start + i]), say(
                    en=f"{call}: image {start + i} has got the label of another one. Cut `t` like `x`.",
                    ja=f"{call} で、{start + i} 番目の画像に、別の画像の正解が付いています。`t` も `x` と同じように分けます。",
                )
            start += len(part)
        return loss, grads, calls

    run([6, 6])
    run([7, 4, 1])

    yield say(
        en="in_parts: the loss and the gradients of the whole", ja="in_parts：全体の損失と勾配"
    )
    whole_loss, whole_grads = squares(params, x, t)
    for sizes in ([7, 4, 1], [1] * 12, [12], [2, 10]):
        loss, grads, calls = run(sizes)
        mean = np.mean([squares(params, *call)[0] for call in calls])
        assert np.allclose(whole_loss, mean) or not np.allclose(loss, mean), say(
            en=f"The loss for {sizes} is the average of the losses. They count by their sizes, too.",
            ja=f"{sizes} 枚の損失が、部分の損失の平均のままです。損失にも枚数の重みが要ります。",
        )
        expect_close(expect_array(loss, "loss", shape=()), whole_loss, "loss", rtol=1e-9)
        grads = expect_several(grads, "grads[0]", "grads[1]")
        parts = [squares(params, *call)[1] for call in calls]
        for i, (got, wanted) in enumerate(zip(grads, whole_grads, strict=True)):
            got = expect_array(got, f"grads[{i}]", shape=wanted.shape)
            assert len(sizes) == 1 or not np.allclose(got, parts[-1][i]), say(
                en=f"grads[{i}] for {sizes} are the gradients of the last part. What about the others?",
                ja=f"{sizes} 枚の grads[{i}] が、最後の部分の勾配そのものです。ほかの部分も合わせます。",
            )
            assert len(sizes) == 1 or not np.allclose(got, sum(part[i] for part in parts)), say(
                en=f"grads[{i}] for {sizes} were added, and not combined by their sizes.",
                ja=f"{sizes} 枚の grads[{i}] が、足しただけです。枚数を使って、combine で合わせてください。",
            )
            expect_close(got, wanted, f"grads[{i}]", rtol=1e-9, atol=1e-12)
