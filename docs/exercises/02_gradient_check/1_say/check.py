import math

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def slope(f, x, h):
        return float(expect_array(answer.slope(f, x, h), f"slope(f, {x:g}, {h:g})", shape=()))

    def square(x):
        return x**2

    def cube(x):
        return x**3

    yield say(en="A straight line, y = 3x", ja="直線 y = 3x")
    got = slope(lambda x: 3 * x, 1.0, 0.5)
    for wrong, en, ja in (
        (
            6.0,
            "twice too large. From x - h to x + h it is not h, but how much?",
            "2 倍です。x - h から x + h までは、h ではありません。どれだけ離れていますか。",
        ),
        (
            1.5,
            "half of what it should be. One side moves by h, and the run is h, too.",
            "半分です。片側だけ動かしたなら、横の差も h です。両側に動かしましょう。",
        ),
        (
            -3.0,
            "the right size with the wrong sign. Take the left value from the right one.",
            "大きさは合っていますが、符号が逆です。右の値から左の値を引きます。",
        ),
        (
            3.0 * 0.5**2,
            "not divided by 2h: `/ 2 * h` divides by 2, and then multiplies by h. Use parentheses.",
            "2h で割れていません。`/ 2 * h` は、2 で割ってから h を掛けます。かっこを使いましょう。",
        ),
    ):
        assert not math.isclose(got, wrong), say(
            en=f"The slope of y = 3x comes out as {got:g}, expected 3: {en}",
            ja=f"y = 3x の傾きが {got:g} になりました。正しくは 3 です。{ja}",
        )
    expect_close(got, 3.0, "slope(f, 1, 0.5)")

    yield say(en="A line that falls, with h = 2", ja="下がる直線、h = 2")
    got = slope(lambda x: 5 - 2 * x, 1.0, 2.0)
    assert not math.isclose(got, 2.0), say(
        en="The line falls, and the slope comes out as 2, expected -2. A slope has a sign.",
        ja="下がる直線なのに、傾きが 2 になりました。正しくは -2 です。傾きには符号があります。",
    )
    assert not math.isclose(got, -1 - 7 / 4), say(
        en="Only the value at x - h was divided. Put parentheses around the difference, too.",
        ja="割られているのは、x - h での値だけです。差もかっこでくくりましょう。",
    )
    expect_close(got, -2.0, "slope(f, 1, 2)")

    yield say(en="A parabola: both sides", ja="放物線：両側に動かす")
    got = slope(square, 3.0, 0.5)
    for wrong in (6.5, 5.5):
        assert not math.isclose(got, wrong), say(
            en=f"The slope of x² at 3 comes out as {got:g}, expected 6. You moved to one side only; to both sides the errors "
            "of a parabola cancel.",
            ja=f"x² の 3 での傾きが {got:g} になりました。正しくは 6 です。片側にしか動かしていません。両側に動かせば、放物線の誤差は"
            "打ち消し合います。",
        )
    expect_close(got, 6.0, "slope(square, 3, 0.5)")

    yield say(en="A cube: the h that was given, on both sides", ja="3 乗：渡された h だけ、両側に")
    for h in (1.0, 0.5):
        got = slope(cube, 2.0, h)
        for other in (h / 2, 2 * h):
            assert not math.isclose(got, 12 + other**2), say(
                en=f"With h = {h:g} the points lie at distance {other:g} from x. They should be at x - h and x + h.",
                ja=f"h = {h:g} なのに、x から {other:g} だけ離れた点を使っています。使うのは x - h と x + h です。",
            )
        assert abs(got - 12) > 1e-3, say(
            en=f"With h = {h:g} the slope comes out as {got:.6f}. The central difference of x³ at 2 is {12 + h**2:g} there: use the h "
            "that you are given.",
            ja=f"h = {h:g} での傾きが {got:.6f} になりました。そのときの x³ の 2 での中心差分は {12 + h**2:g} です。渡された h を使いましょう。",
        )
        expect_close(got, 12 + h**2, f"slope(cube, 2, {h:g})")
