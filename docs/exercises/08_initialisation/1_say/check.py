import math

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def std(fan_in, slope):
        name = f"leaky_std({fan_in}, {slope})"
        return float(expect_array(answer.leaky_std(fan_in, slope), name, shape=()))

    yield say(en="A slope of 0: ReLU", ja="傾き 0：ReLU")
    got = std(200, 0.0)
    assert not math.isclose(got, 2 / 200), say(
        en="This is the variance. The standard deviation is its root.",
        ja="これは分散です。標準偏差は、その平方根です。",
    )
    assert not math.isclose(got, 1 / math.sqrt(200)), say(
        en="With this, half of the mean square is lost in each layer: ReLU sets half of the z to 0.",
        ja="これでは、層を通るたびに二乗平均が半分になります。ReLUは、z の半分を 0 にするからです。",
    )
    expect_close(got, math.sqrt(2 / 200), "leaky_std(200, 0.0)")

    yield say(en="A slope of 1: nothing happens to z", ja="傾き 1：z はそのまま")
    got = std(200, 1.0)
    assert not math.isclose(got, math.sqrt(2 / 200)), say(
        en="With a slope of 1 no z is lost, and this makes the mean square twice as large in each layer. Where does your "
        "line use the slope?",
        ja="傾きが 1 なら z は何も失われないので、これでは、層を通るたびに二乗平均が 2 倍になります。傾きを、どこかで使っているでしょうか。",
    )
    assert got != 0 and not math.isclose(got, math.sqrt(4 / 200)), say(
        en="The other way round: the more of z gets through, the smaller the weights have to be.",
        ja="向きが逆です。z が多く通るほど、重みは小さくしなければなりません。",
    )
    expect_close(got, math.sqrt(1 / 200), "leaky_std(200, 1.0)")

    yield say(en="Slopes in between, and other sizes", ja="そのあいだの傾きと、ほかの大きさ")
    got = std(50, 0.5)
    assert not math.isclose(got, math.sqrt(2 / (50 * 1.5))), say(
        en="Right at 0 and at 1, but not in between: what is kept is the mean of the squares. What does the slope become "
        "in a square?",
        ja="0 と 1 では合いますが、そのあいだでは合いません。保ちたいのは二乗の平均です。二乗すると、傾きはどうなりますか。",
    )
    for fan_in, slope in ((50, 0.5), (784, 0.01), (9, 0.2), (1, -1.0)):
        expect_close(
            std(fan_in, slope),
            math.sqrt(2 / (fan_in * (1 + slope**2))),
            f"leaky_std({fan_in}, {slope})",
        )
