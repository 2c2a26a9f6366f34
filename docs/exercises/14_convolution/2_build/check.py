import itertools

import numpy as np

from lesson_code import Convolution
from lesson_code.exercises.grading import expect_array, expect_close, expect_several


def right(x, W, dout, stride=1, pad=0):
    layer = Convolution(W, np.zeros(len(W)), stride=stride, pad=pad)
    layer.forward(x)
    return layer.backward(dout), layer.grads["W"], layer.grads["b"]


def turned(W):
    return W[:, :, ::-1, ::-1]


def check(answer, say):
    def backward(x, W, dout, *setting, **options):
        got = answer.convolution_backward(x, W, dout, *setting, **options)
        got = expect_several(got, "dx", "dW", "db")
        shapes = [np.shape(gradient) for gradient in got]
        wanted = [x.shape, W.shape, (len(W),)]
        assert shapes == wanted or sorted(shapes) != sorted(wanted), say(
            en="The shapes are those of dx, dW and db, but not in the order dx, dW, db.",
            ja="形状は三つともありますが、dx、dW、db の順に返してください。",
        )
        assert 0 not in shapes[0], say(
            en=f"dx has shape {shapes[0]}: nothing is left of it. Was it cut by pad:-pad? -0 is 0, so with pad = 0 that ends "
            "before its first row. pad : pad + H holds for every pad.",
            ja=f"dx の形状が {shapes[0]} で、何も残っていません。pad:-pad で切り出しませんでしたか。pad が 0 のとき、-0 は 0 なので、"
            "先頭で終わってしまいます。pad : pad + H なら、どの pad でも正しく切り出せます。",
        )
        return got

    yield say(
        en="One image, one channel, one filter: dx",
        ja="画像 1 枚、チャンネル 1 個、フィルタ 1 個：dx",
    )
    x = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [2.0, 1.0, 0.0]]).reshape(1, 1, 3, 3)
    W = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 1, 2, 2)
    dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
    good = right(x, W, dout)
    dx, dW, db = backward(x, W, dout)
    dx = expect_array(dx, "dx", shape=x.shape)
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    middle = dx[0, 0, 1, 1]
    assert middle != 1000, say(
        en="The pixel in the middle lies in all four windows, and received 1000, from its last window "
        "only. With = each window wipes out what those before it brought; add, +=.",
        ja="中央の画素は四つの窓すべてに入っているのに、届いたのは、最後の窓からの 1000 だけです。= では、前の窓の"
        "分が消えてしまいます。+= で足してください。",
    )
    seen = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])
    assert not np.allclose(dx, good[0] / seen), say(
        en="Each pixel of dx is divided by the number of windows that see it. It moves the loss through all of them, "
        "and all of it counts: the gradients add up.",
        ja="dx の画素を、それを見る窓の数で割っています。画素はどの窓を通っても損失を動かすので、割らずに足します。",
    )
    assert not np.allclose(dx, right(x, turned(W), dout)[0]), say(
        en=f"The middle of dx is {middle:g}. That comes out when the filter is turned by 180 degrees. A "
        "pixel's gradient comes back through the weight by which the pixel was multiplied going "
        "forward.",
        ja=f"dx の中央が {middle:g} です。これは、フィルタを 180 度回したときの値です。画素の勾配は、順伝播でその画素に"
        "掛けた重みを通って戻ります。",
    )
    expect_close(dx, good[0], "dx")

    yield say(en="The same: dW and db", ja="同じもので：dW と db")
    dW = expect_array(dW, "dW", shape=W.shape)
    assert dW.any(), say(en="dW is 0 everywhere.", ja="dW がどこも 0 です。")
    assert not np.allclose(dW, dout[0, 0, -1, -1] * x[:, :, 1:, 1:]), say(
        en="In dW there is only what the last window brings. The same weights serve in all four windows, "
        "so the four add up.",
        ja="dW に、最後の窓の分しか入っていません。同じ重みを四つの窓すべてで使うので、四つの分を足します。",
    )
    assert not np.allclose(dW, turned(good[1])), say(
        en="dW is turned by 180 degrees. Going forward, weight (fy, fx) met pixel (fy, fx) of the window; "
        "that pixel is its factor on the way back.",
        ja="dW が 180 度回っています。順伝播で重み (fy, fx) が出会ったのは、窓の画素 (fy, fx) です。戻るときも、その画素を"
        "掛けます。",
    )
    expect_close(dW, good[1], "dW")
    assert np.shape(db) != (), say(
        en="db is one number. b has one for each filter: the shape is (1,) here, and (F,) in general.",
        ja="db が一つの数になっています。b はフィルタごとにあるので、形状はここでは (1,)、一般には (F,) です。",
    )
    assert np.ndim(db) != 4, say(
        en=f"db has 4 axes: its shape is {np.shape(db)}. b has one, of one number for each filter: add without keepdims.",
        ja=f"db の軸が 4 本あります（形状 {np.shape(db)}）。b の軸は 1 本で、フィルタごとに一つの数です。keepdims なしで足してください。",
    )
    if np.shape(db) == (1,):
        expect_close(db, good[2], "db")

    yield say(
        en="Two images, two channels, three filters: dx",
        ja="画像 2 枚、チャンネル 2 個、フィルタ 3 個：dx",
    )
    rng = np.random.default_rng(14)
    x = rng.integers(-3, 4, (2, 2, 4, 5)).astype(float)
    W = rng.integers(1, 6, (3, 2, 3, 2)).astype(float)
    dout = rng.integers(-4, 5, (2, 3, 2, 4)).astype(float)
    good = right(x, W, dout)
    dx, dW, db = backward(x, W, dout)
    dx = expect_array(dx, "dx", shape=x.shape)
    assert not np.allclose(dx[:, 0], dx[:, 1]), say(
        en="dx is the same in both channels. Each channel has weights of its own, W[f, c], and its gradient "
        "comes back through those.",
        ja="dx が、二つのチャンネルで同じです。チャンネルにはそれぞれ自分の重み W[f, c] があり、勾配はそれを通って戻ります。",
    )
    assert not np.allclose(dx, right(x, W[:1], dout[:, :1])[0]), say(
        en="In dx there is only the first filter. All 3 filters saw this window, so 3 paths lead back to its "
        "pixels.",
        ja="dx に、最初のフィルタの分しか入っていません。3 個のフィルタがどれも同じ窓を見たので、画素へ戻る道も 3 本あります。",
    )
    expect_close(dx, good[0], "dx", atol=1e-12)

    yield say(
        en="The same: dW, and db over which axes?", ja="同じもので：dW と、db はどの軸で足すか"
    )
    dW = expect_array(dW, "dW", shape=W.shape)
    assert not np.allclose(dW, good[1] / 2), say(
        en="dW is 2 times too small: divided by the number of images. The loss has taken its mean already, and "
        "the 1/N is in dout; divide again, and you have divided by N twice.",
        ja="dW が 2 分の 1 です。画像の枚数で割っています。平均は損失がもうとっていて、1/N は dout に入っています。ここでも割ると、"
        "N で二度割ったことになります。",
    )
    for n, which in ((0, ("first", "最初")), (1, ("last", "最後"))):
        assert not np.allclose(dW, right(x[n : n + 1], W, dout[n : n + 1])[1]), say(
            en=f"In dW there is only the {which[0]} image, of 2.",
            ja=f"dW に、{which[1]}の画像の分しか入っていません。画像は 2 枚あります。",
        )
    expect_close(dW, good[1], "dW", atol=1e-12)
    assert np.shape(db) != (2, 3), say(
        en="db has shape (2, 3), a row for each of the 2 images. There is only one b, of shape (3,), and every image "
        "uses it.",
        ja="db の形状が (2, 3) で、画像 2 枚のそれぞれに 1 行あります。b は形状 (3,) の一つだけで、どの画像も同じ b を使います。",
    )
    assert np.shape(db) != (2,), say(
        en="db has shape (2,), one number for each image. b has one for each filter, (3,): the sum runs over n, oy "
        "and ox, and f stays.",
        ja="db の形状が (2,) で、画像ごとに一つずつあります。b はフィルタごとに一つ、(3,) です。足すのは n、oy、ox についてで、"
        "f は残します。",
    )
    db = expect_array(db, "db", shape=(3,))
    assert not np.allclose(db, good[2] / 2), say(
        en="db is 2 times too small: divided by the number of images. The 1/N is in dout already.",
        ja="db が 2 分の 1 です。画像の枚数で割っています。1/N は dout にもう入っています。",
    )
    expect_close(db, good[2], "db", atol=1e-12)

    yield say(en="Stride 2", ja="ストライド 2")
    x = rng.integers(-3, 4, (1, 1, 5, 7)).astype(float)
    W = rng.integers(1, 6, (1, 1, 3, 3)).astype(float)
    dout = rng.integers(1, 5, (1, 1, 2, 3)).astype(float)
    dx, dW, db = backward(x, W, dout, stride=2)
    down = np.zeros_like(x)
    for oy, ox in np.ndindex(2, 3):
        down[0, 0, 2 * oy : 2 * oy + 3, ox : ox + 3] += dout[0, 0, oy, ox] * W[0, 0]
    assert not np.allclose(dx, down), say(
        en="The window moved by the stride downwards alone. It begins at row oy * stride and at column ox * stride.",
        ja="下向きにしか stride を掛けていません。窓が始まるのは、oy * stride 行、ox * stride 列です。",
    )
    near = right(x[:, :, :4, :5], W, dout)
    dx = expect_array(dx, "dx", shape=x.shape)
    for got, wrong, name in ((dx[:, :, :4, :5], near[0], "dx"), (dW, near[1], "dW")):
        assert not np.allclose(got, wrong), say(
            en=f"{name} is as if the stride were 1. Output (oy, ox) saw the window that begins at row "
            "oy * stride and column ox * stride.",
            ja=f"{name} が、ストライドが 1 のときの値です。出力 (oy, ox) が見た窓は、oy * stride 行、ox * stride 列から"
            "始まります。",
        )
    for got, wanted, name in zip(
        (dx, dW, db), right(x, W, dout, 2), ("dx", "dW", "db"), strict=True
    ):
        expect_close(got, wanted, name)

    yield say(en="Padding 1", ja="パディング 1")
    x = rng.integers(-3, 4, (1, 1, 4, 3)).astype(float)
    dout = rng.integers(1, 5, (1, 1, 4, 3)).astype(float)
    dx, dW, db = backward(x, W, dout, pad=1)
    assert np.shape(dx) != (1, 1, 6, 5), say(
        en="dx has shape (1, 1, 6, 5): the padding is still there. x is (1, 1, 4, 3); what reached the zeros around it is "
        "of no use to anybody.",
        ja="dx の形状が (1, 1, 6, 5) で、パディングが残っています。x は (1, 1, 4, 3) です。まわりの 0 に届いた勾配は、誰も使いません。",
    )
    whole = right(np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), W, dout)[0]
    assert not np.allclose(dx, whole[:, :, :4, :3]), say(
        en="dx begins in the padding: its first row and column belong to the zeros above and on the left. Cut pad off "
        "every side, not twice pad off the bottom and the right.",
        ja="dx がパディングから始まっています。最初の行と列は、上と左の 0 の分です。下と右から 2 倍を切るのではなく、どの辺からも "
        "pad ずつ切り落とします。",
    )
    for got, wanted, name in zip(
        (dx, dW, db), right(x, W, dout, 1, 1), ("dx", "dW", "db"), strict=True
    ):
        expect_close(got, wanted, name)

    yield say(en="The same as Convolution in 81 settings", ja="81 通りの設定でConvolutionと一致")
    settings = itertools.product((1, 2, 3), (2, 3), (1, 2, 3, 4, 7), (0, 1, 2))
    for FH, FW, stride, pad in settings:
        H, width = FH + 2 * stride - 2 * pad, FW + stride - 2 * pad  # OH 3, OW 2
        if H < 1 or width < 1:
            continue
        x = rng.standard_normal((2, 3, H, width))
        W, dout = rng.standard_normal((2, 3, FH, FW)), rng.standard_normal((2, 2, 3, 2))
        name = f"(H, W = {H}, {width}, FH, FW = {FH}, {FW}, stride={stride}, pad={pad})"
        for got, wanted, which in zip(
            backward(x, W, dout, stride, pad=pad),
            right(x, W, dout, stride, pad),
            ("dx", "dW", "db"),
            strict=True,
        ):
            expect_close(got, wanted, f"{which} {name}", rtol=1e-9, atol=1e-12)
