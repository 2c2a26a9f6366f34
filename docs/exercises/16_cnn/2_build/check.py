import itertools

import numpy as np

from lesson_code import MaxPooling
from lesson_code.exercises.grading import expect_array, expect_close


def right(x, dout, size, stride, pad=0):
    pooling = MaxPooling(size, stride=stride, pad=pad)
    pooling.forward(x[np.newaxis, np.newaxis])
    return pooling.backward(dout[np.newaxis, np.newaxis])[0, 0]


def by_mask(x, dout, size, stride):
    """What the mask `x == max` gives."""
    dx = np.zeros_like(x)
    for oy, ox in np.ndindex(dout.shape):
        place = np.s_[oy * stride : oy * stride + size, ox * stride : ox * stride + size]
        dx[place] += (x[place] == x[place].max()) * dout[oy, ox]
    return dx


def check(answer, say):
    def backward(x, dout, *setting, **options):
        got = answer.max_pooling_backward(x, dout, *setting, **options)
        if got is not None and np.shape(got) == np.shape(dout) != x.shape:
            raise AssertionError(
                say(
                    en=f"dx has shape {dout.shape}, that of dout. The gradient of x has the shape of x, {x.shape}.",
                    ja=f"dx の形状が、dout と同じ {dout.shape} です。x の勾配の形状は、x と同じ {x.shape} です。",
                )
            )
        assert got is None or 0 not in np.shape(got), say(
            en=f"dx has shape {np.shape(got)}: nothing is left of it. Was it cut by pad:-pad? -0 is 0, so with pad = 0 that ends "
            "before its first row. pad : pad + H holds for every pad.",
            ja=f"dx の形状が {np.shape(got)} で、何も残っていません。pad:-pad で切り出しませんでしたか。pad が 0 のとき、-0 は 0 なので、"
            "先頭で終わってしまいます。pad : pad + H なら、どの pad でも正しく切り出せます。",
        )
        return expect_array(got, "dx", shape=x.shape)

    yield say(
        en="Windows side by side: to the largest pixel", ja="窓が並ぶだけのとき：最大の画素へ"
    )
    x = np.array(
        [[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 1.0], [7.0, 0.0, 1.0, 2.0], [2.0, 6.0, 4.0, 3.0]]
    )
    dout = np.array([[1.0, 10.0], [100.0, 1000.0]])
    dx = backward(x, dout, 2, 2)
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    spread = np.kron(dout, np.ones((2, 2)))
    for share in (1, 4):
        assert not np.allclose(dx, spread / share), say(
            en="All four pixels of a window receive a gradient. Changing a pixel that is not the largest "
            "does not change the maximum: its gradient is 0.",
            ja="窓の四つの画素すべてに勾配が届いています。最大でない画素を少し変えても、最大値は変わりません。"
            "だから、その勾配は 0 です。",
        )
    assert not np.allclose(dx, right(-x, dout, 2, 2)), say(
        en="The gradient goes to the smallest pixel of each window. The maximum moves with the largest.",
        ja="窓の最小の画素に勾配が届いています。最大値を動かすのは、最大の画素です。",
    )
    assert dx[0, 1] != 5, say(
        en="dx holds the maxima themselves. At the place of each maximum the number of dout belongs.",
        ja="dx に最大値そのものが入っています。最大値の場所に入れるのは、dout の数です。",
    )
    expect_close(dx, right(x, dout, 2, 2), "dx")

    yield say(en="A tie: to the first pixel alone", ja="同点：最初の画素だけへ")
    x = np.array([[0.0, 4.0, 2.0, 2.0], [4.0, 4.0, 2.0, 2.0]])
    dout = np.array([[1.0, 10.0]])
    dx = backward(x, dout, 2, 2)
    shared = np.array([[0, 1 / 3, 2.5, 2.5], [1 / 3, 1 / 3, 2.5, 2.5]])
    assert not np.allclose(dx, by_mask(x, dout, 2, 2)), say(
        en=f"At a tie every maximum receives the whole gradient: dx adds up to {dx.sum():g}, dout to "
        f"{dout.sum():g}. The mask x == max cannot choose one of them.",
        ja=f"同点のとき、最大値と等しい画素のすべてに勾配が丸ごと届いています。dout の合計は {dout.sum():g} なのに、"
        f"dx の合計は {dx.sum():g} です。x == max のマスクでは、一つを選べません。",
    )
    assert not np.allclose(dx, shared), say(
        en="At a tie the gradient is shared out. That is one possible agreement, but ours, and that of "
        "most libraries, is: all of it to the first.",
        ja="同点のとき、勾配を等しく分けています。それも一つの決め方ですが、ここでは、多くのライブラリと同じく、"
        "最初の画素にすべて渡します。",
    )
    assert not (dx[1, 0] == 1 and dx[0, 2] == 10), say(
        en="At a tie the first pixel in reading order receives the gradient. You read the window column by column: the row "
        "comes first, from left to right.",
        ja="同点のとき、読む順で最初の画素に渡します。窓を列ごとに読んでいませんか。まず行を、左から右へ読みます。",
    )
    last = np.array([[0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 10.0]])
    assert not np.allclose(dx, last), say(
        en="At a tie the last pixel receives the gradient. A later pixel must be larger, not just as large "
        "(> and not >=), to take the place of an earlier one.",
        ja="同点のとき、最後の画素に勾配が届いています。前の画素に代わるのは、等しいときではなく、より大きいとき"
        "だけです（>= ではなく >）。",
    )
    expect_close(dx, right(x, dout, 2, 2), "dx")

    yield say(en="Overlapping windows: gradients add up", ja="重なる窓：勾配は足し合わされる")
    x = np.array([[2.0, 2.0, 1.0], [0.0, 3.0, 3.0], [3.0, 1.0, 0.0]])
    dout = np.array([[1.0, 10.0], [100.0, 1000.0]])
    dx = backward(x, dout, 2, 1)
    assert not (np.isin(dx[1, 1], dout) and np.count_nonzero(dx) == 1), say(
        en=f"The centre wins all four windows, but it received {dx[1, 1]:g}, from one of them. Add with +=; "
        "= forgets the windows before.",
        ja=f"中央は四つの窓すべてで勝つのに、届いたのは窓一つ分の {dx[1, 1]:g} だけです。= では、前の窓の分が消えます。"
        "+= で足してください。",
    )
    expect_close(dx, right(x, dout, 2, 1), "dx")

    yield say(en="Windows of 3, stride 2, on 5 x 7", ja="5×7 の画像に、幅 3、ストライド 2 の窓")
    rng = np.random.default_rng(16)
    x, dout = rng.permutation(35).reshape(5, 7).astype(float), 10.0 ** np.arange(6).reshape(2, 3)
    expect_close(backward(x, dout, 3, 2), right(x, dout, 3, 2), "dx")

    yield say(en="Negative numbers, without padding", ja="負の数、パディングなし")
    x = np.array([[-1.0, 2.0, -9.0, -1.0], [3.0, -7.0, -2.0, -3.0]])
    dout = np.array([[1.0, 10.0]])
    dx = backward(x, dout, 2, 2)
    assert not np.allclose(dx, right(np.abs(x), dout, 2, 2)), say(
        en="Of the numbers -1, 2, 3 and -7 of a window, -7 has won. The largest is 3: compare the numbers themselves, "
        "not the size of each, whatever its sign.",
        ja="-1、2、3、-7 が並ぶ窓で、-7 が勝っています。最大は 3 です。符号を落として絶対値で比べるのではなく、数そのものを比べます。",
    )
    expect_close(dx, right(x, dout, 2, 2), "dx")

    yield say(en="Padding: it never wins", ja="パディング：けっして勝たない")
    x, dout = -1.0 - rng.permutation(16).reshape(4, 4), 1.0 + np.arange(16.0).reshape(4, 4)
    dx = backward(x, dout, 3, 1, pad=1)
    inner = np.zeros((4, 4))
    for oy, ox in itertools.product(range(1, 3), repeat=2):
        window = x[oy - 1 : oy + 2, ox - 1 : ox + 2]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        inner[oy - 1 + fy, ox - 1 + fx] += dout[oy, ox]
    assert not np.allclose(dx, inner), say(
        en=f"dout adds up to {dout.sum():g}, dx only to {dx.sum():g}: at the edges the padding has won, for all "
        "numbers of this image are negative. Pad with -inf, not with 0.",
        ja=f"dout の合計は {dout.sum():g} なのに、dx の合計は {dx.sum():g} しかありません。この画像の数はすべて負なので、"
        "端の窓ではパディングの 0 が勝ってしまいました。0 ではなく -inf で囲みます。",
    )
    unpadded = np.zeros((4, 4))
    for oy, ox in np.ndindex(4, 4):
        window = x[oy : oy + 3, ox : ox + 3]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        unpadded[oy + fy, ox + fx] += dout[oy, ox]
    few = right(x, dout[:2, :2], 3, 1)
    for ignored in (unpadded, few):
        assert not np.allclose(dx, ignored), say(
            en="This is what comes out without the padding. With pad=1 window (0, 0) begins one row above "
            "the image and one column to its left, and there are as many windows as numbers in dout.",
            ja="pad を無視したときの答えです。pad=1 なら、窓 (0, 0) は画像より 1 行上、1 列左から始まり、窓は dout の数と"
            "同じだけあります。",
        )
    expect_close(dx, right(x, dout, 3, 1, 1), "dx")

    for far in (2e3, 1e15):
        low = x - far
        dx = backward(low, dout, 3, 1, pad=1)
        assert np.isclose(dx.sum(), dout.sum()), say(
            en=f"The numbers of this image lie near {-far:g}. dout adds up to {dout.sum():g}, dx only to {dx.sum():g}: what you "
            "padded with is not smaller than any other number. -np.inf is.",
            ja=f"この画像の数は {-far:g} くらいです。dout の合計は {dout.sum():g} なのに、dx の合計は {dx.sum():g} しかありません。まわりに"
            "足した数は、どの数よりも小さいとは言えません。-np.inf なら、必ず負けます。",
        )
        expect_close(dx, right(low, dout, 3, 1, 1), "dx")

    yield say(en="The same as MaxPooling, also with many ties", ja="同点だらけでもMaxPoolingと一致")
    for H, W, size, stride, pad in itertools.product((4, 5), (4, 7), (1, 2, 3), (1, 2), (0, 1)):
        spaces = [length + 2 * pad - size for length in (H, W)]
        if pad * 2 > size or any(space % stride for space in spaces):
            continue
        x = rng.integers(-2, 3, (H, W)).astype(float)
        dout = rng.integers(1, 10, [space // stride + 1 for space in spaces]).astype(float)
        name = f"dx ({H} x {W}, size={size}, stride={stride}, pad={pad})"
        dx = backward(x, dout, size, stride, pad=pad)
        expect_close(dx, right(x, dout, size, stride, pad), name)
