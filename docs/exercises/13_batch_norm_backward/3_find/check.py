import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close, expect_several


def check(answer, say):
    rng = np.random.default_rng(0)

    def problem(N, D):
        x, dout = rng.standard_normal((N, D)) * 2 + 1, rng.standard_normal((N, D))
        gamma, beta = rng.standard_normal((2, D))
        eps = 0.5
        s = np.sqrt(x.var(axis=0, ddof=1) + eps)
        x_hat = (x - x.mean(axis=0)) / s
        y, cache = expect_several(answer.forward(x, gamma, beta, eps), "y", "cache")
        return x, dout, gamma, beta, s, x_hat, y, cache

    N, D = 4, 3
    x, dout, gamma, beta, s, x_hat, y, cache = problem(N, D)

    yield say(en="forward is as it was", ja="forward は元のまま")
    biased = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 0.5)
    assert not np.allclose(y, gamma * biased + beta), say(
        en="forward divides by N now. Then the old backward fits, but here forward is to stay as it was, with N - 1.",
        ja="forward が N で割るようになっています。それなら元の backward と合いますが、ここでは forward を N − 1 のままにしておきます。",
    )
    expect_close(y, gamma * x_hat + beta, "y", rtol=1e-9, atol=1e-12)

    yield say(en="dgamma and dbeta: they were right", ja="dgamma と dbeta：元から正しい")
    dx, dgamma, dbeta = expect_several(answer.backward(dout, cache), "dx", "dgamma", "dbeta")
    expect_close(dbeta, dout.sum(axis=0), "dbeta", rtol=1e-9, atol=1e-12)
    expect_close(dgamma, (dout * x_hat).sum(axis=0), "dgamma", rtol=1e-9, atol=1e-12)

    yield say(en="dx for a batch of four", ja="4 個のバッチの dx")
    dx = expect_array(dx, "dx", shape=(N, D))
    total, slope = dout.sum(axis=0), (dout * x_hat).sum(axis=0)

    def is_like(by_mean, by_variance, factor=1.0):
        wrong = factor * gamma / s * (dout - total / by_mean - x_hat * slope / by_variance)
        return np.allclose(dx, wrong)

    assert not is_like(N, N), say(
        en="dx is as it was. At which gate does forward divide by N - 1, and what does this gate hand back?",
        ja="dx が元のままです。forward が N − 1 で割るのはどのゲートで、そのゲートは勾配をいくつで割って配りますか。",
    )
    assert not is_like(N - 1, N - 1), say(
        en="Now both terms divide by N - 1. But the mean is still a mean over N: for dout = 1, dx is no longer 0.",
        ja="二つの項を、どちらも N − 1 で割っています。平均は N で割ったままなので、これでは dout = 1 のとき dx が 0 になりません。",
    )
    assert not is_like(N - 1, N), say(
        en="You changed the path of the mean. Forward takes the mean over N; it is the variance that it divides by N - 1.",
        ja="平均の経路を変えています。forward の平均は N で割ったままで、N − 1 で割っているのは分散です。",
    )
    assert not is_like(N, N, np.sqrt(N / (N - 1))) and not is_like(N, N, np.sqrt((N - 1) / N)), say(
        en="The factor in front of the bracket was right: s is the s of forward. One of the terms inside is too small.",
        ja="括弧の前の倍率は合っていました。s は forward の s です。括弧の中の項の一つが小さすぎます。",
    )
    assert not is_like(N, N * N / (N - 1)), say(
        en="The other way round: with N - 1 below the line, the term of the variance gets larger, not smaller.",
        ja="向きが逆です。N − 1 で割ると、分散の項は小さくならず、大きくなります。",
    )
    wanted = gamma / s * (dout - total / N - x_hat * slope / (N - 1))
    expect_close(dx, wanted, "dx", rtol=1e-9, atol=1e-12)

    yield say(en="Other sizes", ja="ほかの大きさ")
    for N, D in ((2, 3), (5, 1), (40, 2)):
        x, dout, gamma, beta, s, x_hat, y, cache = problem(N, D)
        dx = expect_several(answer.backward(dout, cache), "dx", "dgamma", "dbeta")[0]
        mean, slope = dout.mean(axis=0), (dout * x_hat).sum(axis=0) / (N - 1)
        wanted = gamma / s * (dout - mean - x_hat * slope)
        expect_close(dx, wanted, f"dx (N = {N})", rtol=1e-9, atol=1e-12)
