import itertools

import numpy as np

from lesson_code.exercises.grading import expect_array


def placed(size, filter_size, stride, pad):
    """Windows put down one by one."""
    return len(range(0, size + 2 * pad - filter_size + 1, stride))


def check(answer, say):
    def output_size(*setting):
        got = expect_array(answer.output_size(*setting), "output_size(...)", shape=())
        assert got == np.floor(got), say(
            en=f"output_size{setting} is {got:g}. A number of windows is a whole number: drop the remainder with //.",
            ja=f"output_size{setting} が {got:g} になりました。窓の数は整数です。余りは // で捨ててください。",
        )
        return got

    def agrees(wrong, *settings):
        """Whether the answers are those of a wrong formula, and not right ones."""
        got = [output_size(*setting) for setting in settings]
        return got == [wrong(*s) for s in settings] != [placed(*s) for s in settings]

    yield say(en="Stride 1, no padding", ja="ストライド 1、パディングなし")
    settings = (28, 5, 1, 0), (6, 3, 1, 0), (9, 1, 1, 0)
    assert not agrees(lambda H, F, S, P: H, *settings), say(
        en="The size stays as it is. A window of 5 rows cannot begin in the last 4 rows.",
        ja="大きさが変わっていません。5 行の窓は、最後の 4 行から始めることはできません。",
    )
    assert not agrees(lambda H, F, S, P: H - F, *settings), say(
        en="One too few: the first window is missing. 28 - 5 is how far it can move.",
        ja="一つ足りません。28 - 5 は窓が動ける行数で、動かす前の最初の窓も数えます。",
    )
    for setting in settings:
        expect_equal(output_size(*setting), placed(*setting), setting, say)

    yield say(en="Padding", ja="パディング")
    settings = (28, 3, 1, 1), (28, 5, 1, 2), (7, 3, 1, 2)
    assert not agrees(lambda H, F, S, P: H - F + 1, *settings), say(
        en="pad has no effect. The image has become higher, and so there are more windows.",
        ja="pad が効いていません。画像が高くなった分、窓も増えます。",
    )
    assert not agrees(lambda H, F, S, P: H + P - F + 1, *settings), say(
        en="pad is added once. It is added above and below: twice.",
        ja="pad を一度しか足していません。上と下の二か所に足します。",
    )
    for setting in settings:
        expect_equal(output_size(*setting), placed(*setting), setting, say)

    yield say(en="Stride", ja="ストライド")
    settings = (28, 4, 2, 1), (28, 2, 2, 0), (227, 11, 4, 0), (10, 1, 3, 0)
    assert not agrees(lambda H, F, S, P: H + 2 * P - F + 1, *settings), say(
        en="stride has no effect. With 2 there is a window at every second row only.",
        ja="stride が効いていません。2 なら、窓を置けるのは 1 行おきだけです。",
    )
    assert not agrees(lambda H, F, S, P: (H + 2 * P - F + 1) // S, *settings), say(
        en="The + 1 is divided by the stride, too. Divide how far the window can move, then add the first window.",
        ja="+ 1 までストライドで割っています。割るのは窓が動ける行数で、最初の窓はそのあとで足します。",
    )
    assert not agrees(lambda H, F, S, P: (H + 2 * P) // S - F + 1, *settings), say(
        en="The window does not get smaller by the stride. Take filter_size away first, then divide.",
        ja="窓の大きさは、ストライドで変わりません。先に filter_size を引いてから割ります。",
    )
    for setting in settings:
        expect_equal(output_size(*setting), placed(*setting), setting, say)

    yield say(en="With a remainder", ja="割り切れないとき")
    settings = (8, 3, 2, 0), (28, 3, 2, 1), (224, 11, 4, 0), (10, 3, 4, 0)
    assert not agrees(lambda H, F, S, P: -(-(H + 2 * P - F) // S) + 1, *settings), say(
        en="Rounded up: that window would stick out of the image. Round down.",
        ja="切り上げると、その窓は画像からはみ出します。切り捨ててください。",
    )
    assert not agrees(lambda H, F, S, P: round((H + 2 * P - F) / S) + 1, *settings), say(
        en="Rounded to the nearest number: some windows would stick out of the image. Round down.",
        ja="四捨五入では、画像からはみ出す窓が出ます。切り捨ててください。",
    )
    for setting in settings:
        expect_equal(output_size(*setting), placed(*setting), setting, say)

    yield say(en="Every setting up to 12 rows", ja="12 行までのすべての設定")
    sizes = range(1, 13), range(1, 6), range(1, 5), range(4)
    for H, F, S, P in itertools.product(*sizes):
        if H + 2 * P >= F:
            expect_equal(output_size(H, F, S, P), placed(H, F, S, P), (H, F, S, P), say)


def expect_equal(got, wanted, setting, say):
    assert got == wanted, say(
        en=f"output_size{setting} is {got:g}, but {wanted} windows fit.",
        ja=f"output_size{setting} が {got:g} です。置ける窓は {wanted} 個です。",
    )
