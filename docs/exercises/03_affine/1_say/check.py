import numpy as np

from lesson_code.exercises.grading import expect_array, expect_close


def check(answer, say):
    yield say(
        en="db has one number for each bias: three samples, four biases",
        ja="db にはバイアスと同じ数だけ要素がある：サンプル 3、バイアス 4",
    )
    dout = np.array([[1.0, 0, 2, 0], [0, 1, 0, 3], [4, 0, 0, 1]])
    N, M = dout.shape
    db = answer.bias_gradient(dout)
    assert np.shape(db) != (N, M), say(
        en=f"You returned {(N, M)}, a row for each of the {N} samples. There is only one b, of shape {(M,)}, and all "
        "samples share it. What becomes of the rows?",
        ja=f"返した配列の形状が {(N, M)} で、{N} 個のサンプルに 1 行ずつあります。b は形状 {(M,)} の一つだけで、どのサンプルも同じ b を"
        "使います。行どうしを、どうすればよいでしょうか。",
    )
    assert np.shape(db) not in ((N,), (N, 1)), say(
        en=f"You returned {np.shape(db)}, one number for each sample. Axis 0 of dout is n, the sample: which one did you "
        "add over?",
        ja=f"返した配列の形状が {np.shape(db)} で、サンプルごとに一つずつあります。dout の 0 番目の軸が n（サンプル）です。どちらの軸で"
        "足しましたか。",
    )
    assert db is None or np.ndim(db) != 0, say(
        en=f"You returned a single number. b has {M}, so add over one axis only.",
        ja=f"返したのは一つの数です。b には {M} 個の要素があるので、足す軸は一つだけです。",
    )
    db = expect_array(db, "bias_gradient(dout)", shape=(M,))

    yield say(en="The values", ja="値")
    assert not np.allclose(db, dout.mean(axis=0)), say(
        en=f"Every number is {N} times too small: this is the mean. Raise b[j] by h, and column j of all {N} samples moves "
        "by h. If the loss takes a mean, its 1/N is in dout already.",
        ja=f"どの数も {N} 分の 1 です。平均をとっています。b[j] を h だけ増やすと、{N} 個のサンプルすべてで列 j の出力が h だけ動きます。"
        "損失が平均をとるなら、その 1/N は dout にもう入っています。",
    )
    for n in range(N):
        assert not np.allclose(db, dout[n]), say(
            en=f"This is row {n} of dout, one sample alone. The others use b too.",
            ja=f"これは dout の {n} 行目、サンプル一つの分です。ほかのサンプルも b を使っています。",
        )
    expect_close(db, dout.sum(axis=0), "bias_gradient(dout)")

    yield say(en="Other sizes, equal ones too", ja="ほかの大きさ、大きさがそろったとき")
    rng = np.random.default_rng(3)
    for shape in ((1, 4), (6, 1), (3, 3), (2, 5)):
        dout = rng.standard_normal(shape)
        name = f"bias_gradient(dout), dout {shape}"
        expect_close(answer.bias_gradient(dout), dout.sum(axis=0), name, rtol=1e-9, atol=1e-12)
