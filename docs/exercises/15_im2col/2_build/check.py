import itertools

import numpy as np

from lesson_code import col2im, conv_output_size
from lesson_code.exercises.grading import expect_array, expect_close


def right(size, filter_size, stride=1, pad=0):
    """Counts along one axis, by col2im of ones on an image of one row."""
    positions = conv_output_size(size, filter_size, stride, pad)
    rows = np.ones((positions, filter_size))
    if pad == 0:
        return col2im(rows, (1, 1, 1, size), 1, filter_size, stride, 0).ravel()
    return right(size + 2 * pad, filter_size, stride)[pad:-pad]


def check(answer, say):
    def count(*setting, **options):
        got = answer.count_windows(*setting, **options)
        assert np.shape(got) != (0,), say(
            en="count_windows(...) gave no number at all. Was it cut by pad:-pad? -0 is 0, so with pad = 0 that ends before "
            "its first number. pad : pad + size holds for every pad.",
            ja="count_windows(...) が空の配列を返しました。pad:-pad で切り出しませんでしたか。pad が 0 のとき、-0 は 0 なので、先頭で"
            "終わってしまいます。pad : pad + size なら、どの pad でも正しく切り出せます。",
        )
        return expect_array(got, "count_windows(...)", shape=(setting[0],)).tolist()

    yield say(en="One count for each position", ja="位置ごとに一つの個数")
    got = expect_array(answer.count_windows(7, 3, stride=2, pad=1), "count_windows(...)")
    shape = got.shape
    assert shape != (9,), say(
        en="count_windows(7, 3, stride=2, pad=1) has 9 numbers. 7 + 2 * 1 = 9: are those of the padding "
        "among them? Only the 7 positions of the image count.",
        ja="count_windows(7, 3, stride=2, pad=1) に数が 9 個あります。7 + 2 * 1 = 9 なので、パディングの分が"
        "入っていませんか。返すのは、画像の 7 か所の個数だけです。",
    )
    assert shape != (4,), say(
        en="count_windows(7, 3, stride=2, pad=1) has 4 numbers, one for each window. Asked is one for each "
        "of the 7 positions: how many windows see it?",
        ja="count_windows(7, 3, stride=2, pad=1) に数が 4 個あります。これは窓の数です。ほしいのは、7 か所"
        "それぞれについて、それを見る窓の数です。",
    )
    assert len(shape) != 2, say(
        en=f"count_windows(7, 3, stride=2, pad=1) has shape {shape}. Count along one axis; the table of an "
        "image is then np.outer of two such counts.",
        ja=f"count_windows(7, 3, stride=2, pad=1) の形状が {shape} です。一方の軸だけを数えてください。画像の"
        "表は、あとから np.outer で作れます。",
    )
    expect_array(got, "count_windows(7, 3, stride=2, pad=1)", shape=(7,))

    yield say(en="Stride 1: fewer at the edges", ja="ストライド 1：端では少ない")
    got = count(28, 5)
    assert got != [1] * 28, say(
        en="Every position counts 1. That would be so if col2im put back what im2col took out. But windows "
        "overlap: with a filter of 5, position 10 is seen by windows 6 to 10. (counts[index] += 1 adds once, "
        "however often a position stands in the index; np.add.at adds each time.)",
        ja="どの位置も 1 です。col2imがim2colの逆なら、そうなります。しかし窓は重なります。幅 5 のフィルタなら、"
        "位置 10 は窓 6 から窓 10 までに見られます。（counts[index] += 1 は、同じ位置が index に何度あっても 1 しか"
        "足しません。何度でも足すのは np.add.at です。）",
    )
    assert len(set(got)) > 1, say(
        en=f"Every position counts {got[0]:g}. Position 0 is seen by window 0 alone: no window begins "
        "before the edge, and none ends behind it.",
        ja=f"どの位置も {got[0]:g} です。位置 0 を見るのは窓 0 だけです。端より手前から始まる窓も、端を越えて"
        "終わる窓もありません。",
    )
    assert got[-1] != 5, say(
        en="Position 27, the last, counts 5. Only window 23 sees it: windows 24 to 27 would reach beyond the last position, "
        "and there are none.",
        ja="最後の位置 27 が 5 です。これを見るのは窓 23 だけです。窓 24 から 27 は最後の位置をはみ出すので、ありません。",
    )
    assert sum(got) != 23 * 5, say(
        en="The counts of count_windows(28, 5) add up to 115 = 23 * 5, so 23 windows were counted. There are "
        "24: fence posts, (28 - 5) / 1 + 1.",
        ja="count_windows(28, 5) の合計は 115 = 23 * 5 なので、窓を 23 個しか数えていません。植木算です。窓は "
        "(28 - 5) / 1 + 1 = 24 個あります。",
    )
    expect_close(count(3, 2), [1, 2, 1], "count_windows(3, 2)")
    expect_close(got, right(28, 5), "count_windows(28, 5)")

    yield say(
        en="Stride 2 and 3: windows begin further apart", ja="ストライド 2 と 3：窓の間隔が広い"
    )
    got = count(7, 3, stride=2)
    assert got != right(7, 3).tolist(), say(
        en="count_windows(7, 3, stride=2) gives what stride 1 gives. With stride 2 windows begin at 0, 2 and "
        "4 only.",
        ja="count_windows(7, 3, stride=2) が、ストライド 1 のときと同じです。ストライド 2 なら、窓は 0、2、4 "
        "からしか始まりません。",
    )
    assert got != [1, 1, 2, 2, 2, 2, 1], say(
        en="count_windows(7, 3, stride=2) gives 2 at position 3. Windows 0 and 1 begin at 0 and 2; window 0 ends at 2. "
        "The first window that sees a position comes from a division: it is rounded down, and has to be rounded up.",
        ja="count_windows(7, 3, stride=2) で、位置 3 が 2 です。窓 0 と窓 1 は 0 と 2 から始まり、窓 0 は 2 で終わります。位置を見る最初の"
        "窓を求める割り算で、切り捨てていませんか。ここは切り上げます。",
    )
    expect_close(got, [1, 1, 2, 1, 2, 1, 1], "count_windows(7, 3, stride=2)")
    got = count(7, 1, stride=3)
    assert min(got) == 0, say(
        en=f"count_windows(7, 1, stride=3) is {got}. Windows of 1 that begin at 0, 3 and 6 leave gaps: "
        "positions 1, 2, 4 and 5 are seen by none.",
        ja=f"count_windows(7, 1, stride=3) が {got} です。幅 1 の窓が 0、3、6 から始まるので、位置 1、2、4、5 は"
        "どの窓にも見られません。",
    )
    expect_close(got, [1, 0, 0, 1, 0, 0, 1], "count_windows(7, 1, stride=3)")

    yield say(
        en="Padding: windows begin before the image", ja="パディング：窓が画像の手前から始まる"
    )
    got = count(5, 5, pad=2)
    assert got != [1] * 5, say(
        en="count_windows(5, 5, pad=2) gives what pad=0 gives. With 2 zeros on either side there is room for "
        "5 windows instead of 1.",
        ja="count_windows(5, 5, pad=2) が、pad=0 のときと同じです。両側に 0 を 2 個ずつ足すと、窓は 1 個から "
        "5 個に増えます。",
    )
    assert got == got[::-1], say(
        en=f"count_windows(5, 5, pad=2) is {got}. Both edges are alike, so it must read the same backwards. "
        "In the padded axis position y is at y + pad.",
        ja=f"count_windows(5, 5, pad=2) が {got} です。両端の条件は同じなので、逆から読んでも同じはずです。位置 "
        "y は、パディングを足した軸では y + pad にあります。",
    )
    expect_close(got, [3, 4, 5, 4, 3], "count_windows(5, 5, pad=2)")

    yield say(en="The same as col2im in 325 settings", ja="325 通りの設定でcol2imと一致")
    for setting in itertools.product(range(1, 12), range(1, 6), range(1, 5), range(3)):
        size, filter_size, stride, pad = setting
        space = size + 2 * pad - filter_size
        if space >= 0 and space % stride == 0:
            expect_close(count(*setting), right(*setting), f"count_windows{setting}")
