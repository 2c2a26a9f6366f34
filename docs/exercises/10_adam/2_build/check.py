import numpy as np

from lesson_code.exercises.grading import expect_close, writable


def lengths(gradients, beta1, beta2, eps, *, correct_m=True, correct_v=True):
    """Adam's steps in units of lr, one for each gradient."""
    m = v = 0.0
    found = []
    for t, g in enumerate(gradients, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        c = 1 - beta1**t if correct_m else 1
        d = 1 - beta2**t if correct_v else 1
        found.append((m / c) / (np.sqrt(v / d) + eps))
    return np.array(found)


def check(answer, say):
    def steps(optimizer, gradients, start=1.0):
        """How far one parameter moves against each of the gradients."""
        p, found = np.full_like(gradients[0], start), []
        for g in gradients:
            before, given = p.copy(), g.copy()
            with np.errstate(all="ignore"):
                optimizer.update(writable([(p, given)]))
            assert np.array_equal(given, g), say(
                en="A gradient was changed. Only the parameters move.",
                ja="勾配が書き換わっています。動かすのはパラメータだけです。",
            )
            found.append(before - p)
        return np.array(found)

    yield say(en="The first step", ja="1 歩目")
    g = np.array([[100.0, 1.0], [-0.01, 1.0]])
    got = steps(answer.Adam(lr=0.01), [g])[0] / 0.01
    assert got.any(), say(
        en="The array has not changed. `p = ...` makes a new array; write into the one that the layer holds.",
        ja="配列が変わっていません。`p = ...` は新しい配列を作るだけです。層が持っている配列に書き込みます。",
    )
    assert not np.allclose(got, g), say(
        en="It has moved by lr times the gradient. That is gradient descent.",
        ja="学習率×勾配だけ動いています。これは勾配降下法です。",
    )
    sign = np.sign(g)
    assert not np.allclose(got, -sign, rtol=1e-3), say(
        en="It has gone uphill: the step has to be subtracted.",
        ja="坂を上っています。一歩は引きます。",
    )
    for factor, en, ja in (
        (0.1 / np.sqrt(0.001), "Neither m nor v is corrected", "m も v も補正していません"),
        (1 / np.sqrt(0.001), "v is not corrected", "v を補正していません"),
        (0.1, "m is not corrected", "m を補正していません"),
        (10, "The first step is divided by another number", "1 歩目の割り方が違います"),
    ):
        assert not np.allclose(got, factor * sign, rtol=1e-3), say(
            en=f"The first step is {factor:.3g} lr, and should be lr. {en}.",
            ja=f"1 歩目が学習率の {factor:.3g} 倍です。学習率と等しいはずです。{ja}。",
        )
    assert not np.allclose(got, 1 / g, rtol=1e-3), say(
        en="The larger the gradient, the shorter the step: v is a mean of squares, and its root is missing.",
        ja="勾配が大きいほど、一歩が短くなっています。v は二乗の平均です。平方根をとっていません。",
    )
    assert not np.allclose(got, np.sqrt(np.abs(g)) * sign, rtol=1e-3, equal_nan=True), say(
        en="The larger the gradient, the longer the step: v is a mean of the gradient's square.",
        ja="勾配が大きいほど、一歩が長くなっています。v は勾配の二乗の平均です。",
    )
    expect_close(got, sign, "the first step, in units of lr", rtol=1e-3)

    yield say(en="The steps after it", ja="その後の歩")
    series = [np.array(g) for g in ([1.0, 1, 2], [3.0, 0, -2], [-1.0, 0, 5], [2.0, 0, 1])]
    got = steps(answer.Adam(lr=0.1), series) / 0.1
    wanted = lengths(series, 0.9, 0.999, 1e-8)
    t = np.arange(1, len(series) + 1)[:, None]
    forgets = 0.1 / (1 - 0.9**t) / np.sqrt(0.001 / (1 - 0.999**t))
    assert not any(np.allclose(got, c * np.sign(series), atol=1e-3) for c in (1, forgets)), say(
        en="Each step knows nothing of the gradients before it. m and v must be kept from one update to the next, in self.",
        ja="どの歩も、それまでの勾配を使っていません。m と v を、次の update まで self に取っておきます。",
    )
    assert not np.allclose(got, lengths(series, 0.999, 0.9, 1e-8)), say(
        en="beta1 belongs to m, beta2 to v. Here they are swapped.",
        ja="beta1 は m、beta2 は v のものです。逆になっています。",
    )
    plain = lengths(series, 0.9, 0.999, 1e-8, correct_m=False, correct_v=False)
    stuck = plain * np.sqrt(0.001) / 0.1
    assert not np.allclose(got, stuck), say(
        en="The correction is that of the first step at every step. self.t has to grow.",
        ja="補正が、いつも 1 歩目のものです。self.t を増やします。",
    )
    expect_close(got, wanted, "the steps, in units of lr", rtol=1e-4)

    yield say(en="Several parameters", ja="いくつものパラメータ")
    rng = np.random.default_rng(10)
    shapes = ((3, 2), (2,), (2, 4), (4,))
    starts = [rng.standard_normal(s) for s in shapes]
    params, optimizer, seen = [p.copy() for p in starts], answer.Adam(), []
    for _ in range(4):
        grads = [rng.standard_normal(s) for s in shapes]
        seen.append(grads)
        optimizer.update(writable(list(zip(params, grads, strict=True))))
    moved = [not np.array_equal(p, s) for p, s in zip(params, starts, strict=True)]
    assert all(moved), say(
        en=f"Of {len(shapes)} parameters, {sum(moved)} moved.",
        ja=f"{len(shapes)} 個のパラメータのうち、動いたのは {sum(moved)} 個です。",
    )
    for k, (p, start) in enumerate(zip(params, starts, strict=True)):
        wanted = start - 0.001 * lengths([grads[k] for grads in seen], 0.9, 0.999, 1e-8).sum(axis=0)
        assert np.allclose(p, wanted, rtol=1e-6), say(
            en=f"Alone a parameter moves as it should; here, with {len(shapes)} of them, parameter {k} does not. Does self.t grow "
            "once a step, and has each parameter an m and a v of its own?",
            ja=f"一つだけなら正しく動きますが、{len(shapes)} 個あると、{k} 番の動き方が違います。self.t を増やすのは 1 歩に 1 回で、"
            "m と v はパラメータごとに別でしょうか。",
        )

    yield say(en="Other settings, and where eps stands", ja="ほかの設定と、eps の位置")
    series = [np.array([1.0, 3.0]), np.array([-2.0, 0.5]), np.array([1.0, 1.0])]
    for settings in ((0.5, 0.75, 1e-8), (0.0, 0.5, 1e-8), (0.9, 0.0, 1e-8)):
        got = steps(answer.Adam(0.1, *settings), series) / 0.1
        name = "Adam(0.1, {}, {}, {})".format(*settings)
        expect_close(
            got, lengths(series, *settings), f"the steps of {name}, in units of lr", rtol=1e-3
        )
    got = steps(answer.Adam(0.1, 0.9, 0.999, 0.5), [np.array([1.0])])[0, 0] / 0.1
    wrong_places = {
        1 / np.sqrt(1.5): ("under the root", "根号の中"),
        1 / (1 + 0.5 / np.sqrt(0.001)): (
            "to the root of v before it is corrected",
            "補正する前の v の平方根",
        ),
        1.5: ("to the step; the division needs parentheses", "一歩。割る数を括弧で囲みます"),
        1 + 5.0: ("to the step; the division needs parentheses", "一歩。割る数を括弧で囲みます"),
        1 - 5.0: (
            "to the parameter; the division needs parentheses",
            "パラメータ。割る数を括弧で囲みます",
        ),
    }
    for length, (en, ja) in wrong_places.items():
        assert not np.isclose(got, length), say(
            en=f"eps is added {en}. It belongs to the root of the corrected v.",
            ja=f"eps を足すところが違います：{ja}。足すのは、補正した v の平方根です。",
        )
    assert not np.isclose(got, 1), say(
        en="eps makes no difference. Add it to the root of the corrected v.",
        ja="eps を変えても同じです。補正した v の平方根に足します。",
    )
    expect_close(got, 1 / 1.5, "the first step with a gradient of 1 and eps 0.5", rtol=1e-9)

    yield say(en="A gradient of 0, and two optimisers", ja="勾配 0 と、二つのオプティマイザ")
    got = steps(answer.Adam(), [np.zeros(3)])
    assert np.isfinite(got).all(), say(
        en="A gradient of 0 gives 0 / 0. What is eps for?",
        ja="勾配が 0 だと 0 ÷ 0 になります。eps は何のためでしょうか。",
    )
    expect_close(got, np.zeros((1, 3)), "the step of a gradient of 0")
    first = steps(answer.Adam(), [np.ones(2)])
    again = steps(answer.Adam(), [np.ones((3, 2))])
    expect_close(again[0, 0], first[0], "the first step of another Adam()", rtol=1e-6)
