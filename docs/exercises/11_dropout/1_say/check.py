import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    rng = np.random.default_rng(0)

    def weights(W, rate):
        name = f"moved(W, {rate})"
        return expect_array(answer.moved(W, rate), name, shape=W.shape)

    yield say(en="A rate of 0: nothing to move", ja="rate が 0：何も変わらない")
    W = rng.standard_normal((4, 3))
    got = weights(W, 0.0)
    assert got.any(), say(
        en="With a rate of 0 all weights became 0. Nothing is dropped then, so they stay.",
        ja="rate が 0 なのに、重みがすべて 0 になりました。何も 0 にしないのですから、重みはそのままです。",
    )
    expect_close(got, W, "moved(W, 0.0)")

    yield say(en="A rate of 0.2", ja="rate が 0.2")
    got = weights(W, 0.2)
    assert not np.allclose(got, W), say(
        en="The weights are as before. At inference their inputs are now larger: nobody multiplies them by 0.8 any more.",
        ja="重みが元のままです。推論のとき、入力には、もう誰も 0.8 を掛けないので、その分だけ大きくなります。",
    )
    assert not np.allclose(got, W / 0.8), say(
        en="The other way round: the inputs are larger than before, so the weights have to be smaller.",
        ja="向きが逆です。入力が前より大きくなるのですから、重みは小さくしなければなりません。",
    )
    assert not np.allclose(got, W * 0.2), say(
        en="You multiplied by rate. The report multiplied by the share that is kept.",
        ja="rate を掛けています。レポートが掛けていたのは、残す割合です。",
    )
    expect_close(got, W * 0.8, "moved(W, 0.2)")

    yield say(en="The answers are the same", ja="推論の答えが同じ")
    for rate in (0.5, 0.8, 0.35):
        W, h = rng.standard_normal((6, 4)), rng.random((5, 6))
        name = f"h @ moved(W, {rate})"
        expect_close(h @ weights(W, rate), (h * (1 - rate)) @ W, name)
