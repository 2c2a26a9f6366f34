import numpy as np

from lesson_code import col2im
from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    rng = np.random.default_rng(0)

    def both(shape, FH, FW, stride):
        N, C, H, W = shape
        rows = N * ((H - FH) // stride + 1) * ((W - FW) // stride + 1)
        col = rng.standard_normal((rows, C * FH * FW))
        got = answer.col2im(col, shape, FH, FW, stride)
        return expect_array(got, "col2im(...)", shape=shape), col

    yield say(en="Side by side: it was right", ja="重ならない窓：元から正しい")
    got, col = both((3, 2, 4, 6), 2, 2, 2)
    in_turns = col.reshape(6, 3, 8).swapaxes(0, 1).reshape(18, 8)
    assert not np.allclose(got, col2im(in_turns, (3, 2, 4, 6), 2, 2, 2)), say(
        en="The images take turns now. The rows of col are ordered by (n, oy, ox), so n stays in front.",
        ja="画像が交互に混ざりました。colの行は (n, oy, ox) の順なので、n は先頭のままです。",
    )
    expect_close(got, col2im(col, (3, 2, 4, 6), 2, 2, 2), "col2im, stride 2", atol=1e-12)

    yield say(en="Overlapping windows", ja="重なる窓")
    shape = (1, 1, 3, 3)
    col = np.arange(1.0, 17.0).reshape(4, 4)
    got = expect_array(answer.col2im(col, shape, 2, 2, 1), "col2im(...)", shape=shape)
    right = col2im(col, shape, 2, 2)
    last = np.zeros(shape)
    for row, (oy, ox) in enumerate(np.ndindex(2, 2)):
        last[0, 0, oy : oy + 2, ox : ox + 2] = col[row].reshape(2, 2)
    middle = got[0, 0, 1, 1]
    assert not np.allclose(got, last), say(
        en=f"The middle pixel gets {middle:g}, only the last of 4 + 7 + 10 + 13. image[index] += b takes the numbers out, "
        "adds, and puts them back, so each pixel keeps one addition.",
        ja=f"まん中の画素が {middle:g} で、4 + 7 + 10 + 13 の最後の一つだけです。image[index] += b は、取り出して、足して、戻すので、一つの画素には一回分しか残りません。",
    )
    counts = col2im(np.ones((4, 4)), shape, 2, 2)
    assert not np.allclose(got, right / counts), say(
        en=f"The middle pixel gets {middle:g}, the mean of its four. A gradient comes through every window: add, do not average.",
        ja=f"まん中の画素が {middle:g} で、四つの平均です。勾配はどの窓からも来るので、平均せずに足します。",
    )
    assert not np.allclose(got, last * counts), say(
        en=f"The middle pixel gets {middle:g}: the last of the four, four times. The four are different numbers.",
        ja=f"まん中の画素が {middle:g} です。四つのうちの最後の一つを、4 倍しています。四つは別々の数です。",
    )
    expect_close(got, right, "col2im, stride 1", atol=1e-12)

    yield say(en="Other sizes", ja="ほかの大きさ")
    for shape, FH, FW, stride in (
        ((2, 3, 5, 6), 3, 2, 1),
        ((1, 2, 7, 7), 3, 3, 2),
        ((2, 1, 4, 4), 1, 1, 3),
        ((2, 2, 3, 5), 3, 5, 1),
    ):
        got, col = both(shape, FH, FW, stride)
        expect_close(got, col2im(col, shape, FH, FW, stride), f"col2im {shape}", atol=1e-12)
