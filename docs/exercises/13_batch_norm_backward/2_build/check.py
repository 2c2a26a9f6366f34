import numpy as np

from lesson_code import BatchNormalization
from lesson_code.exercises.grading import expect_array, expect_close


def across(statistic, x):
    """(D,) in the shape in which it meets x."""
    return np.reshape(statistic, (1, -1) + (1,) * (x.ndim - 2))


def check(answer, say):
    rng = np.random.default_rng(0)

    def make(gamma, beta, training=True, **settings):
        layer = answer.BatchNorm(gamma, beta, **settings)
        layer.training = training
        return layer

    def forward(layer, x):
        return expect_array(layer.forward(x), "forward(x)", shape=x.shape)

    def backward(layer, x, dout):
        """The three gradients, checked for their shapes only."""
        layer.forward(x)
        dx = expect_array(layer.backward(dout), "backward(dout)", shape=x.shape)
        D = (x.shape[1],)
        dgamma, dbeta = layer.dgamma, layer.dbeta
        assert np.shape(dbeta) != x.shape, say(
            en=f"dbeta has shape {x.shape}, one number for each sample. beta is {D}, and every sample uses it.",
            ja=f"dbeta の形状が {x.shape} で、サンプルごとに一つの数があります。beta は {D} で、どのサンプルも同じものを使います。",
        )
        return dx, expect_array(dgamma, "dgamma", shape=D), expect_array(dbeta, "dbeta", shape=D)

    N, D = 4, 3
    x, dout = rng.standard_normal((N, D)) * [1, 2, 3] + [0, 5, -5], rng.standard_normal((N, D))
    gamma, beta, eps = np.array([2.0, -1.0, 0.5]), np.array([0.0, 1.0, 2.0]), 0.5
    average, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    s = np.sqrt(var + eps)
    x_hat = (x - average) / s
    mean, slope = dout.mean(axis=0), (dout * x_hat).mean(axis=0)

    yield say(en="forward in training", ja="学習のときのforward")
    layer = make(gamma, beta, eps=eps)
    y = forward(layer, x)
    assert y.any(), say(en="y is 0 everywhere.", ja="y がどこも 0 です。")
    assert not np.allclose(y, gamma * (x - average) / np.sqrt(unbiased + eps) + beta), say(
        en="y is normalised by the variance over n - 1. That one goes into running_var; y takes the one over n.",
        ja="y を、n − 1 で割った分散で正規化しています。それは running_var に入れる分散です。y には n で割った分散を使います。",
    )
    assert not np.allclose(y, gamma * x / np.sqrt(1 + eps) + beta), say(
        en="y is normalised by the running statistics, which are for inference. In training take the batch's own.",
        ja="y を、推論のための移動平均で正規化しています。学習では、バッチ自身の統計量を使います。",
    )
    assert not np.allclose(y, gamma * (x - average) / (np.sqrt(var) + eps) + beta), say(
        en="eps stands outside of the root. It is added to the variance.",
        ja="eps が根号の外にあります。eps は分散に足します。",
    )
    assert not np.allclose(y, x_hat), say(
        en="gamma and beta are missing: y is still x_hat.",
        ja="y が x_hat のままです。gamma と beta を使ってください。",
    )
    expect_close(y, gamma * x_hat + beta, "forward(x)", rtol=1e-9, atol=1e-12)
    m = 0.9
    got = expect_array(layer.running_mean, "running_mean", shape=(D,))
    assert got.any(), say(
        en="running_mean is still 0. In training it takes in the batch's mean.",
        ja="running_mean が 0 のままです。学習のときは、バッチの平均を混ぜます。",
    )
    assert not np.allclose(got, m * average), say(
        en="The new mean got the weight 0.9 in running_mean. Here momentum is the weight of the old one.",
        ja="running_mean で、新しい平均に 0.9 の重みがかかっています。ここでの momentum は、古い値の重みです。",
    )
    expect_close(got, (1 - m) * average, "running_mean", rtol=1e-9)
    got = expect_array(layer.running_var, "running_var", shape=(D,))
    assert not np.allclose(got, m + (1 - m) * var), say(
        en="running_var takes in the variance over n. It should be the unbiased one, over n - 1.",
        ja="running_var に、n で割った分散を混ぜています。混ぜるのは、n − 1 で割った不偏分散です。",
    )
    expect_close(got, m + (1 - m) * unbiased, "running_var", rtol=1e-9)

    yield say(en="dbeta: four samples, three features", ja="dbeta：サンプル 4、特徴 3")
    dx, dgamma, dbeta = backward(make(gamma, beta, eps=eps), x, dout)
    assert dbeta.any(), say(en="dbeta is 0 everywhere.", ja="dbeta がどこも 0 です。")
    assert not np.allclose(dbeta, mean), say(
        en=f"dbeta is {N} times too small: you took the mean. Raise beta by h, and all {N} samples rise by h.",
        ja=f"dbeta が {N} 分の 1 です。平均をとっています。beta を h だけ上げると、{N} 個のサンプルがどれも h だけ上がります。",
    )
    assert not np.allclose(dbeta, N * slope), say(
        en="dgamma and dbeta have changed places.", ja="dgamma と dbeta が入れ替わっています。"
    )
    expect_close(dbeta, dout.sum(axis=0), "dbeta", rtol=1e-9)

    yield say(en="dgamma: what is gamma multiplied by?", ja="dgamma：gammaに掛かるもの")
    assert dgamma.any(), say(en="dgamma is 0 everywhere.", ja="dgamma がどこも 0 です。")
    assert not np.allclose(dgamma, dbeta), say(
        en="dgamma is the same as dbeta. But gamma is not added, it is multiplied: by what?",
        ja="dgamma が dbeta と同じです。gamma は足すのではなく、何かに掛かっています。何に掛かっているでしょうか。",
    )
    assert not np.allclose(dgamma, slope), say(
        en=f"dgamma is {N} times too small: add over the samples, do not average.",
        ja=f"dgamma が {N} 分の 1 です。サンプルについて、平均ではなく和をとります。",
    )
    assert not np.allclose(dgamma, (dout * y).sum(axis=0)), say(
        en="dgamma is made with y. In y = gamma * x_hat + beta, gamma is multiplied by x_hat.",
        ja="dgamma に y を使っています。y = gamma * x_hat + beta で gamma に掛かるのは x_hat です。",
    )
    expect_close(dgamma, N * slope, "dgamma", rtol=1e-9)

    yield say(
        en="dx for dout = 1: exactly 0 is right", ja="dout = 1 のときの dx：ちょうど 0 が正しい"
    )
    ones = np.ones((N, D))
    dx = backward(make(gamma, beta, eps=eps), x, ones)[0]
    assert not np.allclose(dx, ones) and not np.allclose(dx, gamma / s * ones), say(
        en="For dout = 1, dx should be 0. You took the mean for a constant, and perhaps the variance too. But a column of y has "
        "the same sum wherever you move x.",
        ja="dout = 1 なら dx は 0 のはずです。平均を、そしておそらく分散も、定数とみなしています。x をどう動かしても y の列の和は変わりません。",
    )
    assert not np.allclose(dx, gamma / s * (1 - N) * ones), say(
        en=f"For dout = 1, dx should be 0. Instead of a mean, the sum of dout over the batch, {N}, was taken away.",
        ja=f"dout = 1 なら dx は 0 のはずです。平均ではなく、バッチについての dout の和、{N} を引いています。",
    )
    assert not np.allclose(dx, gamma / s * (1 - N / (N - 1)) * ones), say(
        en="For dout = 1, dx should be 0. It looks as if the sums were divided by n - 1. The forward pass divides by n.",
        ja="dout = 1 なら dx は 0 のはずです。和を n − 1 で割っているようです。順伝播では n で割りました。",
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
    dx = backward(make(gamma, beta, eps=eps), x, dout)[0]
    bracket = dout - mean - x_hat * slope
    assert dx.any(), say(
        en="dx is 0 everywhere. That is right for dout = 1, and for hardly any other.",
        ja="dx がどこも 0 です。dout = 1 なら正しいのですが、ほかの dout ではまず違います。",
    )
    assert not np.allclose(dx, gamma / s * (dout - mean)), say(
        en="In dx the variance is taken for a constant. The step before could not see it, because for dout = 1 what is "
        "missing is 0. Move x, and the spread of the batch changes.",
        ja="dx で、分散を定数とみなしています。dout = 1 では足りない項が 0 になるので、一つ前の確認では見えませんでした。x が動くと、"
        "バッチの散らばりも変わります。",
    )
    assert not np.allclose(dx, gamma / s * (dout - mean - x_hat * slope * N)), say(
        en=f"In dx 1/n is missing in the last term: it is {N} times too large. For dout = 1 it is 0, and nobody notices.",
        ja=f"dx の最後の項に 1/n が足りず、{N} 倍になっています。dout = 1 ではこの項が 0 なので、気づけません。",
    )
    assert not np.allclose(dx, gamma / s * (dout - mean + x_hat * slope)), say(
        en="Look at the sign of the last term of dx, the one with x_hat. For dout = 1 it is 0, so no sign can be wrong.",
        ja="dx の最後の項（x_hat が掛かった項）の符号を見てください。dout = 1 ではこの項が 0 なので、符号の間違いも見えません。",
    )
    assert not np.allclose(dx, gamma / s * (dout - mean - x_hat * slope * N / (N - 1))), say(
        en="The last term of dx is divided by n - 1. The variance that normalises is the one over n.",
        ja="dx の最後の項を n − 1 で割っています。正規化に使った分散は、n で割ったものです。",
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
    unit = x_hat / np.linalg.norm(x_hat, axis=0)
    assert not np.allclose(dx, gamma / s * (dout - mean - unit * (dout * unit).sum(axis=0))), say(
        en=f"The last term of dx is as if x_hat had variance 1. With an eps of {eps} it has less: use x_hat as it is, and 1/n.",
        ja=f"dx の最後の項で、x_hat の分散を 1 とみなしています。eps が {eps} あるので、1 より小さくなっています。x_hat をそのまま使い、"
        "1/n を掛けます。",
    )
    running = np.sqrt(m + (1 - m) * unbiased + eps)
    assert not np.allclose(dx, gamma / running * bracket), say(
        en="dx is divided by the root of running_var. In training backward needs the s of this batch.",
        ja="dx を running_var の平方根で割っています。学習のときの backward では、このバッチの s で割ります。",
    )
    assert not np.allclose(dx, gamma**2 / s * bracket), say(
        en="In dx gamma is multiplied twice. It stands in the forward pass once.",
        ja="dx で gamma を二度掛けています。順伝播に gamma は一度しか出てきません。",
    )
    expect_close(dx, gamma / s * bracket, "dx", rtol=1e-6, atol=1e-9)

    yield say(
        en="Feature maps: one mean a channel, over N, H and W",
        ja="特徴マップ：チャンネルごとの平均を、N、H、Wについて",
    )
    shape = (3, 2, 2, 4)
    maps, dout = rng.standard_normal((2, *shape))
    maps = maps * [[[3.0]], [[0.5]]] + [[[1.0]], [[5.0]]]
    gamma, beta, axes, n = np.array([2.0, -3.0]), np.array([0.5, 7.0]), (0, 2, 3), 24

    def normalised(axes):
        centred = maps - maps.mean(axis=axes, keepdims=True)
        return centred / np.sqrt(maps.var(axis=axes, keepdims=True) + eps)

    def scaled(x_hat):
        return across(gamma, maps) * x_hat + across(beta, maps)

    y = forward(make(gamma, beta, eps=eps), maps)
    assert not np.allclose(y, scaled(normalised(0))), say(
        en="There is one mean for each pixel, over the images alone. A channel shares one over the images and all of its pixels.",
        ja="画素ごとに、画像についてだけ平均しています。一つのチャンネルは、画像とすべての画素で一つの平均を共有します。",
    )
    x_hat = normalised(axes)
    expect_close(y, scaled(x_hat), "forward(x)", rtol=1e-9, atol=1e-12)
    dx, dgamma, dbeta = backward(make(gamma, beta, eps=eps), maps, dout)
    expect_close(dbeta, dout.sum(axis=axes), "dbeta", rtol=1e-9)
    expect_close(dgamma, (dout * x_hat).sum(axis=axes), "dgamma", rtol=1e-9)
    factor = across(gamma, maps) / np.sqrt(across(maps.var(axis=axes), maps) + eps)
    for count in (shape[0], shape[2] * shape[3]):
        wrong = dout - across(dbeta, maps) / count - x_hat * across(dgamma, maps) / count
        assert not np.allclose(dx, factor * wrong), say(
            en=f"In dx the sums are divided by {count}. As many numbers share a mean as N, H and W make together: {n}.",
            ja=f"dx で、和を {count} で割っています。平均を共有する数は N·H·W 個、ここでは {n} 個です。",
        )
    wanted = factor * (dout - across(dbeta, maps) / n - x_hat * across(dgamma, maps) / n)
    expect_close(dx, wanted, "dx", rtol=1e-6, atol=1e-9)

    yield say(en="Inference: the statistics are constants", ja="推論：統計量は定数")
    old_mean, old_var = np.array([1.0, 2.0]), np.array([4.0, 0.25])
    for batch, out in ((x[:, :2], rng.standard_normal((N, 2))), (maps, dout)):
        layer = make(gamma, beta, training=False, eps=eps)
        layer.running_mean, layer.running_var = old_mean.copy(), old_var.copy()
        s = np.sqrt(across(old_var, batch) + eps)
        x_hat, factor = (batch - across(old_mean, batch)) / s, across(gamma, batch) / s
        y = forward(layer, batch)
        for name, old in (("running_mean", old_mean), ("running_var", old_var)):
            assert np.allclose(getattr(layer, name), old), say(
                en=f"{name} changed at inference. Only training updates it.",
                ja=f"推論で {name} が変わりました。更新するのは学習のときだけです。",
            )
        assert np.allclose(forward(layer, batch[:1]), y[:1]), say(
            en="At inference y of the first sample depends on its neighbours. Use running_mean and running_var.",
            ja="推論なのに、最初のサンプルの y が、ほかのサンプルによって変わります。running_mean と running_var を使ってください。",
        )
        wanted = across(gamma, batch) * x_hat + across(beta, batch)
        expect_close(y, wanted, "forward(x)", rtol=1e-9, atol=1e-12)
        dx, dgamma, dbeta = backward(layer, batch, out)
        axes = (0, *range(2, batch.ndim))
        mean, slope = (across(a.mean(axis=axes), batch) for a in (out, out * x_hat))
        assert not np.allclose(dx, factor * (out - mean - x_hat * slope)), say(
            en="At inference dx is computed as in training. The running statistics do not move with x, so two of the paths are gone.",
            ja="推論なのに、学習のときと同じ式で dx を求めています。記録した統計量は x では変わらないので、経路が二つなくなります。",
        )
        expect_close(dx, factor * out, "dx at inference", rtol=1e-9, atol=1e-12)
        expect_close(dbeta, out.sum(axis=axes), "dbeta", rtol=1e-9, atol=1e-12)
        expect_close(dgamma, (out * x_hat).sum(axis=axes), "dgamma", rtol=1e-9, atol=1e-12)

    yield say(
        en="The numbers of the lesson's graph: dx is -1, 1, 4, -5, 1",
        ja="レッスンの計算グラフの数：dx は -1、1、4、-5、1",
    )
    layer = make(np.array([4.0]), np.array([1.0]), eps=0.0)
    got = backward(
        layer, np.array([[1.0], [3], [4], [5], [7]]), np.array([[2.0], [2], [3], [-2], [0]])
    )
    expect_close(got[0], np.array([[-1.0], [1], [4], [-5], [1]]), "dx", rtol=1e-9, atol=1e-9)

    yield say(
        en="Other sizes, several steps, two layers: as BatchNormalization",
        ja="ほかの大きさ、何歩か、二つの層：BatchNormalizationと一致",
    )
    for shape, eps in (((2, 5), 1e-5), ((7, 1), 1e-5), ((4, 4), 1.0), ((3, 3, 3, 3), 0.1)):
        gamma, beta = rng.standard_normal((2, shape[1]))
        layer, ours = (
            make(gamma, beta, momentum=0.7, eps=eps),
            BatchNormalization(gamma, beta, eps, 0.7),
        )
        other = make(beta, gamma)
        for _ in range(3):
            x, dout = rng.standard_normal((2, *shape)) * 2 + 1
            layer.forward(x)
            other.forward(dout)
            ours.forward(x, train=True)
            dx = expect_array(layer.backward(dout), "backward(dout)", shape=shape)
            expect_close(dx, ours.backward(dout), f"dx {shape}", rtol=1e-6, atol=1e-9)
            for name in ("gamma", "beta"):
                got, wanted = getattr(layer, f"d{name}"), ours.grads[name]
                expect_close(got, wanted, f"d{name} {shape}", rtol=1e-6, atol=1e-9)
            for name in ("running_mean", "running_var"):
                got, wanted = getattr(layer, name), ours.buffers[name]
                expect_close(got, wanted, f"{name} {shape}", rtol=1e-6, atol=1e-9)

    yield say(en="A feature that never changes", ja="値の変わらない特徴")
    x, dout = rng.standard_normal((2, 5, 2))
    x[:, 0] = 3.0
    gamma, beta = np.array([2.0, -1.0]), np.zeros(2)
    layer, ours = make(gamma, beta, eps=0.25), BatchNormalization(gamma, beta, 0.25)
    layer.forward(x)
    ours.forward(x, train=True)
    dx = expect_array(layer.backward(dout), "dx", shape=x.shape, finite=False)
    assert np.isfinite(dx).all(), say(
        en=f"dx holds {dx[~np.isfinite(dx)][0]}. A feature that is the same in every sample has variance 0; eps is there so "
        "that nothing is divided by 0.",
        ja=f"dx に {dx[~np.isfinite(dx)][0]} があります。どのサンプルでも同じ値の特徴は、分散が 0 です。0 で割らないために eps が"
        "あります。",
    )
    expect_close(dx, ours.backward(dout), "dx", rtol=1e-6, atol=1e-9)

    yield say(en="float32 stays float32", ja="float32はfloat32のまま")
    small = rng.standard_normal((3, 2)).astype(np.float32)
    layer = make(np.ones(2, np.float32), np.zeros(2, np.float32))
    expect_array(layer.forward(small), "forward(x)", dtype=np.float32)
    expect_array(layer.backward(small), "backward(dout)", dtype=np.float32)
