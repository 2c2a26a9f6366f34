import numpy as np

from lesson_code.exercises.grading import expect_array


def near(a, b):
    """Whether two numbers differ by less than chance may do: a tenth, five deviations or more."""
    return abs(a / b - 1) < 0.1


def check(answer, say):
    def draw(shape, seed=0):
        """Weights from a generator that is new."""
        name = f"he({shape}, rng)"
        return expect_array(answer.he(shape, np.random.default_rng(seed)), name, shape=shape)

    def mean_and_variance(shape, fan_in, others):
        W = draw(shape)
        name, ratio = f"he({shape}, rng)", W.var() * fan_in / 2
        got, wanted = f"{W.var():.5g}", f"{2 / fan_in:.5g}"
        assert abs(W.mean()) < 5 * W.std() / np.sqrt(W.size), say(
            en=f"{name} has a mean of {W.mean():.3g}. Positive and negative weights must be equally likely.",
            ja=f"{name} の平均が {W.mean():.3g} です。正の重みと負の重みが、同じように出なければなりません。",
        )
        assert not near(W.std(), 2 / fan_in), say(
            en=f"The standard deviation of {name} is 2 / fan_in. That is what the variance should be; its root is missing.",
            ja=f"{name} の標準偏差が 2 / fan_in です。これは分散のはずの値です。平方根をとっていません。",
        )
        assert not near(ratio, 0.5), say(
            en=f"The variance of {name} is {got}, half of what it should be: 1 / fan_in is for layers without ReLU. "
            "ReLU throws half of the mean square away.",
            ja=f"{name} の分散が {got} で、正しい値の半分です。1 / fan_in は、ReLUがないときの分散です。ReLUを通ると、二乗平均が半分になります。",
        )
        for text, count in others.items():
            assert near(count, fan_in) or not near(W.var(), 2 / count), say(
                en=f"The variance of {name} is {got}, where {wanted} is right: you divided by {text}. "
                f"How many numbers go into one unit?",
                ja=f"{name} の分散が {got} です。正しくは {wanted} です。{text} で割っています。"
                "ユニット一つに入る数は、いくつですか。",
            )
        assert near(ratio, 1), say(
            en=f"The variance of {name} is {got}. With {fan_in} numbers going into each unit it should be about {wanted}.",
            ja=f"{name} の分散が {got} です。ユニット一つに {fan_in} 個の数が入るので、およそ {wanted} になるはずです。",
        )

    yield say(en="Weights of the right shape, each another", ja="形状が合い、どの重みも違う")
    for shape in ((60, 40), (6, 3, 5, 2), (3, 1)):
        kinds, count = len(np.unique(draw(shape))), int(np.prod(shape))
        assert kinds > 1, say(
            en=f"he({shape}, rng) gives the same number everywhere. Units that start alike stay alike.",
            ja=f"he({shape}, rng) の数がすべて同じです。同じ重みから始めたユニットは、いつまでも同じままです。",
        )
        assert kinds > 0.9 * count, say(
            en=f"Only {kinds} of the {count} weights of he({shape}, rng) differ. Draw a number for each of them.",
            ja=f"he({shape}, rng) の {count} 個の重みに、違う数が {kinds} 個しかありません。重みごとに乱数を取り出してください。",
        )

    yield say(en="Chance comes from rng alone", ja="乱数は、渡された rng だけから")
    first, again = draw((60, 40)), draw((60, 40))
    assert np.array_equal(first, again), say(
        en="Twice the same rng, and other weights: some numbers do not come from `rng`.",
        ja="同じ rng を二度渡したのに、違う重みになりました。`rng` 以外から取り出した乱数があります。",
    )
    assert not np.array_equal(first, draw((60, 40), seed=1)), say(
        en="Another rng, and the same weights. Draw from the `rng` that is handed in, and do not make one of your own.",
        ja="別の rng を渡しても、同じ重みになりました。生成器を自分で作らずに、渡された `rng` から取り出します。",
    )
    rng = np.random.default_rng(0)
    two = [np.asarray(answer.he((60, 40), rng)) for _ in range(2)]
    assert not np.array_equal(*two), say(
        en="Two layers that draw from one rng, one after the other, get the same weights. Does each call start anew?",
        ja="一つの rng から続けて取り出した二つの層が、同じ重みになりました。呼ぶたびに、乱数の列を初めからやり直していませんか。",
    )

    yield say(en="Affine layers: mean 0, variance 2 / D", ja="全結合層：平均 0、分散 2 / D")
    for D, M in ((400, 100), (100, 400), (200, 200)):
        mean_and_variance((D, M), D, {"M": M, "D + M": D + M, "D M": D * M})

    yield say(en="Convolutions: variance 2 / (C FH FW)", ja="畳み込み層：分散 2 / (C FH FW)")
    for F, C, FH, FW in ((90, 20, 3, 2), (20, 90, 2, 3), (300, 1, 5, 7)):
        others = {"F": F, "C": C, "FH FW": FH * FW, "F FH FW": F * FH * FW, "C FH": C * FH}
        mean_and_variance((F, C, FH, FW), C * FH * FW, others | {"F C FH FW": F * C * FH * FW})
