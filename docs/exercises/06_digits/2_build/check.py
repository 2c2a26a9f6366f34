import numpy as np

from lesson_code import Affine, Sequential, Sigmoid, SumOfSquares
from lesson_code.exercises.grading import (
    expect_array,
    expect_close,
    expect_several,
    lines_run,
)

NAMES = ("dW1", "db1", "dW2", "db2")


def numbers(seed, N, D, M, K):
    rng = np.random.default_rng(seed)
    params = [rng.standard_normal(shape) for shape in ((D, M), (M,), (M, K), (K,))]
    return params, rng.random((N, D)), np.eye(K)[rng.integers(0, K, N)]


def right(params, x, t):
    W1, b1, W2, b2 = params
    layers = [Affine(W1, b1), Sigmoid(), Affine(W2, b2), Sigmoid()]
    _, grads = Sequential(layers, loss=SumOfSquares()).gradients(x, t)
    return [grads[name] for name in ("0.W", "0.b", "2.W", "2.b")]


def s(z):
    return 1 / (1 + np.exp(-z))


def check(answer, say):
    def gradients(params, x, t):
        return expect_several(answer.gradients(*params, x, t), *NAMES)

    N, D, M, K = 4, 5, 3, 2
    params, x, t = numbers(0, N, D, M, K)
    W1, b1, W2, b2 = params
    wanted = right(params, x, t)
    h = s(x @ W1 + b1)
    y = s(h @ W2 + b2)
    d2 = (y - t) * y * (1 - y)
    d1 = (d2 @ W2.T) * h * (1 - h)

    yield say(
        en="A mini-batch of four: shapes (5, 3), (3,), (3, 2), (2,)",
        ja="画像 4 枚のミニバッチ：形状は (5, 3)、(3,)、(3, 2)、(2,)",
    )
    batch = gradients(params, x, t)
    for got, want, name in zip(batch, wanted, NAMES, strict=True):
        expect_array(got, name, finite=False)
        assert np.shape(got) != (N, *want.shape), say(
            en=f"{name} has shape {np.shape(got)}: a gradient for each of the {N} images. They still have to be averaged.",
            ja=f"{name} の形状が {np.shape(got)} で、{N} 枚の画像に一つずつ勾配があります。まだ平均していません。",
        )
        assert np.ndim(got) != 2 or np.shape(got) != want.shape[::-1], say(
            en=f"{name} has shape {np.shape(got)}: this is the transpose of {want.shape}.",
            ja=f"{name} の形状が {np.shape(got)} です。正しい形状 {want.shape} の転置になっています。",
        )
        assert np.shape(got) not in ((N,), (N, 1)), say(
            en=f"{name} has shape {np.shape(got)}, one number for each image. b has one for each unit, {want.shape}: you added "
            "along the wrong axis.",
            ja=f"{name} の形状が {np.shape(got)} で、画像ごとに一つずつあります。b はユニットごとに一つ、{want.shape} です。"
            "足す軸が違います。",
        )
        assert np.ndim(got) != 0, say(
            en=f"{name} is a single number, expected shape {want.shape}: add along one axis only.",
            ja=f"{name} が一つの数になっています。正しい形状は {want.shape} なので、足す軸は一つだけです。",
        )
        expect_array(got, name, shape=want.shape)

    yield say(en="A mini-batch of one", ja="画像 1 枚のミニバッチ")
    for got, want, name in zip(
        gradients(params, x[:1], t[:1]), right(params, x[:1], t[:1]), NAMES, strict=True
    ):
        got = expect_array(got, name, shape=want.shape)
        assert not np.allclose(got, -want), say(
            en=f"{name} has the wrong sign: the gradient of (y - t)**2 / 2 is y - t, not t - y.",
            ja=f"{name} の符号が逆です。(y - t)**2 / 2 の勾配は y - t で、t - y ではありません。",
        )
        for size in (D, M, K):
            assert not np.allclose(got, want / size), say(
                en=f"{name} was divided by {size}, though there is one image. Which axis of x or t counts the images?",
                ja=f"画像は 1 枚なのに、{name} を {size} で割っています。x や t の、画像を数える軸はどれでしょうか。",
            )
    dW1, db1, dW2, db2 = gradients(params, x[:1], t[:1])
    assert not np.allclose(db2, (y - t)[0]), say(
        en="db2 is y - t: the slope of the last sigmoid, y * (1 - y), is missing.",
        ja="db2 が y - t になっています。最後のシグモイドの傾き y * (1 - y) が掛かっていません。",
    )
    assert not np.allclose(db2, ((y - t) * s(y) * (1 - s(y)))[0]), say(
        en="db2 has the slope of the sigmoid at y. But y is the sigmoid's output; at its input z, the slope is y * (1 - y).",
        ja="db2 で、シグモイドの傾きを y で求めています。y はシグモイドの出力です。入力 z での傾きは y * (1 - y) です。",
    )
    assert not np.allclose(db1, (d2 @ W2.T)[0]), say(
        en="db1 lacks the slope of the hidden sigmoid, h * (1 - h).",
        ja="db1 に、隠れ層のシグモイドの傾き h * (1 - h) が掛かっていません。",
    )
    for got, want, name in zip(
        (dW1, db1, dW2, db2), right(params, x[:1], t[:1]), NAMES, strict=True
    ):
        expect_close(got, want, name)

    yield say(en="Averaged over the four images", ja="4 枚で平均する")
    for got, want, name in zip(batch, wanted, NAMES, strict=True):
        assert not np.allclose(got, N * want), say(
            en=f"{name} is {N} times too large: it is the sum over the {N} images. The loss is their mean.",
            ja=f"{name} が {N} 倍です。{N} 枚の和になっています。損失は平均です。",
        )
        assert not np.allclose(got, want / N), say(
            en=f"{name} is {N} times too small: it was divided by {N} twice.",
            ja=f"{name} が {N} 分の 1 です。{N} で二度割っています。",
        )
        for n, which in ((0, ("first", "最初")), (N - 1, ("last", "最後"))):
            one = dict(zip(NAMES, right(params, x[n : n + 1], t[n : n + 1]), strict=True))
            assert not any(np.allclose(got, k * one[name]) for k in (1, 1 / N)), say(
                en=f"In {name} there is only the {which[0]} of {N} images.",
                ja=f"{name} に、{N} 枚のうち{which[1]}の 1 枚の分しか入っていません。",
            )
    for got, a, d, name in ((batch[0], x, d1, "dW1"), (batch[2], h, d2, "dW2")):
        assert not np.allclose(got, np.outer(a.mean(axis=0), d.mean(axis=0))), say(
            en=f"{name} is the product of two means. What we want is the mean of the products: first multiply, image by image, then "
            "average.",
            ja=f"{name} が、平均どうしの積になっています。求めたいのは積の平均です。画像ごとに掛けてから、平均します。",
        )
    for got, want, name in zip(batch, wanted, NAMES, strict=True):
        expect_close(got, want, name)

    yield say(en="The same as Sequential, for other sizes", ja="ほかの大きさでも、Sequentialと一致")
    for seed, sizes in enumerate(
        ((1, 7, 4, 3), (6, 2, 5, 10), (3, 3, 3, 3), (10, 20, 30, 10)), start=1
    ):
        case = numbers(seed, *sizes)
        for got, want, name in zip(gradients(*case), right(*case), NAMES, strict=True):
            expect_close(got, want, f"{name} (N, D, M, K = {sizes})", rtol=1e-8, atol=1e-12)

    yield say(
        en="No loop: the work for Python does not grow with N",
        ja="ループなし：Pythonの仕事がNとともに増えない",
    )
    few, many = 20, 220
    cases = [numbers(9, N, 5, 4, 3) for N in (few, many)]
    lines = [lines_run(lambda case=case: gradients(*case)) for case in cases]
    assert lines[1] - lines[0] < (many - few) / 2, say(
        en=f"For {few} images Python went through {lines[0]} lines of your program, for {many} images through {lines[1]}: it still "
        "takes the images one by one. The numbers are right; now let one operation do all rows.",
        ja=f"Pythonが動かしたプログラムの行は、画像 {few} 枚ではのべ {lines[0]} 行、{many} 枚では {lines[1]} 行でした。"
        "まだ 1 枚ずつ計算しています。答えは合っています。あとは、すべての行を一度に計算させましょう。",
    )
