import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close, writable


def check(answer, say):
    # ---- numerical_gradient

    def gradient(f, x, name="numerical_gradient(f, x)", shaped=True, **settings):
        """The learner's gradient of f at an array of its own, which has to come back as it was."""
        x = np.array(x) if shaped else x  # with shaped=False in the very layout in which it came
        before = x.copy()

        def watched(moved):
            assert np.shape(moved) == before.shape, say(
                en=f"f was called with shape {np.shape(moved)}. It is a function of the whole array, of shape {before.shape}, in which one "
                "number has moved.",
                ja=f"f に形状 {np.shape(moved)} を渡しています。f は配列全体の関数です。一つの数を動かした、形状 {before.shape} の配列を渡します。",
            )
            return f(np.array(moved))

        got = answer.numerical_gradient(watched, writable(x), **settings)
        assert np.allclose(x, before, rtol=0, atol=1e-9), say(
            en=f"{name} leaves x at {x.tolist()}, and it was {before.tolist()}. Each number has to be put back once it is measured, "
            "and the slopes belong into an array of their own.",
            ja=f"{name} の後、x が {x.tolist()} になっていました。呼ぶ前は {before.tolist()} でした。測り終えた数は、元に戻しましょう。"
            "傾きは、別の配列に入れます。",
        )
        return expect_array(got, name, shape=before.shape)

    x = [[1.0, 2.0, 3.0], [4.0, -5.0, 0.5]]
    slopes = np.array([[2.0, 0.5, -1.0], [3.0, 4.0, -0.25]])

    yield say(
        en="numerical_gradient: a function with a known slope for each element",
        ja="numerical_gradient：要素ごとの傾きが分かっている関数",
    )
    got = gradient(lambda x: float((slopes * x).sum()), x, h=0.5)
    assert got.any(), say(
        en="The gradient is 0 everywhere. Did x move before f was called?",
        ja="勾配がどこも 0 です。f を呼ぶ前に、x を動かしましたか。",
    )
    assert not np.allclose(got, slopes.sum()), say(
        en=f"Every slope is {slopes.sum():g}, the sum of all: all elements moved together. Move one, and hold the others still.",
        ja=f"どの傾きも {slopes.sum():g} で、全部の和です。すべての要素をいっせいに動かしています。一つだけ動かし、ほかは止めておきます。",
    )
    rows = np.broadcast_to(slopes.sum(axis=1, keepdims=True), slopes.shape)
    assert not any(np.allclose(got, factor * rows) for factor in (0.5, 1)), say(
        en="In each row all slopes are the same: a whole row moved at once. Of a 2-d array, x[i] is a row, and no copy: what was kept "
        "as the old value moves along. Visit each element.",
        ja="どの行でも、傾きがみな同じです。1 行が丸ごと動いています。2 次元の配列では、x[i] は 1 行で、しかもコピーではないので、取っておいた"
        "「元の値」も一緒に動きます。要素を一つずつ回りましょう。",
    )
    for factor, en, ja in (
        (
            2,
            "twice what it should be. From x - h to x + h, how far is it?",
            "正しい値の 2 倍です。x - h から x + h までの幅はいくつですか。",
        ),
        (
            0.5,
            "half of what it should be. The points should lie at x + h and at x - h, a distance of 2h.",
            "正しい値の半分です。使うのは x + h と x - h で、そのあいだは 2h です。",
        ),
        (
            0.25,
            "too small by h². `/ 2 * h` divides by 2, and multiplies by h.",
            "正しい値の h² 倍になっています。`/ 2 * h` は、2 で割ってから h を掛けます。",
        ),
        (-1, "right, but for the wrong sign.", "、符号が逆です。"),
    ):
        assert not np.allclose(got, factor * slopes), say(
            en=f"Each slope is {en}", ja=f"どの傾きも{ja}"
        )
    assert not np.allclose(got, np.abs(slopes)), say(
        en="All slopes are positive. A slope has a sign: where f falls, it is negative.",
        ja="どの傾きも正になっています。傾きには符号があります。f が減るところでは負です。",
    )
    expect_close(got, slopes, "numerical_gradient(f, x, h=0.5)", rtol=1e-9)

    yield say(en="Each element is measured where x stood", ja="どの要素も、元の x の場所で測る")
    got = gradient(lambda x: float(np.prod(x)), x, h=0.5)
    wanted = np.prod(x) / np.array(x)
    assert np.allclose(got, wanted), say(
        en="Where the slope of one element depends on the others, it comes out wrong: they have moved already. Put each back "
        "before you move on to the next.",
        ja="傾きがほかの要素にもよる関数では、正しくありません。ほかの要素が、動いたままになっています。次に移る前に、元に戻しましょう。",
    )

    yield say(en="The h that is given", ja="渡された h を使う")
    for h in (0.5, 0.25):
        got = gradient(lambda x: float((x**3).sum()), x, h=h)
        right = 3 * np.array(x) ** 2
        assert not np.allclose(got, right + 3 * np.array(x) * h + h**2), say(
            en=f"You moved to one side only. For x³ and h = {h} the error is then {3 * h:g}x and more; to both sides it is {h**2:g}.",
            ja=f"片側にしか動かしていません。x³ では、h = {h} のとき、片側なら誤差が {3 * h:g}x より大きくなりますが、両側なら {h**2:g} です。",
        )
        assert not np.allclose(got, right, rtol=0, atol=1e-3), say(
            en=f"With h = {h} the slopes of x³ are too good: 3x² + h² is what this h measures. So use the h that you are given.",
            ja=f"h = {h} なのに、x³ の傾きが正確すぎます。この h で測れば 3x² + h² になるはずです。渡された h を使いましょう。",
        )
        expect_close(got, right + h**2, f"numerical_gradient(f, x, h={h})", rtol=1e-9)

    yield say(en="Without an h it is 1e-5", ja="h を渡さなければ 1e-5")
    got = gradient(lambda x: float((x**3).sum()), np.zeros(2))
    assert np.allclose(got, 1e-10, rtol=1e-3, atol=0), say(
        en=f"Without an h, the h of 1e-5 is used: for x³ at 0 it gives h² = 1e-10. You gave {got[0]:.3g}.",
        ja=f"h を渡さないときは、1e-5 を使います。x³ の 0 での傾きは h² = 1e-10 と測られるはずですが、{got[0]:.3g} になりました。",
    )

    yield say(en="Other shapes, and a transposed array", ja="ほかの形状、転置した配列")
    rng = np.random.default_rng(0)
    for shape in ((4,), (1, 1), (2, 1, 3)):
        x, slopes = rng.standard_normal((2, *shape))
        got = gradient(lambda x, a=slopes: float((a * x**2).sum()), x)
        expect_close(
            got, 2 * slopes * x, f"numerical_gradient(f, x), x {shape}", rtol=1e-5, atol=1e-8
        )
    x, slopes = rng.standard_normal((2, 3, 2))
    got = gradient(lambda x: float((slopes.T * x).sum()), x.T, shaped=False)
    assert got.any(), say(
        en="For a transposed array the gradient is 0 everywhere. reshape or ravel made a copy of it: what is written there does "
        "not reach x. Write into x itself.",
        ja="転置した配列では、勾配がどこも 0 です。reshape や ravel がコピーを作るので、そこに書き込んでも x は動きません。x そのものに書き込みましょう。",
    )
    expect_close(got, slopes.T, "numerical_gradient(f, W.T)", rtol=1e-5, atol=1e-8)

    # ---- relative_error

    def error(a, b, finite=True):
        a, b = np.array(a), np.array(b)
        with np.errstate(all="ignore"):
            got = answer.relative_error(a, b)
        name = "relative_error(a, b)"
        if a.size < 4:
            name = f"relative_error(np.array({a.tolist()}), np.array({b.tolist()}))"
        return float(expect_array(got, name, shape=(), finite=finite)), name

    yield say(
        en="relative_error: one number against another", ja="relative_error：数が一つずつのとき"
    )
    got, name = error([6.0], [2.0])
    assert got != 4, say(
        en=f"{name} is 4, the difference itself. For a gradient of a million a difference of 4 is "
        "little, for a gradient of 0.001 it is enormous.",
        ja=f"{name} が 4 で、差そのものです。百万の勾配にとって差 4 はわずかですが、0.001 の勾配に"
        "とっては巨大です。何かで割りましょう。",
    )
    swapped, _ = error([2.0], [6.0])
    assert swapped >= 0, say(
        en=f"With a and b swapped it is {swapped:g}. An error has no sign: differences below 0 count as "
        "much as those above.",
        ja=f"a と b を入れ替えると {swapped:g} になります。誤差に符号はありません。負の差も、正の差と"
        "同じ重さです。",
    )
    assert got == swapped, say(
        en=f"{name} is {got:g}, and {swapped:g} with a and b swapped: it depends on which of the two "
        "comes first. Divide by the size of both together.",
        ja=f"{name} が {got:g}、入れ替えると {swapped:g} です。順番で答えが変わります。両方の大きさを"
        "合わせたもので割りましょう。",
    )
    assert not np.isclose(got, 4 / 6), say(
        en=f"{name} is {got:.4f}: divided by the larger of the two. That is a definition, too, and some "
        "use it; the one asked for divides by the sum of both sizes, and never exceeds 1.",
        ja=f"{name} が {got:.4f} です。大きいほうで割る定義も世の中にありますが、ここで書くのは、二つの"
        "大きさの和で割る定義です。こちらは 1 を超えません。",
    )
    expect_close(got, 0.5, name)

    yield say(en="Opposite signs", ja="符号が逆のとき")
    for a, b in (([1.0], [-1.0]), ([1.0], [-0.5]), ([-1.0], [1.0]), ([-0.5], [1.0])):
        got, name = error(a, b, finite=False)
        assert np.isclose(got, 1), say(
            en=f"{name} is {got:g}, expected 1. Numbers of opposite sign cancel in a + b; it is their "
            "sizes that must be added.",
            ja=f"{name} が {got:g} です。正しくは 1 です。符号が逆の数は、a + b で打ち消し合ってしまい"
            "ます。足すのは、それぞれの大きさです。",
        )
    got, name = error([-6.0], [-2.0], finite=False)
    assert np.isclose(got, 0.5), say(
        en=f"{name} is {got:g}, expected 0.5, as for 6 and 2. Numbers below 0 have a size, too.",
        ja=f"{name} が {got:g} です。正しくは、6 と 2 のときと同じ 0.5 です。負の数にも大きさがあります。",
    )

    yield say(en="Both are 0", ja="どちらも 0 のとき")
    got, name = error([0.0, 0.0], [0.0, 0.0], finite=False)
    assert not np.isnan(got), say(
        en=f"{name} is NaN: 0 divided by 0. Two gradients that are both 0 agree, and such layers exist.",
        ja=f"{name} がNaNです。0 を 0 で割っています。どちらの勾配も 0 なら、二つは一致しています。"
        "そういう層は本当にあります。",
    )
    expect_close(got, 0.0, name)

    yield say(
        en="One wrong among a hundred, and a hundred wrong",
        ja="100 個のうち 1 個、そして 100 個全部",
    )
    a, b = np.ones((10, 10)), np.ones((10, 10))
    b[3, 7] = 3
    got, name = error(a, b)
    assert got > 0.25, say(
        en=f"Of a hundred elements, 99 agree and one is 3 where it should be 1: {got:.4f}, expected 0.5. "
        "In a sum or a mean, one wrong element hides among the right ones.",
        ja=f"100 個の要素のうち 99 個は等しく、一つだけ 1 のところが 3 です。答えは {got:.4f}、正しくは 0.5 です。"
        "和や平均では、間違った一つが正しいものに隠れてしまいます。",
    )
    expect_close(got, 0.5, name)
    got, name = error(a, 3 * a)
    assert got <= 1, say(
        en=f"A hundred elements, each 3 instead of 1: {got:g}, expected 0.5. What you return grows with "
        "the number of elements.",
        ja=f"100 個の要素がどれも、1 のところ 3 です。答えは {got:g}、正しくは 0.5 です。要素の数とともに"
        "大きくなっています。",
    )
    expect_close(got, 0.5, name)

    yield say(en="The largest sizes at different places", ja="大きい値の場所が違うとき")
    got, name = error([1.0, 0.0], [0.0, 1.0])
    assert not np.isclose(got, 0.5), say(
        en=f"{name} is 0.5: the largest of a and the largest of b were taken apart. Add |a| + |b| element by element "
        "first; the largest of these sums is 1 here.",
        ja=f"{name} が 0.5 です。a の最大と b の最大を別々にとっています。先に |a| + |b| を要素ごとに足してください。"
        "ここでは、その最大は 1 です。",
    )
    expect_close(got, 1.0, name)

    yield say(en="An element that is almost 0", ja="ほとんど 0 の要素")
    for tiny in (0.0, 1e-12):
        got, name = error([1.0, 0.0], [1.0, tiny], finite=False)
        assert got < 1e-9, say(
            en=f"{name} is {got:g}. You divided each element by its own size, so that rounding at an "
            "element that should be 0 counts as wholly wrong. Measure against the largest element.",
            ja=f"{name} が {got:g} です。要素ごとに割っているので、0 になるはずの要素の丸め誤差が、まったく"
            "の間違いに数えられます。いちばん大きい要素を物差しにしましょう。",
        )
        expect_close(got, tiny / 2, name)

    yield say(en="Tiny gradients", ja="とても小さな勾配")
    got, name = error([6e-12], [2e-12])
    assert np.isclose(got, 0.5), say(
        en=f"{name} is {got:g}, expected 0.5, as for 6 and 2. Is there a number added to what you divide "
        "by? It makes wrong gradients look right, if only they are small.",
        ja=f"{name} が {got:g} です。正しくは、6 と 2 のときと同じ 0.5 です。割る数に足した小さな数はありま"
        "せんか。小さな勾配なら、間違っていても正しく見えてしまいます。",
    )

    yield say(en="NaN", ja="NaNがあるとき")
    nan = np.nan
    for a, b in (
        ([1.0, 2.0], [1.0, nan]),
        ([1.0, nan], [1.0, 2.0]),
        ([nan, 2.0], [1.0, 2.0]),
        ([0.0, nan], [0.0, nan]),
    ):
        got, name = error(a, b, finite=False)
        assert np.isnan(got), say(
            en=f"{name} is {got:g}. NaN must not pass a check, wherever it stands; return NaN.",
            ja=f"{name} が {got:g} です。どこにあっても、NaNを合格させてはいけません。NaNを返しましょう。",
        )

    yield say(en="Shapes that differ", ja="形状が違うとき")
    for one, other in (
        ((4, 3), (3,)),
        ((3,), (3, 1)),
        ((2, 3), (1, 3)),
        ((1, 3), (3, 1)),
        ((2, 1, 2), (2, 2, 1)),
        ((1,), ()),
    ):
        try:
            got = answer.relative_error(np.ones(one), np.ones(other))
        except ValueError:
            continue
        except AssertionError as error:
            raise AssertionError(
                say(
                    en=f"For shapes {one} and {other} it raises an AssertionError, where a ValueError is asked for. "
                    "An assert is for what cannot happen, and python -O leaves it out.",
                    ja=f"形状 {one} と {other} で AssertionError が起きました。起こすのは ValueError です。assert は、起こる"
                    "はずのないことを確かめる文で、python -O では実行もされません。",
                )
            ) from error
        raise AssertionError(
            say(
                en=f"For shapes {one} and {other} it returns {got}. NumPy broadcasts one to the other and a "
                "gradient of the wrong shape passes. Compare the whole shapes, and raise a ValueError.",
                ja=f"形状 {one} と {other} に {got} を返しました。NumPyが一方を引き伸ばして計算するので、形状の"
                "間違った勾配が合格してしまいます。形状の全体を比べて、ValueErrorを起こしましょう。",
            )
        )
