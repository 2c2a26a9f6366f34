import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def made(rate, seed=0, training=True):
        layer = answer.Dropout(rate, np.random.default_rng(seed))
        layer.training = training
        return layer

    def forward(layer, x):
        return expect_array(layer.forward(x), "forward(x)", shape=x.shape)

    many = np.full((200, 50), 3.0)

    yield say(en="Training: what is dropped", ja="学習中：0 にする")
    for rate in (0.2, 0.7):
        y = forward(made(rate), many)
        share = (y == 0).mean()
        assert share > 0, say(
            en=f"With training True and rate {rate}, nothing became 0.",
            ja=f"training が True で rate が {rate} なのに、どこも 0 になりません。",
        )
        assert abs(share - rate) < 0.03 or abs(share - (1 - rate)) >= 0.03, say(
            en=f"With rate {rate}, {share:.0%} became 0. `rate` is the probability to be dropped, not that to be kept.",
            ja=f"rate が {rate} のとき、{share:.0%} が 0 になりました。`rate` は残す確率ではなく、0 にする確率です。",
        )
        assert abs(share - rate) < 0.03, say(
            en=f"With rate {rate}, {share:.1%} of 10000 numbers became 0.",
            ja=f"rate が {rate} のとき、10000 個のうち 0 になったのは {share:.1%} です。",
        )
        dropped = y == 0
        assert not (dropped == dropped[0]).all(), say(
            en="All rows drop the same columns. Draw for each element, so that each image drops units of its own.",
            ja="どの行でも同じ列が 0 になりました。画像ごとに違うユニットが消えるよう、要素ごとに乱数を取り出します。",
        )
        assert not (dropped[:, 0] == dropped.T).all(), say(
            en="Whole rows are dropped. Draw for each element, not for each image.",
            ja="行全体が 0 になっています。画像ごとではなく、要素ごとに決めます。",
        )

    yield say(en="Training: how the others are scaled", ja="学習中：残りを大きくする")
    for rate in (0.2, 0.7):
        y = forward(made(rate), many)
        kept = y[y != 0]
        assert not np.allclose(kept, 3), say(
            en=f"With rate {rate} what was kept stays as it was, so the mean falls from 3 to {y.mean():.2f}. Divide by 1 - rate.",
            ja=f"rate が {rate} のとき、残った数がそのままなので、平均が 3 から {y.mean():.2f} に減りました。1 - rate で割ってください。",
        )
        assert not np.allclose(kept, 3 * (1 - rate)), say(
            en=f"With rate {rate} what was kept is multiplied by 1 - rate, so the mean falls even further. Divide by it.",
            ja=f"rate が {rate} のとき、残った数に 1 - rate を掛けています。平均がさらに減ります。割ってください。",
        )
        assert not np.allclose(kept, 3 / rate), say(
            en="What was kept is divided by rate. The share that is kept is 1 - rate.",
            ja="残った数を rate で割っています。残る割合は 1 - rate です。",
        )
        share = len(kept) / y.size
        assert np.isclose(share, 1 - rate) or not np.allclose(kept, 3 / share), say(
            en="What was kept is divided by the share that happened to be kept in this batch. Divide by 1 - rate, so that "
            "images do not depend on each other.",
            ja="残った数を、このバッチでたまたま残った割合で割っています。画像どうしが影響しないよう、1 - rate で割ります。",
        )
        expect_close(kept, np.full(kept.shape, 3 / (1 - rate)), "what was kept", rtol=1e-6)
    x = np.random.default_rng(1).standard_normal((40, 30))
    y = forward(made(0.5), x)
    expect_close(y, np.where(y == 0, 0, x / 0.5), "forward(x)", rtol=1e-6)

    yield say(en="Backward: the same numbers", ja="逆伝播：同じ数を掛ける")
    rng = np.random.default_rng(2)
    for rate in (0.2, 0.7):
        layer = made(rate)
        x, dout = rng.standard_normal((2, 40, 30))
        kept = forward(layer, x) != 0
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)
        assert not np.allclose(dx, dout), say(
            en="dx is dout, unchanged: the mask is ignored. A number that was dropped cannot have changed the loss.",
            ja="dx が dout のままで、マスクを使っていません。0 にした数は損失に影響しないので、勾配も 0 です。",
        )
        assert not np.allclose(dx, dout / (1 - rate)), say(
            en="dx is scaled, but not dropped: the mask is ignored.",
            ja="dx は大きくなっていますが、マスクを使っていません。0 にしたところの勾配は 0 です。",
        )
        assert not np.allclose(dx, dout * kept), say(
            en="The factor is missing on the way back. forward divided by 1 - rate, so the gradient is divided by it, too.",
            ja="逆伝播で、1 - rate で割っていません。forward で割ったのですから、勾配も同じように割ります。",
        )
        assert (dx[~kept] == 0).all(), say(
            en="Numbers that were dropped get a gradient. Has backward drawn a new mask?",
            ja="0 にしたところに勾配が届いています。backward で新しいマスクを作っていませんか。",
        )
        expect_close(dx, dout * kept / (1 - rate), "backward(dout)", rtol=1e-6)

    yield say(en="Inference: nothing happens", ja="推論：何もしない")
    layer = made(0.5, training=False)
    x, dout = rng.standard_normal((2, 40, 30))
    y = forward(layer, x)
    assert (y != 0).all(), say(
        en="With training False numbers are dropped. Inference uses all of them.",
        ja="training が False なのに、0 になった数があります。推論では、すべて使います。",
    )
    assert not np.allclose(y, x * 0.5), say(
        en="With training False everything is multiplied by 1 - rate. In training you have made up for that already.",
        ja="training が False のとき、1 - rate を掛けています。それはもう学習中に済ませています。",
    )
    assert not np.allclose(y, x / 0.5), say(
        en="With training False everything is divided by 1 - rate, though nothing was dropped.",
        ja="training が False のとき、何も 0 にしていないのに、1 - rate で割っています。",
    )
    expect_close(y, x, "forward(x) with training False")
    expect_close(layer.backward(dout), dout, "backward(dout) after training False")
    assert not answer.Dropout(0.5, rng).training, say(
        en="A new layer must not be training until somebody says so.",
        ja="作ったばかりの層の training は、False でなければなりません。",
    )

    yield say(en="Switched on and off", ja="学習と推論の切り替え")
    layer = made(0.5)
    forward(layer, x)
    layer.training = False
    expect_close(forward(layer, x), x, "forward(x) once training is False again")
    expect_close(layer.backward(dout), dout, "backward(dout) once training is False again")
    layer.training = True
    assert (forward(layer, x) == 0).any(), say(
        en="Once training is True again, nothing is dropped.",
        ja="training を True に戻しても、0 になる数がありません。",
    )

    yield say(en="Chance comes from rng, anew at each call", ja="乱数は rng から、呼ぶたびに新しく")
    layer = made(0.5)
    first, second = forward(layer, many) != 0, forward(layer, many) != 0
    assert not np.array_equal(first, second), say(
        en="Two calls drop the same numbers. Draw a new mask each time.",
        ja="二度呼んでも、同じ数が 0 になりました。マスクは毎回新しく作ります。",
    )
    assert np.array_equal(first, forward(made(0.5), many) != 0), say(
        en="The same rng, and another mask: some numbers do not come from `rng`.",
        ja="同じ rng を渡したのに、違うマスクになりました。`rng` 以外から取り出した乱数があります。",
    )
    assert not np.array_equal(first, forward(made(0.5, seed=1), many) != 0), say(
        en="Another rng, and the same mask. Draw from the `rng` that was handed in.",
        ja="別の rng を渡しても、同じマスクになりました。渡された `rng` から取り出します。",
    )

    yield say(en="Other shapes, rate 0, float32", ja="ほかの形状、rate が 0、float32")
    for shape in ((7,), (3, 4, 5, 6)):
        x, dout = rng.standard_normal((2, *shape))
        layer = made(0.4)
        kept = forward(layer, x) != 0
        expect_close(layer.backward(dout), dout * kept / 0.6, "backward(dout)", rtol=1e-6)
        expect_close(forward(made(0.0), x), x, "forward(x) with rate 0")
    small = rng.standard_normal((20, 30)).astype(np.float32)
    for training in (True, False):
        layer = made(0.5, training=training)
        expect_array(layer.forward(small), "forward(x)", dtype=np.float32)
        expect_array(layer.backward(small), "backward(dout)", dtype=np.float32)
