import numpy as np

from lesson_code.exercises.grading import expect_array, expect_changed, expect_close

CHOICES = {"left": (0.1, 0.2, 0.25, 0.5), "together": ("x[n, c]", "x[:, c]")}
CHANGE = {
    "ja": "`x` の形状は (N, C) か (N, C, H, W) です。0 にするかどうかは要素ごとではなく、`{together}` ごとに、まとめて決めます。"
    "しかも 0 にはせず、確率 `rate` で {left} 倍にします。残りに掛ける数は、どの要素の期待値も `x` のままになるように選びます。推論では、これまでどおり何もしません。",
    "en": "`x` is (N, C) or (N, C, H, W). Chance does not decide on each element but on each `{together}`, as a whole. With probability `rate` it is not set to 0 but multiplied by {left}. "
    "The others are multiplied by the number with which the expected value of every element is still `x`. At inference nothing happens, as before.",
}


def starter(text, left, together):
    """The program to begin with, without what no longer holds of it."""
    said = "0 with probability rate; the others are divided by 1 - rate"
    return text.replace(said, "some numbers smaller and the others larger")


def check(answer, say, left, together):
    def made(rate, seed=0, training=True):
        layer = answer.Dropout(rate, np.random.default_rng(seed))
        layer.training = training
        return layer

    def drawn(layer, x, rate=0.5):
        """Whether each element was made smaller, wherever forward is right about the rest."""
        y = expect_array(layer.forward(x), "forward(x)", shape=x.shape)
        high = (1 - rate * left) / (1 - rate)
        small = np.abs(y / x - left) < np.abs(y / x - high)
        assert not np.allclose(y, x), say(
            en="With training True forward(x) is x.",
            ja="training が True なのに、forward(x) が x のままです。",
        )
        plain = np.where(y == 0, 0, x / (1 - rate))
        scaled = np.where(small, left * x, plain)
        assert not np.allclose(y, scaled), say(
            en=f"What is not multiplied by {left} is divided by 1 - rate. Then the expected value is too large: "
            "the others are no longer 0, and count.",
            ja=f"{left} 倍にしなかったほうを、1 - rate で割っています。それでは期待値が大きすぎます。"
            "小さくしたほうも、もう 0 ではないからです。",
        )
        right = np.where(small, left, high) * x
        expect_changed(y, right, plain, "forward(x)", rtol=1e-6, atol=1e-9)
        return small

    rng = np.random.default_rng(11)
    for shape in ((4, 5000), (4, 5000, 2, 3)):
        for rate in (0.2, 0.7):
            yield say(
                en=f"Training, shape {shape}, rate {rate}", ja=f"学習中、形状 {shape}、rate {rate}"
            )
            x = rng.uniform(1, 2, shape)
            small = drawn(made(rate), x, rate)
            group = small.reshape(*shape[:2], -1)[:, :, :1]  # of the first pixel
            whole = group if together == "x[n, c]" else group[:1]
            whole = np.broadcast_to(whole, (*shape[:2], x[0, 0].size)).reshape(shape)
            assert np.array_equal(small, whole), say(
                en=f"Not all of one `{together}` is multiplied by the same number.",
                ja=f"一つの `{together}` の中に、違う数の掛かった要素があります。",
            )
            if together == "x[n, c]":
                assert not (group == group[0]).all(), say(
                    en="The same channels are small in all images. Draw for each image, too.",
                    ja="どの画像でも、同じチャンネルが小さくなりました。画像ごとにも乱数を取り出します。",
                )
            assert not (group == group[:, :1]).all(), say(
                en="All channels share their luck. Draw for each of them.",
                ja="どのチャンネルも同じ扱いです。チャンネルごとに乱数を取り出します。",
            )
            share = group.mean()
            assert abs(share - rate) < 0.04, say(
                en=f"With rate {rate}, {share:.1%} were multiplied by {left}.",
                ja=f"rate が {rate} のとき、{left} 倍になったのは {share:.1%} です。",
            )

    yield say(en="Backward: the same numbers", ja="逆伝播：同じ数を掛ける")
    for shape, rate in (((20, 30), 0.4), ((5, 8, 3, 4), 0.6)):
        x, dout = rng.uniform(1, 2, shape), rng.standard_normal(shape)
        layer = made(rate)
        small = drawn(layer, x, rate)
        wanted = dout * np.where(small, left, (1 - rate * left) / (1 - rate))
        plain = dout * np.where(small, 0, 1 / (1 - rate))
        expect_changed(layer.backward(dout), wanted, plain, "backward(dout)", rtol=1e-6, atol=1e-9)

    yield say(en="Inference: nothing happens", ja="推論：何もしない")
    layer.training = False
    expect_close(layer.forward(x), x, "forward(x) with training False")
    expect_close(layer.backward(dout), dout, "backward(dout) after training False")
    assert not answer.Dropout(0.5, rng).training, say(
        en="A new layer must not be training until somebody says so.",
        ja="作ったばかりの層の training は、False でなければなりません。",
    )

    yield say(en="Chance comes from rng, anew at each call", ja="乱数は rng から、呼ぶたびに新しく")
    x = rng.uniform(1, 2, (4, 200))
    layer = made(0.5)
    first = drawn(layer, x)
    assert not np.array_equal(first, drawn(layer, x)), say(
        en="Two calls draw the same. Draw anew each time.",
        ja="二度呼んでも、同じ結果になりました。乱数は毎回新しく取り出します。",
    )
    assert np.array_equal(first, drawn(made(0.5), x)), say(
        en="The same rng, and another result: some numbers do not come from `rng`.",
        ja="同じ rng を渡したのに、違う結果になりました。`rng` 以外から取り出した乱数があります。",
    )
    assert not np.array_equal(first, drawn(made(0.5, seed=1), x)), say(
        en="Another rng, and the same result. Draw from the `rng` that was handed in.",
        ja="別の rng を渡しても、同じ結果になりました。渡された `rng` から取り出します。",
    )

    yield say(en="Rate 0, float32", ja="rate が 0、float32")
    expect_close(made(0.0).forward(x), x, "forward(x) with rate 0")
    small = x.astype(np.float32)
    for training in (True, False):
        layer = made(0.5, training=training)
        expect_array(layer.forward(small), "forward(x)", dtype=np.float32)
        expect_array(layer.backward(small), "backward(dout)", dtype=np.float32)
