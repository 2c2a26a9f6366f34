import numpy as np

from lesson_code import MaxPooling
from lesson_code.exercises.grading import expect_array, expect_close


def right(x, dout, size, stride):
    """Ours: y and dx."""
    layer = MaxPooling(size, stride=stride)
    return layer.forward(x), layer.backward(dout)


def to_all(x, y, dout, size):
    """What the mask `x == y` gives, for windows side by side."""
    largest, gradient = (a.repeat(size, axis=2).repeat(size, axis=3) for a in (y, dout))
    return (x == largest) * gradient


def check(answer, say):
    rng = np.random.default_rng(16)

    def pooled(x, dout, size, stride=None):
        """What the learner's layer makes of x and of dout."""
        layer = answer.MaxPooling(size) if stride is None else answer.MaxPooling(size, stride)
        y = layer.forward(x)
        if np.ndim(y) == 4 and np.shape(y) != dout.shape:
            assert sorted(np.shape(y)) != sorted(dout.shape), say(
                en=f"y has shape {np.shape(y)}, expected {dout.shape}: the axes are in another order. The rows of im2col are in the order "
                "N, OH, OW, and in each the channels; y is (N, C, OH, OW).",
                ja=f"y の形状が {np.shape(y)} で、正しい {dout.shape} とは軸の順が違います。im2col の行は N、OH、OW の順で、その中に"
                "チャンネルが並びます。y は (N, C, OH, OW) です。",
            )
        y = expect_array(y, "MaxPooling.forward(x)", shape=dout.shape)
        dx = layer.backward(dout)
        assert dx is None or np.shape(dx) != dout.shape or dout.shape == x.shape, say(
            en=f"dx has shape {dout.shape}, that of dout. The gradient of x has the shape of x, {x.shape}.",
            ja=f"dx の形状が、dout と同じ {dout.shape} です。x の勾配の形状は、x と同じ {x.shape} です。",
        )
        return y, expect_array(dx, "MaxPooling.backward(dout)", shape=x.shape)

    yield say(en="Windows side by side: the largest", ja="窓が並ぶだけのとき：最大の数")
    x = np.array(
        [[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 1.0], [7.0, 0.0, 1.0, 2.0], [2.0, 6.0, 4.0, 3.0]]
    ).reshape(1, 1, 4, 4)
    dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
    y, dx = pooled(x, dout, 2)
    wanted = right(x, dout, 2, 2)
    assert y.any(), say(en="y is 0 everywhere.", ja="y がどこも 0 です。")
    assert not np.allclose(y, x.reshape(1, 1, 2, 2, 2, 2).mean(axis=(3, 5))), say(
        en="y holds the mean of each window. That is average pooling; keep the largest.",
        ja="y が窓ごとの平均です。それは平均プーリングです。ここでは最大の数を残します。",
    )
    assert not np.allclose(y, -right(-x, dout, 2, 2)[0]), say(
        en="y holds the smallest of each window.", ja="y が窓ごとの最小の数です。"
    )
    expect_close(y, wanted[0], "MaxPooling(2).forward(x)")

    yield say(
        en="Windows side by side: where the gradient goes", ja="窓が並ぶだけのとき：勾配の行き先"
    )
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    spread = np.kron(dout, np.ones((2, 2)))
    for share in (1, 4):
        assert not np.allclose(dx, spread / share), say(
            en="All four pixels of a window receive a gradient. Changing a pixel that is not the largest "
            "does not change the maximum: its gradient is 0.",
            ja="窓の四つの画素すべてに勾配が届いています。最大でない画素を少し変えても、最大値は変わりません。"
            "だから、その勾配は 0 です。",
        )
    assert not np.allclose(dx, wanted[1] * x), say(
        en="The gradients are multiplied by the maxima. y = x_k, and the slope of that is 1.",
        ja="勾配に最大値が掛かっています。y = x_k なので、傾きは 1 です。",
    )
    assert not np.allclose(dx, (wanted[1] != 0) * x), say(
        en="dx holds the maxima themselves. At the place of each maximum the number of dout belongs.",
        ja="dx に最大値そのものが入っています。最大値の場所に入れるのは、dout の数です。",
    )
    assert not np.allclose(dx, right(-x, dout, 2, 2)[1]), say(
        en="The gradient goes to the smallest pixel of each window. The maximum moves with the largest.",
        ja="窓の最小の画素に勾配が届いています。最大値を動かすのは、最大の画素です。",
    )
    expect_close(dx, wanted[1], "MaxPooling(2).backward(dout)")

    yield say(en="A tie: to the first pixel alone", ja="同点：最初の画素だけへ")
    x = np.array([[0.0, 4.0, 2.0, 2.0], [4.0, 4.0, 2.0, 2.0]]).reshape(1, 1, 2, 4)
    dout = np.array([[1.0, 10.0]]).reshape(1, 1, 1, 2)
    y, dx = pooled(x, dout, 2)
    expect_close(y, [[[[4, 2]]]], "MaxPooling(2).forward(x)")
    assert not np.allclose(dx, to_all(x, y, dout, 2)), say(
        en=f"At a tie every maximum receives the whole gradient: dx adds up to {dx.sum():g}, dout to "
        f"{dout.sum():g}. The mask x == y cannot choose one of them.",
        ja=f"同点のとき、最大値と等しい画素のすべてに勾配が丸ごと届いています。dout の合計は {dout.sum():g} なのに、"
        f"dx の合計は {dx.sum():g} です。x == y のマスクでは、一つを選べません。",
    )
    assert not np.allclose(dx, [[[[0, 1 / 3, 2.5, 2.5], [1 / 3, 1 / 3, 2.5, 2.5]]]]), say(
        en="At a tie the gradient is shared out. That is one possible convention. Ours, and that of "
        "most libraries, is: all of it to the first.",
        ja="同点のとき、勾配を等しく分けています。それも一つの決め方ですが、ここでは、多くのライブラリと同じく、"
        "最初の画素にすべて渡します。",
    )
    assert not (dx[0, 0, 1, 0] == 1 and dx[0, 0, 0, 2] == 10), say(
        en="At a tie the first pixel in reading order receives the gradient. You read the window column by column: the row "
        "comes first, from left to right.",
        ja="同点のとき、読む順で最初の画素に渡します。窓を列ごとに読んでいませんか。まず行を、左から右へ読みます。",
    )
    assert not np.allclose(dx, [[[[0, 0, 0, 0], [0, 1, 0, 10]]]]), say(
        en="At a tie the last pixel receives the gradient. A later pixel must be larger, not just as large "
        "(> and not >=), to take the place of an earlier one.",
        ja="同点のとき、最後の画素に勾配が届いています。前の画素に代わるのは、等しいときではなく、より大きいとき"
        "だけです（>= ではなく >）。",
    )
    expect_close(dx, right(x, dout, 2, 2)[1], "MaxPooling(2).backward(dout)")

    yield say(en="Overlapping windows: gradients add up", ja="重なる窓：勾配は足し合わされる")
    x = np.array([[2.0, 2.0, 1.0], [0.0, 3.0, 2.5], [2.9, 1.0, 0.0]]).reshape(1, 1, 3, 3)
    dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
    y, dx = pooled(x, dout, 2, 1)
    centre = dx[0, 0, 1, 1]
    assert not (np.isin(centre, dout) and np.count_nonzero(dx) == 1), say(
        en=f"The centre wins all four windows, but it received {centre:g}, from one of them. Each window wipes out what those before it "
        "brought: add. And `dx[places] += dout` adds only once where a place is named twice; np.add.at adds each time.",
        ja=f"中央は四つの窓すべてで最大なのに、届いたのは窓一つ分の {centre:g} だけです。前の窓の分が消えているので、足してください。"
        "dx[places] += dout は、同じ場所を二度指定しても一度しか足しません。np.add.at なら毎回足します。",
    )
    expect_close(y, right(x, dout, 2, 1)[0], "MaxPooling(2, 1).forward(x)")
    expect_close(dx, right(x, dout, 2, 1)[1], "MaxPooling(2, 1).backward(dout)")

    yield say(en="Negative numbers", ja="負の数")
    x = np.array([[-1.0, 2.0, -9.0, -1.0], [3.0, -7.0, -2.0, -3.0]]).reshape(1, 1, 2, 4)
    dout = np.array([[1.0, 10.0]]).reshape(1, 1, 1, 2)
    y, dx = pooled(x, dout, 2)
    assert y[0, 0, 0, 1] != 0, say(
        en="All numbers of the second window are negative, and 0 came out: a 0 that is not in the image has won.",
        ja="二つ目の窓の数はすべて負なのに、0 が出ました。画像にない 0 が最大になっています。",
    )
    assert abs(y[0, 0, 0, 0]) != 7 and dx[0, 0, 1, 1] != 1, say(
        en="Of the numbers -1, 2, 3 and -7 of a window, -7 has won. The largest is 3: compare the numbers themselves, "
        "not the size of each, whatever its sign.",
        ja="-1、2、3、-7 が並ぶ窓で、-7 が勝っています。最大は 3 です。符号を落として絶対値で比べるのではなく、数そのものを比べます。",
    )
    expect_close(y, [[[[3, -1]]]], "MaxPooling(2).forward(x)")
    expect_close(dx, right(x, dout, 2, 2)[1], "MaxPooling(2).backward(dout)")

    yield say(en="Several images and channels", ja="画像もチャンネルも二つ以上")
    N, C, H, W = 2, 3, 4, 6
    x = rng.permutation(N * C * H * W).reshape(N, C, H, W).astype(float)
    dout = 1.0 + np.arange(36).reshape(N, C, 2, 3)
    y, dx = pooled(x, dout, 2)
    wanted = right(x, dout, 2, 2)
    assert not np.allclose(y, wanted[0].max(axis=1, keepdims=True) + 0 * y), say(
        en="All channels are the same: you took the maximum over the channels, too. Each channel is pooled by itself.",
        ja="どのチャンネルも同じ値です。チャンネルについても最大をとっています。チャンネルごとに別々に計算します。",
    )
    assert np.allclose(y, wanted[0]) or not np.allclose(
        np.sort(y.ravel()), np.sort(wanted[0].ravel())
    ), say(
        en="The maxima are right, but not in their places: they were put into shape (N, C, OH, OW) in the order (N, OH, OW, C). Reshape first, then transpose.",
        ja="最大の数は合っていますが、場所が違います。(N, OH, OW, C) の順に並んだ数を、そのまま (N, C, OH, OW) に入れています。reshape してから transpose してください。",
    )
    expect_close(y, wanted[0], "MaxPooling(2).forward(x)")
    assert np.allclose(dx, wanted[1]) or not np.array_equal(dx != 0, wanted[1] != 0), say(
        en="The gradients reach the right pixels, but in the wrong order: dout.ravel() has the order (N, C, OH, OW), the rows (N, OH, OW, C).",
        ja="届く画素は合っていますが、勾配の順が違います。dout.ravel() は (N, C, OH, OW) の順、行は (N, OH, OW, C) の順です。",
    )
    expect_close(dx, wanted[1], "MaxPooling(2).backward(dout)")

    yield say(
        en="Other sizes and strides, with many ties", ja="ほかの大きさとストライド、同点だらけでも"
    )
    for size, stride, H, W in (
        (3, 2, 5, 7),
        (2, 1, 4, 3),
        (3, 3, 6, 9),
        (1, 1, 2, 3),
        (2, 3, 5, 8),
    ):
        x = rng.integers(-2, 3, (2, 2, H, W)).astype(float)
        shape = [(length - size) // stride + 1 for length in (H, W)]
        dout = rng.integers(1, 10, (2, 2, *shape)).astype(float)
        y, dx = pooled(x, dout, size, stride)
        name = f"MaxPooling({size}, {stride})"
        wanted = right(x, dout, size, stride)
        expect_close(y, wanted[0], f"{name}.forward(x), {H} x {W}")
        expect_close(dx, wanted[1], f"{name}.backward(dout), {H} x {W}")

    yield say(en="Flatten, forward and back", ja="Flattenの順伝播と逆伝播")
    layer = answer.Flatten()
    x = np.arange(48.0).reshape(2, 3, 4, 2)
    y = layer.forward(x)
    assert np.shape(y) != (48,), say(
        en="Flatten put the images of the batch into one row. Each image keeps its own: (N, C H W).",
        ja="Flatten が、バッチの画像をすべて一列につなげています。1 枚が一行です。(N, C·H·W) にしてください。",
    )
    assert np.shape(y) != x.shape, say(
        en=f"Flatten left the shape as it was, {x.shape}.",
        ja=f"Flatten のあとも、形状が {x.shape} のままです。",
    )
    y = expect_array(y, "Flatten().forward(x)", shape=(2, 24))
    expect_close(y, x.reshape(2, 24), "Flatten().forward(x)")
    dout = rng.standard_normal((2, 24))
    dx = layer.backward(dout)
    assert np.shape(dx) != (2, 24), say(
        en=f"Flatten's backward left the shape as it was, (2, 24). The gradient of x has the shape of x, {x.shape}.",
        ja=f"Flatten の backward が、形状 (2, 24) のままです。x の勾配の形状は、x と同じ {x.shape} です。",
    )
    dx = expect_array(dx, "Flatten().backward(dout)", shape=x.shape)
    expect_close(dx, dout.reshape(x.shape), "Flatten().backward(dout)")
