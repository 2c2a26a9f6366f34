import numpy as np

from lesson_code.exercises.grading import expect_array


def near(a, b):
    """Whether two numbers differ by less than chance may do: a tenth, five deviations or more."""
    return abs(a / b - 1) < 0.1


def check(answer, say):
    def variance(shape, slope):
        name = f"kaiming({shape}, rng, {slope})"
        W = expect_array(answer.kaiming(shape, np.random.default_rng(0), slope), name, shape=shape)
        assert W.std() > 0 and abs(W.mean()) < 5 * W.std() / np.sqrt(W.size), say(
            en=f"{name} has a mean of {W.mean():.3g} and a standard deviation of {W.std():.3g}. Random weights of mean 0 were "
            "right, and stay.",
            ja=f"{name} の平均が {W.mean():.3g}、標準偏差が {W.std():.3g} です。平均 0 の乱数にするところは合っていたので、そのままにします。",
        )
        return W.var()

    def expect_fan_in(shape, slope, fan_in, others):
        got = variance(shape, slope) * (1 + slope**2) / 2
        name = f"kaiming({shape}, rng, {slope})"
        assert not slope or not near(got * fan_in, 1 + slope**2), say(
            en=f"{name} has lost the slope. Its factor 1 + slope**2 was right.",
            ja=f"{name} から傾きがなくなりました。1 + slope**2 の部分は合っていました。",
        )
        for count, (en, ja) in others.items():
            assert not near(got * count, 1), say(
                en=f"{name} divides by {count}, {en}", ja=f"{name} は {count} で割っています。{ja}"
            )
        assert near(got * fan_in, 1), say(
            en=f"The variance of {name} fits {1 / got:.4g} inputs to a unit. There are {fan_in}.",
            ja=f"{name} の分散は、ユニットの入力が {1 / got:.4g} 個のときの値です。正しくは {fan_in} 個です。",
        )

    yield say(en="A layer as wide as the one before", ja="前の層と同じ幅の層")
    expect_fan_in((200, 200), 0.0, 200, {})

    yield say(
        en="Affine layers (D, M) that are not square", ja="入力と出力の数が違う全結合層 (D, M)"
    )
    for D, M in ((784, 50), (50, 784)):
        expect_fan_in(
            (D, M),
            0.0,
            D,
            {
                M: (
                    "the number of units in this layer. What goes into one of them?",
                    "これは、この層のユニットの数です。その一つに入る数は、いくつですか。",
                ),
                (D + M) // 2: (
                    "halfway between inputs and outputs. That is Xavier's compromise; here the inputs count.",
                    "これは入力と出力の平均です。Xavierの折衷案で、ここでは入力だけを数えます。",
                ),
            },
        )

    yield say(en="Convolutions, as before", ja="畳み込み層は元のまま")
    for F, C, FH, FW in ((90, 20, 3, 2), (300, 1, 5, 7)):
        expect_fan_in(
            (F, C, FH, FW),
            0.0,
            C * FH * FW,
            {
                F: (
                    "the number of filters. For convolutions, all but axis 0 was right.",
                    "これはフィルタの数です。畳み込みでは、0 番目以外の軸を掛けるので合っていました。",
                ),
                F * FH * FW: (
                    "what leaves a pixel. For convolutions, what enters a unit was right.",
                    "これは 1 画素から出ていく先の数です。畳み込みでは、元の式で合っていました。",
                ),
            },
        )

    yield say(en="With a slope", ja="傾きのあるとき")
    for shape, fan_in in (((300, 100), 300), ((90, 20, 3, 2), 120)):
        expect_fan_in(shape, 0.5, fan_in, {})
