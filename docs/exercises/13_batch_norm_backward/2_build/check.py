import numpy as np

from lesson_code import BatchNormalization
from lesson_code.exercises.grading import expect_array, expect_close, expect_several


def right(x, gamma, beta, eps, dout):
    layer = BatchNormalization(gamma, beta, eps)
    layer.forward(x, train=True)
    return layer.backward(dout), layer.grads["gamma"], layer.grads["beta"]


def check(answer, say):
    def backward(x, gamma, beta, eps, dout):
        y, cache = answer.batch_norm_forward(x, gamma, beta, eps)
        layer = BatchNormalization(gamma, beta, eps)
        expect_close(y, layer.forward(x, train=True), "y", rtol=1e-6, atol=1e-9)
        return expect_several(answer.batch_norm_backward(dout, cache), "dx", "dgamma", "dbeta")

    N, D = 4, 3
    rng = np.random.default_rng(0)
    x, dout = rng.standard_normal((N, D)) * [1, 2, 3] + [0, 5, -5], rng.standard_normal((N, D))
    gamma, beta, eps = np.array([2.0, -1.0, 0.5]), np.array([0.0, 1.0, 2.0]), 0.5
    problem = x, gamma, beta, eps
    s = np.sqrt(x.var(axis=0) + eps)
    x_hat = (x - x.mean(axis=0)) / s
    mean, slope = dout.mean(axis=0), (dout * x_hat).mean(axis=0)

    yield say(en="dbeta: four samples, three features", ja="dbeta：サンプル 4、特徴 3")
    dx, dgamma, dbeta = backward(*problem, dout)
    assert [np.shape(a) for a in (dx, dgamma, dbeta)] != [(D,), (D,), (N, D)], say(
        en="The shapes are those of the three, but not in the order dx, dgamma, dbeta.",
        ja="形状は三つともありますが、dx、dgamma、dbeta の順に返してください。",
    )
    assert np.shape(dbeta) != (N, D), say(
        en=f"dbeta has shape {(N, D)}, one row for each sample. beta is {(D,)}, and every sample uses it.",
        ja=f"dbeta の形状が {(N, D)} で、サンプルごとに 1 行あります。beta は {(D,)} で、どのサンプルも同じものを使います。",
    )
    dbeta = expect_array(dbeta, "dbeta", shape=(D,))
    assert dbeta.any(), say(en="dbeta is 0 everywhere.", ja="dbeta がどこも 0 です。")
    assert not np.allclose(dbeta, mean), say(
        en=f"dbeta is {N} times too small: you took the mean. Raise beta by h, and all {N} samples rise by h.",
        ja=f"dbeta が {N} 分の 1 です。平均をとっています。beta を h だけ上げると、{N} 個のサンプルがどれも h だけ上がります。",
    )
    expect_close(dbeta, dout.sum(axis=0), "dbeta")

    yield say(en="dgamma: what is gamma multiplied by?", ja="dgamma：gammaに掛かるもの")
    dgamma = expect_array(dgamma, "dgamma", shape=(D,))
    assert dgamma.any(), say(en="dgamma is 0 everywhere.", ja="dgamma がどこも 0 です。")
    assert not np.allclose(dgamma, dbeta), say(
        en="dgamma is the same as dbeta. But gamma is not added, it is multiplied: by what?",
        ja="dgamma が dbeta と同じです。gamma は足すのではなく、何かに掛かっています。何に掛かっているでしょうか。",
    )
    assert not np.allclose(dgamma, slope), say(
        en=f"dgamma is {N} times too small: add over the samples, do not average.",
        ja=f"dgamma が {N} 分の 1 です。サンプルについて、平均ではなく和をとります。",
    )
    assert not np.allclose(dgamma, gamma * slope * N), say(
        en="dgamma is multiplied by gamma. In y = gamma * x_hat + beta, how many times as far as gamma does y move?",
        ja="dgamma に gamma が掛かっています。y = gamma * x_hat + beta で gamma を動かすと、y は gamma の何倍動くでしょうか。",
    )
    expect_close(dgamma, slope * N, "dgamma")

    yield say(
        en="dx for dout = 1: exactly 0 is right", ja="dout = 1 のときの dx：ちょうど 0 が正しい"
    )
    ones = np.ones((N, D))
    dx = expect_array(backward(*problem, ones)[0], "dx", shape=(N, D))
    assert not np.allclose(dx, gamma / s * ones), say(
        en="dx is gamma / s, as if the mean were a constant, and perhaps the variance too. But a column of y has the same sum "
        "wherever you move x, so for dout = 1 dx must be 0.",
        ja="dx が gamma / s です。平均を、そしておそらく分散も、定数と見たときの答えです。x をどう動かしても y の列の和は"
        "変わらないので、dout = 1 なら dx は 0 のはずです。",
    )
    assert not np.allclose(dx, gamma / s * (1 - N) * ones), say(
        en=f"For dout = 1, dx should be 0. Instead of a mean, the sum of dout over the batch, {N}, was taken away.",
        ja=f"dout = 1 なら dx は 0 のはずです。平均ではなく、バッチについての dout の和、{N} を引いています。",
    )
    assert not np.allclose(dx, gamma / s * (1 - N / (N - 1)) * ones), say(
        en="For dout = 1, dx should be 0. It looks as if the sums were divided by N - 1. The forward pass divides by N.",
        ja="dout = 1 なら dx は 0 のはずです。和を N - 1 で割っているようです。順伝播では N で割りました。",
    )
    assert not np.allclose(dx, -gamma / s * x_hat * x_hat.mean(axis=1, keepdims=True)), say(
        en="For dout = 1, dx should be 0. It looks as if the means were taken over the features of one sample. Each feature has "
        "a mean of its own, over the batch.",
        ja="dout = 1 なら dx は 0 のはずです。一つのサンプルの特徴について平均しているようです。平均は特徴ごとに、バッチについてとります。",
    )
    worst = dx.flat[np.abs(dx).argmax()]
    assert np.allclose(dx, 0, atol=1e-9), say(
        en=f"A column of y has the same sum wherever you move x, so dx should be 0. It holds {worst:.3g}. When x moves, does the "
        "mean move, too?",
        ja=f"x をどう動かしても y の列の和は変わらないので、dx は 0 のはずです。ところが {worst:.3g} があります。x が動くと、"
        "平均も動くのではありませんか。",
    )

    yield say(
        en="dx for a random dout: this is the real test",
        ja="乱数の dout のときの dx：ここからが本番",
    )
    dx = expect_array(backward(*problem, dout)[0], "dx", shape=(N, D))
    bracket = dout - mean - x_hat * slope
    assert not np.allclose(dx, 0 * dout), say(
        en="dx is 0 everywhere. That is right for dout = 1, and for hardly any other.",
        ja="dx がどこも 0 です。dout = 1 なら正しいのですが、ほかではまず違います。",
    )
    assert not np.allclose(dx, gamma / s * (dout - mean)), say(
        en="In dx the variance is taken for a constant. The step before could not see it, because for dout = 1 what is "
        "missing is 0. Move x, and the spread of the batch changes.",
        ja="dx で、分散を定数と見ています。dout = 1 では足りない項が 0 になるので、一つ前の確認では見えませんでした。x が動くと、"
        "バッチの散らばりも変わります。",
    )
    assert not np.allclose(dx, gamma / s * (dout - mean - x_hat * slope * N)), say(
        en=f"In dx 1/N is missing in the second term: it is {N} times too large. For dout = 1 it is 0, and nobody notices.",
        ja=f"dx の二つ目の項に 1/N が足りず、{N} 倍になっています。dout = 1 ではこの項が 0 なので、気づけません。",
    )
    assert not np.allclose(dx, gamma / s * (dout - mean + x_hat * slope)), say(
        en="Look at the sign of the second term of dx, the one with x_hat. For dout = 1 it is 0, so no sign can be wrong.",
        ja="dx の二つ目の項の符号を見てください。dout = 1 ではこの項が 0 なので、符号の間違いも見えません。",
    )
    assert not np.allclose(dx, bracket / s), say(
        en="In dx gamma is forgotten: on its way back, dout comes through the product with gamma first.",
        ja="dx で gamma を忘れています。dout は戻り道で、まず gamma との積を通ります。",
    )
    assert not np.allclose(dx, gamma / s**2 * bracket), say(
        en="dx is divided by the variance (plus eps). The forward pass divides by its square root.",
        ja="dx を分散で割っています（eps も足してあります）。順伝播で割ったのは、その平方根です。",
    )
    assert not np.allclose(dx, gamma / x.std(axis=0) * bracket), say(
        en=f"In dx eps is forgotten. The forward pass divided by the square root of var + eps, and here eps is {eps}.",
        ja=f"dx で eps を忘れています。順伝播では var + eps の平方根で割りました。ここでは eps が {eps} です。",
    )
    assert not np.allclose(dx, gamma / s * (dout - dout.mean() - x_hat * (dout * x_hat).mean())), (
        say(
            en="The means of dx are taken over the whole array. Each feature has a mean of its own.",
            ja="dx の平均を、配列の全体でとっています。平均は、特徴ごとに別々です。",
        )
    )
    unit = x_hat / np.linalg.norm(x_hat, axis=0)
    assert not np.allclose(dx, gamma / s * (dout - mean - unit * (dout * unit).sum(axis=0))), say(
        en=f"The second term of dx is as if x_hat had variance 1. With an eps of {eps} it has less: use x_hat as it is, and 1/N.",
        ja=f"dx の二つ目の項で、x_hat の分散を 1 と見ています。eps が {eps} あるので、1 より小さくなっています。x_hat をそのまま使い、"
        "1/N を掛けます。",
    )
    assert not np.allclose(dx, gamma**2 / s * bracket), say(
        en="In dx gamma is multiplied twice. It stands in the forward pass once.",
        ja="dx で gamma を二度掛けています。順伝播に gamma は一度しか出てきません。",
    )
    expect_close(dx, gamma / s * bracket, "dx", rtol=1e-6, atol=1e-9)

    yield say(
        en="The numbers of the lesson's graph: dx is -1, 1, 4, -5, 1",
        ja="レッスンの計算グラフの数：dx は -1、1、4、-5、1",
    )
    graph = np.array([[1.0], [3], [4], [5], [7]]), np.array([4.0]), np.array([1.0]), 0.0
    wanted = np.array([[-1.0], [1], [4], [-5], [1]])
    got = backward(*graph, np.array([[2.0], [2], [3], [-2], [0]]))[0]
    expect_close(got, wanted, "dx", rtol=1e-9, atol=1e-9)

    yield say(
        en="The same as BatchNormalization, for other sizes, equal ones too",
        ja="ほかの大きさでも、大きさがそろってもBatchNormalizationと一致",
    )
    for N, D, eps in ((2, 5, 1e-5), (7, 1, 1e-5), (4, 4, 1.0), (30, 3, 0.1)):
        x, dout = rng.standard_normal((N, D)), rng.standard_normal((N, D))
        problem = x, rng.standard_normal(D), rng.standard_normal(D), eps, dout
        for got, wanted, name in zip(
            backward(*problem), right(*problem), ("dx", "dgamma", "dbeta"), strict=True
        ):
            expect_close(got, wanted, f"{name} (N, D = {N}, {D})", rtol=1e-6, atol=1e-9)

    yield say(en="A feature that never changes", ja="値の変わらない特徴")
    x, dout = rng.standard_normal((5, 2)), rng.standard_normal((5, 2))
    x[:, 0] = 3.0
    problem = x, np.array([2.0, -1.0]), np.zeros(2), 0.25, dout
    for got, wanted, name in zip(
        backward(*problem), right(*problem), ("dx", "dgamma", "dbeta"), strict=True
    ):
        got = expect_array(got, name, shape=wanted.shape, finite=False)
        assert np.isfinite(got).all(), say(
            en=f"{name} holds {got[~np.isfinite(got)][0]}. A feature that is the same in every sample has variance 0; eps is there so "
            "that nothing is divided by 0.",
            ja=f"{name} に {got[~np.isfinite(got)][0]} があります。どのサンプルでも同じ値の特徴は、分散が 0 です。0 で割らないために eps が"
            "あります。",
        )
        expect_close(got, wanted, name, rtol=1e-6, atol=1e-9)
