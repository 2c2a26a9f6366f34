import itertools

import numpy as np

import lesson_code
from lesson_code.exercises.grading import expect_array, expect_close, writable

NAMES = "y", "dx", "dW", "db"


def right(x, W, b, dout, stride=1, pad=0):
    layer = lesson_code.Convolution(W, b, stride, pad)
    y = layer.forward(x)
    dx = layer.backward(dout) if dout is not None else None
    return {"y": y, "dx": dx, "dW": layer.grads.get("W"), "db": layer.grads.get("b")}


def turned(W):
    return W[:, :, ::-1, ::-1]


def check(answer, say):
    def make(W, b, *setting, **options):
        """A layer of the learner's, with arrays that an update may write into."""
        return answer.Convolution(writable(W.copy()), writable(b.copy()), *setting, **options)

    def run(layer, x, dout):
        """What a layer gives, by name; its W and b have to stay as they were."""
        before = {name: np.array(getattr(layer, name)) for name in ("W", "b")}
        y, dx = layer.forward(x), layer.backward(dout)
        for name, old in before.items():
            assert np.array_equal(getattr(layer, name), old), say(
                en=f"self.{name} changed in forward or backward. The layer finds gradients; the update comes later, outside "
                "of it.",
                ja=f"forward か backward の中で self.{name} が変わりました。層は勾配を求めるだけです。更新は後で、層の外から行います。",
            )
        assert not isinstance(dx, (tuple, list)), say(
            en=f"backward returned {len(dx)} things. It returns the gradient of the input alone; those of W and b go into "
            "self.dW and self.db.",
            ja=f"backward が {len(dx)} 個の値を返しました。返すのは入力の勾配だけです。W と b の勾配は self.dW と self.db に入れます。",
        )
        if np.ndim(dx) == 4:
            assert 0 not in np.shape(dx), say(
                en=f"dx has shape {np.shape(dx)}: nothing is left of it. Was it cut by pad:-pad? -0 is 0, so with pad = 0 that "
                "ends before its first row. pad : pad + H holds for every pad.",
                ja=f"dx の形状が {np.shape(dx)} で、何も残っていません。pad:-pad で切り出しませんでしたか。pad が 0 のとき、-0 は 0 なので、"
                "先頭で終わってしまいます。pad : pad + H なら、どの pad でも正しく切り出せます。",
            )
        return {"y": y, "dx": dx, "dW": layer.dW, "db": layer.db}

    yield say(
        en="forward: one image, one channel, one filter",
        ja="forward：画像 1 枚、チャンネル 1 個、フィルタ 1 個",
    )
    x = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [2.0, 1.0, 0.0]]).reshape(1, 1, 3, 3)
    W = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 1, 2, 2)
    dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
    b = np.array([0.5])
    good = right(x, W, b, dout)
    y = make(W, b).forward(x)
    assert np.shape(y) != (1, 1, 1, 1), say(
        en="y has one row and one column. A 2×2 window has 2×2 places in a 3×3 image: (H - FH) + 1.",
        ja="y が 1 行 1 列です。3×3 の画像に、2×2 の窓は 2×2 か所に置けます。(H - FH) + 1 です。",
    )
    y = expect_array(y, "forward(x)", shape=(1, 1, 2, 2))
    assert y.any(), say(en="y is 0 everywhere.", ja="y がどこも 0 です。")
    assert not np.allclose(y, good["y"] - b), say(
        en="In y the bias is missing.", ja="y にバイアスが足されていません。"
    )
    assert not np.allclose(y, good["y"] + b * (W.size - 1)), say(
        en="The bias is added once for each weight of the filter. It is added to each output once.",
        ja="バイアスを、フィルタの重みの数だけ足しています。足すのは、出力一つに一度だけです。",
    )
    assert not np.allclose(y, right(x, turned(W), b, None)["y"]), say(
        en="The filter is flipped. That is a mathematician's convolution; here weight (0, 0) meets the window's upper left "
        "pixel.",
        ja="フィルタを裏返しています。それは数学の畳み込みです。ここでは、重み (0, 0) を窓の左上の画素に掛けます。",
    )
    expect_close(y, good["y"], "forward(x)")

    yield say(en="forward: images, channels, filters", ja="forward：画像、チャンネル、フィルタ")
    rng = np.random.default_rng(14)
    x2 = rng.integers(-3, 4, (2, 2, 4, 5)).astype(float)
    W2 = rng.integers(1, 6, (3, 2, 3, 2)).astype(float)
    b2 = np.array([1.0, -2.0, 30.0])
    dout2 = rng.integers(-4, 5, (2, 3, 2, 4)).astype(float)
    good2 = right(x2, W2, b2, dout2)
    y = expect_array(make(W2, b2).forward(x2), "forward(x)", shape=good2["y"].shape)
    assert not np.allclose(y, right(x2[:, :1], W2[:, :1], b2, None)["y"]), say(
        en="y sees the first channel only, of 2. The window covers all channels, and their products are added.",
        ja="y に、2 チャンネルのうち最初のものしか入っていません。窓は全チャンネルに重ね、積を全部足します。",
    )
    expect_close(y, good2["y"], "forward(x)")

    yield say(en="backward: dx", ja="backward：入力の勾配 dx")
    found = run(make(W, b), x, dout)
    dx = expect_array(found["dx"], "backward(dout)", shape=x.shape)
    assert dx.any(), say(en="dx is 0 everywhere.", ja="dx がどこも 0 です。")
    middle = dx[0, 0, 1, 1]
    assert middle not in (4, 1000), say(
        en=f"The pixel in the middle lies in all four windows, and received {middle:g}, from the last of them only. "
        "With = each wipes out what those before it brought; add, +=.",
        ja=f"中央の画素は四つの窓すべてに入っているのに、届いたのは、最後に配った {middle:g} だけです。= では、前に配った分が消えて"
        "しまいます。+= で足してください。",
    )
    seen = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])
    assert not np.allclose(dx, good["dx"] / seen), say(
        en="Each pixel of dx is divided by the number of windows that see it. It moves the loss through all of them, "
        "and all of it counts: the gradients add up.",
        ja="dx の画素を、それを見る窓の数で割っています。画素はどの窓を通っても損失を動かすので、割らずに足します。",
    )
    assert not np.allclose(dx, right(x, turned(W), b, dout)["dx"]), say(
        en=f"The middle of dx is {middle:g}. That comes out when the filter is turned by 180 degrees. A "
        "pixel's gradient comes back through the weight by which the pixel was multiplied going "
        "forward.",
        ja=f"dx の中央が {middle:g} です。これは、フィルタを 180 度回したときの値です。画素の勾配は、順伝播でその画素に"
        "掛けた重みを通って戻ります。",
    )
    expect_close(dx, good["dx"], "dx")
    found2 = run(make(W2, b2), x2, dout2)
    dx = expect_array(found2["dx"], "backward(dout)", shape=x2.shape)
    assert not np.allclose(dx[:, 0], dx[:, 1]), say(
        en="dx is the same in both channels. Each channel has weights of its own, W[f, c], and its gradient "
        "comes back through those.",
        ja="dx が、二つのチャンネルで同じです。チャンネルにはそれぞれ自分の重み W[f, c] があり、勾配はそれを通って戻ります。",
    )
    assert not np.allclose(dx, right(x2, W2[:1], b2[:1], dout2[:, :1])["dx"]), say(
        en="In dx there is only the first filter. All 3 filters saw this window, so 3 paths lead back to its "
        "pixels.",
        ja="dx に、最初のフィルタの分しか入っていません。3 個のフィルタがどれも同じ窓を見たので、画素へ戻る経路も 3 本あります。",
    )
    expect_close(dx, good2["dx"], "dx", atol=1e-12)

    yield say(en="self.dW", ja="self.dW：重みの勾配")
    dW = expect_array(found["dW"], "self.dW", shape=W.shape)
    assert dW.any(), say(en="self.dW is 0 everywhere.", ja="self.dW がどこも 0 です。")
    assert not np.allclose(dW, dout[0, 0, -1, -1] * x[:, :, 1:, 1:]), say(
        en="In self.dW there is only what the last window brings. The same weights serve in all four windows, "
        "so the four add up.",
        ja="self.dW に、最後の窓の分しか入っていません。同じ重みを四つの窓すべてで使うので、四つの分を足します。",
    )
    assert not np.allclose(dW, turned(good["dW"])), say(
        en="self.dW is turned by 180 degrees. Going forward, weight (fy, fx) met pixel (fy, fx) of the window; "
        "that pixel is its factor on the way back.",
        ja="self.dW が 180 度回っています。順伝播で重み (fy, fx) が出会ったのは、窓の画素 (fy, fx) です。戻るときも、その画素を"
        "掛けます。",
    )
    expect_close(dW, good["dW"], "self.dW")
    dW = found2["dW"]
    assert np.shape(dW) != (2, *W2.shape), say(
        en=f"self.dW has shape {(2, *W2.shape)}: one gradient for each image. All images use the same W, so add them up.",
        ja=f"self.dW の形状が {(2, *W2.shape)} で、画像ごとに勾配があります。どの画像も同じ W を使うので、足し合わせます。",
    )
    dW = expect_array(dW, "self.dW", shape=W2.shape)
    assert not np.allclose(dW, good2["dW"] / 2), say(
        en="self.dW is 2 times too small: divided by the number of images. The loss has taken its mean already, and "
        "the 1/N is in dout; divide again, and you have divided by N twice.",
        ja="self.dW が 2 分の 1 です。画像の枚数で割っています。平均は損失がもうとっていて、1/N は dout に入っています。ここでも割ると、"
        "N で二度割ったことになります。",
    )
    for n, which in ((0, ("first", "最初")), (1, ("last", "最後"))):
        part = right(x2[n : n + 1], W2, b2, dout2[n : n + 1])["dW"]
        assert not np.allclose(dW, part), say(
            en=f"In self.dW there is only the {which[0]} image, of 2.",
            ja=f"self.dW に、{which[1]}の画像の分しか入っていません。画像は 2 枚あります。",
        )
    expect_close(dW, good2["dW"], "self.dW", atol=1e-12)

    yield say(en="self.db: over which axes?", ja="self.db：どの軸で足すか")
    db = found2["db"]
    assert np.shape(db) != (), say(
        en="self.db is one number. b has one for each filter: the shape is (3,).",
        ja="self.db が一つの数になっています。b はフィルタごとにあるので、形状は (3,) です。",
    )
    assert np.ndim(db) != 4, say(
        en=f"self.db has 4 axes: its shape is {np.shape(db)}. b has one, of one number for each filter: add without "
        "keepdims.",
        ja=f"self.db の軸が 4 本あります（形状 {np.shape(db)}）。b の軸は 1 本で、フィルタごとに一つの数です。keepdims なしで足して"
        "ください。",
    )
    assert np.shape(db) != (2, 3), say(
        en="self.db has shape (2, 3), a row for each of the 2 images. There is only one b, of shape (3,), and every image "
        "uses it.",
        ja="self.db の形状が (2, 3) で、画像 2 枚のそれぞれに 1 行あります。b は形状 (3,) の一つだけで、どの画像も同じ b を使います。",
    )
    assert np.shape(db) != (2,), say(
        en="self.db has shape (2,), one number for each image. b has one for each filter, (3,): the sum runs over n, oy "
        "and ox, and f stays.",
        ja="self.db の形状が (2,) で、画像ごとに一つずつあります。b はフィルタごとに一つ、(3,) です。足すのは n、oy、ox についてで、"
        "f は残します。",
    )
    db = expect_array(db, "self.db", shape=(3,))
    assert not np.allclose(db, good2["db"] / 2), say(
        en="self.db is 2 times too small: divided by the number of images. The 1/N is in dout already.",
        ja="self.db が 2 分の 1 です。画像の枚数で割っています。1/N は dout にもう入っています。",
    )
    expect_close(db, good2["db"], "self.db", atol=1e-12)

    yield say(en="Stride 2", ja="ストライド 2")
    x = rng.integers(-3, 4, (1, 1, 5, 7)).astype(float)
    W = rng.integers(1, 6, (1, 1, 3, 3)).astype(float)
    dout = rng.integers(1, 5, (1, 1, 2, 3)).astype(float)
    b = np.zeros(1)
    layer, good = make(W, b, stride=2), right(x, W, b, dout, 2)
    y = layer.forward(x)
    assert np.shape(y) != (1, 1, 3, 5), say(
        en="y has 3 rows and 5 columns, as at stride 1. With stride 2 there are (5 - 3) / 2 + 1 rows.",
        ja="y が 3 行 5 列で、ストライドが 1 のときの大きさです。ストライド 2 なら (5 - 3) / 2 + 1 行です。",
    )
    y = expect_array(y, "forward(x)", shape=(1, 1, 2, 3))
    slow = right(x, W, b, None)["y"]
    assert not np.allclose(y, slow[:, :, :2, :3]), say(
        en="y has the right size, but its windows are those of stride 1. Output (oy, ox) sees the window that begins at "
        "row oy * stride and column ox * stride.",
        ja="y の大きさは合っていますが、窓がストライド 1 のときのものです。出力 (oy, ox) の窓は、oy * stride 行、ox * stride 列から"
        "始まります。",
    )
    assert not np.allclose(y, slow[:, :, ::2, :3]), say(
        en="The window moved by the stride downwards alone. It begins at row oy * stride and at column ox * stride.",
        ja="下向きにしか stride を掛けていません。窓が始まるのは、oy * stride 行、ox * stride 列です。",
    )
    expect_close(y, good["y"], "forward(x)")
    found = run(layer, x, dout)
    near = right(x[:, :, :4, :5], W, b, dout)
    dx = expect_array(found["dx"], "backward(dout)", shape=x.shape)
    assert not np.allclose(dx[:, :, :4, :5], near["dx"]), say(
        en="dx is as if the stride were 1. Output (oy, ox) saw the window that begins at row oy * stride and column "
        "ox * stride.",
        ja="dx が、ストライドが 1 のときの値です。出力 (oy, ox) が見た窓は、oy * stride 行、ox * stride 列から始まります。",
    )
    for name in NAMES:
        expect_close(found[name], good[name], name)

    yield say(en="Padding 1", ja="パディング 1")
    x = rng.integers(-3, 4, (1, 1, 4, 3)).astype(float)
    dout = rng.integers(1, 5, (1, 1, 4, 3)).astype(float)
    layer, good = make(W, b, pad=1), right(x, W, b, dout, 1, 1)
    y = layer.forward(x)
    assert np.shape(y) != (1, 1, 2, 1), say(
        en="y has 2 rows and 1 column, as without padding. H + 2 pad rows are there for the window: the size has to "
        "know of the padding.",
        ja="y が 2 行 1 列で、パディングがないときの大きさです。窓が動くのは H + 2 pad 行なので、大きさの式にも pad が入ります。",
    )
    expect_close(y, good["y"], "forward(x)")
    found = run(layer, x, dout)
    assert np.shape(found["dx"]) != (1, 1, 6, 5), say(
        en="dx has shape (1, 1, 6, 5): the padding is still there. x is (1, 1, 4, 3); what reached the zeros around it is "
        "of no use to anybody.",
        ja="dx の形状が (1, 1, 6, 5) で、パディングが残っています。x は (1, 1, 4, 3) です。まわりの 0 に届いた勾配は、誰も使いません。",
    )
    whole = right(np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), W, b, dout)["dx"]
    assert not np.allclose(found["dx"], whole[:, :, :4, :3]), say(
        en="dx begins in the padding: its first row and column belong to the zeros above and on the left. Cut pad off "
        "every side, not twice pad off the bottom and the right.",
        ja="dx がパディングから始まっています。最初の行と列は、上と左の 0 の分です。下と右から 2 倍を切るのではなく、どの辺からも "
        "pad ずつ切り落とします。",
    )
    for name in NAMES:
        expect_close(found[name], good[name], name)

    yield say(
        en="The same layer again, with another batch, and after an update",
        ja="同じ層に、別のバッチをもう一度、そして更新の後",
    )
    layer = make(W2, b2)
    run(layer, x2, dout2)
    other, dother = x2[:1, :, :, ::-1] + 1, dout2[:1] + 2
    found, good = run(layer, other, dother), right(other, W2, b2, dother)
    for name, before in (("dW", good2["dW"]), ("db", good2["db"])):
        assert not np.allclose(found[name], before + good[name]), say(
            en=f"self.{name} holds the sum of both calls of backward. Each call tells of its own batch: begin from 0 in "
            "backward.",
            ja=f"self.{name} に、2 回の backward の分が足し合わされています。入れるのは、そのときのバッチの分だけです。backward の"
            "中で 0 から始めます。",
        )
    for name in NAMES:
        expect_close(found[name], good[name], name, atol=1e-12)
    for changed in ("W", "b"):
        parameter = getattr(layer, changed)
        parameter += 1
        found = run(layer, x2, dout2)
        good = right(x2, np.array(layer.W), np.array(layer.b), dout2)
        for name in ("y", "dx"):
            old = good2[name]
            missed = np.allclose(found[name], old) and not np.allclose(good[name], old)
            assert not missed, say(
                en=f"self.{changed} was changed, as an update does it, and {name} came out as before. Use self.W and self.b "
                "themselves each time that you need them, not a copy from earlier.",
                ja=f"更新のときと同じように self.{changed} を変えましたが、{name} が前と同じままです。前に写しておいたものではなく、"
                "そのときの self.W と self.b を使ってください。",
            )
        for name in NAMES:
            expect_close(found[name], good[name], name, atol=1e-12)

    yield say(
        en="Two layers in a row: each keeps its own",
        ja="二つの層を続けて：それぞれ自分のものを持つ",
    )
    W3, b3 = rng.standard_normal((2, 3, 1, 1)), rng.standard_normal(2)
    first, second = make(W2, b2), make(W3, b3)
    h = first.forward(x2)
    z = second.forward(h)
    dz = rng.standard_normal(np.shape(z))
    found = {"dx": first.backward(second.backward(dz)), "dW": first.dW, "db": first.db}
    back = right(np.array(h), W3, b3, dz)
    good = right(x2, W2, b2, back["dx"])
    assert np.shape(second.db) == (2,) and np.allclose(second.db, back["db"]), say(
        en="backward of one layer changed the gradients of another. Keep what is the layer's own in self, not in the "
        "class.",
        ja="ある層の backward が、別の層の勾配を変えました。層ごとのものは、クラスではなく self に入れます。",
    )
    for name, got in found.items():
        expect_close(got, good[name], name, rtol=1e-9, atol=1e-12)

    yield say(en="The same as ours in many settings", ja="いろいろな設定で、この本の層と一致")
    settings = itertools.product((1, 2, 3), (2, 3), (1, 2, 3, 4, 7), (0, 1, 2))
    for FH, FW, stride, pad in settings:
        H, width = FH + 2 * stride - 2 * pad, FW + stride - 2 * pad  # OH 3, OW 2
        if H < 1 or width < 1:
            continue
        x, b = rng.standard_normal((2, 3, H, width)), rng.standard_normal(2)
        W, dout = rng.standard_normal((2, 3, FH, FW)), rng.standard_normal((2, 2, 3, 2))
        found = run(make(W, b, stride, pad=pad), x, dout)
        good = right(x, W, b, dout, stride, pad)
        at = f"(H, W = {H}, {width}, FH, FW = {FH}, {FW}, stride={stride}, pad={pad})"
        for name in NAMES:
            expect_close(found[name], good[name], f"{name} {at}", rtol=1e-9, atol=1e-12)

    yield say(en="float32 stays float32", ja="float32はfloat32のまま")
    small = rng.standard_normal((2, 2, 4, 4)).astype(np.float32)
    layer = make(np.ones((3, 2, 2, 2), np.float32), np.zeros(3, np.float32))
    y = expect_array(layer.forward(small), "forward(x)", dtype=np.float32)
    expect_array(layer.backward(np.ones_like(y)), "backward(dout)", dtype=np.float32)
