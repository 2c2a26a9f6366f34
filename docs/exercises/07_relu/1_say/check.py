import numpy as np

from lesson_code.exercises.grading import expect_array


def check(answer, say):
    z = np.array([[-1.0, 2, -3, 0], [-2, -1, -1, 0], [-5, -4, 1, -1]])
    N, M = z.shape
    wanted = np.array([True, False, False, True])

    yield say(
        en="An answer for each unit: three images, four units",
        ja="ユニットごとに答えを一つ：画像 3 枚、ユニット 4 個",
    )
    got = answer.dead(z)
    assert np.shape(got) != (N, M), say(
        en=f"You returned {(N, M)}, an answer for each image and unit. Being off for one image is everyday life; dead is "
        "off for all of them. Put the images together.",
        ja=f"返した配列の形状が {(N, M)} で、画像とユニットの組ごとに答えがあります。1 枚の画像で 0 以下になるのは、ふつうのことです。死んでいるのは、"
        "どの画像でも 0 以下のユニットです。画像についてまとめてください。",
    )
    assert np.shape(got) not in ((N,), (N, 1)), say(
        en=f"You returned {np.shape(got)}, one answer for each image. Axis 0 is the image: that is the one to lose.",
        ja=f"返した配列の形状が {np.shape(got)} で、画像ごとに答えが一つあります。0 番目の軸が画像です。なくすのは、こちらの軸です。",
    )
    assert got is None or np.ndim(got) != 0, say(
        en=f"You returned a single answer. There are {M} units: keep their axis.",
        ja=f"返した答えは一つだけです。ユニットは {M} 個あります。ユニットの軸は残してください。",
    )
    got = expect_array(got, "dead(z)", shape=(M,))

    yield say(en="Which of them are dead", ja="どれが死んでいるか")
    compare(got, z, wanted, say)

    yield say(en="Other sizes, one image, one unit", ja="ほかの大きさ、画像 1 枚、ユニット 1 個")
    rng = np.random.default_rng(7)
    for shape in ((1, 5), (40, 1), (6, 6), (3, 200)):
        z = rng.standard_normal(shape) - 0.8
        compare(expect_array(answer.dead(z), "dead(z)", shape=shape[1:]), z, (z <= 0).all(0), say)


def compare(got, z, wanted, say):
    got = np.asarray(got, bool)
    assert not np.array_equal(got, ~wanted) or len(wanted) == 0, say(
        en="It is the other way round: True is to mark the dead.",
        ja="逆です。True にするのは、死んでいるユニットのほうです。",
    )
    for unit in np.flatnonzero(got != wanted):
        column = z[:5, unit].round(2).tolist()
        assert wanted[unit], say(
            en=f"Unit {unit} is not dead: its z, {column}, is above 0 for an image.",
            ja=f"ユニット {unit} は死んでいません。z が {column} で、0 より大きい画像があります。",
        )
        raise AssertionError(
            say(
                en=f"Unit {unit} is dead: its z, {column}, is above 0 for no image. At exactly 0 ReLU gives 0, too.",
                ja=f"ユニット {unit} は死んでいます。z が {column} で、0 より大きい画像がありません。ちょうど 0 のときも、ReLU の出力は 0 です。",
            )
        )
