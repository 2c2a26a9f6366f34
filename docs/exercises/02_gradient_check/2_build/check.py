import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def error(a, b, finite=True):
        a, b = np.array(a), np.array(b)
        with np.errstate(all="ignore"):
            got = answer.my_relative_error(a, b)
        name = "my_relative_error(a, b)"
        if a.size < 4:
            name = f"my_relative_error(np.array({a.tolist()}), np.array({b.tolist()}))"
        return float(expect_array(got, name, shape=(), finite=finite)), name

    yield say(en="One number against another", ja="数が一つずつのとき")
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
            got = answer.my_relative_error(np.ones(one), np.ones(other))
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
