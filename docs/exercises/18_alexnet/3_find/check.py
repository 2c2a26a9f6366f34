import numpy as np

from lesson_code import LocalResponseNormalization
from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    rng = np.random.default_rng(18)

    def both(C, n, alpha=0.5, beta=0.75, N=2):
        x, dout = rng.standard_normal((2, N, C, 2, 3))
        layer, ours = (
            answer.LRN(2.0, n, alpha, beta),
            LocalResponseNormalization(2.0, n, alpha, beta),
        )
        y = expect_array(layer.forward(x), "forward(x)", shape=x.shape)
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)
        expect_close(y, ours.forward(x), f"forward(x), C = {C}, n = {n}")
        return x, dout, dx, ours.backward(dout)

    def near(a, n):
        channels = range(a.shape[1])
        sums = [a[:, max(0, i - n // 2) : i + n // 2 + 1].sum(axis=1) for i in channels]
        return np.stack(sums, axis=1)

    yield say(en="One channel, as before", ja="チャンネル 1 個（今までどおり）")
    x, dout, dx, right = both(1, 3)
    s = 2 + 0.5 * x**2
    assert not np.allclose(dx, dout / s**0.75), say(
        en="Now the second term is gone, and with one channel the check fails too. It is the sum in it that is wrong.",
        ja="第 2 項がなくなり、チャンネルが一つのときまで合わなくなりました。間違っているのは、その中の和です。",
    )
    assert not np.allclose(dx, dout / s**0.75 - 0.75 * x * dout * x / s), say(
        en="In the sum there is dout / s. It needs s to the power of -beta - 1: s^-beta is missing.",
        ja="和の中が dout / s です。必要なのは s の −beta − 1 乗なので、s の −beta 乗が足りません。",
    )
    expect_close(dx, right, "backward(dout)", rtol=1e-6, atol=1e-9)

    yield say(en="Five channels, n = 3", ja="チャンネル 5 個、n = 3")
    x, dout, dx, right = both(5, 3)
    s = 2 + 0.5 * near(x**2, 3)
    own = dout / s**0.75
    assert not np.allclose(dx, own - 0.75 * own * x / s * near(x, 3)), say(
        en="Still the other way round: it adds up how the number's own output changes with its neighbours. Add up how the neighbours' outputs change with this number.",
        ja="まだ逆向きです。自分の出力が隣の数でどう変わるか、を足しています。隣の出力が自分の数でどう変わるか、を足してください。",
    )
    assert not np.allclose(dx, own - 0.75 * x * own * x / s), say(
        en="Now the neighbours are left out altogether: only the number's own output is there.",
        ja="隣がまったく足されなくなりました。自分の出力の分しかありません。",
    )
    assert not np.allclose(dx, own - 0.75 * x * own * near(x / s, 3)), say(
        en="x and s are those of the neighbours now, but dout is still the number's own. It belongs into the sum.",
        ja="x と s は隣のものになりましたが、dout が自分のもののままです。dout も和の中に入れます。",
    )
    assert not np.allclose(dx, own - 0.75 * near(own * x * x / s, 3)), say(
        en="The factor x in front of the sum has gone into it. It is this number's x, not the neighbours'.",
        ja="和の前の x まで、和の中に入れています。これは隣の x ではなく、自分の x です。",
    )
    expect_close(dx, right, "backward(dout)", rtol=1e-6, atol=1e-9)

    yield say(en="Other sizes", ja="ほかの大きさ")
    for C, n, beta in ((2, 3, 1.0), (3, 9, 0.75), (8, 5, 0.5), (4, 1, 2.0)):
        _, _, dx, right = both(C, n, alpha=1.0, beta=beta, N=1)
        expect_close(dx, right, f"backward(dout), C = {C}, n = {n}", rtol=1e-6, atol=1e-9)
