import math

import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    def step(x, t, W, b, rate):
        got = answer.step(x, t, W, b, rate)
        assert isinstance(got, tuple | list) and len(got) == 3, say(
            en="step returns three things: the loss, W and b.",
            ja="step は、損失、W、b の三つを返します。",
        )
        loss = float(expect_array(got[0], "step(...)[0]", shape=()))
        return (
            loss,
            expect_array(got[1], "step(...)[1]", shape=W.shape),
            expect_array(got[2], "step(...)[2]", shape=b.shape),
        )

    def right(x, t, W, b):
        """The loss of one softmax, and the gradients of W and b."""
        a = x @ W + b
        log_p = a - np.logaddexp.reduce(a, axis=1)[:, None]
        d = (np.exp(log_p) - np.eye(len(b))[t]) / len(t)
        return -log_p[np.arange(len(t)), t].mean(), x.T @ d, d.sum(axis=0)

    rng = np.random.default_rng(4)
    N, D, K = 8, 5, 3
    x, W, b = (rng.standard_normal(shape) for shape in ((N, D), (D, K), (K,)))
    t = rng.integers(0, K, N)
    one_hot = np.eye(K)

    yield say(en="An answer that is right and sure", ja="正解を言い切った答え")
    floor = math.log(math.e + K - 1) - 1
    loss = step(one_hot, np.arange(K), 30 * one_hot, np.zeros(K), 0.1)[0]
    assert abs(loss - floor) > 1e-3, say(
        en=f"Each right class leads by 30, and the loss is still {loss:.3f}, which is log(e + {K - 1}) - 1. So the numbers "
        "that the last softmax was given differ by 1 at most. What are they already?",
        ja=f"どの正解のロジットも 30 だけ大きいのに、損失がまだ {loss:.3f} です。これは log(e + {K - 1}) - 1 です。最後のソフトマックスに"
        "渡った数の差が、最大でも 1 だということです。渡る前に、もう何になっているでしょうか。",
    )
    assert loss < 1e-3, say(
        en=f"Each right class leads by 30, and the loss is {loss:.3f}. It should be nearly 0.",
        ja=f"どの正解のロジットも 30 だけ大きいのに、損失が {loss:.3f} です。ほとんど 0 になるはずです。",
    )

    yield say(en="The loss", ja="損失")
    wanted, dW, db = right(x, t, W, b)
    loss, new_W, new_b = step(x, t, W, b, 0.1)
    assert not math.isclose(loss, N * wanted, rel_tol=1e-6), say(
        en=f"The loss has become the sum over the {N} samples. It was a mean, and that was right.",
        ja=f"損失が {N} 個のサンプルの合計になりました。元の平均のほうが正しかったのです。",
    )
    expect_close(loss, wanted, "step(...)[0]", rtol=1e-9)

    yield say(en="The step: W and b", ja="1 歩：Wとb")
    a = x @ W + b
    p = np.exp(a - np.logaddexp.reduce(a, axis=1)[:, None])
    d = (p - one_hot[t]) / N
    for y in (a, p):
        back = y * (d - (d * y).sum(axis=1, keepdims=True))
        assert not np.allclose(new_W, W - 0.1 * x.T @ back), say(
            en="The loss is right, but its gradient still goes back through a softmax of its own. p - t has done that already.",
            ja="損失は合いましたが、勾配がまだソフトマックスを一つ余分にさかのぼっています。p - t には、その分がもう入っています。",
        )
    assert not np.array_equal(new_W, W), say(en="W has not moved.", ja="W が動いていません。")
    assert not np.allclose(new_W, W + 0.1 * dW), say(
        en="W has gone uphill: the gradient has to be subtracted.",
        ja="W が坂を上っています。勾配は引きます。",
    )
    expect_close(new_W, W - 0.1 * dW, "step(...)[1]", rtol=1e-9, atol=1e-12)
    expect_close(new_b, b - 0.1 * db, "step(...)[2]", rtol=1e-9, atol=1e-12)

    yield say(en="Training", ja="学習")
    t = np.arange(30) % K
    x, W, b = one_hot[t] * 4, np.zeros((K, K)), np.zeros(K)
    for _ in range(300):
        loss, W, b = step(x, t, W, b, 0.5)
    assert loss < 0.05, say(
        en=f"After 300 steps on an easy problem the loss is {loss:.3f}, expected less than 0.05.",
        ja=f"やさしい問題で 300 歩進めても、損失が {loss:.3f} です。0.05 より小さくなるはずです。",
    )
